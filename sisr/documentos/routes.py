"""Give a PDF back, to whom it belongs and to whom reviews it."""

from typing import Any

from flask import Blueprint, abort, request, url_for
from sqlalchemy import select

from sisr.alumnos.model import Alumno
from sisr.archivos.deposito import enviar
from sisr.bitacora.salidas import anotar_lectura
from sisr.cuentas.model import Funcion
from sisr.cuentas.sesiones import Persona, quien
from sisr.db import db, tabla
from sisr.documentos import vista as vistas
from sisr.documentos.gemelas import con_gemela
from sisr.documentos.marcas import marcas
from sisr.documentos.model import Entrega, nombre_descarga
from sisr.documentos.plazo import espera
from sisr.proceso import EXPEDIENTE, PASOS

bp = Blueprint("documentos", __name__)
bp.add_app_template_filter(marcas, "marcas")
bp.add_app_template_filter(espera, "espera")
_INFORMES = frozenset(PASOS) - {EXPEDIENTE.clave}
_ENTREGA = con_gemela(select(tabla(Entrega), Alumno.boleta).select_from(Entrega).join(Alumno))
LEGIBLES = {
    Funcion.EXPEDIENTES: frozenset({EXPEDIENTE.clave}),
    Funcion.REPORTES: _INFORMES,
    Funcion.TERMINOS: frozenset(PASOS),
    Funcion.ADMINISTRACION: frozenset[str](),
}


@bp.get("/entregas/<int:entrega_id>/archivo")
def archivo(entrega_id: int) -> Any:
    entrega = _al_alcance(entrega_id, quien()) or abort(404)
    _anotar(entrega)
    nombre = nombre_descarga(entrega.boleta, entrega.clave, entrega.n)
    return enviar(entrega.ruta, nombre, descarga="descarga" in request.args)


@bp.get("/entregas/<int:entrega_id>/vista")
def vista(entrega_id: int) -> Any:
    entrega = _al_alcance(entrega_id, quien()) or abort(404)
    imagen = url_for("documentos.pagina1", entrega_id=entrega_id)
    return vistas.pintar(entrega, imagen=imagen, notado=[] if quien().es_alumno else marcas(entrega))


@bp.get("/entregas/<int:entrega_id>/pagina-1.jpg")
def pagina1(entrega_id: int) -> Any:
    entrega = _al_alcance(entrega_id, quien()) or abort(404)
    _anotar(entrega)
    return vistas.dar_imagen(entrega)


def legibles(persona: Persona) -> frozenset[str]:
    """The claves of the documents that a member of the staff may read."""
    return frozenset().union(*(LEGIBLES[funcion] for funcion in persona.funciones))


def _anotar(entrega: Any) -> None:
    """Whose documents the staff open is written down; what students read is their own."""
    if not quien().es_alumno:
        anotar_lectura(entrega.id, por=quien().id, alumno_id=entrega.alumno_id)


def _al_alcance(entrega_id: int, persona: Persona) -> Any:
    alcance = Entrega.alumno_id == persona.id if persona.es_alumno else Entrega.clave.in_(legibles(persona))
    return db.session.execute(_ENTREGA.where(Entrega.id == entrega_id, alcance)).first()
