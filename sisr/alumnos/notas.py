"""Notes between staff on a student, who never sees them: added, and struck through by who wrote them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from sisr.alumnos.model import Alumno
from sisr.bitacora.model import Accion, anotar
from sisr.cuentas.model import Usuario
from sisr.db import Instante, db, directa, tabla
from sisr.preparada import Preparada, entre
from sisr.reloj import ahora

LARGO = 1000


class Nota(db.Model):
    __tablename__ = "nota"
    __table_args__ = (CheckConstraint("texto <> ''", name="con_texto"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    alumno_id: Mapped[int] = mapped_column(ForeignKey("alumno.id"), index=True)
    por_id: Mapped[int] = mapped_column(ForeignKey("usuario.id"))
    en: Mapped[datetime] = mapped_column(Instante)
    texto: Mapped[str]
    tachada_en: Mapped[datetime | None] = mapped_column(Instante)


class NotaAjena(Exception):
    """Only who wrote a note strikes it through."""


_VIGENTE = Nota.tachada_en.is_(None)
CUANTAS_NOTAS = (
    select(func.count())
    .where(Nota.alumno_id == Alumno.id, _VIGENTE)
    .correlate(Alumno)
    .scalar_subquery()
    .label("notas_del_personal")
)

_CON_NOTAS = Preparada(select(Nota.alumno_id).where(entre(Nota.alumno_id, "alumnos"), _VIGENTE).distinct())


def escribir(alumno_id: int, texto: str, *, por: int) -> None:
    nota = insert(tabla(Nota)).values(alumno_id=alumno_id, por_id=por, en=ahora(), texto=texto)
    cual = db.session.connection().execute(nota.returning(Nota.id)).scalar_one()
    anotar(Accion.NOTA, por=por, alumno_id=alumno_id, nota=cual)


def tachar(nota_id: int, *, alumno_id: int, por: int) -> bool:
    """False where this student has no such note. Raises NotaAjena."""
    autor = db.session.scalar(select(Nota.por_id).where(Nota.id == nota_id, Nota.alumno_id == alumno_id))
    if autor is None:
        return False
    if autor != por:
        raise NotaAjena
    cambio = update(tabla(Nota)).where(Nota.id == nota_id, _VIGENTE).values(tachada_en=ahora())
    if db.session.connection().execute(cambio).rowcount:
        anotar(Accion.TACHADO, por=por, alumno_id=alumno_id, nota=nota_id)
    return True


def notas_de(alumno_id: int) -> list[Any]:
    """With the `autor` of each, the last first."""
    consulta = select(tabla(Nota), Usuario.nombre.label("autor")).join(Usuario, Usuario.id == Nota.por_id)
    return list(db.session.execute(consulta.where(Nota.alumno_id == alumno_id).order_by(Nota.id.desc())).all())


def con_notas(alumnos: Collection[int]) -> frozenset[int]:
    """Of these students, those of whom something is noted and stands."""
    return frozenset(fila.alumno_id for fila in _CON_NOTAS.todas(directa(), alumnos=alumnos))
