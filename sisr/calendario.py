"""Días hábiles: weekends, Mexico's official holidays (LFT art. 74) and the school's own days left out."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

ESPERA_CONSTANCIA = (40, 45)  # días hábiles from the lista de emisión to the constancia (REQUIREMENTS A7)
_LUNES, _SABADO = 0, 5


def es_habil(dia: date, inhabiles: Collection[date] = ()) -> bool:
    return dia.weekday() < _SABADO and dia not in feriados(dia.year) and dia not in inhabiles


def sumar_habiles(desde: date, cuantos: int, inhabiles: Collection[date] = ()) -> date:
    """The day that is `cuantos` días hábiles after `desde`, which itself does not count."""
    dia = desde
    while cuantos:
        dia += timedelta(days=1)
        cuantos -= es_habil(dia, inhabiles)
    return dia


def restar_habiles(hasta: date, cuantos: int, inhabiles: Collection[date] = ()) -> date:
    """The latest day from which `cuantos` días hábiles have passed on `hasta`; it itself does not count."""
    dia = hasta
    while cuantos:
        cuantos -= es_habil(dia, inhabiles)
        dia -= timedelta(days=1)
    return dia


def habiles_entre(desde: date, hasta: date, inhabiles: Collection[date] = ()) -> int:
    """How many días hábiles have passed on `hasta` since `desde`, which itself does not count."""
    if hasta <= desde:
        return 0
    oficiales = sum(_habiles_del(anio)[-1] for anio in range(desde.year, hasta.year))
    oficiales += _habiles_del(hasta.year)[_del_anio(hasta)] - _habiles_del(desde.year)[_del_anio(desde)]
    return oficiales - sum(desde < dia <= hasta and es_habil(dia) for dia in inhabiles)


@cache
def feriados(anio: int) -> frozenset[date]:
    """Rest days of LFT art. 74; its election days fall on Sundays, so they are not here."""
    dias = {
        date(anio, 1, 1),
        _lunes(anio, 2, 1),
        _lunes(anio, 3, 3),
        date(anio, 5, 1),
        date(anio, 9, 16),
        _lunes(anio, 11, 3),
        date(anio, 12, 25),
    }
    if anio % 6 == 2:  # the change of the Federal Executive: 2018, 2024, 2030, …
        dias.add(date(anio, 10, 1) if anio >= 2024 else date(anio, 12, 1))
    return frozenset(dias)


@cache
def _habiles_del(anio: int) -> tuple[int, ...]:
    """How many there are from the first of January to each day of that year, by its number; 0 for day 0."""
    dias = (date(anio, 1, 1) + timedelta(days=n) for n in range(_del_anio(date(anio, 12, 31))))
    return tuple(accumulate((es_habil(dia) for dia in dias), initial=0))


def _del_anio(dia: date) -> int:
    return dia.timetuple().tm_yday


def _lunes(anio: int, mes: int, cual: int) -> date:
    primero = date(anio, mes, 1)
    return primero + timedelta(days=(_LUNES - primero.weekday()) % 7 + 7 * (cual - 1))
