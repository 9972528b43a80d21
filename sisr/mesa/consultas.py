"""What the desk lists: the table of expedientes and the cards of reportes."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from sisr.alumnos.model import Alumno, CuentaExpediente
from sisr.db import conexion, directa, tabla
from sisr.documentos.avance import FICHA, SU_EXPEDIENTE, Consulta
from sisr.documentos.busqueda import cuantos_dicen
from sisr.documentos.filtro import Filtro
from sisr.documentos.listado import (
    POR_NOMBRE,
    Pagina,
    Tramo,
    con_documento,
    del_alumno,
    del_documento,
    fichas,
    paginar,
    por_columna,
    todos,
)
from sisr.documentos.model import EN_REVISION, Documento, Entrega, Estatus, por_revisar
from sisr.documentos.orden import POR_ESPERA
from sisr.preparada import Preparada
from sisr.proceso import EXPEDIENTE, MENU_LARGO

RENGLONES = 50
TARJETAS = 20
INFORMES = tuple(paso.clave for paso in MENU_LARGO.informes)
_ESPERA = Documento.estatus == Estatus.EN_REVISION.value
_EN_REVISION = Alumno.expediente == Estatus.EN_REVISION.value
_otro = aliased(Documento, name="otro")
_ANTES = exists().where(
    _otro.alumno_id == Documento.alumno_id, por_revisar("otro"), _otro.entrega_id < Documento.entrega_id
)
_LO_QUE_ESPERA = Tramo(
    select(Documento.alumno_id).where(por_revisar(), ~_ANTES),  # each student once, by what of theirs waits longest
    select(Documento.alumno_id).where(por_revisar()).distinct(),
    (Documento.entrega_id,),
)
_ENTREGA = select(Documento.entrega_id).where(SU_EXPEDIENTE).correlate(Alumno).scalar_subquery()
_CUENTAS = Preparada(select(CuentaExpediente.estatus, CuentaExpediente.n).where(CuentaExpediente.carrera_id == 0))


def expedientes(filtro: Filtro) -> Pagina:
    """The table."""
    return paginar(_expedientes(filtro), filtro, RENGLONES, solo=EXPEDIENTE.clave)


def reportes(filtro: Filtro) -> Pagina:
    """The cards: by default of whom something waits, oldest first (REQUIREMENTS D3); or all, by a column."""
    return paginar(_reportes(filtro), filtro, TARJETAS)


def tramos(cual: str, filtro: Filtro) -> Sequence[Tramo]:
    """What a list is made of, one after the other."""
    return {"expedientes": _expedientes, "reportes": _reportes}[cual](filtro)


def elegidos(cual: str, filtro: Filtro) -> list[int]:
    """The ids of every student that a list shows, in its order, whatever its page."""
    return todos(tramos(cual, filtro))


def de_un_filtro(filtro: Filtro) -> list[Consulta]:
    """Queries that between them find the ids of the whole table, whatever its page."""
    return [tramo.cuantos for tramo in _expedientes(filtro)]


def aceptados(filtro: Filtro) -> list[Any]:
    """Of the same search, the rows of FICHA whose expediente is ACEPTADO, each with the `ruta` of its file."""
    expediente = (Documento.alumno_id == Alumno.id) & (Documento.clave == EXPEDIENTE.clave)
    consulta = FICHA.join(Documento, expediente).join(Entrega, Entrega.id == Documento.entrega_id)
    ids = elegidos("expedientes", replace(filtro, estatus=Estatus.ACEPTADO.value))
    return fichas(ids, consulta.add_columns(Entrega.ruta))


def cuentas() -> dict[str, int]:
    """How many expedientes there are of each estatus."""
    return {fila.estatus: fila.n for fila in _CUENTAS.todas(directa()) if fila.n}


def _expedientes(filtro: Filtro) -> Sequence[Tramo]:
    """By default what waits, oldest first; then what was delivered last or, of a lista, by name as it is sent."""
    contados = _contados(filtro)
    total = _total(filtro, contados)
    if filtro.orden != POR_ESPERA:
        return [replace(por_columna(filtro, clave=EXPEDIENTE.clave), sabidos=total)]
    if filtro.dias or filtro.tarde:
        return [_por_entrega(filtro, EN_REVISION, sabidos=None, al_reves=False)]
    cuantos = None if filtro.elige_mas else _repartidos(filtro, contados, total)
    return [
        _por_entrega(filtro, espera, sabidos=cuantos and cuantos[al_reves], al_reves=al_reves)
        for espera, al_reves in ((_ESPERA, False), (~_ESPERA, True))
    ]


def _por_entrega(filtro: Filtro, espera: Any, *, sabidos: int | None, al_reves: bool) -> Tramo:
    ids = con_documento(filtro, EXPEDIENTE.clave, espera)
    if filtro.lista and filtro.elige_mas and al_reves:
        return Tramo(ids, ids, POR_NOMBRE.orden, sabidos=sabidos)
    if not filtro.lista or filtro.elige_mas:
        return Tramo(ids, ids, (Documento.entrega_id,), al_reves, sabidos)
    de_la_lista = select(Alumno.id).where(*_del_alumno(filtro), ~_EN_REVISION if al_reves else _EN_REVISION)
    if al_reves:
        return Tramo(de_la_lista, de_la_lista, POR_NOMBRE.orden, sabidos=sabidos)
    return Tramo(de_la_lista, de_la_lista, (_ENTREGA,), sabidos=sabidos)  # of a lista few wait, if any


def _del_alumno(filtro: Filtro) -> list[ColumnElement[bool]]:
    return [*del_alumno(filtro), *([Alumno.expediente == filtro.estatus] if filtro.estatus else [])]


def _contados(filtro: Filtro) -> dict[str, int] | None:
    """By estatus, where nothing else is asked than what is counted as it changes."""
    if not filtro.solo_contado:
        return None
    suyas = cuentas() if filtro.solo_estatus else _cuentas_de(filtro)
    return {estatus: n for estatus, n in suyas.items() if filtro.estatus in {"", estatus}}


def _cuentas_de(filtro: Filtro) -> dict[str, int]:
    pedidos = {"carrera": filtro.carrera, "prestatario": filtro.prestatario, "semestre": filtro.semestre}
    suyos = {dato: valor for dato, valor in pedidos.items() if valor is not None}
    return {fila.estatus: fila.n for fila in _cuentas_por(tuple(suyos)).todas(directa(), **suyos)}


@cache
def _cuentas_por(datos: tuple[str, ...]) -> Preparada:
    columnas = tabla(CuentaExpediente).c
    elegidas = [columnas[dato if dato == "semestre" else f"{dato}_id"] == bindparam(dato) for dato in datos]
    suma = select(columnas.estatus, func.sum(columnas.n).label("n")).where(columnas.carrera_id > 0, *elegidas)
    return Preparada(suma.group_by(columnas.estatus))


def _total(filtro: Filtro, contados: dict[str, int] | None) -> int | None:
    """How many there are of the table, where it is known without reading a hundred thousand rows of an index."""
    if contados is None:
        return cuantos_dicen(filtro.q) if filtro.solo_busca else None
    return sum(contados.values())


def _repartidos(filtro: Filtro, contados: dict[str, int] | None, total: int | None) -> tuple[int, int]:
    """How many of them wait and how many do not, in one pass of an index that has their estatus."""
    suyos = _del_alumno(filtro)
    if total is None:
        contar = select(func.count().filter(_EN_REVISION), func.count().filter(~_EN_REVISION))
        esperan, demas = conexion().execute(contar.where(*suyos)).one()
        return esperan, demas
    if contados is not None:
        esperan = contados.get(Estatus.EN_REVISION.value, 0)
    else:
        esperan = conexion().scalar(select(func.count()).where(*suyos, _EN_REVISION)) or 0
    return esperan, total - esperan


def _reportes(filtro: Filtro) -> Sequence[Tramo]:
    """Who has a document as it is asked; where nothing is asked of one, whoever may have them."""
    if filtro.orden == POR_ESPERA and filtro.solo_estatus and filtro.espera:
        return [_LO_QUE_ESPERA]
    claves = (filtro.documento,) if filtro.documento in INFORMES else INFORMES
    suyos = select(Documento.alumno_id).where(Documento.clave.in_(claves), *del_documento(filtro))
    if filtro.orden == POR_ESPERA and filtro.espera:
        return [_por_espera(suyos.where(_ESPERA), filtro)]
    tiene = suyos.where(Documento.alumno_id == Alumno.id).correlate(Alumno).exists()
    return [por_columna(filtro, tiene if filtro.elige_documento else Alumno.numero_registro.is_not(None))]


def _por_espera(documentos: Consulta, filtro: Filtro) -> Tramo:
    """The students of those documents, by which of theirs waits longest."""
    alumno = del_alumno(filtro)
    if alumno:
        documentos = documentos.join(Alumno, Alumno.id == Documento.alumno_id).where(*alumno)
    ids = documentos.group_by(Documento.alumno_id)
    return Tramo.de(ids, func.min(Documento.entrega_id))
