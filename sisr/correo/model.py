"""The outbox: each mail is a row, written in the transaction of what caused it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from sisr.db import Instante, db


class Estado(StrEnum):
    """Where a mail is."""

    PENDIENTE = "pendiente"
    ENVIADO = "enviado"
    FALLIDO = "fallido"  # the mail server refused it for good; staff see it beside the student


class Correo(db.Model):
    __tablename__ = "correo"
    __table_args__ = (
        Index("ix_correo_pendiente", "siguiente_en", sqlite_where=text("estado = 'pendiente'")),
        Index("ix_correo_alumno", "alumno_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    alumno_id: Mapped[int | None] = mapped_column(ForeignKey("usuario.id"))
    para: Mapped[str]
    asunto: Mapped[str]
    texto: Mapped[str]
    sal: Mapped[str | None]  # of the link that only the mail itself bears (textos.token_de)
    message_id: Mapped[str]
    estado: Mapped[str] = mapped_column(default=Estado.PENDIENTE.value)
    intentos: Mapped[int] = mapped_column(default=0)
    creado_en: Mapped[datetime] = mapped_column(Instante)
    siguiente_en: Mapped[datetime] = mapped_column(Instante)
    enviado_en: Mapped[datetime | None] = mapped_column(Instante)
    error: Mapped[str | None]


class TextoPropio(db.Model):
    """A text that administración wrote over the file of templates/correo/; without a row the file holds."""

    __tablename__ = "texto_propio"

    plantilla: Mapped[str] = mapped_column(primary_key=True)
    texto: Mapped[str]  # its first line is the subject
    por_id: Mapped[int] = mapped_column(ForeignKey("usuario.id"))
    escrito_en: Mapped[datetime] = mapped_column(Instante)
