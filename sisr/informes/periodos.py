"""Periods of a report: a week from Monday, a month, a quarter, a year, in Mexico City's days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from sisr.reloj import ZONA


class Tipo(StrEnum):
    """The four kinds of report of the staff menu."""

    SEMANAL = "semanal"
    MENSUAL = "mensual"
    TRIMESTRAL = "trimestral"
    ANUAL = "anual"

    @property
    def label(self) -> str:
        return {
            "semanal": "Reportes Semanales",
            "mensual": "Reportes Mensuales",
            "trimestral": "Reportes Trimestrales",
            "anual": "Reportes anuales",
        }[self]


_MESES = {Tipo.MENSUAL: 1, Tipo.TRIMESTRAL: 3, Tipo.ANUAL: 12}


@dataclass(frozen=True)
class Periodo:
    """From its first day up to, and without, the day after its last."""

    tipo: Tipo
    primero: date

    @classmethod
    def de(cls, tipo: Tipo, dia: date) -> "Periodo":
        """The period of that kind in which a day falls."""
        if tipo is Tipo.SEMANAL:
            return cls(tipo, dia - timedelta(days=dia.weekday()))
        meses = _MESES[tipo]
        return cls(tipo, date(dia.year, (dia.month - 1) // meses * meses + 1, 1))

    @property
    def siguiente(self) -> "Periodo":
        dias = 7 if self.tipo is Tipo.SEMANAL else 31 * _MESES[self.tipo]
        return Periodo.de(self.tipo, self.primero + timedelta(days=dias))

    @property
    def anterior(self) -> "Periodo":
        return Periodo.de(self.tipo, self.primero - timedelta(days=1))

    @property
    def ultimo(self) -> date:
        return self.siguiente.primero - timedelta(days=1)

    @property
    def instantes(self) -> tuple[datetime, datetime]:
        """When it begins and when the next one does, in UTC."""
        return _medianoche(self.primero), _medianoche(self.siguiente.primero)


def _medianoche(dia: date) -> datetime:
    return datetime.combine(dia, time(), ZONA).astimezone(UTC)
