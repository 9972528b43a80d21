"""How long data are kept, and whose time is over: a page says so before, and only a person deletes."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import literal, select

from sisr.alumnos.model import NOMBRE, Alumno
from sisr.db import db
from sisr.documentos.model import Documento, Entrega, Estatus
from sisr.proceso import CONSTANCIA, EXPEDIENTE
from sisr.reloj import ZONA, dia, hoy

CON_ANTICIPACION = timedelta(days=60)  # this long before, the page names them
RENGLONES = 100


@dataclass(frozen=True)
class Plazos:
    """Zero is without end."""

    anios: int
    meses: int


@dataclass(frozen=True)
class Vencimiento:
    """Whose data, why, and the day from which they need not be kept."""

    alumno_id: int
    boleta: str
    nombre: str
    liberado: bool
    desde: date
    vence: date

    @property
    def vencido(self) -> bool:
        return self.vence <= hoy()


def plazos() -> Plazos:
    return Plazos(current_app.config["RETENTION_YEARS"], current_app.config["UNACCEPTED_MONTHS"])


def hasta(desde: datetime, *, liberado: bool) -> date | None:
    """The day until which data are kept, from the constancia or from the registration; None: no end."""
    meses = plazos().anios * 12 if liberado else plazos().meses
    return _mover(dia(desde), meses) if meses else None


def por_vencer() -> list[Vencimiento]:
    """Those whose time is over or nearly, the oldest first, at most a page of each kind."""
    filas = [*_filas(liberado=True), *_filas(liberado=False)]
    return sorted((_vencimiento(fila) for fila in filas), key=lambda v: (v.vence, v.alumno_id))


def plazo_de(alumno_id: int) -> Vencimiento | None:
    """Of one person, also where there is long to go; None where nothing ends, or the expediente was accepted."""
    for liberado in (True, False):
        fila = db.session.execute(_consulta(liberado=liberado).where(Alumno.id == alumno_id)).first()
        if fila and hasta(fila.desde, liberado=liberado):
            return _vencimiento(fila)
    return None


def _filas(*, liberado: bool) -> list[Any]:
    meses = plazos().anios * 12 if liberado else plazos().meses
    if not meses:
        return []
    columna = Entrega.recibida_en if liberado else Alumno.registrado_en
    limite = datetime.combine(_mover(hoy() + CON_ANTICIPACION, -meses) + timedelta(days=1), time(), ZONA)
    consulta = _consulta(liberado=liberado).where(columna < limite)
    return list(db.session.execute(consulta.order_by(columna).limit(RENGLONES)).all())


def _consulta(*, liberado: bool) -> Any:
    """Those with a constancia, or those whose expediente nobody has accepted."""
    cual = CONSTANCIA if liberado else EXPEDIENTE
    desde = (Entrega.recibida_en if liberado else Alumno.registrado_en).label("desde")
    aceptado = Documento.estatus == Estatus.ACEPTADO.value
    return (
        select(Alumno.id, Alumno.boleta, NOMBRE, literal(liberado).label("liberado"), desde)
        .join(Documento, Documento.alumno_id == Alumno.id)
        .join(Entrega, Entrega.id == Documento.entrega_id)
        .where(Documento.clave == cual.clave, aceptado if liberado else ~aceptado)
    )


def _vencimiento(fila: Any) -> Vencimiento:
    vence = hasta(fila.desde, liberado=fila.liberado)
    assert vence
    return Vencimiento(fila.id, fila.boleta, fila.nombre, bool(fila.liberado), dia(fila.desde), vence)


def _mover(desde: date, meses: int) -> date:
    """So many months later; from the 31st, the last day of a shorter month."""
    anio, mes = divmod(desde.year * 12 + desde.month - 1 + meses, 12)
    return date(anio, mes + 1, min(desde.day, monthrange(anio, mes + 1)[1]))
