"""Count what happened, by one dimension: whole months that are closed from the monthly counts, anything else row
by row."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, String, cast, func, literal, select

from sisr.catalogos.model import Motivo
from sisr.db import db
from sisr.documentos.model import Dictamen
from sisr.informes.corte import OTRO, Corte, dice_motivo
from sisr.informes.model import DICTAMENES, ENTREGAS, Cierre, Conteo, Hecho, Suceso

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
    "motivo": cast(func.coalesce(Motivo.id, OTRO), String),
    "dia": cast(Suceso.dia, String),
}
_SOLO: dict[str, tuple[Hecho, ...]] = {  # of which hechos a dimension is; of every one where it is not here
    "documento": (*ENTREGAS, *DICTAMENES, Hecho.CORRECCION, Hecho.CONSTANCIA),
    "horario": ENTREGAS,
    "dias": (*DICTAMENES, Hecho.CORRECCION, Hecho.CONSTANCIA),
    "primero": DICTAMENES,
    "motivo": (Hecho.RECHAZO,),
}
_MAS: dict[str, ColumnElement[bool]] = {"dias": Suceso.dias.is_not(None), "primero": Suceso.intento == 1}
DE = {"motivo": "motivos"}  # of which Cierre a dimension is; of that of «sucesos» where it is not here
DIMENSIONES = tuple(_VALOR)
MES = func.substr(cast(Suceso.dia, String), 1, 7)
_NADA = dict.fromkeys((hecho.value for hecho in Hecho), 0)


def contar(dimension: str, corte: Corte) -> Cuenta:
    """How many sucesos of each hecho have each value of the dimension; of motivos, one may have several."""
    return _juntar(consulta for parte in corte.partes for consulta in _contar(dimension, parte))


def totales(corte: Corte) -> dict[str, int]:
    """How many sucesos there are of each hecho."""
    if not corte.conteo("dia"):
        return sumar(contar("genero", corte))
    desde, hasta = (dia.isoformat() if dia else "" for dia in (corte.desde, corte.hasta))
    donde = [_es("dia", corte), Conteo.mes >= desde[:7], Conteo.valor >= desde]
    if hasta:
        donde += [Conteo.mes <= hasta[:7], Conteo.valor <= hasta]
    cerrados = select(Conteo.hecho, Conteo.valor, Conteo.n).where(*donde)
    return sumar(_juntar([cerrados, _abiertos("dia", corte)]))


def por_mes(corte: Corte) -> Cuenta:
    """By hecho and month («2026-11»)."""
    return _juntar(consulta for parte in corte.partes for consulta in _contar("genero", parte, por=(Conteo.mes, MES)))


def sumar(cuenta: Cuenta) -> dict[str, int]:
    """A count by hecho alone."""
    total = dict(_NADA)
    for (hecho, _), n in cuenta.items():
        total[hecho] += n
    return total


def recontar(dimension: str, corte: Corte, *, valor: Any = None, grupo: Sequence[Any] = ()) -> Any:
    """The query that counts row by row; by `grupo` too, and by another `valor` where there is one."""
    valor = _VALOR[dimension] if valor is None else valor
    mas = (_MAS[dimension],) if dimension in _MAS else ()
    condiciones = corte.condiciones(_SOLO.get(dimension, tuple(Hecho)))
    consulta = select(*grupo, Suceso.hecho, valor, func.count()).where(*condiciones, *mas)
    if dimension == "motivo":
        consulta = consulta.select_from(Suceso).join(Dictamen, Dictamen.id == Suceso.origen_id)
        consulta = consulta.outerjoin(Motivo, dice_motivo(Motivo.texto))
    return consulta.group_by(*grupo, Suceso.hecho, valor)


def _contar(dimension: str, corte: Corte, *, por: Any = (Conteo.valor, None)) -> Iterable[Any]:
    """Of a part of a corte; `por` is what is counted, as Conteo and as Suceso have it."""
    del_conteo, del_suceso = por
    if not (corte.conteo(dimension) and corte.meses):
        return [recontar(dimension, corte, valor=del_suceso)]
    suma = select(Conteo.hecho, del_conteo, func.sum(Conteo.n))
    cerrados = suma.where(_es(dimension, corte), Conteo.mes.between(*corte.meses))
    return [cerrados.group_by(Conteo.hecho, del_conteo), _abiertos(dimension, corte, valor=del_suceso)]


def _es(dimension: str, corte: Corte) -> ColumnElement[bool]:
    hechos = [hecho.value for hecho in corte.hechos]
    return (Conteo.dimension == corte.conteo(dimension)) & Conteo.hecho.in_(hechos)


def _abiertos(dimension: str, corte: Corte, *, valor: Any = None) -> Any:
    """Row by row, of its days that are not closed: one bound of both, for SQLite seeks by one alone."""
    antes: Any = select(Cierre.dia).where(Cierre.de == DE.get(dimension, "sucesos")).scalar_subquery()
    if corte.desde:
        antes = func.max(antes, literal(corte.desde - timedelta(days=1), Date))
    return recontar(dimension, replace(corte, desde=None), valor=valor).where(Suceso.dia > antes)


def _juntar(consultas: Iterable[Any]) -> Cuenta:
    cuenta: Cuenta = {}
    for consulta in consultas:
        filas: Any = db.session.execute(consulta)
        for hecho, valor, n in filas:
            cuenta[hecho, valor] = cuenta.get((hecho, valor), 0) + n
    return cuenta
