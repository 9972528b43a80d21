"""What anybody may know where the setting allows it: how many wait and how long it takes, without names."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from sisr.db import db
from sisr.documentos.model import Documento, Estatus
from sisr.informes.contar import contar
from sisr.informes.corte import Corte
from sisr.informes.medidas import percentil
from sisr.proceso import CONSTANCIA
from sisr.reloj import hoy

_VENTANA = timedelta(days=90)


@dataclass(frozen=True)
class Publica:
    esperan: int
    mitad: int | None
    noventa: int | None
    constancia: int | None


def publica() -> Publica:
    """Documents that wait today, and days that were waited in the last ninety; for constancias, in a year."""
    en_revision = select(func.count()).where(Documento.estatus == Estatus.EN_REVISION.value)
    dictamenes = _dias(Corte(hecho="dictamen", desde=hoy() - _VENTANA))
    constancias = _dias(Corte(hecho="constancia", desde=hoy() - 4 * _VENTANA, clave=CONSTANCIA.clave))
    return Publica(
        db.session.scalar(en_revision) or 0,
        percentil(dictamenes, 50),
        percentil(dictamenes, 90),
        percentil(constancias, 50),
    )


def _dias(corte: Corte) -> dict[int, int]:
    cuenta: dict[int, int] = {}
    for (_, valor), n in contar("dias", corte).items():
        dias = int(valor.partition(":")[2])
        cuenta[dias] = cuenta.get(dias, 0) + n
    return cuenta
