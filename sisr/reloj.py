"""The clock: instants in UTC, days in Mexico City (REQUIREMENTS P5)."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONA = ZoneInfo("America/Mexico_City")


def ahora() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def hoy() -> date:
    """The day it is in Mexico City."""
    return dia(ahora())


def dia(instante: datetime) -> date:
    """The day on which an instant falls in Mexico City."""
    return instante.astimezone(ZONA).date()


def fecha(valor: date | datetime | None) -> str:
    """dd/mm/aaaa, in Mexico City; empty for nothing."""
    if valor is None:
        return ""
    return f"{dia(valor) if isinstance(valor, datetime) else valor:%d/%m/%Y}"


def fecha_hora(instante: datetime) -> str:
    """dd/mm/aaaa hh:mm, in Mexico City."""
    return f"{instante.astimezone(ZONA):%d/%m/%Y %H:%M}"
