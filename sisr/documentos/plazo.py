"""How long what waits has waited, in días hábiles, and whether that is more than the office promises."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from flask import current_app, g
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from sisr.calendario import habiles_entre, restar_habiles, sumar_habiles
from sisr.catalogos.model import inhabiles
from sisr.documentos.model import Estatus
from sisr.reloj import ZONA, dia, hoy


@dataclass(frozen=True)
class Espera:
    """`dias` hábiles since the day of the delivery."""

    dias: int
    tarde: bool


@dataclass(frozen=True)
class Plazo:
    """The promise as it falls on one day; instants are those that begin a day in Mexico City."""

    hoy: date
    promesa: int
    inhabiles: Collection[date]

    def de(self, recibida_en: datetime) -> Espera:
        recibida = dia(recibida_en)
        return Espera(habiles_entre(recibida, self.hoy, self.inhabiles), recibida < self.en_plazo_desde)

    @cached_property
    def en_plazo_desde(self) -> date:
        """The earliest day of which a delivery that still waits is not late today."""
        primero = self.hoy
        while sumar_habiles(primero - timedelta(days=1), self.promesa, self.inhabiles) >= self.hoy:
            primero -= timedelta(days=1)
        return primero

    @property
    def tarde_antes_de(self) -> datetime:
        """What was received before is late."""
        return empieza(self.en_plazo_desde)

    def esperan_antes_de(self, dias: int) -> datetime:
        """What was received before has waited that many días hábiles, or more."""
        return empieza(restar_habiles(self.hoy, dias, self.inhabiles) + timedelta(days=1))


def plazo() -> Plazo:
    """Today's, looked up once a request."""
    if "plazo" not in g:
        g.plazo = Plazo(hoy(), current_app.config["PROMESA_DIAS"], inhabiles())
    return g.plazo


@pass_context
def espera(contexto: Context, documento: Any) -> Markup:
    """What a list says of a document that waits, by its `plazo`; nothing of one that does not."""
    if documento.estatus != Estatus.EN_REVISION:
        return Markup()
    suya = (contexto.get("plazo") or plazo()).de(documento.recibida_en)
    dicho = {0: "llegó hoy", 1: "1 día hábil"}.get(suya.dias, f"{suya.dias} días hábiles")
    if suya.tarde:
        return Markup('<small class="espera espera--tarde">fuera de plazo: {}</small>').format(dicho)
    return Markup('<small class="espera">{}</small>').format(dicho)


def empieza(dia: date) -> datetime:
    """The instant at which a day begins in Mexico City."""
    return datetime.combine(dia, time(), ZONA)
