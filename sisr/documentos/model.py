"""A Documento is the present state of one paso of one student; its Entregas and Dictámenes are rows
that nothing overwrites. What became of an earlier entrega is read from them: its dictamen, or SUSTITUIDA."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Dialect, ForeignKey, Index, String, TextClause, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from sisr.archivos.antivirus import Antivirus
from sisr.archivos.juez import Nota
from sisr.cuentas.model import Funcion
from sisr.db import Instante, db
from sisr.proceso import EXPEDIENTE, PASOS


class Estatus(StrEnum):
    """As it is shown, and as the database keeps it."""

    EN_REVISION = "EN REVISIÓN"
    ACEPTADO = "ACEPTADO"
    RECHAZADO = "RECHAZADO"
    SUSTITUIDA = "SUSTITUIDA"  # an entrega that its student replaced before anybody decided


class Notas(TypeDecorator[tuple[Nota, ...]]):
    """What was noted in a file, stored as names joined by commas; NULL, where nobody looked, reads as nothing."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Iterable[Nota] | None, dialect: Dialect) -> str | None:
        return None if value is None else ",".join(nota.name for nota in value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Nota, ...]:
        return tuple(Nota[nombre] for nombre in value.split(",")) if value else ()


class Entrega(db.Model):
    """One delivery: one PDF, as `uploads/<boleta>/<clave>-<n>.pdf`."""

    __tablename__ = "entrega"
    __table_args__ = (
        UniqueConstraint("alumno_id", "clave", "n"),
        CheckConstraint("antivirus IN ('limpio', 'infectado', 'sin revisar')", name="antivirus"),
        Index("ix_entrega_sha256", "sha256", "alumno_id"),
        Index("ix_entrega_recibida", "clave", "recibida_en"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    alumno_id: Mapped[int] = mapped_column(ForeignKey("alumno.id"))
    clave: Mapped[str]
    n: Mapped[int]
    nombre: Mapped[str]  # of the file, as the person called it
    ruta: Mapped[str] = mapped_column(unique=True)  # within uploads
    bytes: Mapped[int]
    paginas: Mapped[int]
    sha256: Mapped[str]
    recibida_en: Mapped[datetime] = mapped_column(Instante)
    por_id: Mapped[int] = mapped_column(ForeignKey("usuario.id"))
    notas: Mapped[tuple[Nota, ...] | None] = mapped_column(Notas)
    antivirus: Mapped[str] = mapped_column(server_default=Antivirus.SIN_REVISAR.value)


class Dictamen(db.Model):
    """One decision on one entrega; RECHAZADO if and only if there is a motivo."""

    __tablename__ = "dictamen"
    __table_args__ = (
        CheckConstraint("resultado IN ('ACEPTADO', 'RECHAZADO')", name="resultado"),
        CheckConstraint("(resultado = 'RECHAZADO') = (motivo IS NOT NULL)", name="motivo"),
        CheckConstraint("motivo <> ''", name="motivo_con_texto"),
        Index("ix_dictamen_por", "por_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entrega_id: Mapped[int] = mapped_column(ForeignKey("entrega.id"), index=True)
    resultado: Mapped[str]
    motivo: Mapped[str | None]
    por_id: Mapped[int] = mapped_column(ForeignKey("usuario.id"))
    en: Mapped[datetime] = mapped_column(Instante)


_EN_REVISION = "estatus = 'EN REVISIÓN'"
_POR_REVISAR = f"{_EN_REVISION} AND clave <> 'expediente'"


class Documento(db.Model):
    """Unique by student and clave, so that there is one present entrega, and one estatus, a paso."""

    __tablename__ = "documento"
    __table_args__ = (
        UniqueConstraint("alumno_id", "clave"),
        CheckConstraint("estatus IN ('EN REVISIÓN', 'ACEPTADO', 'RECHAZADO')", name="estatus"),
        CheckConstraint("estatus <> 'RECHAZADO' OR dictamen_id IS NOT NULL", name="rechazo_dictado"),
        CheckConstraint("estatus <> 'EN REVISIÓN' OR dictamen_id IS NULL", name="revision_sin_dictamen"),
        Index("ix_documento_cola", "clave", "estatus", "entrega_id", "alumno_id"),
        Index("ix_documento_entrega", "clave", "entrega_id", "estatus", "alumno_id"),
        Index("ix_documento_por_revisar", "alumno_id", "entrega_id", sqlite_where=text(_POR_REVISAR)),
        Index("ix_documento_espera", "entrega_id", "alumno_id", sqlite_where=text(_POR_REVISAR)),
        Index(
            "ix_documento_recibida",
            *("clave", "recibida_en", "entrega_id", "alumno_id"),
            sqlite_where=text(_EN_REVISION),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    alumno_id: Mapped[int] = mapped_column(ForeignKey("alumno.id"))
    clave: Mapped[str]
    estatus: Mapped[str]
    entrega_id: Mapped[int] = mapped_column(ForeignKey("entrega.id"), unique=True)
    dictamen_id: Mapped[int | None] = mapped_column(ForeignKey("dictamen.id"), unique=True)
    recibida_en: Mapped[datetime | None] = mapped_column(Instante)  # of its entrega, copied by a trigger


EN_REVISION = text(f"documento.{_EN_REVISION}")


def por_revisar(de: str = "documento") -> TextClause:
    """What waits but the expedientes, said as its indexes say it: SQLite compares the words; `de` is an alias."""
    return text(_POR_REVISAR.replace("estatus", f"{de}.estatus").replace("clave", f"{de}.clave"))


def funcion_que_dictamina(clave: str) -> Funcion:
    """Whose work it is to decide on the documents of a paso."""
    return Funcion.EXPEDIENTES if clave == EXPEDIENTE.clave else Funcion.REPORTES


def folio(entrega_id: int, recibida_en: datetime) -> str:
    """What an acuse is called: year and entrega."""
    return f"{recibida_en:%Y}-{entrega_id:06d}"


def nombre_descarga(boleta: str, clave: str, n: int) -> str:
    """A file name that a person understands: «2002100400 Reporte 3.pdf»."""
    return f"{boleta} {PASOS[clave].nombre}{f' ({n})' if n > 1 else ''}.pdf"
