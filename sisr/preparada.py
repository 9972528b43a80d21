"""Statements of the hot path: compiled once, and run by the driver itself.

What SQLAlchemy does around each execution costs five times what SQLite needs for such a statement, and a
decision has eight of them. What a statement says is still said in SQLAlchemy, with the types of its columns.
"""

import json
from collections import namedtuple
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from sqlite3 import Connection, Cursor
from typing import Any

from sqlalchemy import ColumnElement, Dialect, Select, String, bindparam, func, select
from sqlalchemy.dialects.sqlite import pysqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.types import TypeDecorator

_DIALECTO = pysqlite.dialect()
Proceso = Callable[[Any], Any]


class Lista(TypeDecorator[Collection[int]]):
    """Many ids as one value, so that a statement is the same however many they are."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Collection[int] | None, dialect: Dialect) -> str:
        return json.dumps(list(value or ()))


def entre(columna: Any, nombre: str) -> ColumnElement[bool]:
    """Whether a column is one of the ids that are given under that name."""
    dados = func.json_each(bindparam(nombre, type_=Lista)).table_valued("value")
    return columna.in_(select(dados.c.value))


class Preparada:
    """One statement, whose only parameters are `bindparam`s; the ids of `entre` are one of them."""

    def __init__(self, sentencia: ClauseElement) -> None:
        self._sentencia = sentencia

    def ejecutar(self, conexion: Connection, /, **valores: Any) -> Cursor:
        return conexion.execute(self._sql, self._ordenados(valores))

    def cada(self, conexion: Connection, filas: Sequence[Mapping[str, Any]], /) -> None:
        """Once for each of them."""
        conexion.executemany(self._sql, [self._ordenados(valores) for valores in filas])

    def una(self, conexion: Connection, /, **valores: Any) -> Any | None:
        """Its first row, with its columns by name; None where there is none."""
        fila = self.cruda(conexion, **valores)
        return None if fila is None else self.leer(fila)

    def cruda(self, conexion: Connection, /, **valores: Any) -> tuple[Any, ...] | None:
        """Its first row as the driver brings it, for `leer`."""
        cursor = self.ejecutar(conexion, **valores)
        fila = cursor.fetchone()
        cursor.close()
        return fila

    def valor(self, conexion: Connection, /, **valores: Any) -> Any:
        """The one value that it brings."""
        (fila,) = self.todas(conexion, **valores)
        return fila[0]

    def todas(self, conexion: Connection, /, **valores: Any) -> list[Any]:
        return [self.leer(fila) for fila in self.ejecutar(conexion, **valores).fetchall()]

    @cached_property
    def _compilada(self) -> SQLCompiler:
        """Raises TypeError where the library would have to add something at each execution."""
        compilada = self._sentencia.compile(dialect=_DIALECTO)
        if not isinstance(compilada, SQLCompiler) or compilada.insert_prefetch or compilada.update_prefetch:
            raise TypeError("a prepared statement says every value that it writes")
        if any(parametro.expanding for parametro in compilada.bind_names):
            raise TypeError("a prepared statement takes no lists")
        return compilada

    @cached_property
    def _sql(self) -> str:
        return self._compilada.string

    @cached_property
    def _parametros(self) -> list[tuple[str, Any, Proceso | None]]:
        """In the order of their question marks: the name that is given or a fixed value, and what writes it."""
        parametros = {nombre: parametro for parametro, nombre in self._compilada.bind_names.items()}
        orden = []
        for nombre in self._compilada.positiontup or ():
            parametro = parametros[nombre]
            escribe = parametro.type.dialect_impl(_DIALECTO).bind_processor(_DIALECTO)
            if parametro.required:
                orden.append((nombre, None, escribe))
            else:
                orden.append(("", escribe(parametro.value) if escribe else parametro.value, None))
        return orden

    def _ordenados(self, valores: Mapping[str, Any]) -> list[Any]:
        """Raises KeyError for one that is not given."""
        return [
            (escribe(valores[nombre]) if escribe else valores[nombre]) if nombre else fijo
            for nombre, fijo, escribe in self._parametros
        ]

    @cached_property
    def leer(self) -> Callable[[Sequence[Any]], Any]:
        """Makes one row of what the driver brings; a column comes as its type says."""
        columnas = self._compilada._result_columns
        return _lector([columna.keyname for columna in columnas], columnas)


class Pareja(Preparada):
    """One statement that brings a row of `una` and the one of `otra` that goes with it, side by side."""

    def __init__(self, una: Select[Any], otra: Select[Any], sentencia: ClauseElement) -> None:
        super().__init__(sentencia)
        self._mitades = [list(mitad.selected_columns.keys()) for mitad in (una, otra)]

    @cached_property
    def leer(self) -> Callable[[Sequence[Any]], Any]:
        """Makes both of them."""
        columnas, (suyas, ajenas) = self._compilada._result_columns, self._mitades
        corte = len(suyas)
        una, otra = _lector(suyas, columnas[:corte]), _lector(ajenas, columnas[corte:])
        return lambda cruda: (una(cruda[:corte]), otra(cruda[corte:]))


def _lector(nombres: Sequence[str], columnas: Sequence[Any]) -> Callable[[Sequence[Any]], Any]:
    Fila = namedtuple("Fila", nombres)
    lectores = [
        (i, lee)
        for i, columna in enumerate(columnas)
        if (lee := columna.type.dialect_impl(_DIALECTO).result_processor(_DIALECTO, None))
    ]

    def leer(cruda: Sequence[Any]) -> Any:
        valores = list(cruda)
        for i, lee in lectores:
            valores[i] = lee(valores[i])
        return Fila._make(valores)

    return leer
