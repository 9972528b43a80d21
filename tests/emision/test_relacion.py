"""The relación of a list as a spreadsheet that any program opens and that runs nothing."""

import io
import zipfile
from typing import Any

from flask import Flask
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]
from sqlalchemy import update

from sisr.alumnos.model import Alumno
from sisr.catalogos.model import Prestatario
from sisr.db import escritura
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import con_numero, enlistada

HOJA = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MALO = '=HYPERLINK("http://evil.mx","Clic")'


def relacion(app: Flask, numero: int = 15) -> Any:
    return Cliente(app).ingresar("teo").crudo("GET", f"/listas/{numero}/relacion.xlsx")


def celdas(datos: bytes) -> list[list[str]]:
    """The text of each cell, row by row; fails on a broken file or on a cell that is not text."""
    with zipfile.ZipFile(io.BytesIO(datos)) as libro:
        assert libro.testzip() is None
        assert not [nombre for nombre in libro.namelist() if nombre.startswith("/") or ".." in nombre]
        hoja = etree.fromstring(libro.read("xl/worksheets/sheet1.xml"))
        compartidos = etree.fromstring(libro.read("xl/sharedStrings.xml")) if _tiene(libro) else None
    assert hoja.findall(f".//{HOJA}f") == []
    textos = ["".join(si.itertext()) for si in compartidos] if compartidos is not None else []
    return [[_texto(celda, textos) for celda in fila.findall(f"{HOJA}c")] for fila in hoja.iter(f"{HOJA}row")]


def test_la_relacion_tiene_un_renglon_por_alumno_en_orden(ana: Alumna, beto: Alumna) -> None:
    enlistada(con_numero(beto, "21140/35469"))
    enlistada(con_numero(ana, "21140/0002"))
    respuesta = relacion(ana.app)
    assert respuesta.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert respuesta.headers["Content-Disposition"] == 'attachment; filename="relacion-15.xlsx"'
    tlalnepantla = "AYUNTAMIENTO DE TLALNEPANTLA"
    assert celdas(respuesta.data) == [
        [
            "N°",
            "Boleta",
            "Nombre",
            "Carrera",
            "Prestatario",
            "Fecha de inicio",
            "Fecha de Término",
            "Número de Registro",
        ],
        ["1", "2021350001", "Quezada Flores Ana", "L.A.D.E.", "ESCA UST", "01/09/2025", "01/06/2027", "21140/0002"],
        [
            "2",
            "20190A0000",
            "Quezada Flores Beto",
            "L.A.D.E.",
            tlalnepantla,
            "01/09/2025",
            "01/03/2026",
            "21140/35469",
        ],
    ]


def test_lo_que_alguien_escribio_no_es_formula(beto: Alumna) -> None:
    enlistada(beto)
    with beto.app.app_context(), escritura() as conexion:
        suyo = Prestatario.id == beto.avance.alumno.prestatario_id
        conexion.execute(update(Prestatario).where(suyo).values(nombre=MALO))
        conexion.execute(update(Alumno).where(Alumno.id == beto.id).values(nombres="@SUM(1+1)"))
    renglon = celdas(relacion(beto.app).data)[1]
    assert (renglon[2], renglon[4]) == ("Quezada Flores @SUM(1+1)", MALO)


def test_una_lista_que_no_existe_no_tiene_relacion(app: Flask) -> None:
    assert relacion(app, 7).status_code == 404


def _tiene(libro: zipfile.ZipFile) -> bool:
    return "xl/sharedStrings.xml" in libro.namelist()


def _texto(celda: Any, compartidos: list[str]) -> str:
    assert celda.get("t") in {"s", "inlineStr"}
    texto = "".join(celda.itertext())
    return compartidos[int(texto)] if celda.get("t") == "s" else texto
