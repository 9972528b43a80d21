"""The staff menu: the document's entries, what waits in each and since when (REQUIREMENTS M1, M2)."""

from collections.abc import Callable

import pytest
import time_machine
from flask import Flask

from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import aceptado, completa, con_numero, enlistada, entregado, rechazado
from tests.pagina import elegir, texto

Como = Callable[[str], Cliente]
REVISAR = "Revisar expedientes de prerregistros validados"
REPORTES = "Revisar Reportes Mensuales, Globales, Evaluación de Desempeño y Cartas Término"
CONSTANCIAS = "Cargar Constancias de Liberación"


def entradas(cliente: Cliente) -> list[tuple[str | None, str, str]]:
    """Number, name and how many wait, of each entry with a queue."""
    return [
        (li.get("value"), texto(elegir(li, "b")[0]), texto(elegir(li, "strong")[0]))
        for li in elegir(cliente.pagina, "ol.menu > li")
    ]


@pytest.mark.parametrize(
    ("quien", "suyas"),
    [
        ("martha", [("1", REVISAR, "0")]),
        ("rosa", [("2", REPORTES, "0")]),
        ("teo", [("3", CONSTANCIAS, "0")]),
        ("marta2", [("1", REVISAR, "0"), ("2", REPORTES, "0"), ("3", CONSTANCIAS, "0")]),
        ("elena", []),
        ("nadia", []),
    ],
)
def test_cada_quien_ve_lo_de_sus_funciones(como: Como, quien: str, suyas: list[tuple[str, str, str]]) -> None:
    inicio = como(quien)
    assert entradas(inicio) == suyas
    informes = [texto(entrada) for entrada in elegir(inicio.pagina, "ul.menu li")][:5]
    assert informes == [
        "Reportes Semanales",
        "Reportes Mensuales",
        "Reportes Trimestrales",
        "Reportes anuales",
        "Estadísticas",
    ]


def test_dice_cuanto_espera_y_desde_cuando(app: Flask, ana: Alumna, beto: Alumna) -> None:
    with time_machine.travel("2026-11-02T05:00:00+00:00", tick=False):  # still the day before in Mexico City
        carla = Alumna.registrar(app, "Carla", boleta="2021350003", prestatario="PEMEX")
        entregado(con_numero(ana), "reporte-1")
    with time_machine.travel("2026-11-05T18:00:00+00:00", tick=False):
        enlistada(beto)
        entregado(rechazado(carla, "expediente"), "expediente")
        Alumna.registrar(app, "Dora", boleta="2021350004", prestatario="PEMEX")
    inicio = Cliente(app).ingresar("marta2")
    assert [cuantos for _, _, cuantos in entradas(inicio)] == ["2", "1", "1"]
    assert [texto(espera) for espera in elegir(inicio.pagina, "ol.menu span")] == [
        "en esperael más antiguo, desde el 05/11/2026",
        "en esperael más antiguo, desde el 01/11/2026",
        "en esperael más antiguo, desde el 05/11/2026",
    ]
    aceptado(ana, "reporte-1")
    assert [cuantos for _, _, cuantos in entradas(inicio.ver("/inicio"))] == ["2", "0", "1"]
    assert texto(elegir(inicio.pagina, "ol.menu span")[1]) == "Nada en espera"


def test_los_terminos_cuentan_a_quien_se_puede_enlistar(app: Flask, ana: Alumna, beto: Alumna, como: Como) -> None:
    completa(ana)
    completa(beto)
    assert entradas(como("teo")) == [("3", CONSTANCIAS, "2")]
    aceptado(enlistada(ana), "constancia")
    assert entradas(como("teo")) == [("3", CONSTANCIAS, "1")]
