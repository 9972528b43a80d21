"""What is left anywhere of a person whose data were cancelled: looked for in every byte, not in a list of tables.

She leaves marks by every screen that keeps something: what she types, what staff write of her, what they search,
what is half-way in. Before, the copy that she is given holds each row in which a mark is; afterwards no file of
the instance nor of the uploads has one, nor is called by one.
"""

import json
import sqlite3
from collections.abc import Callable, Collection
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from sisr.cuentas.model import Usuario
from sisr.db import db
from tests.cliente import Cliente
from tests.cuentas.cartas import enlace
from tests.elenco import CONTRASENA, PDF, Alumna
from tests.lectura.test_presencia import abrir
from tests.privacidad.test_datos import _abrir, _cancelar
from tests.subidas.envio import Envio
from tests.tramite.solicitud import registrar

BOLETA, CORREO, OTRO_CORREO = "2021987654", "zyxwina.q@ejemplo.mx", "vortigia@ejemplo.mx"
CURP = "ZYXQ010203MDFRRN09"
MARCAS = ("zyxwina", "qwortulia", "vortigia", CURP.lower(), BOLETA)
NUMERO = "21140/98765"  # which the bitácora keeps, and nobody else
NOMBRE = "Zyxwina Ñandú Qwortulia"
TABLAS = {"alumno", "correo", "dictamen", "enlace", "entrega", "filtro_guardado", "hoja_numeros", "nota", "subida"}
IDS = {"acto"}  # the bitácora: ids and numbers (REQUIREMENTS X5), which nothing changes


@pytest.fixture
def rastro(app: Flask, beto: Alumna, como: Callable[[str], Cliente]) -> Alumna:
    """Somebody who has left her marks everywhere."""
    ella = _se_registra(app)
    _la_atienden(ella, beto, como)
    _sigue_a_medias(ella)
    return ella


def test_la_copia_lo_tiene_todo_y_al_cancelar_no_queda_nada(
    rastro: Alumna, beto: Alumna, como: Callable[[str], Cliente]
) -> None:
    elena = como("elena")
    paquete = _abrir(elena.crudo("GET", f"/alumnos/{rastro.id}/datos/todo.zip").data)
    assert _sin_copia(rastro.app, json.loads(paquete["Datos.json"])) == []
    assert [nombre for nombre, dicho in paquete.items() if nombre.startswith("A medias/") and _tiene(dicho)]
    assert beto.boleta not in paquete["Datos.txt"].decode()
    assert len(_marcas(rastro.app)) > 10
    _cancelar(elena, rastro, BOLETA)
    assert _marcas(rastro.app) == []
    martha = como("martha")
    assert "no trae el original" in martha.ver(f"/alumnos/{beto.id}").dice()  # what was said of another stays
    assert martha.ver("/filtros").dice("tbody th") == "De Tlalnepantla"


def test_quien_se_llama_igual_no_pierde_nada(ana: Alumna, beto: Alumna, como: Callable[[str], Cliente]) -> None:
    """By the boleta, which nobody shares, she is found; by the name that another has too, she is not."""
    otra = Alumna.registrar(ana.app, "Ana", boleta="2021350099", prestatario="ESCA UST").aceptada("expediente")
    martha = como("martha").ver(f"/alumnos/{beto.id}")
    martha.llenar("Agregar nota", texto=f"Quezada Flores Ana, {ana.boleta}, y Quezada Flores Ana, {otra.boleta}.")
    _cancelar(como("elena"), ana, ana.boleta)
    assert f"Quezada Flores Ana, Datos cancelados {ana.id}, y Quezada Flores Ana, {otra.boleta}." in (
        martha.ver(f"/alumnos/{beto.id}").dice()
    )
    assert "Quezada Flores Ana" in martha.ver(f"/alumnos/{otra.id}").dice("#correos")


def test_de_una_cuenta_apartada_tampoco_queda_su_carpeta(
    ana: Alumna, uploads: Path, como: Callable[[str], Cliente]
) -> None:
    como("martha").enviar(f"/alumnos/{ana.id}/apartado")
    assert [ruta for ruta in uploads.rglob("*") if ana.boleta in ruta.name] != []
    _cancelar(como("elena"), ana, f"apartada-{ana.id}")
    assert [ruta for ruta in uploads.rglob("*") if ana.boleta in ruta.name or ruta.is_file()] == []


def _se_registra(app: Flask) -> Alumna:
    suyo = {"boleta": BOLETA, "correo": CORREO, "nombres": "Qwortulia", "prestatario": f"Casa de {CURP}"}
    suyo |= {"apellido_paterno": "Zyxwina", "apellido_materno": "Ñandú"}
    registrar(Cliente(app), PDF + f"\n% {CURP}\n".encode(), f"{CURP}.pdf", estado=None, **suyo)
    Cliente(app).ver("/").llenar("Ingresar", usuario=BOLETA, contrasena="Mala-clave-1", estado=422)
    Cliente(app).ver("/contrasena").llenar("Enviar enlace", usuario=BOLETA)
    Cliente(app).ingresar(BOLETA).ver("/cuenta").llenar("Cambiar correo", correo=OTRO_CORREO, clave=CONTRASENA)
    Cliente(app).ver(enlace(app, OTRO_CORREO)).llenar("Usar este correo")
    with app.app_context():
        cual = db.session.scalars(select(Usuario.id).where(Usuario.clave == BOLETA)).one()
    return Alumna(app, cual, BOLETA, OTRO_CORREO)


def _la_atienden(ella: Alumna, beto: Alumna, como: Callable[[str], Cliente]) -> None:
    ella.rechazada("expediente", f"Qwortulia, tu CURP {CURP} no se lee.")
    ella.entregar("expediente", PDF + f"\n% {CURP} otra vez\n".encode())
    martha = como("martha").ver(f"/alumnos/{ella.id}").llenar("Agregar nota", texto=f"{NOMBRE} vino con su {CURP}.")
    martha.ver(f"/alumnos/{beto.id}").llenar(
        "Agregar nota", texto=f"Vino con {NOMBRE} ({BOLETA}); no trae el original. Escribe a {CORREO}."
    )
    martha.ver(f"/alumnos/{ella.id}/correccion").llenar("Guardar", semestre="9")
    for q, nombre in ((BOLETA, "La de hoy"), ("zyxwina qwor", "Zyxwina"), ("tlalne", "De Tlalnepantla")):
        martha.ver(f"/expedientes?q={q}").llenar("Conservar", nombre=nombre)
    martha.crudo("GET", f"/entregas/{ella.documento('expediente').entrega_id}/pagina-1.jpg")
    abrir(martha, ella)
    martha.ver(f"/alumnos/{ella.id}/prestatario").llenar("Confirmar o unir", union="ESCA UST")
    ella.aceptada("expediente")
    pegado = f"{BOLETA}\t{NUMERO}\n{beto.boleta}\t21140/00001"
    martha.enviar("/expedientes/numeros", {"texto": pegado})
    martha.enviar("/expedientes/seleccion", {"vistos": f"{ella.id}", "alumno": [f"{ella.id}"]})
    como("marta2").enviar(
        f"/alumnos/{ella.id}/registro", {"numero": NUMERO, "version": ella.avance.alumno.version}, htmx=True
    )
    como("martha").crudo("GET", f"/expedientes/exportacion.csv?q={BOLETA}")


def _sigue_a_medias(ella: Alumna) -> None:
    """A file of which a part has come."""
    envio = Envio(ella.entrar(), "/tramite/reporte-1", PDF + f"\n% {CURP}\n".encode(), f"{CURP}.pdf")
    assert envio.crear().status_code == 201
    assert envio.parte(0, len(PDF) + 25).status_code == 204


def _sin_copia(app: Flask, datos: dict[str, list[dict[str, Any]]]) -> list[tuple[str, list[str]]]:
    """Table and key of each row in some column of which a mark is, and that the copy does not have."""
    dadas = {
        (tabla, *_llave(tabla, fila)) for tabla, filas in datos.items() for fila in filas if tabla != "menciones"
    }
    dadas |= {(fila["tabla"], *_llave(fila["tabla"], fila)) for fila in datos["menciones"]}
    with app.app_context():
        filas = [
            (nombre, fila._asdict())
            for nombre, tabla in db.metadata.tables.items()
            for fila in db.session.execute(select(tabla))
        ]
    halladas = {
        (nombre, *_llave(nombre, f)) for nombre, f in filas if any(_tiene(str(v).encode()) for v in f.values())
    }
    assert {tabla for tabla, *_ in halladas} >= TABLAS
    return sorted((tabla, llave) for tabla, *llave in halladas - dadas)


def _llave(tabla: str, fila: dict[str, Any]) -> list[str]:
    return [str(fila[columna.name]) for columna in db.metadata.tables[tabla].primary_key]


def _marcas(app: Flask) -> list[str]:
    """Every file that has a mark, or is called by one; of the database also the table, to be told where."""
    casas = Path(app.instance_path), Path(app.config["UPLOADS_PATH"])
    rutas = [ruta for casa in casas for ruta in casa.rglob("*")]
    nombradas = [f"se llama {ruta.name}" for ruta in rutas if _tiene(ruta.name.encode())]
    escritas = [f"en {ruta.name}" for ruta in rutas if ruta.is_file() and _tiene(ruta.read_bytes())]
    return nombradas + escritas + _tablas(app)


def _tablas(app: Flask) -> list[str]:
    """Of the file itself, so that what no model knows of (the search's own tables) is looked into."""
    with closing(sqlite3.connect(Path(app.instance_path) / "sisr.db")) as base:
        nombres = [n for (n,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [
            f"en la tabla {nombre}"
            for nombre in nombres
            if nombre not in IDS
            for fila in base.execute(f'SELECT * FROM "{nombre}"')
            if any(_tiene(v if isinstance(v, bytes) else str(v).encode(), (*MARCAS, NUMERO)) for v in fila)
        ]


def _tiene(dicho: bytes, marcas: Collection[str] = MARCAS) -> bool:
    bajo = dicho.lower()
    return any(marca.encode() in bajo for marca in marcas)
