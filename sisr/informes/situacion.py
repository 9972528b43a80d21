"""Where students are today: the paso that each is at, how it is with it, and since when."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select

from sisr.alumnos.model import APARTADA, CON_REPORTES, NOMBRE, Alumno
from sisr.catalogos.model import Prestatario
from sisr.db import db
from sisr.documentos.avance import Consulta
from sisr.documentos.model import Documento, Entrega, Estatus
from sisr.emision.espera import vencidos
from sisr.informes.corte import Corte
from sisr.informes.model import Suceso
from sisr.proceso import CONSTANCIA, EXPEDIENTE, GLOBAL, LISTA, MENSUALES, MENU_LARGO, NUMERO
from sisr.reloj import ZONA

LIBERADO = "liberado"


class Estado(StrEnum):
    """How it is with the paso that a student is at."""

    POR_HACER = "por-hacer"
    EN_REVISION = "en-revision"
    RECHAZADO = "rechazado"

    @property
    def label(self) -> str:
        return {"por-hacer": "Por hacer", "en-revision": "EN REVISIÓN", "rechazado": "RECHAZADO"}[self]


_BITS = {paso.clave: 1 << lugar for lugar, paso in enumerate(MENU_LARGO.entregables)}
_LIBERADOS = (
    select(Documento.id)
    .where(Documento.alumno_id == Alumno.id, Documento.clave == CONSTANCIA.clave)
    .correlate(Alumno)
    .exists()
)


def contar_situacion(corte: Corte, hoy: date) -> dict[tuple[str, str], dict[int, int]]:
    """By paso and estado, how many students have been there for how many days."""
    cual = _situacion(corte).subquery()
    grupo = cual.c.paso, cual.c.estado, cual.c.desde
    cuenta: dict[tuple[str, str], dict[int, int]] = {}
    for paso, estado, desde, n in db.session.execute(select(*grupo, func.count()).group_by(*grupo)):
        cuenta.setdefault((paso, estado), {})[(hoy - desde).days] = n
    return cuenta


def liberados(corte: Corte) -> int:
    return db.session.scalar(select(func.count()).select_from(Alumno).where(_LIBERADOS, *_de(corte))) or 0


def consulta_situacion(corte: Corte, paso: str, estado: str) -> Consulta:
    """Those students, who has been there longest first; of `LIBERADO`, those with their constancia."""
    if paso == LIBERADO:
        return _ficha(_ultimo()).where(_LIBERADOS, *_de(corte)).order_by(Alumno.orden, Alumno.id)
    cual = _situacion(corte).subquery()
    consulta = _ficha(cual.c.desde, cual.c.paso, cual.c.estado).join(cual, cual.c.id == Alumno.id)
    if paso:
        consulta = consulta.where(cual.c.paso == paso)
    if estado:
        consulta = consulta.where(cual.c.estado == estado)
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
    hechos = _cumplido(corte).subquery()
    paso = _paso(hechos).label("paso")
    presente = select(hechos, paso).subquery()
    suyo = and_(Documento.alumno_id == presente.c.id, Documento.clave == presente.c.paso)
    estado = case(
        (Documento.estatus == Estatus.EN_REVISION.value, Estado.EN_REVISION.value),
        (Documento.estatus == Estatus.RECHAZADO.value, Estado.RECHAZADO.value),
        else_=Estado.POR_HACER.value,
    )
    desde = _ultimo(presente.c.id).label("desde")
    columnas = presente.c.id, presente.c.paso, estado.label("estado"), desde
    return select(*columnas).select_from(presente).outerjoin(Documento, suyo)


def _cumplido(corte: Corte) -> Consulta:
    """Of each student, what is ACEPTADO, as one bit a document."""
    aceptado = and_(Documento.alumno_id == Alumno.id, Documento.estatus == Estatus.ACEPTADO.value)
    bits = func.coalesce(func.sum(case(_BITS, value=Documento.clave, else_=0)), 0).label("bits")
    return (
        select(Alumno.id, CON_REPORTES, Alumno.numero_registro, Alumno.lista_emision, bits)
        .join(Prestatario, Prestatario.id == Alumno.prestatario_id)
        .outerjoin(Documento, aceptado)
        .where(~_LIBERADOS, *_de(corte))
        .group_by(Alumno.id)
    )


def _paso(hechos: Any) -> ColumnElement[str]:
    """The first paso of their menu that is not fulfilled."""
    de_largo = {paso.clave for paso in (*MENSUALES, GLOBAL)}

    def falta(clave: str) -> ColumnElement[bool]:
        sin = hechos.c.bits.bitwise_and(_BITS[clave]) == 0
        return and_(sin, hechos.c.con_reportes) if clave in de_largo else sin

    return case(
        (hechos.c.lista_emision.is_not(None), CONSTANCIA.clave),
        (falta(EXPEDIENTE.clave), EXPEDIENTE.clave),
        (hechos.c.numero_registro.is_(None), NUMERO.clave),
        *((falta(paso.clave), paso.clave) for paso in MENU_LARGO.informes),
        else_=LISTA.clave,
    )


def _ultimo(alumno_id: Any = Alumno.id) -> Any:
    """The day of the last thing that happened to a student."""
    ultimo = select(Suceso.dia).where(Suceso.alumno_id == alumno_id).order_by(Suceso.en.desc()).limit(1)
    return ultimo.scalar_subquery().label("desde")


def _ficha(*mas: Any) -> Consulta:
    return select(Alumno.id, Alumno.boleta, NOMBRE, *mas).select_from(Alumno)


def _de(corte: Corte) -> list[ColumnElement[bool]]:
    """The filters of the page: of students, the dates are those of their registration."""
    condiciones: list[ColumnElement[bool]] = [Alumno.cancelado_en.is_(None), ~APARTADA]
    if corte.desde:
        condiciones.append(Alumno.registrado_en >= _medianoche(corte.desde))
    if corte.hasta:
        condiciones.append(Alumno.registrado_en < _medianoche(corte.hasta + timedelta(days=1)))
    if corte.carrera is not None:
        condiciones.append(Alumno.carrera_id == corte.carrera)
    if corte.prestatario is not None:
        condiciones.append(Alumno.prestatario_id == corte.prestatario)
    return condiciones


def _medianoche(dia: date) -> datetime:
    return datetime.combine(dia, time(), ZONA)
