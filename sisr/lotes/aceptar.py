"""Accept many expedientes in one step, each as if it were alone: with its dictamen, its line and its mail (E8)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, not_, select

from sisr.alumnos.model import Alumno
from sisr.catalogos.model import Prestatario
from sisr.cuentas.sesiones import Persona
from sisr.db import db, directa
from sisr.documentos.avance import DOCUMENTO, FICHA
from sisr.documentos.dictaminar import aceptar
from sisr.documentos.model import Documento, Entrega, Estatus
from sisr.lotes.elegidos import NOMBRADOS, contar, de_quien
from sisr.preparada import Preparada, entre
from sisr.proceso import EXPEDIENTE

TOPE = 500  # at once: so many take about a second, during which nobody else writes
_ACEPTABLE = and_(Documento.estatus == Estatus.EN_REVISION.value, Prestatario.confirmado)
_DOCUMENTOS = Preparada(
    DOCUMENTO.where(
        entre(Documento.entrega_id, "entregas"),
        Documento.clave == EXPEDIENTE.clave,
        Documento.estatus == Estatus.EN_REVISION.value,
    )
)
_FICHAS = Preparada(FICHA.where(entre(Alumno.id, "alumnos"), Prestatario.confirmado))


@dataclass(frozen=True)
class Propuesta:
    """Who goes, up to a limit, and who does not; each with how many there are in all."""

    van: list[Any]
    cuantos: int
    fuera: list[Any]
    cuantos_fuera: int


def aceptables(usuario_id: int, solo: Collection[int] | None = None) -> Propuesta:
    """Of the chosen ones, whose expediente can be accepted now, the one that waits the longest first."""
    todos = de_quien(usuario_id, solo)
    return proponer(todos.order_by(Documento.entrega_id), _ACEPTABLE, tope=TOPE)


def proponer(todos: Any, condicion: Any, *, tope: int) -> Propuesta:
    van, fuera = todos.where(condicion), todos.where(not_(condicion))
    return Propuesta(
        list(db.session.execute(van.limit(tope)).all()),
        contar(van),
        list(db.session.execute(fuera.limit(NOMBRADOS)).all()),
        contar(fuera),
    )


def aceptar_varios(entregas: Collection[int], *, por: Persona) -> tuple[int, frozenset[int]]:
    """How many of these were accepted, and the students of the others: decided, replaced or unconfirmed meanwhile."""
    suyos = set(db.session.scalars(select(Entrega.alumno_id).where(Entrega.id.in_(entregas))))
    documentos = _DOCUMENTOS.todas(directa(), entregas=entregas)
    suyas = _FICHAS.todas(directa(), alumnos={documento.alumno_id for documento in documentos})
    fichas = {ficha.id: ficha for ficha in suyas}
    aceptados = [documento for documento in documentos if documento.alumno_id in fichas]
    for documento in aceptados:
        aceptar(documento, fichas[documento.alumno_id], entrega=documento.entrega_id, por=por)
    return len(aceptados), frozenset(suyos - {documento.alumno_id for documento in aceptados})
