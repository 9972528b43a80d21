"""A sheet that was read and shown, kept until it is applied, or for a day."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, ForeignKey, delete, insert, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from sisr.db import Instante, db, tabla
from sisr.numeros.tabla import Renglon
from sisr.reloj import ahora

_DURA = timedelta(days=1)


class HojaNumeros(db.Model):
    __tablename__ = "hoja_numeros"

    id: Mapped[int] = mapped_column(primary_key=True)
    por_id: Mapped[int] = mapped_column(ForeignKey("usuario.id"), index=True)
    leida_en: Mapped[datetime] = mapped_column(Instante)
    renglones: Mapped[list[Any]] = mapped_column(JSON)


def guardar(renglones: list[Renglon], *, por: int) -> int:
    """In place of the one that this person read before; returns its id."""
    conexion = db.session.connection()
    vieja = or_(HojaNumeros.por_id == por, HojaNumeros.leida_en < ahora() - _DURA)
    conexion.execute(delete(tabla(HojaNumeros)).where(vieja))
    hoja = insert(tabla(HojaNumeros)).values(por_id=por, leida_en=ahora(), renglones=[list(r) for r in renglones])
    return conexion.execute(hoja.returning(HojaNumeros.id)).scalar_one()


def leida(hoja_id: int, *, por: int) -> list[Renglon] | None:
    """None where this person has no such sheet waiting."""
    suya = select(HojaNumeros.renglones).where(HojaNumeros.id == hoja_id, HojaNumeros.por_id == por)
    renglones = db.session.scalar(suya)
    return None if renglones is None else [Renglon(*renglon) for renglon in renglones]


def olvidar(hoja_id: int) -> None:
    db.session.connection().execute(delete(tabla(HojaNumeros)).where(HojaNumeros.id == hoja_id))
