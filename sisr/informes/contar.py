"""Count what happened, by one dimension: whole months from the monthly counts, anything else row by row."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, select

from sisr.db import db
from sisr.informes.corte import Corte
from sisr.informes.model import DICTAMENES, ENTREGAS, Conteo, Hecho, Suceso

Cuenta = dict[tuple[str, str], int]  # by hecho and value, as Conteo keeps them
_VALOR: dict[str, Any] = {
    "documento": Suceso.clave,
    "carrera": cast(Suceso.carrera_id, String),
    "genero": Suceso.genero,
    "semestre": cast(Suceso.semestre, String),
    "prestatario": cast(Suceso.prestatario_id, String),
    "horario": cast(Suceso.dia_semana * 24 + Suceso.hora, String),
    "dias": Suceso.clave + ":" + cast(Suceso.dias, String),
    "primero": Suceso.clave,
    "dia": cast(Suceso.dia, String),
}
_SOLO: dict[str, tuple[Hecho, ...]] = {  # of which hechos a dimension is; of every one where it is not here
    "documento": (*ENTREGAS, *DICTAMENES, Hecho.CORRECCION, Hecho.CONSTANCIA),
    "horario": ENTREGAS,
    "dias": (*DICTAMENES, Hecho.CORRECCION, Hecho.CONSTANCIA),
    "primero": DICTAMENES,
}
_MAS: dict[str, ColumnElement[bool]] = {"dias": Suceso.dias.is_not(None), "primero": Suceso.intento == 1}
DIMENSIONES = tuple(_VALOR)
_NADA = dict.fromkeys((hecho.value for hecho in Hecho), 0)


def contar(dimension: str, corte: Corte) -> Cuenta:
    """How many sucesos of each hecho have each value of the dimension."""
    return _juntar(_contar(dimension, parte) for parte in corte.partes)


def totales(corte: Corte) -> dict[str, int]:
    """How many sucesos there are of each hecho."""
    if not corte.conteo("dia"):
        return sumar(contar("genero", corte))
    desde, hasta = (dia.isoformat() if dia else "" for dia in (corte.desde, corte.hasta))
    hechos = [hecho.value for hecho in corte.hechos]
    donde = [Conteo.dimension == "dia", Conteo.hecho.in_(hechos), Conteo.mes >= desde[:7], Conteo.valor >= desde]
    if hasta:
        donde += [Conteo.mes <= hasta[:7], Conteo.valor <= hasta]
    suma = select(Conteo.hecho, func.sum(Conteo.n)).where(*donde).group_by(Conteo.hecho)
    filas: Any = db.session.execute(suma).all()
    return _NADA | dict(filas)


def por_mes(corte: Corte) -> Cuenta:
    """By hecho and month («2026-11»)."""
    return _juntar(_meses_de(parte) for parte in corte.partes)


def sumar(cuenta: Cuenta) -> dict[str, int]:
    """A count by hecho alone."""
    total = dict(_NADA)
    for (hecho, _), n in cuenta.items():
        total[hecho] += n
    return total


def recontar(dimension: str, corte: Corte) -> Any:
    """The query that counts row by row."""
    valor, mas = _VALOR[dimension], (_MAS[dimension],) if dimension in _MAS else ()
    condiciones = corte.condiciones(_SOLO.get(dimension, tuple(Hecho)))
    return select(Suceso.hecho, valor, func.count()).where(*condiciones, *mas).group_by(Suceso.hecho, valor)


def _contar(dimension: str, corte: Corte) -> Any:
    if donde := _donde(dimension, corte):
        suma = func.sum(Conteo.n)
        return select(Conteo.hecho, Conteo.valor, suma).where(*donde).group_by(Conteo.hecho, Conteo.valor)
    return recontar(dimension, corte)


def _meses_de(corte: Corte) -> Any:
    if donde := _donde("genero", corte):
        return select(Conteo.hecho, Conteo.mes, func.sum(Conteo.n)).where(*donde).group_by(Conteo.hecho, Conteo.mes)
    mes = func.substr(cast(Suceso.dia, String), 1, 7)
    return select(Suceso.hecho, mes, func.count()).where(*corte.condiciones()).group_by(Suceso.hecho, mes)


def _donde(dimension: str, corte: Corte) -> tuple[ColumnElement[bool], ...]:
    """Over Conteo; empty where the monthly counts do not answer it."""
    cual, meses = corte.conteo(dimension), corte.meses
    if not (cual and meses):
        return ()
    hechos = [hecho.value for hecho in corte.hechos]
    return Conteo.dimension == cual, Conteo.mes.between(*meses), Conteo.hecho.in_(hechos)


def _juntar(consultas: Iterable[Any]) -> Cuenta:
    cuenta: Cuenta = {}
    for consulta in consultas:
        filas: Any = db.session.execute(consulta)
        for hecho, valor, n in filas:
            cuenta[hecho, valor] = cuenta.get((hecho, valor), 0) + n
    return cuenta
