"""The two menus as the document prints them, and what opens when (REQUIREMENTS A1, A2, A4, A5)."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from sisr.proceso import MENU_CORTO, MENU_LARGO, PASOS, Proceso, proceso_de

TERMINO = date(2026, 3, 1)
ANTES = TERMINO - timedelta(days=1)
LARGO = [
    "Expediente",
    "Número de Registro",
    *(f"Reporte {numero}" for numero in range(1, 8)),
    "Reporte Global",
    "Evaluación de Desempeño",
    "Carta Término",
    "Lista de Emisión",
    "Constancia de Liberación",
]
CORTO = [
    "Expediente",
    "Número de Registro",
    "Evaluación de Desempeño",
    "Carta Término",
    "Lista de Emisión",
    "Constancia de Liberación",
]
MENUS = pytest.mark.parametrize("menu", [MENU_LARGO, MENU_CORTO], ids=["largo", "corto"])
Cumplidos = st.sets(st.sampled_from(sorted(PASOS)))


def nombres(menu: Proceso) -> list[str]:
    return [paso.nombre for paso in menu.pasos]


def abiertos(menu: Proceso, cumplidos: set[str], hoy: date = TERMINO) -> list[str]:
    return [paso.clave for paso in menu.abiertos(cumplidos, hoy=hoy, termino=TERMINO)]


def esperas(menu: Proceso, cumplidos: set[str], hoy: date = TERMINO) -> list[str]:
    return [menu.espera(paso, cumplidos, hoy=hoy, termino=TERMINO) for paso in menu.pasos]


def test_los_menus_son_los_del_documento() -> None:
    assert (nombres(MENU_LARGO), nombres(MENU_CORTO)) == (LARGO, CORTO)
    assert (proceso_de(True), proceso_de(False)) == (MENU_LARGO, MENU_CORTO)


def test_el_alumno_entrega_lo_que_no_da_la_escuela() -> None:
    escuela = {"Número de Registro", "Lista de Emisión", "Constancia de Liberación"}
    for menu in (MENU_LARGO, MENU_CORTO):
        assert [p.nombre for p in menu.entregables] == [n for n in nombres(menu) if n not in escuela]
        assert menu.informes == menu.entregables[1:]


@given(cuantos=st.integers(0, 14), dia=st.dates())
def test_el_menu_largo_va_de_uno_en_uno(cuantos: int, dia: date) -> None:
    claves = [paso.clave for paso in MENU_LARGO.pasos]
    assert abiertos(MENU_LARGO, set(claves[:cuantos]), dia) == claves[cuantos : cuantos + 1]


def test_el_menu_corto_espera_la_fecha_de_termino() -> None:
    con_numero = {"expediente", "numero"}
    assert abiertos(MENU_CORTO, con_numero, ANTES) == []
    assert abiertos(MENU_CORTO, con_numero, TERMINO) == ["evaluacion", "carta-termino"]
    assert abiertos(MENU_CORTO, con_numero, date(2030, 1, 1)) == ["evaluacion", "carta-termino"]


def test_evaluacion_y_carta_van_en_cualquier_orden() -> None:
    con_numero = {"expediente", "numero"}
    assert abiertos(MENU_CORTO, con_numero | {"carta-termino"}) == ["evaluacion"]
    assert abiertos(MENU_CORTO, con_numero | {"evaluacion"}) == ["carta-termino"]
    assert abiertos(MENU_CORTO, con_numero | {"evaluacion", "carta-termino"}) == ["lista"]


def test_sin_expediente_o_sin_numero_la_fecha_no_basta() -> None:
    assert abiertos(MENU_CORTO, set()) == ["expediente"]
    assert abiertos(MENU_CORTO, {"expediente"}) == ["numero"]
    assert abiertos(MENU_CORTO, {"numero"}) == ["expediente"]


@MENUS
@given(cumplidos=Cumplidos, dias=st.integers(-400, 400))
def test_solo_se_abre_lo_que_falta_de_la_primera_etapa_incompleta(
    menu: Proceso, cumplidos: set[str], dias: int
) -> None:
    hoy = TERMINO + timedelta(days=dias)
    etapa = next((e for e in menu.etapas if not {p.clave for p in e.pasos} <= cumplidos), None)
    espera_fecha = etapa is not None and etapa.desde_termino and dias < 0
    faltan = [] if etapa is None or espera_fecha else [p.clave for p in etapa.pasos if p.clave not in cumplidos]
    assert abiertos(menu, cumplidos, hoy) == faltan


@MENUS
@given(cumplidos=Cumplidos, dias=st.integers(-2, 2))
def test_lo_cerrado_dice_que_espera_y_lo_demas_calla(menu: Proceso, cumplidos: set[str], dias: int) -> None:
    hoy = TERMINO + timedelta(days=dias)
    sin_espera = {*cumplidos, *abiertos(menu, cumplidos, hoy)}
    callan = [paso.clave in sin_espera for paso in menu.pasos]
    assert [not espera for espera in esperas(menu, cumplidos, hoy)] == callan


def test_lo_que_dice_cada_paso_cerrado_del_menu_largo() -> None:
    assert esperas(MENU_LARGO, set()) == [
        "",
        "Se habilita cuando tu expediente esté ACEPTADO.",
        "Se habilita cuando se visualice tu Número de Registro.",
        *(f"Se habilita cuando tu Reporte {numero} esté ACEPTADO." for numero in range(1, 8)),
        "Se habilita cuando tu Reporte Global esté ACEPTADO.",
        "Se habilita cuando tu Evaluación de Desempeño esté ACEPTADA.",
        "Se habilita cuando tu Carta Término esté ACEPTADA.",
        "Se habilita cuando se te asigne tu Lista de Emisión.",
    ]


def test_lo_que_dice_cada_paso_cerrado_del_menu_corto() -> None:
    assert esperas(MENU_CORTO, {"expediente", "numero"}, ANTES) == [
        "",
        "",
        "Se habilita el 01/03/2026, tu Fecha de Término.",
        "Se habilita el 01/03/2026, tu Fecha de Término.",
        "Se habilita cuando tu Evaluación de Desempeño esté ACEPTADA y tu Carta Término esté ACEPTADA.",
        "Se habilita cuando se te asigne tu Lista de Emisión.",
    ]
    assert esperas(MENU_CORTO, {"expediente"})[2:4] == ["Se habilita cuando se visualice tu Número de Registro."] * 2
