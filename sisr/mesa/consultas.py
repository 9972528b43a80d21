"""What the desk lists: the table of expedientes and the cards of reportes."""

from dataclasses import replace
from typing import Any

from sqlalchemy import and_, func, select

from sisr.alumnos.model import Alumno
from sisr.db import db
from sisr.documentos.avance import FICHA, Consulta
from sisr.documentos.listado import Filtro, Pagina, buscar, ordenar, paginar
from sisr.documentos.model import Documento, Entrega, Estatus
from sisr.proceso import EXPEDIENTE, MENU_LARGO

RENGLONES = 50
TARJETAS = 20
INFORMES = tuple(paso.clave for paso in MENU_LARGO.informes)
_ESPERA = Documento.estatus == Estatus.EN_REVISION.value


def expedientes(filtro: Filtro) -> Pagina:
    """The table."""
    return paginar(_expedientes(filtro), filtro, RENGLONES)


def aceptados(filtro: Filtro) -> list[Any]:
    """Of the same search, the rows of FICHA whose expediente is ACEPTADO, each with the `ruta` of its file."""
    consulta = _expedientes(replace(filtro, estatus=Estatus.ACEPTADO.value)).add_columns(Entrega.ruta)
    return list(db.session.execute(consulta.join(Entrega, Entrega.id == Documento.entrega_id)).all())


def reportes(filtro: Filtro) -> Pagina:
    """The cards: by default of whom something waits, oldest first (REQUIREMENTS D3); or all, by name."""
    consulta = buscar(FICHA, filtro)
    if filtro.q or filtro.orden != "espera":
        con_numero = consulta.where(Alumno.numero_registro.is_not(None))
        return paginar(ordenar(con_numero, filtro), filtro, TARJETAS)
    esperan = (
        select(Documento.alumno_id, func.min(Documento.entrega_id).label("desde"))
        .where(Documento.clave.in_(INFORMES), _ESPERA)
        .group_by(Documento.alumno_id)
        .subquery()
    )
    consulta = consulta.join(esperan, esperan.c.alumno_id == Alumno.id).order_by(esperan.c.desde)
    return paginar(consulta, filtro, TARJETAS)


def cuentas() -> dict[str, int]:
    """How many expedientes there are of each estatus."""
    consulta = (
        select(Documento.estatus, func.count()).where(Documento.clave == EXPEDIENTE.clave).group_by(Documento.estatus)
    )
    return dict(db.session.execute(consulta).all())


def _expedientes(filtro: Filtro) -> Consulta:
    """By default what waits, oldest first, and then what was delivered last."""
    documento = and_(Documento.alumno_id == Alumno.id, Documento.clave == EXPEDIENTE.clave)
    consulta = buscar(FICHA.join(Documento, documento), filtro)
    if filtro.estatus:
        consulta = consulta.where(Documento.estatus == filtro.estatus)
    if filtro.orden == "espera":
        primero = func.iif(_ESPERA, Documento.entrega_id, -Documento.entrega_id)
        return consulta.order_by(_ESPERA.desc(), primero)
    return ordenar(consulta, filtro)
