"""The accepted expedientes of a search as one ZIP, with their relación inside (REQUIREMENTS E9)."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from flask import Flask
from sqlalchemy import update

from sisr.alumnos.model import Alumno
from sisr.archivos.zip import FALTAN
from sisr.db import db, escritura
from sisr.emision.relacion import COLUMNAS
from sisr.mesa.paquete import RELACION
from tests.cliente import Cliente
from tests.elenco import PDF, Alumna
from tests.mesa.estados import aceptado, poblar, rechazado

Como = Callable[[str], Cliente]
RUTA = "/expedientes/archivos.zip"


def _paquete(cliente: Cliente, consulta: str = "") -> zipfile.ZipFile:
    respuesta = cliente.crudo("GET", RUTA + consulta)
    assert (respuesta.status_code, respuesta.mimetype) == (200, "application/zip")
    return zipfile.ZipFile(io.BytesIO(respuesta.data))


def _renglones(paquete: zipfile.ZipFile) -> list[list[str]]:
    """What the relación says, as Excel would read it."""
    espacio = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(paquete.read(RELACION))) as libro:
        hoja = ElementTree.fromstring(libro.read("xl/worksheets/sheet1.xml"))
    assert hoja.find(f".//{espacio}f") is None  # no formula
    return [["".join(celda.itertext()) for celda in fila] for fila in hoja.iter(f"{espacio}row")]


def test_los_aceptados_bajan_con_su_relacion_en_el_orden_de_la_tabla(app: Flask, como: Como) -> None:
    uno, dos, tres, cuatro = poblar(app, 4, prestatario="ESCA UST")
    aceptado(uno, "expediente")
    aceptado(tres, "expediente")
    rechazado(dos, "expediente")
    paquete = _paquete(como("martha"), "?orden=nombre")
    nombres = [f"{a.boleta} {a.avance.alumno.nombre} Expediente.pdf" for a in (uno, tres)]
    assert paquete.namelist() == [*nombres, RELACION]
    assert paquete.testzip() is None
    assert [paquete.read(nombre) for nombre in nombres] == [PDF, PDF]
    encabezado, *renglones = _renglones(paquete)
    assert encabezado == [*COLUMNAS, "Archivo"]
    assert [[fila[0], fila[1], fila[-1]] for fila in renglones] == [
        ["1", uno.boleta, nombres[0]],
        ["2", tres.boleta, nombres[1]],
    ]
    assert cuatro.boleta not in str(renglones)


def test_el_boton_lleva_lo_que_se_busca(app: Flask, ana: Alumna, beto: Alumna, como: Como) -> None:
    aceptado(ana, "expediente")
    aceptado(beto, "expediente")
    martha = como("martha").ver("/expedientes?q=beto&orden=boleta")
    (enlace,) = [a.get("href") for a in martha.pagina.iter("a") if a.text == "Descargar aceptados (ZIP)"]
    assert enlace == f"{RUTA}?q=beto&orden=boleta"
    assert [fila[1] for fila in _renglones(_paquete(martha, "?q=beto&orden=boleta"))[1:]] == [beto.boleta]


def test_tambien_desde_otra_pestana_bajan_los_aceptados(ana: Alumna, beto: Alumna, como: Como) -> None:
    aceptado(ana, "expediente")
    for pestana in ("EN REVISIÓN", "ACEPTADO", "RECHAZADO"):
        assert len(_renglones(_paquete(como("martha"), f"?estatus={pestana}"))) == 2


def test_sin_aceptados_se_dice_y_no_se_descarga_nada(ana: Alumna, como: Como) -> None:
    martha = como("martha").ver("/expedientes")
    assert "Descargar aceptados" not in martha.dice()
    respuesta = martha.crudo("GET", f"{RUTA}?q=nadie")
    assert (respuesta.status_code, respuesta.headers["Location"]) == (303, "/expedientes?q=nadie")
    assert martha.ver("/expedientes?q=nadie").dice(".aviso") == "No hay expedientes ACEPTADOS con lo que elegiste."


def test_lo_que_falta_en_el_disco_se_dice_adentro(ana: Alumna, beto: Alumna, uploads: Path, como: Como) -> None:
    aceptado(ana, "expediente")
    aceptado(beto, "expediente")
    (uploads / ana.boleta / "expediente-1.pdf").unlink()
    paquete = _paquete(como("martha"))
    assert len(paquete.namelist()) == 3
    assert ana.boleta in paquete.read(FALTAN).decode("utf-8-sig")


def test_un_nombre_malicioso_no_sale_del_zip_ni_es_formula(ana: Alumna, como: Como) -> None:
    aceptado(ana, "expediente")
    malo = {"apellido_paterno": '=HYPERLINK("http://x")', "nombres": "../../../etc"}
    with ana.app.app_context(), escritura() as conexion:
        conexion.execute(update(Alumno).where(Alumno.id == ana.id).values(malo))
    paquete = _paquete(como("martha"))
    assert [nombre for nombre in paquete.namelist() if "/" in nombre or "\\" in nombre or '"' in nombre] == []
    assert _renglones(paquete)[1][2].startswith("=HYPERLINK")


def test_se_descarga_con_un_nombre_que_se_entiende_y_sin_dejar_rastro(ana: Alumna, como: Como) -> None:
    aceptado(ana, "expediente")
    cabeceras: Any = como("martha").crudo("GET", RUTA).headers
    assert cabeceras["Content-Disposition"].startswith('attachment; filename="Expedientes aceptados ')
    assert (cabeceras["Cache-Control"], cabeceras["X-Content-Type-Options"]) == ("no-store", "nosniff")


def test_mientras_baja_no_ocupa_la_base(app: Flask, ana: Alumna, como: Como) -> None:
    aceptado(ana, "expediente")
    martha = como("martha")
    with app.app_context():
        motor: Any = db.engine
    respuesta = martha._http.get(RUTA, buffered=False)
    assert next(respuesta.iter_encoded()).startswith(b"PK\x03\x04")
    assert motor.pool.checkedout() == len(app.extensions["sueltas"])
    respuesta.close()
