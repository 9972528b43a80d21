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

    @property
    def anterior(self) -> str:
        """The period before one of these, in words."""
        return {
            "semanal": "Semana anterior",
            "mensual": "Mes anterior",
            "trimestral": "Trimestre anterior",
            "anual": "Año anterior",
        }[self]


_MESES = {Tipo.MENSUAL: 1, Tipo.TRIMESTRAL: 3, Tipo.ANUAL: 12}
_SEMANAS = timedelta(weeks=52)
NOMBRES = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)


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
    def hace_un_anio(self) -> "Periodo":
        """The same one of the year before; of a week, the one of 52 weeks before."""
        if self.tipo is Tipo.SEMANAL:
            return Periodo.de(self.tipo, self.primero - _SEMANAS)
        return Periodo.de(self.tipo, self.primero.replace(year=self.primero.year - 1))

    @property
    def nombre(self) -> str:
        if self.tipo is Tipo.SEMANAL:
            return f"{_corta(self.primero)} al {_corta(self.ultimo)} de {self.ultimo.year}"
        if self.tipo is Tipo.MENSUAL:
            return f"{NOMBRES[self.primero.month - 1].capitalize()} de {self.primero.year}"
        if self.tipo is Tipo.TRIMESTRAL:
            return f"{(self.primero.month + 2) // 3}º trimestre de {self.primero.year}"
        return str(self.primero.year)

    @property
    def ultimo(self) -> date:
        return self.siguiente.primero - timedelta(days=1)

    @property
    def instantes(self) -> tuple[datetime, datetime]:
        """When it begins and when the next one does, in UTC."""
        return _medianoche(self.primero), _medianoche(self.siguiente.primero)


def elegibles(desde: date, hasta: date, elegido: Periodo) -> dict[int, list[Periodo]]:
    """The periods of a kind between two days and the chosen one, by year, the last first."""
    periodo, primero = Periodo.de(elegido.tipo, max(hasta, elegido.primero)), min(desde, elegido.primero)
    por_anio: dict[int, list[Periodo]] = {}
    while periodo.ultimo >= primero:
        por_anio.setdefault(periodo.ultimo.year, []).append(periodo)
        periodo = periodo.anterior
    return por_anio


def _corta(dia: date) -> str:
    return f"{dia.day} {NOMBRES[dia.month - 1][:3]}"


def _medianoche(dia: date) -> datetime:
    return datetime.combine(dia, time(), ZONA).astimezone(UTC)
