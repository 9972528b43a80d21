"""Who has a document open in the reading page: told to the others, it lapses by itself and locks nothing."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, bindparam, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from sisr.cuentas.model import Usuario
from sisr.db import Instante, db, directa, tabla
from sisr.documentos.model import Documento
from sisr.preparada import Preparada
from sisr.reloj import ahora

DURA = timedelta(seconds=90)  # a page that is open says so every forty


class Presencia(db.Model):
    __tablename__ = "presencia"

    documento_id: Mapped[int] = mapped_column(ForeignKey("documento.id"), primary_key=True)
    usuario_id: Mapped[int] = mapped_column(ForeignKey("usuario.id"), primary_key=True)
    hasta: Mapped[datetime] = mapped_column(Instante)


_OTROS = Preparada(
    select(Presencia.documento_id, Usuario.nombre)
    .join(Usuario, Usuario.id == Presencia.usuario_id)
    .where(Presencia.hasta > bindparam("ahora", type_=Instante), Presencia.usuario_id != bindparam("menos"))
    .order_by(Usuario.nombre)
)


def anunciar(documento_id: int, *, por: int) -> None:
    """This person has it open now; whatever lapsed goes."""
    conexion, instante = db.session.connection(), ahora()
    suya = (Presencia.documento_id == documento_id) & (Presencia.usuario_id == por)
    conexion.execute(delete(tabla(Presencia)).where((Presencia.hasta <= instante) | suya))
    fila = {"documento_id": documento_id, "usuario_id": por, "hasta": instante + DURA}
    conexion.execute(insert(tabla(Presencia)).values(fila))


def olvidar(alumno_id: int) -> None:
    """Before the documents of a student go, whoever has one open."""
    suyos = select(Documento.id).where(Documento.alumno_id == alumno_id)
    db.session.connection().execute(delete(tabla(Presencia)).where(Presencia.documento_id.in_(suyos)))


def presentes(*, menos: int) -> dict[int, list[str]]:
    """By document, the names of the others who have it open."""
    quienes: dict[int, list[str]] = {}
    for otro in _OTROS.todas(directa(), ahora=ahora(), menos=menos):
        quienes.setdefault(otro.documento_id, []).append(otro.nombre)
    return quienes
