"""The report of a period on screen, in its spreadsheet, and after the period is closed (REQUIREMENTS I1)."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, update

from sisr.alumnos.model import Alumno
from sisr.alumnos.prestatarios import unir
from sisr.catalogos.model import Prestatario
from sisr.db import escritura, tabla
from sisr.informes.model import Suceso
from tests.cliente import Cliente
from tests.elenco import PERSONAL, Alumna
from tests.informes.cifras import que_no_cuadran, tablas

TERMINO = date(2026, 3, 1)
SEPTIEMBRE = "/informes/mensual?dia=2026-09-01"
TODO = ("/informes/semanal", "/informes/anual", "/informes/estadisticas", "/informes/sucesos", "/informes/alumnos")


@pytest.fixture
def cerrado(app: Flask) -> Alumna:
    """September of 2026: Ana registers, is rejected once, delivers again, and has her number."""
    with time_machine.travel("2026-09-01T06:00:00+00:00"):  # the first instant of the month in Mexico City
        ana = Alumna.registrar(app, "Ana", boleta="2021350001", prestatario="Petróleos Mexicanos", termino=TERMINO)
    with time_machine.travel("2026-09-10T16:00:00+00:00"):
        ana.rechazada("expediente")
        ana.entregar("expediente")
    with time_machine.travel("2026-10-01T05:59:59+00:00", tick=False):  # the last second of the month
        ana.numerada()
    return ana


def test_el_reporte_de_un_mes(cerrado: Alumna, como: Callable[[str], Cliente]) -> None:
    elena = como("elena").ver(SEPTIEMBRE)
    dicho = tablas(elena)
    assert dicho["Resumen"] == [
        ["Registros", "1", "0", "+1", "0", "+1"],
        ["Primeras entregas", "1", "0", "+1", "0", "+1"],
        ["Reentregas", "1", "0", "+1", "0", "+1"],
        ["Dictámenes ACEPTADO", "1", "0", "+1", "0", "+1"],
        ["Dictámenes RECHAZADO", "1", "0", "+1", "0", "+1"],
        ["Dictámenes corregidos", "0", "0", "igual", "0", "igual"],
        ["Números de registro", "1", "0", "+1", "0", "+1"],
        ["Ingresos a lista de emisión", "0", "0", "igual", "0", "igual"],
        ["Constancias", "0", "0", "igual", "0", "igual"],
    ]
    assert dicho["Por documento"][0] == ["Expediente", "1", "1", "1", "1"]
    assert dicho["Por carrera"] == [["L.A.D.E.", "1", "1", "1", "1", "1", "0", "0"]]
    assert dicho["Por género"] == [["Femenino", "1", "1", "1", "1", "1", "0", "0"]]
    assert dicho["Por semestre"] == [["7º", "1", "1", "1", "1", "1", "0", "0"]]
    assert dicho["Por prestatario"] == [["Petróleos Mexicanos", "1", "1", "1", "1", "1", "0", "0"]]
    assert que_no_cuadran(elena) == []


def test_un_periodo_cerrado_no_cambia_con_lo_que_pasa_despues(
    cerrado: Alumna, como: Callable[[str], Cliente]
) -> None:
    elena = como("elena").ver(SEPTIEMBRE)
    antes = tablas(elena)
    _despues(cerrado)
    assert tablas(elena.ver(SEPTIEMBRE)) == antes
    assert que_no_cuadran(elena) == []
    lista = elena.ver("/informes/sucesos?hecho=registro&desde=2026-09-01&hasta=2026-09-30")
    assert [fila[4:] for fila in next(iter(tablas(lista).values()))] == [["L.A.D.E.", "Petróleos Mexicanos"]]


def _despues(ana: Alumna) -> None:
    """She delivers and is accepted; her data are corrected, and her prestatario is merged with another."""
    ana.hasta("lista")
    suyo = ana.avance.alumno.prestatario_id
    with ana.app.app_context(), escritura() as conexion:
        conexion.execute(
            update(tabla(Alumno)).where(Alumno.id == ana.id).values(carrera_id=1, semestre=8, genero="M")
        )
        conexion.execute(update(tabla(Prestatario)).where(Prestatario.id == suyo).values(confirmado=False))
        unir(suyo, "PEMEX", por=1)


def test_el_periodo_elegido_queda_en_la_direccion(cerrado: Alumna, como: Callable[[str], Cliente]) -> None:
    elena = como("elena").ver("/informes/mensual")
    elena.ver(f"/informes/mensual?dia={_opcion(elena, 'Septiembre de 2026')}")
    assert elena.dice("h1 + p") == "Septiembre de 2026 · del 01/09/2026 al 30/09/2026"
    assert elena.seguir("Anterior").dice("h1 + p") == "Agosto de 2026 · del 01/08/2026 al 31/08/2026"
    assert elena.seguir("Siguiente").dice("h1 + p") == "Septiembre de 2026 · del 01/09/2026 al 30/09/2026"
    assert elena.seguir("Reportes anuales").dice("h1 + p").startswith("2026 · del 01/01/2026 al 31/12/2026")


def test_un_periodo_abierto_se_compara_con_los_mismos_dias_de_los_otros(
    cerrado: Alumna, como: Callable[[str], Cliente]
) -> None:
    """The 10th of October is compared with the first ten days of September, not with all of it."""
    with time_machine.travel("2026-10-10T16:00:00+00:00"):
        elena = como("elena").ver("/informes/mensual")
        assert tablas(elena)["Resumen"][5:7] == [
            ["Dictámenes corregidos", "0", "0", "igual", "0", "igual"],
            ["Números de registro", "0", "0", "igual", "0", "igual"],
        ]
        assert tablas(elena)["Resumen"][4] == ["Dictámenes RECHAZADO", "0", "1", "−1 (−100 %)", "0", "igual"]
        assert "El periodo sigue abierto" in elena.dice(".informe__hoja")
        assert que_no_cuadran(elena) == []
        assert "sigue abierto" not in elena.seguir("Anterior").dice(".informe__hoja")


def _opcion(quien: Cliente, nombre: str) -> str:
    return next(opcion.get("value") for opcion in quien.pagina.iter("option") if opcion.text == nombre)


@pytest.mark.parametrize("ruta", ["/informes/mensual/hoja.xlsx?dia=2026-09-01", "/informes/estadisticas/hoja.xlsx"])
def test_la_hoja_de_calculo_tiene_una_pagina_por_tabla_y_ninguna_formula(
    cerrado: Alumna, como: Callable[[str], Cliente], ruta: str
) -> None:
    with cerrado.app.app_context(), escritura() as conexion:
        mal = "=HYPERLINK('http://malo')"
        conexion.execute(update(tabla(Prestatario)).where(Prestatario.nombre.like("Petr%")).values(nombre=mal))
    elena = como("elena")
    pagina = elena.ver(ruta.replace("/hoja.xlsx", ""))
    respuesta = elena.crudo("GET", ruta)
    with zipfile.ZipFile(io.BytesIO(respuesta.data)) as libro:
        hojas = [nombre for nombre in libro.namelist() if nombre.startswith("xl/worksheets/sheet")]
        contenido = "".join(libro.read(nombre).decode() for nombre in libro.namelist() if nombre.endswith(".xml"))
    assert len(hojas) == pagina.hay("table")
    assert "HYPERLINK" in contenido
    assert "<f>" not in contenido


def test_cada_quien_ve_lo_suyo_y_administracion_lo_de_todos(cerrado: Alumna, como: Callable[[str], Cliente]) -> None:
    dicho = {quien: como(quien).ver(SEPTIEMBRE).dice(".informe__propio") for quien in PERSONAL}
    assert dicho == {
        "martha": "Tú dictaminaste 2 documentos en este periodo.",
        "rosa": "Tú dictaminaste 0 documentos en este periodo.",
        "teo": "",
        "elena": "El equipo dictaminó 2 documentos en este periodo.",
        "nadia": "",
        "marta2": "Tú dictaminaste 0 documentos en este periodo.",
    }


def test_nadie_ve_cuanto_dictamina_otra_persona(cerrado: Alumna, como: Callable[[str], Cliente]) -> None:
    martha = como("martha").ver(SEPTIEMBRE)
    propio = next(enlace.get("href") for enlace in martha.pagina.iter("a") if "por=" in enlace.get("href"))
    assert martha.ver(propio).dice("h1") == "2 dictámenes de 1 alumno"
    for quien in ("rosa", "elena"):
        como(quien).ver(propio, estado=404)


def test_sin_la_funcion_se_ven_nombres_y_no_documentos(cerrado: Alumna, como: Callable[[str], Cliente]) -> None:
    archivos = {quien: como(quien).ver("/informes/sucesos?hecho=entregas").hay("a.archivo") for quien in PERSONAL}
    assert archivos == {"martha": 2, "rosa": 0, "teo": 2, "elena": 0, "nadia": 0, "marta2": 2}
    nadia = como("nadia").ver("/informes/sucesos?hecho=entregas")
    assert "2021350001Quezada Flores Ana" in nadia.dice("main")
    assert nadia.hay("a[href^='/alumnos/']") == 0


def test_la_lista_dice_todo_lo_que_se_eligio(cerrado: Alumna, como: Callable[[str], Cliente]) -> None:
    elena = como("elena")
    filtro = "hecho=rechazo&clave=expediente&genero=F&intento=1&dia_semana=3&hora=10"
    elena.ver(f"/informes/sucesos?{filtro}&motivo=0&desde=2026-09-10&hasta=2026-09-30")
    dicho = "Expediente · Femenino · Otro motivo · jueves · entrega 1 · a las 10 horas"
    assert (elena.dice("h1"), elena.dice("h1 + p")) == (
        "1 dictamen RECHAZADO de 1 alumno",
        f"Del 10/09/2026 al 30/09/2026 · {dicho}",
    )
    assert (
        elena.ver("/informes/sucesos?motivo=1&desde=2026-09-10").dice("h1 + p")
        == "Desde el 10/09/2026 · No es legible"
    )
    assert elena.ver("/informes/sucesos?motivo=99&dia_semana=99").dice("h1 + p") == "En cualquier fecha · 99 · 99"


def test_quien_no_tuvo_nada_de_lo_que_dice_una_tabla_no_esta_en_ella(
    cerrado: Alumna, como: Callable[[str], Cliente]
) -> None:
    """In the last week of September Ana had her number, which no column of these counts."""
    with cerrado.app.app_context(), escritura() as conexion:
        conexion.execute(delete(tabla(Suceso)).where(Suceso.hecho == "aceptacion"))
    dicho = tablas(como("elena").ver("/informes/semanal?dia=2026-09-28"))
    assert dicho["Resumen"][6][:2] == ["Números de registro", "1"]
    assert [dicho[f"Por {cual}"] for cual in ("carrera", "género", "prestatario")] == [[["Nada"]]] * 3


def test_sin_nada_que_contar_tambien_hay_reportes(como: Callable[[str], Cliente]) -> None:
    elena = como("elena")
    for ruta in (*TODO, "/informes/tarde", "/informes/mensual?dia=1999-01-01", "/informes/estadisticas/hoja.xlsx"):
        elena.ver(ruta)
    elena.ver("/informes/diario", estado=404)
