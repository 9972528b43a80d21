"""The periods of the reports follow one another without a gap, in Mexico City's days (REQUIREMENTS I1)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from sisr.informes.periodos import Periodo, Tipo, elegibles
from sisr.reloj import dia as dia_de

PERIODOS = st.builds(Periodo.de, st.sampled_from(Tipo), st.dates(date(2000, 1, 1), date(2099, 12, 31)))


@pytest.mark.parametrize(
    ("tipo", "primero", "ultimo"),
    [
        (Tipo.SEMANAL, date(2026, 11, 16), date(2026, 11, 22)),
        (Tipo.MENSUAL, date(2026, 11, 1), date(2026, 11, 30)),
        (Tipo.TRIMESTRAL, date(2026, 10, 1), date(2026, 12, 31)),
        (Tipo.ANUAL, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_el_periodo_de_un_dia(tipo: Tipo, primero: date, ultimo: date) -> None:
    periodo = Periodo.de(tipo, date(2026, 11, 22))
    assert (periodo.primero, periodo.ultimo) == (primero, ultimo)


@given(PERIODOS)
def test_cada_periodo_empieza_donde_acaba_el_otro(periodo: Periodo) -> None:
    assert periodo.siguiente.anterior == periodo == periodo.anterior.siguiente
    assert periodo.anterior.instantes[1] == periodo.instantes[0]
    assert periodo.ultimo + timedelta(days=1) == periodo.siguiente.primero


@given(periodo=PERIODOS, parte=st.floats(0, 0.999))
def test_todo_instante_suyo_cae_en_uno_de_sus_dias(periodo: Periodo, parte: float) -> None:
    desde, hasta = periodo.instantes
    instante = desde + (hasta - desde) * parte
    assert periodo.primero <= dia_de(instante) <= periodo.ultimo
    assert Periodo.de(periodo.tipo, dia_de(instante)) == periodo


def test_la_semana_empieza_a_la_medianoche_de_mexico() -> None:
    semana = Periodo.de(Tipo.SEMANAL, date(2026, 11, 18))
    assert semana.instantes == (datetime(2026, 11, 16, 6, tzinfo=UTC), datetime(2026, 11, 23, 6, tzinfo=UTC))


@pytest.mark.parametrize(
    ("tipo", "nombre", "hace_un_anio"),
    [
        (Tipo.SEMANAL, "16 nov al 22 nov de 2026", date(2025, 11, 17)),
        (Tipo.MENSUAL, "Noviembre de 2026", date(2025, 11, 1)),
        (Tipo.TRIMESTRAL, "4º trimestre de 2026", date(2025, 10, 1)),
        (Tipo.ANUAL, "2026", date(2025, 1, 1)),
    ],
)
def test_el_periodo_tiene_nombre_y_uno_igual_hace_un_anio(tipo: Tipo, nombre: str, hace_un_anio: date) -> None:
    periodo = Periodo.de(tipo, date(2026, 11, 22))
    assert (periodo.nombre, periodo.hace_un_anio) == (nombre, Periodo(tipo, hace_un_anio))


@settings(max_examples=15)
@given(PERIODOS)
def test_se_puede_elegir_cualquiera_entre_el_primero_y_hoy(periodo: Periodo) -> None:
    todos = [otro for suyos in elegibles(date(2030, 3, 5), date(2031, 7, 9), periodo).values() for otro in suyos]
    assert periodo in todos
    assert {Periodo.de(periodo.tipo, date(2030, 3, 5)), Periodo.de(periodo.tipo, date(2031, 7, 9))} <= set(todos)
    assert [otro.anterior for otro in todos[:-1]] == todos[1:]
