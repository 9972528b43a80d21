"""Días hábiles against another's table of holidays, and against counting by hand (REQUIREMENTS A7, T6)."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given, strategies as st

from sisr.calendario import ESPERA_CONSTANCIA, es_habil, feriados, sumar_habiles

DIAS = st.dates(date(2022, 1, 1), date(2039, 6, 30))


@pytest.mark.parametrize("anio", range(2022, 2041))
def test_los_feriados_son_los_oficiales_de_mexico(anio: int) -> None:
    assert feriados(anio) == set(holidays.country_holidays("MX", years=anio))


def test_el_cambio_del_ejecutivo_es_cada_seis_anios() -> None:
    assert [anio for anio in range(2022, 2041) if date(anio, 10, 1) in feriados(anio)] == [2024, 2030, 2036]


@given(desde=DIAS, propios=st.frozensets(st.integers(1, 60)))
def test_sumar_es_contar_de_uno_en_uno(desde: date, propios: frozenset[int]) -> None:
    inhabiles = {desde + timedelta(days=dias) for dias in propios}
    siguientes = (desde + timedelta(days=dias) for dias in range(1, 200))
    habiles = [dia for dia in siguientes if _habil(dia) and dia not in inhabiles]
    assert [sumar_habiles(desde, cuantos, inhabiles) for cuantos in ESPERA_CONSTANCIA] == [habiles[39], habiles[44]]


@given(desde=DIAS)
def test_un_dia_habil_sumado_es_habil_y_cero_es_el_mismo(desde: date) -> None:
    assert es_habil(sumar_habiles(desde, 1))
    assert sumar_habiles(desde, 0) == desde


def test_la_relacion_del_documento_se_espera_en_enero() -> None:
    """Over Revolución, Christmas, New Year and two weeks of IPN vacations."""
    vacaciones = {date(2026, 12, 21) + timedelta(days=dias) for dias in range(12)}
    assert [sumar_habiles(date(2026, 10, 26), dias) for dias in (40, 45)] == [date(2026, 12, 22), date(2026, 12, 30)]
    assert [sumar_habiles(date(2026, 10, 26), dias, vacaciones) for dias in (40, 45)] == [
        date(2027, 1, 5),
        date(2027, 1, 12),
    ]


_OFICIALES = holidays.country_holidays("MX", years=range(2022, 2041))


def _habil(dia: date) -> bool:
    return dia.weekday() not in {5, 6} and dia not in _OFICIALES
