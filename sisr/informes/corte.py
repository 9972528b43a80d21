"""What part of what happened is asked for: the filter that a figure and the list behind it share."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select

from sisr.catalogos.model import Genero, Motivo
from sisr.documentos.model import Dictamen
from sisr.informes.model import DICTAMENES, ENTREGAS, Hecho, Suceso
from sisr.proceso import PASOS

GRUPOS: dict[str, tuple[Hecho, ...]] = {
    "dictamen": DICTAMENES,
    "entregas": ENTREGAS,
    "entradas": (Hecho.REGISTRO, Hecho.CONSTANCIA),
}
FILTROS = ("carrera", "prestatario")
CON_FILTRO = {  # dimensions that are counted by month within FILTROS too, and of which hechos
    **dict.fromkeys(("carrera", "genero", "prestatario"), GRUPOS["entradas"]),
    **dict.fromkeys(("horario", "dias", "primero", "motivo"), tuple(Hecho)),
}
OTRO = 0  # a motivo with none of the frequent sentences in it; any other number is the id of one
_NOMBRES = {
    "dictamen": ("dictamen", "dictámenes"),
    "entregas": ("entrega", "entregas"),
    "entradas": ("suceso", "sucesos"),
}


@dataclass(frozen=True)
class Corte:
    """As it stands in the address; what makes no sense there counts as not chosen. `hasta` is included."""

    hecho: str = ""
    desde: date | None = None
    hasta: date | None = None
    clave: str = ""
    carrera: int | None = None
    genero: str = ""
    semestre: int | None = None
    prestatario: int | None = None
    intento: int | None = None
    dia_semana: int | None = None
    hora: int | None = None
    motivo: int | None = None
    por: int | None = None

    @classmethod
    def de(cls, args: Mapping[str, str]) -> "Corte":
        hecho, clave, genero = args.get("hecho", ""), args.get("clave", ""), args.get("genero", "")
        return cls(
            hecho=hecho if hecho in GRUPOS or hecho in {h.value for h in Hecho} else "",
            desde=_fecha(args.get("desde")),
            hasta=_fecha(args.get("hasta")),
            clave=clave if clave in PASOS else "",
            genero=genero if genero in {g.value for g in Genero} else "",
            **{campo: _natural(args.get(campo)) for campo in _NUMEROS},
        )

    def args(self, **cambios: Any) -> dict[str, Any]:
        """For a link: what is chosen, with these changes."""
        valores = vars(self) | cambios
        return {campo: valor for campo, valor in valores.items() if valor is not None and valor != ""}

    @property
    def hechos(self) -> tuple[Hecho, ...]:
        if self.hecho in GRUPOS:
            return GRUPOS[self.hecho]
        return (Hecho(self.hecho),) if self.hecho else tuple(Hecho)

    @property
    def partes(self) -> Sequence["Corte"]:
        """Its whole months, which are quick to count, and the days before and after them."""
        primero, ultimo = _mes_desde(self.desde), _mes_hasta(self.hasta)
        if primero and ultimo and primero > ultimo:
            return [self]
        partes = [replace(self, desde=primero, hasta=ultimo)]
        if primero and self.desde != primero:
            partes.append(replace(self, hasta=primero - _DIA))
        if ultimo and self.hasta != ultimo:
            partes.append(replace(self, desde=ultimo + _DIA))
        return partes

    @property
    def meses(self) -> tuple[str, str] | None:
        """From and to which month it goes, as Conteo names them; None where it does not go by whole months."""
        if (self.desde, self.hasta) != (_mes_desde(self.desde), _mes_hasta(self.hasta)):
            return None
        return f"{self.desde:%Y-%m}" if self.desde else "", f"{self.hasta:%Y-%m}" if self.hasta else "9999"

    def conteo(self, dimension: str) -> str | None:
        """What Conteo calls that dimension within this filter; None where it has no such counts."""
        fuera = ("genero", "semestre", "clave", "intento", "motivo", "por", "dia_semana", "hora")
        if any(getattr(self, campo) not in (None, "") for campo in fuera):
            return None
        filtros = [f"{campo}:{valor}" for campo in FILTROS if (valor := getattr(self, campo)) is not None]
        if filtros and not set(self.hechos) <= set(CON_FILTRO.get(dimension, ())):
            return None
        return ":".join((dimension, *filtros))

    def nombre(self, cuantos: int) -> str:
        """What it counts, in words: «212 dictámenes»."""
        uno, varios = self._nombres()
        return f"{cuantos:,} {uno if cuantos == 1 else varios}"

    def _nombres(self) -> tuple[str, str]:
        if self.hecho in GRUPOS:
            return _NOMBRES[self.hecho]
        hecho = Hecho(self.hecho) if self.hecho else None
        return (hecho.uno, hecho.varios) if hecho else ("suceso", "sucesos")

    def condiciones(self, solo: Collection[Hecho] = tuple(Hecho)) -> list[ColumnElement[bool]]:
        """Over Suceso, of these hechos alone."""
        hechos = [hecho.value for hecho in self.hechos if hecho in solo]
        todo = len(hechos) == len(Hecho) and not (self.desde or self.hasta)  # a narrower index counts it all
        condiciones: list[ColumnElement[bool]] = [] if todo else [Suceso.hecho.in_(hechos)]
        if self.desde:
            condiciones.append(Suceso.dia >= self.desde)
        if self.hasta:
            condiciones.append(Suceso.dia <= self.hasta)
        for columna, valor in self._iguales().items():
            if valor is not None and valor != "":
                condiciones.append(getattr(Suceso, columna) == valor)
        if self.motivo is not None:
            condiciones += [Suceso.hecho == Hecho.RECHAZO.value, _con_motivo(self.motivo)]
        return condiciones

    def _iguales(self) -> dict[str, Any]:
        iguales = ("clave", "genero", "semestre", "intento", "dia_semana", "hora")
        ids = {"carrera_id": self.carrera, "prestatario_id": self.prestatario, "por_id": self.por}
        return {campo: getattr(self, campo) for campo in iguales} | ids


def dice_motivo(texto: Any) -> ColumnElement[bool]:
    """Over Dictamen: whether its motivo has that sentence in it."""
    return func.instr(Dictamen.motivo, texto) > 0


def _con_motivo(cual: int) -> ColumnElement[bool]:
    suyo = select(Dictamen.id).where(Dictamen.id == Suceso.origen_id).correlate(Suceso)
    if cual == OTRO:
        return suyo.where(~select(Motivo.id).where(dice_motivo(Motivo.texto)).correlate(Dictamen).exists()).exists()
    return suyo.where(dice_motivo(select(Motivo.texto).where(Motivo.id == cual).scalar_subquery())).exists()


def _mes_desde(dia: date | None) -> date | None:
    """The first day of a month that is not before `dia`."""
    return dia and (dia if dia.day == 1 else (dia.replace(day=1) + timedelta(days=31)).replace(day=1))


def _mes_hasta(dia: date | None) -> date | None:
    """The last day of a month that is not after `dia`."""
    return dia and (dia + _DIA).replace(day=1) - _DIA


_DIA = timedelta(days=1)
_NUMEROS = [campo.name for campo in fields(Corte) if campo.type == (int | None)]


def _fecha(texto: str | None) -> date | None:
    try:
        dia = date.fromisoformat(texto or "")
    except ValueError:
        return None
    return dia if 2000 <= dia.year < 2100 else None


def _natural(texto: str | None) -> int | None:
    return int(texto) if texto and texto.isascii() and texto.isdecimal() and len(texto) < 10 else None
