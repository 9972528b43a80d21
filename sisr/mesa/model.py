"""The filters that a person keeps, each under a name of theirs."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sisr.db import db


class FiltroGuardado(db.Model):
    """`consulta` is what the address of the list says after its question mark."""

    __tablename__ = "filtro_guardado"
    __table_args__ = (
        UniqueConstraint("usuario_id", "lista", "nombre"),
        CheckConstraint("lista IN ('expedientes', 'reportes')", name="lista"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    usuario_id: Mapped[int] = mapped_column(ForeignKey("usuario.id"))
    lista: Mapped[str]
    nombre: Mapped[str]
    consulta: Mapped[str]
