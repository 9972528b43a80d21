"""What happened in a period, and where students are now."""

from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select

from sisr.alumnos.model import Alumno
from sisr.catalogos.model import Carrera, Genero, Prestatario
from sisr.db import db
from sisr.documentos.model import Dictamen, Documento, Entrega, Estatus
from sisr.informes.periodos import Periodo
from sisr.proceso import CONSTANCIA, PASOS

Cuenta = list[tuple[str, int]]
_SITUACION = case(
    (
        select(Documento.id).where(Documento.alumno_id == Alumno.id, Documento.clave == CONSTANCIA.clave).exists(),
        "Con constancia",
    ),
    (Alumno.lista_emision.is_not(None), "En lista de emisión"),
    (Alumno.numero_registro.is_not(None), "Con número de registro, en servicio"),
    else_="Expediente en trámite",
)


def resumen(periodo: Periodo) -> dict[str, int]:
    """The events of a period, counted."""
    desde, hasta = periodo.instantes
    return {
        "Registros": _cuantos(Alumno.registrado_en, desde, hasta),
        "Documentos cargados": _entregas(desde, hasta, constancias=False),
        "Documentos aceptados": _dictamenes(desde, hasta, Estatus.ACEPTADO),
        "Documentos rechazados": _dictamenes(desde, hasta, Estatus.RECHAZADO),
        "Alumnos puestos en lista de emisión": _cuantos(Alumno.enlistado_en, desde, hasta),
        "Constancias cargadas": _entregas(desde, hasta, constancias=True),
    }


def dictamenes(periodo: Periodo) -> list[tuple[str, int, int]]:
    """By document, in the order of the process: accepted and rejected."""
    desde, hasta = periodo.instantes
    consulta = (
        select(Entrega.clave, Dictamen.resultado, func.count())
        .join(Entrega, Entrega.id == Dictamen.entrega_id)
        .where(Dictamen.en >= desde, Dictamen.en < hasta)
        .group_by(Entrega.clave, Dictamen.resultado)
    )
    cuenta = {(clave, resultado): n for clave, resultado, n in db.session.execute(consulta)}
    return [
        (paso.nombre, cuenta.get((paso.clave, "ACEPTADO"), 0), cuenta.get((paso.clave, "RECHAZADO"), 0))
        for paso in PASOS.values()
        if paso.es_entregable
    ]


def registros(periodo: Periodo) -> dict[str, Cuenta]:
    """Who registered in a period, by carrera, género, semestre and prestatario."""
    desde, hasta = periodo.instantes
    return _por_grupos((Alumno.registrado_en >= desde) & (Alumno.registrado_en < hasta))


def todos() -> dict[str, Cuenta]:
    """Every student, by where they are in the trámite and by the same groups."""
    return {"Por situación": _agrupar(_SITUACION, Alumno.id.is_not(None))} | _por_grupos(Alumno.id.is_not(None))


def por_documento() -> list[tuple[str, dict[str, int]]]:
    """By document, how many are of each estatus now."""
    consulta = select(Documento.clave, Documento.estatus, func.count()).group_by(Documento.clave, Documento.estatus)
    cuenta: dict[str, dict[str, int]] = {}
    for clave, estatus, cuantos in db.session.execute(consulta):
        cuenta.setdefault(clave, {})[estatus] = cuantos
    return [(paso.nombre, cuenta.get(paso.clave, {})) for paso in PASOS.values() if paso.es_entregable]


def _por_grupos(condicion: Any) -> dict[str, Cuenta]:
    genero = _agrupar(Alumno.genero, condicion)
    semestre = _agrupar(Alumno.semestre, condicion)
    return {
        "Por carrera": _agrupar(Carrera.siglas, condicion),
        "Por género": [(Genero(letra).label, n) for letra, n in genero],
        "Por semestre": [(f"{numero}º", n) for numero, n in semestre],
        "Por prestatario": sorted(_agrupar(Prestatario.nombre, condicion), key=lambda par: -par[1])[:20],
    }


def _agrupar(columna: Any, condicion: Any) -> Cuenta:
    consulta = (
        select(columna, func.count())
        .select_from(Alumno)
        .join(Carrera, Carrera.id == Alumno.carrera_id)
        .join(Prestatario, Prestatario.id == Alumno.prestatario_id)
        .where(condicion)
        .group_by(columna)
        .order_by(columna)
    )
    return [(valor, cuantos) for valor, cuantos in db.session.execute(consulta)]


def _cuantos(columna: Any, desde: datetime, hasta: datetime) -> int:
    return db.session.scalar(select(func.count(columna)).where(columna >= desde, columna < hasta)) or 0


def _entregas(desde: datetime, hasta: datetime, *, constancias: bool) -> int:
    es_constancia = Entrega.clave == CONSTANCIA.clave
    consulta = select(func.count(Entrega.id)).where(
        Entrega.recibida_en >= desde,
        Entrega.recibida_en < hasta,
        es_constancia if constancias else ~es_constancia,
    )
    return db.session.scalar(consulta) or 0


def _dictamenes(desde: datetime, hasta: datetime, resultado: Estatus) -> int:
    consulta = select(func.count(Dictamen.id)).where(
        Dictamen.en >= desde, Dictamen.en < hasta, Dictamen.resultado == resultado.value
    )
    return db.session.scalar(consulta) or 0
