"""Accounts, the functions of the staff, and the sessions that are open."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Dialect, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from sisr.db import Instante, db


class Funcion(StrEnum):
    """What a member of the staff may do (REQUIREMENTS M2)."""

    EXPEDIENTES = "expedientes"
    REPORTES = "reportes"
    TERMINOS = "terminos"
    ADMINISTRACION = "administracion"

    @property
    def label(self) -> str:
        return {"terminos": "Términos", "administracion": "Administración"}.get(self, self.capitalize())


class Funciones(TypeDecorator[frozenset[Funcion]]):
    """A set of functions, stored as their names joined by commas."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Collection[Funcion] | None, dialect: Dialect) -> str:
        return ",".join(sorted(value or ()))

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[Funcion]:
        return frozenset(Funcion(nombre) for nombre in (value or "").split(",") if nombre)


class Usuario(db.Model):
    """Whoever enters. Its `clave` is what is typed as Usuario: a student's boleta, or a name for staff."""

    __tablename__ = "usuario"
    __table_args__ = (Index("ix_usuario_personal", "nombre", sqlite_where=text("es_alumno = 0")),)

    id: Mapped[int] = mapped_column(primary_key=True)
    clave: Mapped[str] = mapped_column(unique=True)
    nombre: Mapped[str]  # as it signs: «Atentamente: Martha»
    correo: Mapped[str] = mapped_column(index=True)
    contrasena: Mapped[str]  # empty while an invitation waits: it opens nothing
    es_alumno: Mapped[bool]
    funciones: Mapped[frozenset[Funcion]] = mapped_column(Funciones, default=frozenset())
    activo: Mapped[bool] = mapped_column(default=True)
    creado_en: Mapped[datetime] = mapped_column(Instante)


def claves_de(usuario: str) -> tuple[str, str]:
    """As a clave may be kept, whatever case was typed: a boleta in capitals, a name of the staff in small letters."""
    return usuario.upper(), usuario.lower()


class Sesion(db.Model):
    """A row from login on; the browser holds the token, the table only its SHA-256."""

    __tablename__ = "sesion"

    id: Mapped[int] = mapped_column(primary_key=True)
    huella: Mapped[str] = mapped_column(unique=True)
    usuario_id: Mapped[int] = mapped_column(ForeignKey("usuario.id"), index=True)
    agente: Mapped[str] = mapped_column(server_default="")  # which browser, in words
    direccion: Mapped[str | None]
    creada_en: Mapped[datetime] = mapped_column(Instante)
    vista_en: Mapped[datetime] = mapped_column(Instante)  # to the minute
    caduca_en: Mapped[datetime] = mapped_column(Instante)
    terminada_en: Mapped[datetime | None] = mapped_column(Instante)


class Disposicion(db.Model):
    """What administración decides for the whole house, by name; what is not here is as it comes."""

    __tablename__ = "disposicion"

    clave: Mapped[str] = mapped_column(primary_key=True)
    valor: Mapped[str]


class SegundoFactor(db.Model):
    """The secret that a telephone shares, sealed (cofre.py); unconfirmed until its first code is typed."""

    __tablename__ = "segundo_factor"

    usuario_id: Mapped[int] = mapped_column(ForeignKey("usuario.id"), primary_key=True)
    secreto: Mapped[str]
    confirmado_en: Mapped[datetime | None] = mapped_column(Instante)
    ultimo_paso: Mapped[int] = mapped_column(default=0)  # of the last code that was good: none serves twice


class CodigoRespaldo(db.Model):
    __tablename__ = "codigo_respaldo"

    id: Mapped[int] = mapped_column(primary_key=True)
    usuario_id: Mapped[int] = mapped_column(ForeignKey("usuario.id"), index=True)
    huella: Mapped[str]
    gastado_en: Mapped[datetime | None] = mapped_column(Instante)
