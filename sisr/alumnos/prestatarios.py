"""Prestatarios that students wrote in: staff confirm them, or merge them with the right one (R4, X2)."""

from sqlalchemy import delete, select, update

from sisr.alumnos.model import Alumno
from sisr.bitacora.model import Accion, anotar
from sisr.catalogos.model import Prestatario, buscar_prestatario
from sisr.db import db


class PrestatarioDesconocido(Exception):
    """The catalogue has no prestatario of that name; its text says what to do."""


class YaConfirmado(Exception):
    """Somebody confirmed it, or merged it with one that is; nothing was changed."""


def confirmar(prestatario_id: int, *, con_reportes: bool, por: int) -> None:
    """Into the catalogue as it was written. Raises YaConfirmado."""
    _que_espere(prestatario_id)
    db.session.connection().execute(
        update(Prestatario).where(Prestatario.id == prestatario_id).values(confirmado=True, con_reportes=con_reportes)
    )
    anotar(Accion.PRESTATARIO, por=por, prestatario=prestatario_id, con_reportes=con_reportes)


def unir(prestatario_id: int, nombre: str, *, por: int) -> None:
    """One that waits turns out to be another of the catalogue. Raises PrestatarioDesconocido, YaConfirmado."""
    _que_espere(prestatario_id)
    fundir(prestatario_id, nombre, por=por)


def fundir(prestatario_id: int, nombre: str, *, por: int) -> None:
    """Every student of a prestatario passes to the confirmed one of that name, and it goes.

    What they delivered stays, and those on a lista de emisión keep their menu (A9).
    Raises PrestatarioDesconocido.
    """
    conexion = db.session.connection()
    bueno = buscar_prestatario(nombre)
    if bueno is None or bueno == prestatario_id:
        raise PrestatarioDesconocido(
            f"«{nombre}» no está en el catálogo: elige uno de la lista, o deja el campo vacío para confirmar este."
        )
    suyos = list(conexion.scalars(select(Alumno.id).where(Alumno.prestatario_id == prestatario_id)))
    conexion.execute(
        update(Alumno)
        .where(Alumno.prestatario_id == prestatario_id)
        .values(prestatario_id=bueno, version=Alumno.version + 1)
    )
    conexion.execute(delete(Prestatario).where(Prestatario.id == prestatario_id))
    for alumno_id in suyos or [None]:
        anotar(Accion.UNION, por=por, alumno_id=alumno_id, antes=prestatario_id, prestatario=bueno)


def _que_espere(prestatario_id: int) -> None:
    if db.session.scalar(select(Prestatario.confirmado).where(Prestatario.id == prestatario_id)):
        raise YaConfirmado
