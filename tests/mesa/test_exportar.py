"""A list as a sheet: what is filtered, as it is sorted, and nothing in it that runs (REQUIREMENTS E2, X5)."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select, update

from sisr.alumnos.model import Alumno
from sisr.bitacora.model import Acto
from sisr.catalogos.model import Prestatario
from sisr.db import db, escritura
from sisr.mesa.hoja import Formato, escribir
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import aceptado, con_numero, entregado, poblar

Como = Callable[[str], Cliente]
PELIGROS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("https://x","y")')


@pytest.fixture(autouse=True)
def viernes() -> Iterator[None]:
    with time_machine.travel("2026-11-13T18:00:00+00:00", tick=False):
        yield


def exportar(cliente: Cliente, ruta: str, boton: str) -> bytes:
    cliente.ver(ruta)
    forma = cliente._forma("Excel", "body")
    ruta = forma.get("action") if boton == "Excel" else forma.findall(".//button")[1].get("formaction")
    respuesta = cliente.crudo("POST", ruta, data={"csrf_token": cliente.token()})
    assert respuesta.status_code == 200
    return respuesta.data


def leer(datos: bytes) -> list[list[Any]]:
    """Its cells as a spreadsheet reads them; fails on a formula and on a link."""
    with zipfile.ZipFile(io.BytesIO(datos)) as libro:
        hoja = libro.read("xl/worksheets/sheet1.xml")
    assert not [marca for marca in (b"<f>", b"<f ", b"<hyperlink") if marca in hoja]
    return CalamineWorkbook.from_filelike(io.BytesIO(datos)).get_sheet_by_index(0).to_python()


def test_la_tabla_sale_como_esta_filtrada_y_ordenada(app: Flask, ana: Alumna, beto: Alumna, como: Como) -> None:
    con_numero(ana, "21140/0001")
    with app.app_context(), escritura() as conexion:
        valores = {"lista_registro": 15, "fecha_envio": date(2026, 11, 12)}
        conexion.execute(update(Alumno).where(Alumno.id == ana.id).values(valores))
    Alumna.registrar(app, "Carla", boleta="2021350003", prestatario="PEMEX")
    datos = exportar(como("martha"), "/expedientes?orden=-nombre&q=20", "CSV")
    assert datos.startswith(b"\xef\xbb\xbf")
    encabezado, *filas = csv.reader(io.StringIO(datos.decode("utf-8-sig"), newline=""))
    assert encabezado == [
        *("Boleta", "Nombre", "Carrera", "Semestre", "Género", "Prestatario", "Fecha de inicio", "Fecha de Término"),
        *("correo electrónico", "Expediente entregado", "Estatus", "Número", "Lista", "Fecha de envío"),
    ]
    assert [fila[0] for fila in filas] == ["2021350003", "20190A0000", "2021350001"]
    assert filas[2] == [
        *("2021350001", "Quezada Flores Ana", "L.A.D.E.", "7", "Femenino", "ESCA UST", "01/09/2025", "01/06/2027"),
        *("ana@alumno.ipn.mx", "13/11/2026", "ACEPTADO", "21140/0001", "15", "12/11/2026"),
    ]
    assert como("martha").ver("/expedientes?estatus=RECHAZADO").hay(".exportar") == 0  # there is nothing to take


def test_en_excel_los_numeros_y_fechas_lo_son(ana: Alumna, beto: Alumna, como: Como) -> None:
    filas = leer(exportar(como("martha"), "/expedientes?orden=boleta", "Excel"))
    assert [fila[0] for fila in filas] == ["Boleta", "20190A0000", "2021350001"]
    assert filas[2][3:8] == [7, "Femenino", "ESCA UST", date(2025, 9, 1), date(2027, 6, 1)]


def test_las_tarjetas_salen_con_el_estatus_de_cada_documento(ana: Alumna, beto: Alumna, como: Como) -> None:
    entregado(aceptado(con_numero(ana, "21140/0001"), "reporte-1"), "reporte-2")
    entregado(con_numero(beto), "evaluacion")
    datos = exportar(como("rosa"), "/reportes?prestatario=1", "CSV").decode("utf-8-sig")
    encabezado, *filas = csv.reader(io.StringIO(datos, newline=""))
    assert encabezado[7:] == [
        "Número de Registro",
        *(f"Reporte {n}" for n in range(1, 8)),
        *("Reporte Global", "Evaluación de Desempeño", "Carta Término"),
    ]
    assert [fila[7:11] for fila in filas] == [["21140/0001", "ACEPTADO", "EN REVISIÓN", ""]]


def test_ninguna_celda_se_ejecuta(app: Flask, ana: Alumna, como: Como) -> None:
    archivo, cuantos = escribir(iter([("a",), *((peligro,) for peligro in PELIGROS)]), Formato.XLSX)
    with archivo:
        assert (cuantos, [texto for (texto,) in leer(archivo.read())]) == (len(PELIGROS), ["a", *PELIGROS])
    archivo, _ = escribir(iter([(peligro,) for peligro in PELIGROS]), Formato.CSV)
    with archivo:
        leidas = [fila[0] for fila in csv.reader(io.StringIO(archivo.read().decode("utf-8-sig"), newline=""))]
    assert leidas == [f"'{peligro}" for peligro in PELIGROS]
    with app.app_context(), escritura() as conexion:
        conexion.execute(update(Prestatario).where(Prestatario.nombre == "ESCA UST").values(nombre="=cmd|' /C calc'"))
    assert b"'=cmd|' /C calc'" in exportar(como("martha"), "/expedientes", "CSV")


def test_lo_exportado_queda_en_la_bitacora_sin_nombres(app: Flask, ana: Alumna, como: Como) -> None:
    exportar(como("martha"), "/expedientes?q=quezada", "Excel")
    with app.app_context():
        acto = db.session.scalars(select(Acto).order_by(Acto.id.desc())).first()
        assert acto
        assert (acto.accion, acto.detalle) == (
            "exportacion",
            {"lista": "expedientes", "formato": "xlsx", "renglones": 1},
        )


def test_salen_todas_las_paginas(app: Flask, como: Como) -> None:
    poblar(app, 53, prestatario="ESCA UST")
    assert exportar(como("martha"), "/expedientes?pagina=2", "CSV").count(b"\r\n") == 54
