"""Catalogues that staff keep: carreras, prestatarios, frequent motivos, the school's own días inhábiles (X2)."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from sisr.db import db, directa, tabla
from sisr.preparada import Preparada
from sisr.proceso import PASOS
from sisr.texto import plegar

SEMESTRES = range(1, 11)


class Genero(StrEnum):
    """Typed F and M, shown whole (REQUIREMENTS P6)."""

    FEMENINO = "F"
    MASCULINO = "M"

    @property
    def label(self) -> str:
        return "Femenino" if self is Genero.FEMENINO else "Masculino"


class Carrera(db.Model):
    __tablename__ = "carrera"

    id: Mapped[int] = mapped_column(primary_key=True)
    nombre: Mapped[str]
    siglas: Mapped[str] = mapped_column(unique=True)
    activa: Mapped[bool] = mapped_column(default=True)


class Prestatario(db.Model):
    """Where the service is done. One written in by a student waits for staff to confirm or merge it."""

    __tablename__ = "prestatario"
    __table_args__ = {"sqlite_autoincrement": True}  # one that was merged away leaves its id to nobody

    id: Mapped[int] = mapped_column(primary_key=True)
    nombre: Mapped[str]
    clave: Mapped[str] = mapped_column(unique=True)  # the name folded: «Pemex» and «PEMEX» are one
    con_reportes: Mapped[bool] = mapped_column(default=False)
    confirmado: Mapped[bool] = mapped_column(default=False)


class Motivo(db.Model):
    """A frequent reason of rejection, put into the window where it can be edited (REQUIREMENTS E5)."""

    __tablename__ = "motivo"

    id: Mapped[int] = mapped_column(primary_key=True)
    para: Mapped[str]  # the tipo of document (proceso.TIPOS); empty for every one
    nombre: Mapped[str]
    texto: Mapped[str] = mapped_column(unique=True)
    orden: Mapped[int]
    activo: Mapped[bool] = mapped_column(default=True)


class DiaInhabil(db.Model):
    __tablename__ = "dia_inhabil"

    dia: Mapped[date] = mapped_column(primary_key=True)
    motivo: Mapped[str]


_ACTIVAS = Preparada(select(tabla(Carrera)).where(Carrera.activa).order_by(Carrera.nombre))
_INHABILES = Preparada(select(DiaInhabil.dia))
_MOTIVOS = Preparada(
    select(tabla(Motivo))
    .where((Motivo.para == "") | (Motivo.para == bindparam("tipo")), Motivo.activo)
    .order_by(Motivo.orden, Motivo.id)
)


def motivos_de(clave: str) -> list[Any]:
    """The frequent ones for the documents of a paso, in their order; rows of the table."""
    return _MOTIVOS.todas(directa(), tipo=PASOS[clave].tipo)


def carreras_activas() -> list[Any]:
    """Rows of the table, by name."""
    return _ACTIVAS.todas(directa())


def prestatarios_confirmados() -> list[str]:
    """Their names, to be found by typing."""
    consulta = select(Prestatario.nombre).where(Prestatario.confirmado).order_by(Prestatario.clave)
    return list(db.session.scalars(consulta))


def prestatario_de_nombre(nombre: str) -> int:
    """The id of the prestatario so named, written in and unconfirmed where it was not there."""
    conexion = db.session.connection()
    clave = plegar(nombre)
    encontrado = conexion.scalar(select(Prestatario.id).where(Prestatario.clave == clave))
    if encontrado is not None:
        return encontrado
    escrito = insert(Prestatario).values(nombre=nombre, clave=clave, con_reportes=False, confirmado=False)
    return conexion.execute(escrito.returning(Prestatario.id)).scalar_one()


def inhabiles() -> frozenset[date]:
    """The school's own days, beside the official ones of calendario."""
    return frozenset(fila.dia for fila in _INHABILES.todas(directa()))


def buscar_prestatario(nombre: str) -> int | None:
    """The id of the confirmed prestatario whose name is this one, accents and case aside."""
    consulta = select(Prestatario.id).where(Prestatario.clave == plegar(nombre), Prestatario.confirmado)
    return db.session.scalar(consulta)


def hay_prestatario(clave: str, *, menos: int | None = None) -> bool:
    """Whether another prestatario has this folded name."""
    consulta = select(Prestatario.id).where(Prestatario.clave == clave, Prestatario.id != (menos or 0))
    return db.session.scalar(consulta) is not None
