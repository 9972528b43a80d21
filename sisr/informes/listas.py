"""The list behind a figure: the sucesos or the students that it counts, one page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import Any

from sqlalchemy import and_, case, func, select, union_all

from sisr.alumnos.model import NOMBRE, Alumno
from sisr.db import db
from sisr.documentos.avance import Consulta
from sisr.documentos.model import Dictamen
from sisr.informes.corte import Corte
from sisr.informes.model import DICTAMENES, ENTREGAS, Hecho, Suceso
from sisr.proceso import PASOS

RENGLONES = 50
_DE_DICTAMEN = [hecho.value for hecho in (*DICTAMENES, Hecho.CORRECCION)]
_CON_ARCHIVO = [hecho.value for hecho in (*ENTREGAS, Hecho.CONSTANCIA)]


@dataclass(frozen=True)
class Lista:
    """One page: `total` of what is counted, and of how many students."""

    filas: list[Any]
    total: int
    alumnos: int
    numero: int

    @property
    def paginas(self) -> int:
        return max(1, ceil(self.total / RENGLONES))

    @property
    def primero(self) -> int:
        return min(self.total, (self.numero - 1) * RENGLONES + 1)

    @property
    def ultimo(self) -> int:
        return min(self.total, self.numero * RENGLONES)


def sucesos(corte: Corte, pagina: int) -> Lista:
    """What happened, the last first, with carrera and prestatario as they were then."""
    donde = corte.condiciones()
    total, alumnos = db.session.execute(
        select(func.count(), func.count(Suceso.alumno_id.distinct())).where(*donde)
    ).one()
    numero = min(pagina, max(1, ceil(total / RENGLONES)))
    return Lista(_filas(corte, *_dias_de_pagina(corte, numero, total)), total, alumnos, numero)


def de_alumnos(consulta: Consulta, pagina: int) -> Lista:
    """A query of students, or of theirs, that has their `id`; where it has a `total`, each is in it once."""
    if "total" in consulta.selected_columns:
        return _con_total(consulta, pagina)
    todos = consulta.order_by(None).subquery()
    total, alumnos = db.session.execute(select(func.count(), func.count(todos.c.id.distinct()))).one()
    numero = min(pagina, max(1, ceil(total / RENGLONES)))
    return Lista(list(db.session.execute(_de_pagina(consulta, numero)).all()), total, alumnos, numero)


def _con_total(consulta: Consulta, pagina: int) -> Lista:
    """All that it takes is done once; a page that there is not gives the last one."""
    ultima = (consulta.selected_columns["total"] - 1) // RENGLONES * RENGLONES
    salto = func.min((pagina - 1) * RENGLONES, func.max(0, ultima))
    filas = list(db.session.execute(consulta.limit(RENGLONES).offset(salto)).all())
    total = filas[0].total if filas else 0
    return Lista(filas, total, total, min(pagina, max(1, ceil(total / RENGLONES))))


def describir(fila: Any) -> str:
    """What happened, with its document: «Reporte 3 ACEPTADO»."""
    hecho, paso = Hecho(fila.hecho), PASOS.get(fila.clave)
    if paso is None or hecho is Hecho.CONSTANCIA:
        return hecho.uno.capitalize()
    if hecho in ENTREGAS:
        return f"{paso.nombre}: {hecho.uno}"
    return f"{paso.nombre}: {fila.resultado}{', corregido' if hecho is Hecho.CORRECCION else ''}"


def _dias_de_pagina(corte: Corte, numero: int, total: int) -> tuple[date | None, date | None, int]:
    """From and to which day its sucesos fall, and how many of the last day are of the pages before.

    Day by day, from whichever end is nearer.
    """
    antes = (numero - 1) * RENGLONES
    suyos = min(RENGLONES, total - antes)
    if suyos <= 0:
        return corte.desde, corte.hasta, 0
    tras = total - antes - suyos
    if antes <= tras:
        hasta, desde, pasados, _ = _recorrer(_por_dia(corte, numero * RENGLONES, al_reves=True), antes, suyos)
        return desde, hasta, antes - pasados
    desde, hasta, _, pasados = _recorrer(_por_dia(corte, tras + suyos, al_reves=False), tras, suyos)
    return desde, hasta, pasados - tras - suyos


def _recorrer(dias: Sequence[tuple[date, int]], saltar: int, tomar: int) -> tuple[date, date, int, int]:
    """The first and the last day of so many sucesos, how many come before the first one, and how many until the last
    one ends."""
    primero, antes, pasados = None, 0, 0
    for dia, cuantos in dias:
        if primero is None and pasados + cuantos > saltar:
            primero, antes = dia, pasados
        pasados += cuantos
        if primero and pasados >= saltar + tomar:
            return primero, dia, antes, pasados
    raise ValueError("there are not so many")


def _por_dia(corte: Corte, dias: int, *, al_reves: bool) -> list[tuple[date, int]]:
    """How many there are on each of its first or last days, that many of each hecho, in the order of their key."""
    ramas = (
        select(Suceso.dia, func.count())
        .where(*corte.condiciones((hecho,)))
        .group_by(Suceso.dia)
        .order_by(Suceso.dia.desc() if al_reves else Suceso.dia)
        .limit(dias)
        .subquery()
        for hecho in corte.hechos
    )
    cuenta: dict[date, int] = {}
    for dia, cuantos in db.session.execute(union_all(*(select(rama) for rama in ramas))):
        cuenta[dia] = cuenta.get(dia, 0) + cuantos
    return sorted(cuenta.items(), reverse=al_reves)


def _filas(corte: Corte, desde: date | None, hasta: date | None, salto: int) -> list[Any]:
    """`salto`: how many to pass over."""
    ultimos = select(Suceso).where(*replace(corte, desde=desde, hasta=hasta).condiciones())
    ultimos = ultimos.order_by(Suceso.dia.desc(), Suceso.en.desc(), Suceso.origen_id.desc())
    suceso = ultimos.limit(RENGLONES).offset(salto).subquery()
    dictamen = and_(Dictamen.id == suceso.c.origen_id, suceso.c.hecho.in_(_DE_DICTAMEN))
    entrega = case((suceso.c.hecho.in_(_CON_ARCHIVO), suceso.c.origen_id), else_=Dictamen.entrega_id).label(
        "entrega_id"
    )
    consulta = (
        select(suceso, Alumno.boleta, NOMBRE, entrega, Dictamen.resultado)
        .join(Alumno, Alumno.id == suceso.c.alumno_id)
        .outerjoin(Dictamen, dictamen)
        .order_by(suceso.c.dia.desc(), suceso.c.en.desc(), suceso.c.origen_id.desc())
    )
    return list(db.session.execute(consulta).all())


def _de_pagina(consulta: Consulta, numero: int) -> Consulta:
    return consulta.limit(RENGLONES).offset((numero - 1) * RENGLONES)
