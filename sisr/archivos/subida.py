"""An upload that comes in parts: a row that says whose and what for, and a file in staging whose size is the offset.

That file is all there is to know of how much came, so that no `kill -9` leaves two answers. A row without its
file is an upload that was used, or discarded, or swept.
"""

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from flask_login import current_user
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from sisr.archivos import disco, parte, recepcion
from sisr.archivos.errores import EnvioMalHecho, EnvioPerdido
from sisr.archivos.recepcion import VIGENCIA, Recibido
from sisr.db import Instante, db, escritura, tabla
from sisr.reloj import ahora

EN_ESPERA = "en espera"  # the destino of one that was received: no form takes it any more


class Subida(db.Model):
    """Belongs to an account, or to the browser of who has none yet."""

    __tablename__ = "subida"
    __table_args__ = (CheckConstraint("(usuario_id IS NULL) <> (navegador IS NULL)", name="un_duenio"),)

    ficha: Mapped[str] = mapped_column(primary_key=True)  # its public id, and its name in staging
    usuario_id: Mapped[int | None] = mapped_column(ForeignKey("usuario.id"), index=True)
    navegador: Mapped[str | None] = mapped_column(index=True)
    destino: Mapped[str]  # the address of the form that it is for
    nombre: Mapped[str]
    largo: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str | None]  # kept when it came in one go, so that it need not be read again
    creada_en: Mapped[datetime] = mapped_column(Instante)

    @property
    def ruta(self) -> Path:
        return disco.recepcion() / self.ficha

    @property
    def llegado(self) -> int:
        """Bytes that came so far."""
        return self.ruta.stat().st_size if self.vive else 0

    @property
    def vive(self) -> bool:
        return self.ruta.is_file()

    @property
    def vence_en(self) -> datetime:
        """A day after its last part. Raises EnvioPerdido."""
        try:
            return datetime.fromtimestamp(self.ruta.stat().st_mtime, UTC) + VIGENCIA
        except FileNotFoundError:
            raise EnvioPerdido from None

    def es_de(self, nombre: str, largo: int | None) -> bool:
        """Whether it is of the file that its owner calls so."""
        return self.largo == largo and self.nombre == recepcion.nombre_limpio(nombre)


def propias() -> list[Subida]:
    """Those of who asks that were not used yet, the latest first; the connection is given back."""
    consulta = select(Subida).where(_de_quien_pide()).order_by(Subida.creada_en.desc(), Subida.ficha)
    todas = db.session.scalars(consulta).all()
    db.session.close()
    return [subida for subida in todas if subida.vive]


def propia(ficha: str) -> Subida:
    """One of those. Raises EnvioPerdido."""
    for subida in propias():
        if subida.ficha == ficha:
            return subida
    raise EnvioPerdido


def continuar(subida: Subida, cuerpo: IO[bytes], *, desde: int, hasta: int, al_llegar: Callable[[int], None]) -> None:
    """Append a part of it; raises as `parte.anexar`, and EnvioMalHecho for more than was announced at first."""
    if hasta > subida.largo:
        raise EnvioMalHecho
    suma = parte.anexar(subida.ruta, cuerpo, desde=desde, hasta=hasta, al_llegar=al_llegar)
    if suma and subida.llegado == subida.largo:
        with escritura() as conexion:
            conexion.execute(update(tabla(Subida)).where(Subida.ficha == subida.ficha).values(sha256=suma))


def retener(recibido: Recibido, *, usuario_id: int) -> None:
    """Within the caller's transaction: a judged file counts as theirs for as long as it waits in staging."""
    conexion = db.session.connection()
    conexion.execute(delete(tabla(Subida)).where(Subida.ficha == recibido.ficha))
    conexion.execute(
        insert(tabla(Subida)).values(
            ficha=recibido.ficha,
            usuario_id=usuario_id,
            destino=EN_ESPERA,
            nombre=recibido.nombre,
            largo=recibido.bytes,
            sha256=recibido.sha256,
            creada_en=ahora(),
        )
    )


def soltar(fichas: Collection[str]) -> None:
    """Unlink what was received and waits no more; `barrer` forgets the rows."""
    for ficha in fichas:
        (disco.recepcion() / ficha).unlink(missing_ok=True)


def descartar(subida: Subida) -> None:
    subida.ruta.unlink(missing_ok=True)
    _borrar([subida.ficha])


def barrer() -> int:
    """Unlinks what has waited in staging for more than a day, and forgets the uploads whose file is gone."""
    barridos = recepcion.barrer(ahora() - VIGENCIA)
    todas = db.session.scalars(select(Subida)).all()
    db.session.close()
    _borrar([subida.ficha for subida in todas if not subida.vive])
    return barridos


def _de_quien_pide() -> ColumnElement[bool]:
    if current_user.is_authenticated:
        return Subida.usuario_id == current_user.id
    return Subida.navegador == (recepcion.navegador() or "")


def _borrar(fichas: list[str]) -> None:
    if fichas:
        with escritura() as conexion:
            conexion.execute(
                delete(tabla(Subida)).where(Subida.ficha == bindparam("una")), [{"una": f} for f in fichas]
            )
