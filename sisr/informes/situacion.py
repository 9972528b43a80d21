"""Where students are today: the paso that each is at, how it is with it, and since when."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from sisr.alumnos.model import APARTADA, CON_REPORTES, NOMBRE, Alumno
from sisr.catalogos.model import Prestatario
from sisr.db import db
from sisr.documentos.avance import Consulta
from sisr.documentos.model import Documento, Entrega, Estatus
from sisr.emision.espera import vencidos
from sisr.informes.corte import Corte
from sisr.proceso import CONSTANCIA, EXPEDIENTE, LISTA, MENU_CORTO, MENU_LARGO, NUMERO
from sisr.reloj import ZONA

LIBERADO = "liberado"
_DESDE = Alumno.movido_en.label("desde")


class Estado(StrEnum):
    """How it is with the paso that a student is at."""

    POR_HACER = "por-hacer"
    EN_REVISION = "en-revision"
    RECHAZADO = "rechazado"

    @property
    def label(self) -> str:
        return {"por-hacer": "Por hacer", "en-revision": "EN REVISIÓN", "rechazado": "RECHAZADO"}[self]


_BITS = {paso.clave: 1 << lugar for lugar, paso in enumerate(MENU_LARGO.entregables)}
_LARGO = (1 << len(_BITS)) - 1
_CORTO = sum(_BITS[paso.clave] for paso in MENU_CORTO.entregables)
_LUGAR = {  # what each estatus makes of a bit: one number says what there is of every document
    Estatus.ACEPTADO.value: 1,
    Estatus.EN_REVISION.value: 1 << len(_BITS),
    Estatus.RECHAZADO.value: 1 << 2 * len(_BITS),
}


def contar_situacion(corte: Corte, hoy: date) -> dict[tuple[str, str], dict[int, int]]:
    """By paso and estado, how many students have been there for how many days."""
    cual = _situacion(corte).subquery()
    grupo = cual.c.paso, cual.c.estado, cual.c.desde
    cuenta: dict[tuple[str, str], dict[int, int]] = {}
    for paso, estado, desde, n in db.session.execute(select(*grupo, func.count()).group_by(*grupo)):
        cuenta.setdefault((paso, estado), {})[(hoy - desde).days] = n
    return cuenta


def liberados(corte: Corte) -> int:
    return db.session.scalar(select(func.count()).select_from(Alumno).where(Alumno.con_constancia, *_de(corte))) or 0


def consulta_situacion(corte: Corte, paso: str, estado: str) -> Consulta:
    """Those students, who has been there longest first; of `LIBERADO`, those with their constancia."""
    if paso == LIBERADO:
        return _ficha(_DESDE).where(Alumno.con_constancia, *_de(corte)).order_by(Alumno.orden, Alumno.id)
    todas = _situacion(corte).cte("todas")
    cual = select(todas)
    if paso:
        cual = cual.where(todas.c.paso == paso)
    if estado:
        cual = cual.where(todas.c.estado == estado)
    cual = cual.cte("elegidas").prefix_with("MATERIALIZED")  # counted and shown: found once
    total = select(func.count()).select_from(cual).scalar_subquery().label("total")
    consulta = _ficha(cual.c.desde, cual.c.paso, cual.c.estado, total).join(cual, cual.c.id == Alumno.id)
    return consulta.order_by(cual.c.desde, Alumno.orden, Alumno.id)


def consulta_tarde(corte: Corte, desde: date) -> Consulta:
    """Deliveries of before that day that still wait, the oldest first."""
    consulta = _ficha(Entrega.recibida_en.label("desde"), Documento.clave, Documento.entrega_id)
    consulta = consulta.join(Documento, Documento.alumno_id == Alumno.id)
    consulta = consulta.join(Entrega, Entrega.id == Documento.entrega_id)
    tarde = Documento.estatus == Estatus.EN_REVISION.value, Entrega.recibida_en < _medianoche(desde)
    if corte.clave:
        consulta = consulta.where(Documento.clave == corte.clave)
    return consulta.where(Documento.clave.in_(_BITS), *tarde, *_de(corte)).order_by(Documento.entrega_id)


def contar_tarde(corte: Corte, desde: date) -> dict[str, int]:
    """By document."""
    cual = consulta_tarde(corte, desde).order_by(None).subquery()
    consulta = select(cual.c.clave, func.count()).group_by(cual.c.clave)
    return dict(db.session.execute(consulta).all())


def consulta_vencidos(corte: Corte) -> Consulta:
    """Students past the days of their lista de emisión without a constancia, who has waited longest first."""
    consulta = _ficha(Alumno.enlistado_en.label("desde")).where(vencidos(), *_de(corte))
    return consulta.order_by(Alumno.enlistado_en, Alumno.orden, Alumno.id)


def contar_vencidos(corte: Corte) -> int:
    return db.session.scalar(select(func.count()).select_from(Alumno).where(vencidos(), *_de(corte))) or 0


def _situacion(corte: Corte) -> Consulta:
    """Those without a constancia: id, paso, estado, and the day of the last thing that happened to them."""
    cada = _documentos(corte).cte("cada").prefix_with("MATERIALIZED")  # each looked up once, in order of id
    menu = case((cada.c.con_reportes, _LARGO), else_=_CORTO)
    falta = menu - cada.c.bits.bitwise_and(menu)
    actual = select(cada, falta.bitwise_and(-falta).label("falta")).cte("actual").prefix_with("MATERIALIZED")
    numero_pendiente = and_(actual.c.numero_registro.is_(None), actual.c.falta != _BITS[EXPEDIENTE.clave])
    estado = case(
        (or_(actual.c.lista_emision.is_not(None), numero_pendiente), Estado.POR_HACER.value),
        (actual.c.bits.bitwise_and(actual.c.falta * _LUGAR[Estatus.EN_REVISION]) > 0, Estado.EN_REVISION.value),
        (actual.c.bits.bitwise_and(actual.c.falta * _LUGAR[Estatus.RECHAZADO]) > 0, Estado.RECHAZADO.value),
        else_=Estado.POR_HACER.value,
    )
    return select(actual.c.id, _paso(actual).label("paso"), estado.label("estado"), actual.c.desde)


def _documentos(corte: Corte) -> Consulta:
    """Of each student, the estatus of all their documents as one number (`_BITS`, `_LUGAR`)."""
    bit = case(_BITS, value=Documento.clave, else_=0) * case(_LUGAR, value=Documento.estatus)
    bits = select(func.coalesce(func.sum(bit), 0)).where(Documento.alumno_id == Alumno.id).scalar_subquery()
    columnas = Alumno.id, CON_REPORTES, Alumno.numero_registro, Alumno.lista_emision, bits.label("bits"), _DESDE
    return select(*columnas).join(Prestatario).where(~Alumno.con_constancia, *_de(corte))


def _paso(actual: Any) -> ColumnElement[str]:
    """The first of their menu that is not fulfilled; `falta` is the bit of the first document that is not."""
    return case(
        (actual.c.lista_emision.is_not(None), CONSTANCIA.clave),
        (actual.c.falta == _BITS[EXPEDIENTE.clave], EXPEDIENTE.clave),
        (actual.c.numero_registro.is_(None), NUMERO.clave),
        else_=case(
            {_BITS[paso.clave]: paso.clave for paso in MENU_LARGO.informes}, value=actual.c.falta, else_=LISTA.clave
        ),
    )


def _ficha(*mas: Any) -> Consulta:
    return select(Alumno.id, Alumno.boleta, NOMBRE, *mas).select_from(Alumno)


def _de(corte: Corte) -> list[ColumnElement[bool]]:
    """The filters of the page: of students, the dates are those of their registration.

    Nothing is sought by the index of a carrera or a prestatario, which has its students by name: to go through all
    in order of id is quicker than to jump from one to another of a third of them.
    """
    condiciones: list[ColumnElement[bool]] = [Alumno.cancelado_en.is_(None), ~APARTADA]
    if corte.desde:
        condiciones.append(Alumno.registrado_en >= _medianoche(corte.desde))
    if corte.hasta:
        condiciones.append(Alumno.registrado_en < _medianoche(corte.hasta + timedelta(days=1)))
    if corte.carrera is not None:
        condiciones.append(Alumno.carrera_id + 0 == corte.carrera)
    if corte.prestatario is not None:
        condiciones.append(Alumno.prestatario_id + 0 == corte.prestatario)
    return condiciones


def _medianoche(dia: date) -> datetime:
    return datetime.combine(dia, time(), ZONA)
