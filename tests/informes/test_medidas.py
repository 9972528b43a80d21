"""Pure rules of the reports: changes, percentiles, the promise (REQUIREMENTS I1, I2)."""

from datetime import date

import pytest

from sisr.documentos.plazo import Plazo
from sisr.informes.corte import Corte
from sisr.informes.medidas import dias, percentil
from sisr.informes.reporte import cambio


@pytest.mark.parametrize(
    ("ahora", "antes", "dicho"),
    [(5, 5, "igual"), (0, 0, "igual"), (3, 0, "+3"), (212, 200, "+12 (+6 %)"), (0, 4, "−4 (−100 %)")],
)
def test_el_cambio_se_dice_con_su_signo_y_su_parte(ahora: int, antes: int, dicho: str) -> None:
    assert cambio(ahora, antes) == dicho


@pytest.mark.parametrize(
    ("cuenta", "parte", "valor"),
    [
        ({}, 50, None),
        ({4: 1}, 90, 4),
        ({1: 1, 2: 1}, 50, 1),
        ({1: 1, 2: 1, 9: 1}, 50, 2),
        ({1: 9, 30: 1}, 90, 1),
        ({1: 8, 30: 2}, 90, 30),
    ],
)
def test_el_percentil_es_un_valor_que_si_ocurrio(cuenta: dict[int, int], parte: int, valor: int | None) -> None:
    assert percentil(cuenta, parte) == valor


def test_los_dias_en_palabras() -> None:
    assert [dias(cuantos) for cuantos in (None, 0, 1, 1200)] == ["—", "el mismo día", "1 día", "1,200 días"]


@pytest.mark.parametrize(
    ("hoy", "inhabiles", "desde"),
    [
        (date(2026, 11, 13), (), date(2026, 11, 6)),
        (date(2026, 11, 13), (date(2026, 11, 11),), date(2026, 11, 5)),
        (date(2026, 11, 15), (), date(2026, 11, 9)),  # what came on Friday the 6th was due on Friday the 13th
        (date(2026, 11, 17), (), date(2026, 11, 9)),  # the 16th is the feriado of November
    ],
)
def test_espera_de_mas_lo_que_llego_antes_de_cinco_dias_habiles(
    hoy: date, inhabiles: tuple[date, ...], desde: date
) -> None:
    assert Plazo(hoy, 5, inhabiles).en_plazo_desde == desde


def test_lo_que_no_tiene_sentido_en_la_direccion_no_se_elige() -> None:
    raro = {"hecho": "x", "desde": "ayer", "hasta": "1999-01-01", "clave": "x", "genero": "Z", "carrera": "-1"}
    assert Corte.de(raro | {"hora": "9" * 30, "motivo": "²"}) == Corte()


def test_lo_elegido_vuelve_de_la_direccion_como_era() -> None:
    corte = Corte("rechazo", date(2026, 1, 1), date(2026, 1, 31), "reporte-3", 2, "F", 7, 4, 1, 0, 0, 0, 9)
    assert Corte.de({campo: str(valor) for campo, valor in corte.args().items()}) == corte
