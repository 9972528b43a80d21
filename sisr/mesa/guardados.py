"""Keep a filter under a name, rename it, take it away; each person sees and changes only their own."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import Executable, bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from sisr.db import db, directa, tabla
from sisr.documentos.filtro import Filtro
from sisr.mesa.model import FiltroGuardado
from sisr.preparada import Preparada

LISTAS = ("expedientes", "reportes")
MUCHOS = 30  # filters of one list
_DE_LA_LISTA = Preparada(
    select(tabla(FiltroGuardado))
    .where(FiltroGuardado.usuario_id == bindparam("quien"), FiltroGuardado.lista == bindparam("cual"))
    .order_by(FiltroGuardado.nombre)
)


class NombreRepetido(Exception):
    """The person has another filter of that list under that name; its text says so."""


class DemasiadosFiltros(Exception):
    """No more are kept, so that the links above a list can be read; its text says what to do."""


def de_la_lista(usuario_id: int, lista: str) -> Sequence[Any]:
    """Rows of the table, by name."""
    return _DE_LA_LISTA.todas(directa(), quien=usuario_id, cual=lista)


def de_la_persona(usuario_id: int) -> Sequence[FiltroGuardado]:
    consulta = select(FiltroGuardado).where(FiltroGuardado.usuario_id == usuario_id)
    return db.session.scalars(consulta.order_by(FiltroGuardado.lista, FiltroGuardado.nombre)).all()


def uno(usuario_id: int, filtro_id: int) -> FiltroGuardado | None:
    suyo = FiltroGuardado.id == filtro_id, FiltroGuardado.usuario_id == usuario_id
    return db.session.scalar(select(FiltroGuardado).where(*suyo))


def canonica(consulta: str) -> str:
    """What of an address is a filter, always written alike; the page is no part of it."""
    return urlencode(Filtro.de(dict(parse_qsl(consulta))).args())


def guardar(usuario_id: int, lista: str, *, nombre: str, consulta: str) -> None:
    """`consulta` is canonical. Raises NombreRepetido, DemasiadosFiltros."""
    suyos = FiltroGuardado.usuario_id == usuario_id, FiltroGuardado.lista == lista
    if (db.session.scalar(select(func.count()).where(*suyos)) or 0) >= MUCHOS:
        raise DemasiadosFiltros(f"Ya guardaste {MUCHOS} filtros de esta lista: quita uno que ya no uses.")
    valores = {"usuario_id": usuario_id, "lista": lista, "nombre": nombre, "consulta": consulta}
    _escribir(insert(FiltroGuardado).values(valores), nombre)


def renombrar(filtro: FiltroGuardado, nombre: str) -> None:
    """Raises NombreRepetido."""
    _escribir(update(FiltroGuardado).where(FiltroGuardado.id == filtro.id).values(nombre=nombre), nombre)


def quitar(filtro: FiltroGuardado) -> None:
    db.session.delete(filtro)


def _escribir(sentencia: Executable, nombre: str) -> None:
    try:
        db.session.execute(sentencia)
    except IntegrityError:
        raise NombreRepetido(f"Ya tienes un filtro «{nombre}»: escribe otro nombre.") from None
