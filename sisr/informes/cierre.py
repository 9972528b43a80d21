"""Close the days that are over: what happened in them is added to the monthly counts, and nothing that happens
has to. Nothing depends on when it is done but how long counting takes."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, combinations
from typing import Any

from sqlalchemy import String, cast, func, literal, select, union_all, update
from sqlalchemy.dialects.sqlite import insert

from sisr.db import db, escritura, tabla
from sisr.informes.contar import DE, DIMENSIONES, MES, recontar
from sisr.informes.corte import CON_FILTRO, FILTROS, Corte
from sisr.informes.model import Cierre, Conteo, Hecho, Suceso
from sisr.informes.periodos import Periodo, Tipo
from sisr.reloj import hoy

_DE = ("sucesos", "motivos")
_FILTRADAS = tuple(chain.from_iterable(combinations(FILTROS, cuantos) for cuantos in (1, 2)))


def cerrar() -> None:
    """All days before today, a month at most in each transaction."""
    ayer = hoy() - timedelta(days=1)
    for de in _DE:
        while _por_cerrar(de, ayer):
            with escritura():
                if corte := _por_cerrar(de, ayer):
                    _cerrar(de, corte)
        db.session.rollback()


def _por_cerrar(de: str, ayer: date) -> Corte | None:
    """What comes next: the first month, or part of one, in which something happened that is not closed."""
    cierre = select(Cierre.dia).where(Cierre.de == de).scalar_subquery()
    primeros = (
        select(func.min(Suceso.dia).label("dia")).where(Suceso.hecho == hecho.value, Suceso.dia > cierre)
        for hecho in Hecho
    )
    desde = db.session.scalar(select(func.min(union_all(*primeros).subquery().c.dia)))
    if desde is None or desde > ayer:
        return None
    return Corte(desde=desde, hasta=min(ayer, Periodo.de(Tipo.MENSUAL, desde).ultimo))


def _cerrar(de: str, corte: Corte) -> None:
    conexion = db.session.connection()
    for dimension in DIMENSIONES:
        if DE.get(dimension, "sucesos") == de:
            for consulta in _cuentas(dimension, corte):
                nuevas = insert(tabla(Conteo)).from_select(["dimension", "mes", "hecho", "valor", "n"], consulta)
                suma = {"n": Conteo.n + nuevas.excluded.n}
                conexion.execute(nuevas.on_conflict_do_update(index_elements=tabla(Conteo).primary_key, set_=suma))
    conexion.execute(update(tabla(Cierre)).where(Cierre.de == de).values(dia=corte.hasta))


def _cuentas(dimension: str, corte: Corte) -> Iterator[Any]:
    """By month, whole and within each filter: named as Corte.conteo does."""
    yield recontar(dimension, corte, grupo=(literal(dimension), MES))
    for filtros in _FILTRADAS if dimension in CON_FILTRO else ():
        nombre: Any = literal(dimension)
        for filtro in filtros:
            nombre = nombre + f":{filtro}:" + cast(getattr(Suceso, f"{filtro}_id"), String)
        hechos = [hecho.value for hecho in CON_FILTRO[dimension]]
        yield recontar(dimension, corte, grupo=(nombre, MES)).where(Suceso.hecho.in_(hechos))
