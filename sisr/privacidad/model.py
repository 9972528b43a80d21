"""The aviso de privacidad with every version it had, and who accepted which (REQUIREMENTS R9)."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from sisr.db import Instante, db


class AvisoPrivacidad(db.Model):
    """Nothing changes or deletes a version (migration 0012); the last one holds."""

    __tablename__ = "aviso_privacidad"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    simplificado: Mapped[str]
    integral: Mapped[str]
    borrador: Mapped[bool]  # until the school's lawyers have seen it
    publicado_en: Mapped[datetime] = mapped_column(Instante)
    por_id: Mapped[int | None] = mapped_column(ForeignKey("usuario.id"))


class AceptacionAviso(db.Model):
    __tablename__ = "aceptacion_aviso"

    alumno_id: Mapped[int] = mapped_column(ForeignKey("usuario.id"), primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(
        ForeignKey("aviso_privacidad.version"), primary_key=True, autoincrement=False
    )
    en: Mapped[datetime] = mapped_column(Instante)
