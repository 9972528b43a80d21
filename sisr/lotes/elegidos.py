"""The chosen ones with their expediente, and why one of them stays out of what is done to the others."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from sisr.alumnos.model import Alumno
from sisr.cuentas.model import Usuario
from sisr.db import db
from sisr.documentos.avance import FICHA, SU_EXPEDIENTE, Consulta
from sisr.documentos.model import Dictamen, Documento, Estatus
from sisr.documentos.seleccion import elegidos
from sisr.reloj import fecha_hora

NOMBRADOS = 100  # of those who stay out, named on the page; the others are counted
_revisor = aliased(Usuario)


def de_quien(usuario_id: int, solo: Collection[int] | None = None) -> Consulta:
    """Rows of FICHA with the expediente of each that this person chose, or of these students."""
    consulta = (
        FICHA.add_columns(
            Documento.estatus,
            Documento.entrega_id,
            Dictamen.en.label("dictado_en"),
            _revisor.nombre.label("revisor"),
        )
        .join(Documento, SU_EXPEDIENTE)
        .outerjoin(Dictamen, Dictamen.id == Documento.dictamen_id)
        .outerjoin(_revisor, _revisor.id == Dictamen.por_id)
    )
    return consulta.where(Alumno.id.in_(elegidos(usuario_id) if solo is None else solo))


def contar(consulta: Consulta) -> int:
    ids = consulta.with_only_columns(Alumno.id).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(ids)) or 0


def por_que_no_se_acepta(fila: Any) -> str:
    if fila.estatus != Estatus.EN_REVISION:
        return f"{fila.revisor} ya decidió: {fila.estatus}, {fecha_hora(fila.dictado_en)}."
    return f"Su prestatario, «{fila.prestatario}», está sin confirmar."


def por_que_no_se_enlista(fila: Any) -> str:
    if fila.estatus != Estatus.ACEPTADO:
        return f"Su expediente está {fila.estatus}."
    return f"Ya está en la lista {fila.lista_registro}."
