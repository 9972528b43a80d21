"""What was delivered and decided before of the document that is read."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from sisr.cuentas.model import Usuario
from sisr.db import db
from sisr.documentos.model import Dictamen, Entrega, Estatus


@dataclass(frozen=True)
class Antecedente:
    """One earlier decision, or an entrega that was replaced before any."""

    entrega: Any
    estatus: Estatus


def antecedentes(documento: Any) -> list[Antecedente]:
    """Of a row of DOCUMENTO, the last first, without its present entrega and decision."""
    consulta = (
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
        .where(Entrega.alumno_id == documento.alumno_id, Entrega.clave == documento.clave)
        .order_by(Entrega.id.desc(), Dictamen.id.desc())
    )
    presente = documento.entrega_id, documento.dictamen_id
    return [
        Antecedente(fila, Estatus(fila.resultado or Estatus.SUSTITUIDA))
        for fila in db.session.execute(consulta)
        if (fila.id, fila.dictamen_id) != presente
    ]
