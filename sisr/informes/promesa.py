"""What the department promises: a decision within five días hábiles of the delivery."""

from collections.abc import Collection
from datetime import date, timedelta

from sisr.calendario import sumar_habiles

PROMESA = 5  # días hábiles from a delivery to its dictamen


def en_plazo_desde(hoy: date, inhabiles: Collection[date]) -> date:
    """The earliest day of which a delivery that still waits is not late today."""
    dia = hoy
    while sumar_habiles(dia - timedelta(days=1), PROMESA, inhabiles) >= hoy:
        dia -= timedelta(days=1)
    return dia
