"""Everything of one person, or nothing: the copy, the cancelación, and how long data are kept."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from sisr.alumnos.model import Alumno
from sisr.bitacora.model import Acto
from sisr.db import db, escritura, tabla
from sisr.documentos.model import Entrega
from sisr.documentos.revisar import revisar
from sisr.informes.model import Conteo, Suceso
from sisr.reloj import ahora
from tests.cliente import Cliente, archivo
from tests.elenco import CONTRASENA, PDF, Alumna
from tests.tramite.solicitud import registrar

PROPIO = "Falta el sello de Quezada en la hoja 2."
LEGIBLE = "El archivo no es legible. Deberás volver a cargar con la nitidez adecuada."


@pytest.fixture
def larga(ana: Alumna) -> Alumna:
    """She has been through everything."""
    ana.rechazada("expediente", f"{LEGIBLE}\n\n{PROPIO}")
    ana.entregar("expediente")
    ana.hasta("reporte-2").entregar("reporte-2")
    return ana


def test_la_copia_lo_tiene_todo_y_ningun_secreto(larga: Alumna, beto: Alumna, como: Callable[[str], Cliente]) -> None:
    respuesta = como("elena").crudo("GET", f"/alumnos/{larga.id}/datos/todo.zip")
    assert respuesta.headers["Content-Disposition"] == f'attachment; filename="Datos de {larga.boleta}.zip"'
    paquete = _abrir(respuesta.data)
    datos, legible = json.loads(paquete["Datos.json"]), paquete["Datos.txt"].decode("utf-8-sig")
    assert sorted(nombre for nombre in paquete if nombre.startswith("Archivos/")) == [
        f"Archivos/{larga.boleta} Expediente (2).pdf",
        f"Archivos/{larga.boleta} Expediente.pdf",
        f"Archivos/{larga.boleta} Reporte 1.pdf",
        f"Archivos/{larga.boleta} Reporte 2.pdf",
    ]
    assert {len(paquete[nombre]) for nombre in paquete if nombre.startswith("Archivos/")} == {len(PDF)}
    tablas = {"acto", "alumno", "correo", "dictamen", "documento", "entrega", "sesion", "suceso", "usuario"}
    assert tablas <= datos.keys()
    with larga.app.app_context():
        for nombre in ("correo", "entrega", "suceso"):
            suyas = select(db.metadata.tables[nombre]).where(db.metadata.tables[nombre].c.alumno_id == larga.id)
            assert len(datos[nombre]) == len(db.session.execute(suyas).all())
    for dicho in (PROPIO, larga.correo, "Quezada", "Tu Reporte 1 ha sido aceptado"):
        assert dicho in legible
    for ajeno in (beto.correo, beto.boleta, "scrypt:"):
        assert ajeno.encode() not in b"".join(paquete.values())
    assert not {"contrasena", "huella"} & {campo for filas in datos.values() for fila in filas for campo in fila}
    assert _lineas(larga, "datos") == [("elena", larga.id)]


def test_la_consola_da_la_misma_copia(larga: Alumna, tmp_path: Path) -> None:
    correr = larga.app.test_cli_runner().invoke
    destino = tmp_path / "copia.zip"
    hecho = correr(args=["datos", "exportar", larga.boleta.lower(), "--a", str(destino)])
    assert (hecho.exit_code, hecho.output) == (0, f"Se escribió {destino}.\n")
    assert len(_abrir(destino.read_bytes())) == 6
    assert "Ya existe" in correr(args=["datos", "exportar", larga.boleta, "--a", str(destino)]).output
    assert "No hay nadie con la boleta 123." in correr(args=["datos", "exportar", "123"]).output


def test_cancelar_vacia_a_la_persona_y_deja_el_rastro(
    larga: Alumna, beto: Alumna, uploads: Path, como: Callable[[str], Cliente]
) -> None:
    sesion = larga.entrar()
    como("martha").crudo("GET", f"/entregas/{larga.documento('expediente').entrega_id}/pagina-1.jpg")
    antes = _trazas(larga.app)
    elena = _cancelar(como("elena"), larga, larga.boleta)
    assert "Se cancelaron los datos" in elena.dice()
    with larga.app.app_context():
        filas = {nombre: db.session.execute(select(t)).all() for nombre, t in db.metadata.tables.items()}
    todo = "\n".join(str(fila) for suyas in filas.values() for fila in suyas)
    for suyo in (larga.boleta, larga.correo, "Quezada Flores Ana", "Quezada', 'Flores', 'Ana'", PROPIO):
        assert suyo not in todo, suyo
    assert LEGIBLE in todo  # statistics count it
    assert not (uploads / larga.boleta).exists()
    assert (uploads / beto.boleta).is_dir()
    assert _trazas(larga.app) == antes
    assert _lineas(larga, "cancelacion") == [("elena", larga.id)]
    with larga.app.app_context():
        assert (revisar().faltan, revisar().revisados) == ([], 1)
    assert sesion.crudo("GET", "/tramite").headers["Location"].startswith("/?siguiente=")
    Cliente(larga.app).ver("/").llenar("Ingresar", usuario=larga.boleta, contrasena=CONTRASENA, estado=422)


def test_de_quien_se_cancelo_no_queda_nada_en_las_listas(
    larga: Alumna, app: Flask, como: Callable[[str], Cliente]
) -> None:
    documento, entrega = larga.documento("reporte-2").id, larga.documento("expediente").entrega_id
    _cancelar(como("elena"), larga, larga.boleta)
    for quien, rutas in {
        "martha": ["/expedientes", "/expedientes?q=quezada", "/inicio"],
        "rosa": ["/reportes", "/inicio"],
        "teo": [f"/constancias?situacion={cual}" for cual in ("por-enlistar", "en-espera", "con-constancia")],
        "elena": ["/informes/alumnos", "/informes/tarde", "/administracion/conservacion"],
    }.items():
        for ruta in rutas:
            assert "Datos cancelados" not in como(quien).ver(ruta).dice(), ruta
    assert como("rosa").crudo("GET", f"/documentos/{documento}").status_code == 404
    assert como("martha").crudo("GET", f"/entregas/{entrega}/archivo").status_code == 404
    assert "Datos cancelados" in como("martha").ver(f"/alumnos/{larga.id}").dice()
    for quien in ("martha", "elena"):
        como(quien).ver("/informes/sucesos")


def test_la_boleta_queda_libre_para_registrarse_otra_vez(ana: Alumna, como: Callable[[str], Cliente]) -> None:
    _cancelar(como("elena"), ana, ana.boleta)
    assert registrar(Cliente(ana.app), boleta=ana.boleta).dice("h1") == "Acuse de registro"


def test_hay_que_escribir_la_boleta(ana: Alumna, beto: Alumna, como: Callable[[str], Cliente]) -> None:
    elena = como("elena")
    for escrita, estado in (("", 422), (beto.boleta, 422)):
        _cancelar(elena, ana, escrita, estado=estado)
        assert elena.hay(".campo__error") == 1
    assert ana.avance.alumno.boleta == ana.boleta
    elena.ver(f"/alumnos/{ana.id}/datos")
    datos = {"csrf_token": elena.token(), "boleta": ana.boleta}
    ruta = f"/alumnos/{ana.id}/datos/cancelacion"
    assert elena.crudo("POST", ruta, data=datos).status_code == 303
    datos["boleta"] = f"cancelada-{ana.id}"
    assert elena.crudo("POST", ruta, data=datos).status_code == 409
    assert len(_lineas(ana, "cancelacion")) == 1


def test_la_consola_tambien_cancela_si_se_escribe_otra_vez(ana: Alumna, uploads: Path) -> None:
    correr = ana.app.test_cli_runner().invoke
    assert "no se cambió nada" in correr(args=["datos", "cancelar", ana.boleta], input="2021350002\n").output
    assert (uploads / ana.boleta).exists()
    hecho = correr(args=["datos", "cancelar", ana.boleta], input=f"{ana.boleta}\n")
    assert (hecho.exit_code, (uploads / ana.boleta).exists()) == (0, False)
    assert _lineas(ana, "cancelacion") == [(None, ana.id)]


def test_se_avisa_antes_y_nada_se_borra_solo(app: Flask, ana: Alumna, beto: Alumna, uploads: Path) -> None:
    """Ana registered thirteen months ago and was never accepted; Beto has had his constancia almost five years."""
    beto.enlistada()
    Cliente(app).ingresar("teo").enviar(f"/alumnos/{beto.id}/constancia", {"archivo": archivo(PDF)}, htmx=True)
    elena = Cliente(app).ingresar("elena").ver("/administracion/conservacion")
    assert "Nadie vence" in elena.dice()
    with app.app_context(), escritura() as conexion:
        hace = {"registrado_en": ahora() - timedelta(days=400)}
        conexion.execute(update(tabla(Alumno)).where(Alumno.id == ana.id).values(hace))
        hace = {"recibida_en": ahora() - timedelta(days=5 * 365 - 30)}
        suya = (Entrega.alumno_id == beto.id) & (Entrega.clave == "constancia")
        conexion.execute(update(tabla(Entrega)).where(suya).values(hace))
    elena.ver("/administracion/conservacion")
    assert (elena.hay("tbody tr"), elena.dice("tbody tr:first-child").count("(vencido)")) == (2, 1)
    assert (ana.boleta in elena.dice("tbody tr:first-child"), beto.boleta in elena.dice("tbody tr:last-child")) == (
        True,
        True,
    )
    assert "conserva tus datos y documentos hasta el" in beto.entrar().ver("/tramite").dice()
    assert (uploads / ana.boleta / "expediente-1.pdf").is_file()
    app.config.update(RETENTION_YEARS=0, UNACCEPTED_MONTHS=0)
    assert "Nadie vence" in elena.ver("/administracion/conservacion").dice()


def _cancelar(elena: Cliente, alumna: Alumna, escrita: str, *, estado: int | None = None) -> Cliente:
    elena.ver(f"/alumnos/{alumna.id}/datos")
    return elena.llenar("Cancelar los datos para siempre", boleta=escrita, estado=estado)


def _abrir(datos: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(datos)) as paquete:
        assert paquete.testzip() is None
        return {nombre: paquete.read(nombre) for nombre in paquete.namelist()}


def _trazas(app: Flask) -> list[Any]:
    """What reports count, and the lines of the bitácora that there were."""
    with app.app_context():
        actos = select(tabla(Acto)).where(Acto.accion.not_in(["cancelacion", "ingreso"])).order_by(Acto.id)
        return [
            [str(fila) for fila in db.session.execute(consulta)]
            for consulta in (actos, select(tabla(Suceso)), select(tabla(Conteo)))
        ]


def _lineas(alumna: Alumna, accion: str) -> list[Any]:
    with alumna.app.app_context():
        usuario = db.metadata.tables["usuario"]
        consulta = select(usuario.c.clave, Acto.alumno_id).select_from(Acto)
        consulta = consulta.outerjoin(usuario, usuario.c.id == Acto.por_id).where(Acto.accion == accion)
        return [tuple(fila) for fila in db.session.execute(consulta)]
