"""The bitácora, searched: what is chosen in the address, one page of what it leaves, and all of it as a sheet."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Engine, or_, select, tuple_
from sqlalchemy.orm import aliased

from sisr.alumnos.model import Alumno
from sisr.bitacora.model import DICTAMENES, MENOS_DICTAMENES, Accion, Acto
from sisr.cuentas.model import Usuario, claves_de
from sisr.db import db
from sisr.mesa.historia import accion
from sisr.mesa.hoja import Renglon, inofensivo
from sisr.reloj import ZONA, fecha_hora
from sisr.texto import limpiar

RENGLONES = 50
COLUMNAS = ("Línea", "Cuándo", "Quién", "Qué", "Sobre quién", "Desde dónde", "Detalle")
_TANDA = 1000
_quien = aliased(Usuario)


@dataclass(frozen=True)
class Busqueda:
    """As it stands in the address; what makes no sense there counts as not chosen. `hasta` is included."""

    persona: str = ""
    boleta: str = ""
    accion: str = ""
    desde: date | None = None
    hasta: date | None = None
    antes: int | None = None  # the line after which the page begins

    @classmethod
    def de(cls, args: Mapping[str, str]) -> "Busqueda":
        accion, antes = args.get("accion", ""), args.get("antes", "")
        return cls(
            persona=limpiar(args.get("persona"))[:100],
            boleta=limpiar(args.get("boleta")).upper()[:40],
            accion=accion if accion in {a.value for a in Accion} else "",
            desde=_fecha(args.get("desde")),
            hasta=_fecha(args.get("hasta")),
            antes=int(antes) if antes.isascii() and antes.isdecimal() and len(antes) < 16 else None,
        )

    def args(self, **cambios: Any) -> dict[str, Any]:
        """For a link: what is chosen, with these changes."""
        return {campo: valor for campo, valor in (vars(self) | {"antes": None} | cambios).items() if valor}


def pagina(busqueda: Busqueda) -> tuple[list[Any], int | None]:
    """Its lines, the last first, and the line after which the next page begins."""
    consulta = _consulta(busqueda)
    if busqueda.antes:
        linea = select(Acto.en).where(Acto.id == busqueda.antes).scalar_subquery()
        consulta = consulta.where(tuple_(Acto.en, Acto.id) < tuple_(linea, busqueda.antes))
    filas = list(db.session.execute(consulta.limit(RENGLONES + 1)).all())
    return filas[:RENGLONES], filas[RENGLONES - 1].id if len(filas) > RENGLONES else None


def en_csv(busqueda: Busqueda) -> Iterator[bytes]:
    """All of it, some lines at a time: the memory does not grow with it. No cell is ever a formula."""
    return _en_trozos(db.engine, busqueda)


def renglones(busqueda: Busqueda) -> Iterator[Renglon]:
    """The heading and all of it, as rows of a sheet."""
    yield COLUMNAS
    for tanda in _tandas(db.engine, busqueda):
        yield from map(_celdas, tanda)


def detalle(acto: Any) -> str:
    """What a line says besides: «entrega 17 · lista 3»."""
    resto = {nombre: valor for nombre, valor in acto.detalle.items() if valor not in (None, "", [])}
    resto.pop("clave", None)  # accion() says which document
    return " · ".join(f"{nombre} {_dicho(valor)}" for nombre, valor in resto.items())


def _en_trozos(motor: Engine, busqueda: Busqueda) -> Iterator[bytes]:
    """The request is over while they are read."""
    yield b"\xef\xbb\xbf"  # by which Excel knows UTF-8
    yield _escritos([COLUMNAS])
    for tanda in _tandas(motor, busqueda):
        yield _escritos([inofensivo(celda) for celda in _celdas(fila)] for fila in tanda)


def _tandas(motor: Engine, busqueda: Busqueda) -> Iterator[Sequence[Any]]:
    with motor.connect() as conexion:
        yield from conexion.execution_options(yield_per=_TANDA).execute(_consulta(busqueda)).partitions()


def _consulta(busqueda: Busqueda) -> Any:
    columnas = Acto.id, Acto.en, Acto.accion, Acto.alumno_id, Acto.direccion, Acto.detalle, Acto.por_id
    return (
        select(*columnas, _quien.clave.label("quien"), _quien.es_alumno, Alumno.boleta)
        .outerjoin(_quien, _quien.id == Acto.por_id)
        .outerjoin(Alumno, Alumno.id == Acto.alumno_id)
        .where(*_condiciones(busqueda))
        .order_by(Acto.en.desc(), Acto.id.desc())
    )


def _condiciones(busqueda: Busqueda) -> Iterator[Any]:
    if busqueda.persona:
        cuenta = select(Usuario.id).where(Usuario.clave.in_(claves_de(busqueda.persona)))
        yield Acto.por_id == cuenta.scalar_subquery()
    if busqueda.boleta:
        alumno = select(Alumno.id).where(Alumno.boleta.in_(claves_de(busqueda.boleta))).scalar_subquery()
        yield or_(Acto.alumno_id == alumno, Acto.por_id == alumno)
    if busqueda.accion:
        yield Acto.accion == busqueda.accion
        if busqueda.accion not in DICTAMENES:
            yield MENOS_DICTAMENES  # as its index says it
    if busqueda.desde:
        yield Acto.en >= _medianoche(busqueda.desde)
    if busqueda.hasta:
        yield Acto.en < _medianoche(busqueda.hasta + timedelta(days=1))


def _celdas(fila: Any) -> Renglon:
    celdas = fecha_hora(fila.en), fila.quien, accion(fila), fila.boleta, fila.direccion, detalle(fila)
    return fila.id, *celdas


def _escritos(filas: Any) -> bytes:
    salida = io.StringIO()
    csv.writer(salida).writerows(filas)
    return salida.getvalue().encode()


def _dicho(valor: Any) -> str:
    return ", ".join(map(str, valor)) if isinstance(valor, list) else str(valor)


def _medianoche(dia: date) -> datetime:
    return datetime.combine(dia, time(), ZONA)


def _fecha(texto: str | None) -> date | None:
    try:
        dia = date.fromisoformat(texto or "")
    except ValueError:
        return None
    return dia if 2000 <= dia.year < 2100 else None
