"""Find students by how words begin, in any order: of their name, boleta or prestatario; or by their número.

The words are in an FTS5 table that triggers keep (migration 0007), folded as `texto.plegar` folds them.
"""

import re
from typing import Any

from flask import g
from sqlalchemy import ColumnElement, bindparam, column, func, select, table

from sisr.alumnos.model import Alumno
from sisr.db import directa
from sisr.preparada import Preparada
from sisr.texto import plegar

_BUSQUEDA = table("busqueda", column("rowid"), column("busqueda"))
_PALABRA = re.compile(r"[^\W_]+")
_NUMERO = re.compile(r"\d+/\d*", re.ASCII)
_DICE = _BUSQUEDA.c.busqueda.op("MATCH")
_HALLADOS = select(func.count()).select_from(_BUSQUEDA).where(_DICE(bindparam("palabras")))
_APARTADOS = _HALLADOS.where(_BUSQUEDA.c.rowid.in_(select(Alumno.id).where(Alumno.expediente.is_(None))))
_CUANTOS = Preparada(select(_HALLADOS.scalar_subquery() - _APARTADOS.scalar_subquery()))  # these are few
_MUCHOS = 1_000  # of so many, a page is found sooner by going along the order than by sorting them


def que_dice(q: str) -> ColumnElement[bool] | None:
    """Whom all the words find; nobody where there is no letter or digit in them, None where nothing is looked for."""
    if not q:
        return None
    if _NUMERO.fullmatch(q):
        return Alumno.numero_registro.between(q, f"{q}~")
    suyos = select(_BUSQUEDA.c.rowid).where(_DICE(_palabras(q)))
    return (Alumno.id + 0 if (cuantos_dicen(q) or 0) > _MUCHOS else Alumno.id).in_(suyos)


def cuantos_dicen(q: str) -> int | None:
    """How many of those with an expediente all the words find; None where it is not words that are looked for.

    Looked up once a request: they may be a third of all.
    """
    if not q or _NUMERO.fullmatch(q):
        return None
    if (contado := g.get("cuantos_dicen")) and contado[0] == q:
        return contado[1]
    g.cuantos_dicen = q, _CUANTOS.valor(directa(), palabras=_palabras(q))
    return g.cuantos_dicen[1]


def _palabras(q: str) -> Any:
    return " ".join(f'"{palabra}"*' for palabra in _PALABRA.findall(plegar(q))) or '""'
