"""Days are Mexico City's, wherever the server thinks it is (REQUIREMENTS P5, A5)."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from sisr.reloj import ahora, dia, fecha, fecha_hora, hoy


@pytest.mark.parametrize(
    ("instante", "en_mexico"),
    [
        ("2026-03-01T05:59:59+00:00", date(2026, 2, 28)),
        ("2026-03-01T06:00:00+00:00", date(2026, 3, 1)),
        ("2026-03-02T00:00:00+00:00", date(2026, 3, 1)),
        ("2026-07-01T05:59:59+00:00", date(2026, 6, 30)),  # no summer time since 2022
        ("2022-07-01T05:00:00+00:00", date(2022, 7, 1)),  # the last one
        ("2027-01-01T05:59:59+00:00", date(2026, 12, 31)),
    ],
)
def test_hoy_cambia_a_la_medianoche_de_mexico(instante: str, en_mexico: date) -> None:
    with time_machine.travel(datetime.fromisoformat(instante), tick=False):
        assert hoy() == dia(ahora()) == en_mexico
        assert ahora().tzinfo is UTC


def test_las_fechas_se_muestran_dia_mes_anio() -> None:
    medianoche = datetime(2026, 3, 1, 5, 59, tzinfo=UTC)
    assert [fecha(date(2021, 10, 1)), fecha(medianoche), fecha(None)] == ["01/10/2021", "28/02/2026", ""]
    assert fecha_hora(medianoche) == "28/02/2026 23:59"
