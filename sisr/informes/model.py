"""What is counted: one row for each thing that happened, with the student as they then were.

Triggers write these rows (migration 0003) in the transaction of what happened, because the rooms where
things happen stand below this one and know nothing of it, and because no writer can then forget one. A
student's carrera or prestatario may be corrected later; what a closed period counts stays as it was.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from sisr.db import Instante, db


class Hecho(StrEnum):
    """What can happen, as the database keeps it, with its names for one and for many.

    The first decision on an entrega is its dictamen; another one on the same entrega is a correction of it.
    """

    uno: str
    varios: str

    REGISTRO = "registro", "registro", "registros"
    ENTREGA = "entrega", "primera entrega", "primeras entregas"
    REENTREGA = "reentrega", "reentrega", "reentregas"
    ACEPTACION = "aceptacion", "dictamen ACEPTADO", "dictámenes ACEPTADO"
    RECHAZO = "rechazo", "dictamen RECHAZADO", "dictámenes RECHAZADO"
    CORRECCION = "correccion", "dictamen corregido", "dictámenes corregidos"
    NUMERO = "numero", "número de registro", "números de registro"
    LISTA = "lista", "ingreso a lista de emisión", "ingresos a lista de emisión"
    RETIRO = "retiro", "retiro de lista de emisión", "retiros de lista de emisión"
    CONSTANCIA = "constancia", "constancia", "constancias"

    def __new__(cls, valor: str, uno: str, varios: str) -> "Hecho":
        hecho = str.__new__(cls, valor)
        hecho._value_ = valor
        hecho.uno, hecho.varios = uno, varios
        return hecho


DICTAMENES = (Hecho.ACEPTACION, Hecho.RECHAZO)
ENTREGAS = (Hecho.ENTREGA, Hecho.REENTREGA)


class Suceso(db.Model):
    """A copy for counting, kept equal to its sources by a test. Day and hour are Mexico City's.

    `origen_id` is the id of the entrega, dictamen, acto or alumno it copies; `intento`, which delivery of
    that document it was or was about; `dias`, how many days were waited for it: from the delivery to the
    dictamen, from the list to the constancia. Kept in the order in which a report reads it.
    """

    __tablename__ = "suceso"
    __table_args__ = (
        Index("ix_suceso_por", "por_id", "hecho", "dia", sqlite_where=text("hecho IN ('aceptacion', 'rechazo')")),
        {"sqlite_with_rowid": False},
    )

    hecho: Mapped[str] = mapped_column(primary_key=True)
    dia: Mapped[date] = mapped_column(primary_key=True)
    origen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    en: Mapped[datetime] = mapped_column(Instante)
    dia_semana: Mapped[int]  # Monday is 0
    hora: Mapped[int]
    alumno_id: Mapped[int]
    clave: Mapped[str]  # of the document; empty where it is about none
    intento: Mapped[int | None]
    dias: Mapped[int | None]
    por_id: Mapped[int | None]
    carrera_id: Mapped[int]
    genero: Mapped[str]
    semestre: Mapped[int]
    prestatario_id: Mapped[int]


class Conteo(db.Model):
    """Sucesos of a month, counted by one dimension: a copy for speed, kept equal to a recount by a test.

    It has the days that are closed (cierre.py); those after them are counted row by row.
    """

    __tablename__ = "conteo"
    __table_args__ = ({"sqlite_with_rowid": False},)

    dimension: Mapped[str] = mapped_column(primary_key=True)
    mes: Mapped[str] = mapped_column(primary_key=True)  # «2026-11»
    hecho: Mapped[str] = mapped_column(primary_key=True)
    valor: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int]


class Cierre(db.Model):
    """Up to which day, with it, there are conteos. A suceso that comes late to one of those days opens its
    month again, and a frequent motivo that changes, all of theirs (triggers of migration 0023)."""

    __tablename__ = "cierre"

    de: Mapped[str] = mapped_column(primary_key=True)  # «sucesos», or «motivos» of rejections
    dia: Mapped[date]


class PrestatarioUnido(db.Model):
    """How a prestatario was called that the catalogue no longer has, for it was merged with another."""

    __tablename__ = "prestatario_unido"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    nombre: Mapped[str]
