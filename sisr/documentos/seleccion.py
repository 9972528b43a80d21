"""Whom each of the staff has chosen in the table of expedientes: it survives pages, and is theirs alone (E8)."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ForeignKey, Select, bindparam, delete, func, insert, literal, select
from sqlalchemy.orm import Mapped, mapped_column

from sisr.alumnos.model import Alumno
from sisr.db import db, directa, tabla
from sisr.preparada import Preparada, entre


class Seleccion(db.Model):
    __tablename__ = "seleccion"

    usuario_id: Mapped[int] = mapped_column(ForeignKey("usuario.id"), primary_key=True)
    alumno_id: Mapped[int] = mapped_column(ForeignKey("alumno.id"), primary_key=True)


_SUYOS = Seleccion.usuario_id == bindparam("quien")
_CUANTOS = Preparada(select(func.count()).select_from(Seleccion).where(_SUYOS))
_CUALES = Preparada(select(Seleccion.alumno_id).where(_SUYOS, entre(Seleccion.alumno_id, "alumnos")))


def elegidos(usuario_id: int) -> Select[int]:
    """A query for their ids."""
    return select(Seleccion.alumno_id).where(Seleccion.usuario_id == usuario_id)


def cuantos(usuario_id: int) -> int:
    return _CUANTOS.valor(directa(), quien=usuario_id)


def cuales(usuario_id: int, de: Collection[int]) -> frozenset[int]:
    """Of these students, the chosen ones."""
    return frozenset(fila.alumno_id for fila in _CUALES.todas(directa(), quien=usuario_id, alumnos=de))


def marcar(usuario_id: int, *, vistos: Collection[int], marcados: Collection[int]) -> None:
    """Of those that a page showed, these are chosen and the others are not; the rest stay as they were."""
    fuera = set(vistos) - set(marcados)
    db.session.connection().execute(
        delete(tabla(Seleccion)).where(Seleccion.usuario_id == usuario_id, Seleccion.alumno_id.in_(fuera))
    )
    elegir(usuario_id, select(Alumno.id).where(Alumno.id.in_(marcados)))


def elegir(usuario_id: int, cuales: Select[Any]) -> None:
    """Add whoever this query of ids finds."""
    ids = cuales.order_by(None).subquery().c[0]
    valores = select(literal(usuario_id), ids).where(ids.not_in(elegidos(usuario_id)))
    db.session.connection().execute(insert(tabla(Seleccion)).from_select(["usuario_id", "alumno_id"], valores))


def vaciar(usuario_id: int) -> None:
    db.session.connection().execute(delete(tabla(Seleccion)).where(Seleccion.usuario_id == usuario_id))
