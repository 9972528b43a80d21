"""Lists past their 45 días hábiles without constancia stand out (REQUIREMENTS T6)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from hypothesis import given, strategies as st

from sisr.calendario import sumar_habiles
from sisr.emision.espera import en_plazo_desde, espera_de
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.informes.cifras import tablas
from tests.mesa.estados import aceptado, enlistada

HASTA = date(2026, 12, 30)  # 45 días hábiles after the list of the 26th of October


@pytest.fixture
def enlistados(ana: Alumna, beto: Alumna) -> tuple[Alumna, Alumna]:
    """Ana and Beto are on the list 15, of the 26th of October."""
    with time_machine.travel("2026-10-26T18:00:00+00:00", tick=False):
        return enlistada(ana, 15), enlistada(beto, 15)


def teo(app: Flask, dia: date) -> time_machine.travel:
    return time_machine.travel(datetime(dia.year, dia.month, dia.day, 18, tzinfo=UTC), tick=False)


def test_el_ultimo_dia_todavia_no_esta_vencida(app: Flask, enlistados: tuple[Alumna, Alumna]) -> None:
    with teo(app, HASTA):
        quien = Cliente(app).ingresar("teo").ver("/constancias?situacion=vencidas")
        assert quien.dice(".vacio") == "Ninguna lista ha pasado de sus 45 días hábiles sin constancia."
        assert quien.hay(".vencida") == 0
        assert quien.ver("/constancias?situacion=en-espera").hay(".vencida") == 0


def test_al_dia_siguiente_resalta_en_la_lista_de_listas_en_la_tarjeta_y_en_la_lista(
    app: Flask, enlistados: tuple[Alumna, Alumna]
) -> None:
    with teo(app, HASTA + timedelta(days=1)):
        quien = Cliente(app).ingresar("teo").ver("/constancias?situacion=vencidas")
        assert tablas(quien)["Listas de emisión"] == [
            ["Lista 15", "26/10/2026", "22/12/2026 – 30/12/2026", "2", "0", "Faltan 2"]
        ]
        for alumna in enlistados:
            assert quien.dice(f"#tarjeta-{alumna.id} .vencida") == "Se esperaba el 30/12/2026"
        quien.ver("/listas/15")
        assert quien.dice("p.vencida") == "Ya pasaron los 45 días hábiles y faltan 2 constancias."
        assert quien.hay("td .vencida") == 2


def test_con_su_constancia_nadie_esta_vencido(app: Flask, enlistados: tuple[Alumna, Alumna]) -> None:
    ana, beto = enlistados
    aceptado(beto, "constancia")
    with teo(app, HASTA + timedelta(days=1)):
        quien = Cliente(app).ingresar("teo").ver("/constancias?situacion=vencidas")
        assert [quien.hay(f"#tarjeta-{alumna.id}") for alumna in (ana, beto)] == [1, 0]
        assert tablas(quien)["Listas de emisión"][0][3:] == ["2", "1", "Falta 1"]
    aceptado(ana, "constancia")
    with teo(app, HASTA + timedelta(days=1)):
        quien = Cliente(app).ingresar("teo").ver("/constancias?situacion=vencidas")
        assert tablas(quien)["Listas de emisión"][0][3:] == ["2", "2", ""]


def test_quien_entra_despues_a_una_lista_tiene_sus_propios_dias(app: Flask, ana: Alumna, beto: Alumna) -> None:
    with time_machine.travel("2026-10-26T18:00:00+00:00", tick=False):
        enlistada(ana, 15)
    with time_machine.travel("2026-11-20T18:00:00+00:00", tick=False):
        enlistada(beto, 15)
    with teo(app, HASTA + timedelta(days=1)):
        quien = Cliente(app).ingresar("teo").ver("/constancias?situacion=vencidas")
        assert [quien.hay(f"#tarjeta-{alumna.id}") for alumna in (ana, beto)] == [1, 0]
        assert tablas(quien)["Listas de emisión"][0][3:] == ["2", "0", "Falta 1"]


def test_los_dias_que_marca_el_personal_alargan_el_plazo(app: Flask, enlistados: tuple[Alumna, Alumna]) -> None:
    with teo(app, HASTA + timedelta(days=1)):
        elena = Cliente(app).ingresar("elena").ver("/administracion/dias")
        elena.enviar("/administracion/dias", {"dia": "2026-12-28", "motivo": "Vacaciones del IPN"}, estado=303)
        quien = Cliente(app).ingresar("teo").ver("/constancias?situacion=vencidas")
        assert quien.hay(".vencida") == 0


def test_lo_que_dice_una_lista_es_lo_que_encuentra_la_busqueda(app: Flask) -> None:
    @given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(0, 90))
    def comprobar(hoy: date, antes: int) -> None:
        with teo(app, hoy), app.app_context():
            enlistado = hoy - timedelta(days=antes)
            instante = datetime(enlistado.year, enlistado.month, enlistado.day, 18, tzinfo=UTC)
            vencida = sumar_habiles(enlistado, 45) < hoy
            assert (espera_de(instante).vencida, enlistado < en_plazo_desde()) == (vencida, vencida)

    comprobar()
