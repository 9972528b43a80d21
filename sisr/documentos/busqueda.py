"""Find students by how words begin, in any order: of their name, boleta or prestatario; or by their número.

The words are in an FTS5 table that triggers keep (migration 0007), folded as `texto.plegar` folds them.
"""

import re
from typing import Any

from sqlalchemy import ColumnElement, column, select, table

from sisr.alumnos.model import Alumno
from sisr.texto import plegar

_BUSQUEDA = table("busqueda", column("rowid"), column("busqueda"))
_PALABRA = re.compile(r"[^\W_]+")
_NUMERO = re.compile(r"\d+/\d*", re.ASCII)


def que_dice(q: str) -> ColumnElement[bool] | None:
    """Whom all the words find; nobody where there is no letter or digit in them, None where nothing is looked for."""
    if not q:
        return None
    if _NUMERO.fullmatch(q):
        return Alumno.numero_registro.between(q, f"{q}~")
    return Alumno.id.in_(_con_palabras(q))


def _con_palabras(q: str) -> Any:
    palabras = " ".join(f'"{palabra}"*' for palabra in _PALABRA.findall(plegar(q)))
    return select(_BUSQUEDA.c.rowid).where(_BUSQUEDA.c.busqueda.op("MATCH")(palabras or '""'))
