"""The list behind a figure: the sucesos or the students that it counts, one page at a time."""

from dataclasses import dataclass
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
    ultimos = _ultimos(corte, numero * RENGLONES)
    return Lista(_filas(_de_pagina(ultimos, numero)), total, alumnos, numero)


def de_alumnos(consulta: Consulta, pagina: int) -> Lista:
    """A query of students, or of theirs, that has their `id`."""
    todos = consulta.order_by(None).subquery()
    total, alumnos = db.session.execute(select(func.count(), func.count(todos.c.id.distinct()))).one()
    numero = min(pagina, max(1, ceil(total / RENGLONES)))
    return Lista(list(db.session.execute(_de_pagina(consulta, numero)).all()), total, alumnos, numero)


def describir(fila: Any) -> str:
    """What happened, with its document: «Reporte 3 ACEPTADO»."""
    hecho, paso = Hecho(fila.hecho), PASOS.get(fila.clave)
    if paso is None or hecho is Hecho.CONSTANCIA:
        return hecho.uno.capitalize()
    if hecho in ENTREGAS:
        return f"{paso.nombre}: {hecho.uno}"
    return f"{paso.nombre}: {fila.resultado}{', corregido' if hecho is Hecho.CORRECCION else ''}"


def _ultimos(corte: Corte, cuantos: int) -> Consulta:
    """The last ones and at least as many: from the day on which the key of each hecho has that many at its end."""
    ramas = [
        select(Suceso.dia).where(*corte.condiciones((hecho,))).order_by(Suceso.dia.desc()).limit(cuantos).subquery()
        for hecho in corte.hechos
    ]
    dias = union_all(*(select(rama) for rama in ramas)).subquery()
    ultimos = select(dias.c.dia).order_by(dias.c.dia.desc()).limit(cuantos).subquery()
    desde = select(func.min(ultimos.c.dia)).scalar_subquery()
    donde = *corte.condiciones(), Suceso.dia >= desde
    return select(Suceso).where(*donde).order_by(Suceso.dia.desc(), Suceso.en.desc(), Suceso.origen_id.desc())


def _filas(ultimos: Consulta) -> list[Any]:
    suceso = ultimos.subquery()
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
