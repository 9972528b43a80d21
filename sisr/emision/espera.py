"""How long a constancia is waited for, and who has waited past the 45 días hábiles (REQUIREMENTS A7, T6)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_

from sisr.alumnos.model import Alumno
from sisr.calendario import ESPERA_CONSTANCIA, restar_habiles, sumar_habiles
from sisr.documentos.plazo import empieza, plazo
from sisr.reloj import dia

_DIA = timedelta(days=1)


@dataclass(frozen=True)
class Espera:
    """Between which two days it is expected; `vencida`, whether the second is over."""

    desde: date
    hasta: date
    vencida: bool


def espera_de(enlistado_en: datetime) -> Espera:
    """Of whoever was put on a list at that instant, or of a list generated then."""
    hoy = plazo()
    desde, hasta = (sumar_habiles(dia(enlistado_en), dias, hoy.inhabiles) for dias in ESPERA_CONSTANCIA)
    return Espera(desde, hasta, vencida=hasta < hoy.hoy)


def en_plazo_desde() -> date:
    """The earliest day of which a list is not past its 45 días hábiles today."""
    hoy = plazo()
    return restar_habiles(hoy.hoy - _DIA, ESPERA_CONSTANCIA[1], hoy.inhabiles) + _DIA


def enlistado_antes() -> ColumnElement[bool]:
    """Over Alumno: on a list whose days are over."""
    return Alumno.enlistado_en < empieza(en_plazo_desde())


def vencidos() -> ColumnElement[bool]:
    """Those of them who have no constancia."""
    return and_(enlistado_antes(), ~Alumno.con_constancia)
