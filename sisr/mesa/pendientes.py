"""What waits for each function, and since when the oldest does (REQUIREMENTS M2)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select

from sisr.alumnos.model import Alumno
from sisr.catalogos.model import Prestatario
from sisr.cuentas.model import Funcion
from sisr.cuentas.sesiones import Persona
from sisr.db import db
from sisr.documentos.model import Documento, Entrega, Estatus
from sisr.documentos.plazo import plazo
from sisr.emision.listas import enlistables
from sisr.proceso import EXPEDIENTE, MENU_LARGO


@dataclass(frozen=True)
class Pendiente:
    """`tarde` are those that have waited longer than the office promises."""

    cuantos: int
    desde: datetime | None
    tarde: int = 0


def pendientes(persona: Persona) -> dict[Funcion, Pendiente]:
    """For each function that the person has; nothing for administración, for whom no document waits."""
    informes = tuple(paso.clave for paso in MENU_LARGO.informes)
    cuenta = {
        Funcion.EXPEDIENTES: lambda: _en_revision((EXPEDIENTE.clave,)),
        Funcion.REPORTES: lambda: _en_revision(informes),
        Funcion.TERMINOS: _terminos,
    }
    return {funcion: cuenta[funcion]() for funcion in Funcion if funcion in cuenta and funcion in persona.funciones}


def _en_revision(claves: tuple[str, ...]) -> Pendiente:
    en_revision = Documento.clave.in_(claves), Documento.estatus == Estatus.EN_REVISION.value
    esperan = select(func.count(), func.min(Documento.entrega_id)).where(*en_revision)
    cuantos, primera = db.session.execute(esperan).one()
    desde = db.session.scalar(select(Entrega.recibida_en).where(Entrega.id == primera))
    recibida = Entrega.id == Documento.entrega_id, Entrega.recibida_en < plazo().tarde_antes_de
    tarde = select(func.count()).select_from(Documento).join(Entrega, and_(*recibida)).where(*en_revision)
    return Pendiente(cuantos, desde, db.session.scalar(tarde) or 0)


def _terminos() -> Pendiente:
    """Those who can be put on a list, and those on a list who have no constancia."""
    por_enlistar = _contar(enlistables())
    sin_constancia = and_(Alumno.lista_emision.is_not(None), ~Alumno.con_constancia)
    desde = db.session.scalar(select(func.min(Alumno.enlistado_en)).where(sin_constancia))
    return Pendiente(por_enlistar + _contar(sin_constancia), desde)


def _contar(condicion: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(Alumno).join(Prestatario).where(condicion)) or 0
