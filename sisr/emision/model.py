"""A lista de emisión: the batch in which constancias are asked for (REQUIREMENTS T2)."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from sisr.db import Instante, db


class ListaEmision(db.Model):
    __tablename__ = "lista_emision"

    numero: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    generada_en: Mapped[datetime] = mapped_column(Instante)
    por_id: Mapped[int] = mapped_column(ForeignKey("usuario.id"))
