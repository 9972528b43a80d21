"""Give a PDF back, to whom it belongs and to whom reviews it."""

from typing import Any

from flask import Blueprint, abort, request
from sqlalchemy import select

from sisr.alumnos.model import Alumno
from sisr.archivos.deposito import enviar
from sisr.cuentas.model import Funcion
from sisr.cuentas.sesiones import Persona, quien
from sisr.db import db
from sisr.documentos.model import Entrega, nombre_descarga
from sisr.proceso import EXPEDIENTE, PASOS

bp = Blueprint("documentos", __name__)
_INFORMES = frozenset(PASOS) - {EXPEDIENTE.clave}
LEGIBLES = {
    Funcion.EXPEDIENTES: frozenset({EXPEDIENTE.clave}),
    Funcion.REPORTES: _INFORMES,
    Funcion.TERMINOS: frozenset(PASOS),
    Funcion.ADMINISTRACION: frozenset[str](),
}


@bp.get("/entregas/<int:entrega_id>/archivo")
def archivo(entrega_id: int) -> Any:
    entrega = _al_alcance(entrega_id, quien()) or abort(404)
    nombre = nombre_descarga(entrega.boleta, entrega.clave, entrega.n)
    return enviar(entrega.ruta, nombre, descarga="descarga" in request.args)


def legibles(persona: Persona) -> frozenset[str]:
    """The claves of the documents that a member of the staff may read."""
    return frozenset().union(*(LEGIBLES[funcion] for funcion in persona.funciones))


def _al_alcance(entrega_id: int, persona: Persona) -> Any:
    alcance = Entrega.alumno_id == persona.id if persona.es_alumno else Entrega.clave.in_(legibles(persona))
    consulta = select(Entrega.ruta, Entrega.clave, Entrega.n, Alumno.boleta).join(Alumno)
    return db.session.execute(consulta.where(Entrega.id == entrega_id, alcance)).first()
