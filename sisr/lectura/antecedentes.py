"""What was delivered and decided before of the document that is read."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from sisr.cuentas.model import Usuario
from sisr.db import directa
from sisr.documentos.model import Dictamen, Entrega, Estatus
from sisr.preparada import Preparada

_ANTES = Preparada(
    select(
        Entrega.id,
        Entrega.n,
        Entrega.recibida_en,
        Dictamen.id.label("dictamen_id"),
        Dictamen.resultado,
        Dictamen.motivo,
        Dictamen.en.label("dictado_en"),
        Usuario.nombre.label("revisor"),
    )
    .outerjoin(Dictamen, Dictamen.entrega_id == Entrega.id)
    .outerjoin(Usuario, Usuario.id == Dictamen.por_id)
    .where(Entrega.alumno_id == bindparam("alumno_id"), Entrega.clave == bindparam("clave"))
    .order_by(Entrega.id.desc(), Dictamen.id.desc())
)


@dataclass(frozen=True)
class Antecedente:
    """One earlier decision, or an entrega that was replaced before any."""

    entrega: Any
    estatus: Estatus


def antecedentes(documento: Any) -> list[Antecedente]:
    """Of a row of DOCUMENTO, the last first, without its present entrega and decision."""
    presente = documento.entrega_id, documento.dictamen_id
    return [
        Antecedente(fila, Estatus(fila.resultado or Estatus.SUSTITUIDA))
        for fila in _ANTES.todas(directa(), alumno_id=documento.alumno_id, clave=documento.clave)
        if (fila.id, fila.dictamen_id) != presente
    ]
