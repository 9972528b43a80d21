"""Where a person is named in what is not theirs: a note on another, a filter that staff keep, a sheet being read.

Every text of the live tables is looked into, so that a new table is without being told; and in the catalogue, the
prestatario that only this person wrote in.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from sqlalchemy import JSON, ColumnElement, String, Table, cast, delete, func, or_, select, update

from sisr.alumnos.model import Alumno
from sisr.db import db
from sisr.documentos.busqueda import que_dice
from sisr.documentos.filtro import Filtro
from sisr.documentos.model import Entrega
from sisr.privacidad.nombres import VACIO, Nombres

_DE_OTRA_PERSONA = {"usuario", "alumno", "entrega", "subida"}  # who somebody else is, and where their files lie
_SIN_NOMBRES = {"acto", "suceso", "conteo", "aviso_privacidad"}  # ids and figures, or what no act may change


@dataclass(frozen=True)
class Mencion:
    """One row: what of it names the person, and what stands there without it; None where the row goes."""

    tabla: Table
    llave: dict[str, Any]
    dicho: dict[str, Any]
    sin: dict[str, Any] | None


def menciones(alumno_id: int) -> list[Mencion]:
    """Reads every text once: some seconds where there are a hundred thousand students. None of who was cancelled."""
    if db.session.scalar(select(Alumno.cancelado_en).where(Alumno.id == alumno_id)):
        return []
    nombres = Nombres(alumno_id)
    tablas = [tabla for tabla in db.metadata.sorted_tables if tabla.name not in _DE_OTRA_PERSONA | _SIN_NOMBRES]
    halladas = [hallada for tabla in tablas for hallada in _en(tabla, alumno_id, nombres)]
    vistas = {(hallada.tabla.name, *hallada.llave.values()) for hallada in halladas}
    otras = [*_busquedas(alumno_id), *_prestatarios(alumno_id)]
    return halladas + [otra for otra in otras if (otra.tabla.name, *otra.llave.values()) not in vistas]


def quitar(halladas: Iterable[Mencion]) -> None:
    """Within the caller's transaction."""
    for hallada in halladas:
        esta = [hallada.tabla.c[nombre] == valor for nombre, valor in hallada.llave.items()]
        orden = delete(hallada.tabla) if hallada.sin is None else update(hallada.tabla).values(hallada.sin)
        db.session.connection().execute(orden.where(*esta))


def _en(tabla: Table, alumno_id: int, nombres: Nombres) -> Iterator[Mencion]:
    columnas = [c for c in tabla.c if isinstance(c.type, String | JSON) and not c.primary_key]
    dicen = [func.instr(func.lower(cast(c, String)), ancla) > 0 for c in columnas for ancla in nombres.anclas]
    if not dicen:
        return
    for fila in db.session.execute(select(tabla).where(or_(*dicen), *_no_es_suya(tabla, alumno_id))):
        valores = {c.name: fila._mapping[c] for c in columnas}
        dicho = {nombre: suyo for nombre, valor in valores.items() if (suyo := nombres.dicho(valor))}
        if dicho:
            es_de_alguien = "usuario_id" in tabla.c  # what somebody keeps for themselves
            sin = None if es_de_alguien else {nombre: nombres.sin(valores[nombre]) for nombre in dicho}
            yield Mencion(tabla, _llave(tabla, fila), dicho, sin)


def _no_es_suya(tabla: Table, alumno_id: int) -> Iterator[ColumnElement[bool]]:
    for nombre in {"alumno_id", "usuario_id"} & {columna.name for columna in tabla.c}:
        yield tabla.c[nombre].is_distinct_from(alumno_id)
    if "entrega_id" in tabla.c:
        yield tabla.c.entrega_id.not_in(select(Entrega.id).where(Entrega.alumno_id == alumno_id))


def _busquedas(alumno_id: int) -> Iterator[Mencion]:
    """Filters whose words find this person and nobody else."""
    tabla = db.metadata.tables["filtro_guardado"]
    for fila in db.session.execute(select(tabla)).all():
        condicion = que_dice(Filtro.de(dict(parse_qsl(fila.consulta))).q)
        if condicion is None:
            continue
        if list(db.session.scalars(select(Alumno.id).where(condicion).limit(2))) == [alumno_id]:
            dicho = {"nombre": fila.nombre, "consulta": fila.consulta}
            yield Mencion(tabla, _llave(tabla, fila), dicho, None)


def _prestatarios(alumno_id: int) -> Iterator[Mencion]:
    """Those that nobody confirmed, or that were merged away, and no other student ever had."""
    sucesos, vacio = db.metadata.tables["suceso"], f"{VACIO} {alumno_id}"
    suyos = select(sucesos.c.prestatario_id).where(sucesos.c.alumno_id == alumno_id)
    ajenos = select(sucesos.c.prestatario_id).where(sucesos.c.alumno_id != alumno_id)
    for nombre, valores in (
        ("prestatario", {"nombre": vacio, "clave": vacio}),
        ("prestatario_unido", {"nombre": vacio}),
    ):
        tabla = db.metadata.tables[nombre]
        solo_suyos = tabla.c.id.in_(suyos) & tabla.c.id.not_in(ajenos)
        sin_confirmar = [~tabla.c.confirmado] if "confirmado" in tabla.c else []
        for fila in db.session.execute(select(tabla).where(solo_suyos, *sin_confirmar)):
            sin = {campo: f"{valor} ({fila.id})" for campo, valor in valores.items()}
            yield Mencion(
                tabla, _llave(tabla, fila), {campo: fila._mapping[tabla.c[campo]] for campo in valores}, sin
            )


def _llave(tabla: Table, fila: Any) -> dict[str, Any]:
    return {columna.name: fila._mapping[columna] for columna in tabla.primary_key}
