"""Bitácora: one line for each act, with ids instead of names; nothing changes or deletes one."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask import has_request_context, request
from sqlalchemy import JSON, Index, TextClause, bindparam, insert, text
from sqlalchemy.orm import Mapped, mapped_column

from sisr.db import Instante, db, directa, tabla
from sisr.preparada import Preparada
from sisr.reloj import ahora


class Accion(StrEnum):
    """What can be done, as the database keeps it."""

    label: str

    REGISTRO = "registro", "Se registró"
    INGRESO = "ingreso", "Ingresó al sistema"
    FALLIDO = "fallido", "Falló un ingreso"
    SALIDA = "salida", "Salió del sistema"
    ENTREGA = "entrega", "Cargó un documento"
    ACEPTACION = "aceptacion", "Aceptó un documento"
    RECHAZO = "rechazo", "Rechazó un documento"
    CORRECCION = "correccion", "Corrigió un dictamen"
    NUMERO = "numero", "Anotó número, lista y fecha de envío"
    PRESTATARIO = "prestatario", "Confirmó un prestatario"
    UNION = "union", "Unió dos prestatarios"
    LISTA = "lista", "Puso en una lista de emisión"
    RETIRO = "retiro", "Quitó de una lista de emisión"
    CONSTANCIA = "constancia", "Cargó la constancia"
    SUSTITUCION = "sustitucion", "Sustituyó la constancia"
    CATALOGO = "catalogo", "Cambió un catálogo"
    PERSONAL = "personal", "Creó una cuenta de personal"
    CONTRASENA = "contrasena", "Cambió su contraseña"
    CORREO = "correo", "Cambió su correo"
    SESIONES = "sesiones", "Cerró otras sesiones suyas"
    INVITACION = "invitacion", "Invitó a una cuenta de personal"
    FUNCIONES = "funciones", "Cambió las funciones de una cuenta"
    FACTOR = "factor", "Cambió un segundo factor"
    APARTADO = "apartado", "Apartó la cuenta y dejó libre su boleta"
    CIERRE = "cierre", "Cerró una cuenta"
    RECTIFICACION = "rectificacion", "Corrigió datos del alumno"
    NOTA = "nota", "Escribió una nota"
    TACHADO = "tachado", "Tachó una nota"
    REENVIO = "reenvio", "Envió un correo otra vez"
    REAPERTURA = "reapertura", "Volvió a abrir una cuenta"
    LECTURA = "lectura", "Abrió un archivo"
    EXPORTACION = "exportacion", "Descargó una lista o un paquete"
    DATOS = "datos", "Descargó todos los datos de una persona"
    CANCELACION = "cancelacion", "Canceló los datos de una persona"
    AVISO = "aviso", "Publicó un aviso de privacidad"
    RESTAURACION = "restauracion", "Restauró un respaldo"

    def __new__(cls, valor: str, label: str) -> "Accion":
        accion = str.__new__(cls, valor)
        accion._value_ = valor
        accion.label = label
        return accion


# Decisions are one line in five, found by going back through all: an index of them would be written at each.
DICTAMENES = frozenset({Accion.ACEPTACION, Accion.RECHAZO})
_MENOS_DICTAMENES = "accion NOT IN ('aceptacion', 'rechazo')"


class Acto(db.Model):
    __tablename__ = "acto"
    __table_args__ = (
        Index("ix_acto_alumno", "alumno_id", "id"),
        Index("ix_acto_en", "en", "id"),
        Index("ix_acto_por", "por_id", "en"),
        Index("ix_acto_accion", "accion", "en", sqlite_where=text(_MENOS_DICTAMENES)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    en: Mapped[datetime] = mapped_column(Instante)
    accion: Mapped[str]
    por_id: Mapped[int | None]
    alumno_id: Mapped[int | None]
    direccion: Mapped[str | None]
    detalle: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


MENOS_DICTAMENES: TextClause = text(f"acto.{_MENOS_DICTAMENES}")
_COLUMNAS = ("en", "accion", "por_id", "alumno_id", "direccion", "detalle")
_ANOTAR = Preparada(insert(tabla(Acto)).values({columna: bindparam(columna) for columna in _COLUMNAS}))


def anotar(accion: Accion, *, por: int | None, alumno_id: int | None = None, **detalle: object) -> None:
    """Add a line within the transaction of the act it tells of; `detalle` holds ids and numbers, no names."""
    _ANOTAR.ejecutar(directa(), **_linea(accion, por, alumno_id, detalle))


def anotar_cada(accion: Accion, *, por: int, detalles: Mapping[int, Mapping[str, object]]) -> None:
    """A line for each student, in one statement: the same act done to many."""
    if detalles:
        lineas = [_linea(accion, por, alumno_id, detalle) for alumno_id, detalle in detalles.items()]
        _ANOTAR.cada(directa(), lineas)


def _linea(accion: Accion, por: int | None, alumno_id: int | None, detalle: Mapping[str, object]) -> dict[str, Any]:
    return {
        "en": ahora(),
        "accion": accion.value,
        "por_id": por,
        "alumno_id": alumno_id,
        "direccion": request.remote_addr if has_request_context() else None,
        "detalle": dict(detalle),
    }
