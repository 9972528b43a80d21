"""Links by mail: good once and for a while; the table holds only the hash of what they bear."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from sisr.correo.textos import encolar, token_de
from sisr.cuentas.model import Usuario
from sisr.db import Instante, db, tabla
from sisr.reloj import ahora


class Tipo(StrEnum):
    """What a link is for, which is also how its address begins."""

    CONTRASENA = "contrasena"
    INVITACION = "invitacion"
    CORREO = "correo"

    @property
    def vigencia(self) -> timedelta:
        return {Tipo.CONTRASENA: timedelta(hours=1), Tipo.CORREO: timedelta(days=1)}.get(self, timedelta(days=7))


class Enlace(db.Model):
    __tablename__ = "enlace"

    id: Mapped[int] = mapped_column(primary_key=True)
    usuario_id: Mapped[int] = mapped_column(ForeignKey("usuario.id"), index=True)
    tipo: Mapped[str]
    huella: Mapped[str] = mapped_column(unique=True)
    correo: Mapped[str | None]  # the new address, where it is to be confirmed
    creado_en: Mapped[datetime] = mapped_column(Instante)
    vence_en: Mapped[datetime] = mapped_column(Instante)
    gastado_en: Mapped[datetime | None] = mapped_column(Instante)  # used, or superseded


class EnlaceGastado(Exception):
    """It was used, superseded or closed meanwhile; nothing was changed."""


@dataclass(frozen=True)
class Vigente:
    """A link that is good now, and whose."""

    id: int
    tipo: Tipo
    usuario: Any
    correo: str | None


def mandar(tipo: Tipo, usuario: Any, plantilla: str, *, correo: str | None = None, **datos: object) -> str:
    """A new link, in a mail, within the caller's transaction; those of before are no good. Returns its token.

    `usuario`: with id, nombre, correo and es_alumno; `correo`: a new address, which the mail goes to.
    """
    sal, instante = secrets.token_urlsafe(24), ahora()
    anular(usuario.id, tipo)
    fila = {"usuario_id": usuario.id, "tipo": tipo.value, "huella": _huella(token_de(sal)), "correo": correo}
    fila |= {"creado_en": instante, "vence_en": instante + tipo.vigencia}
    db.session.connection().execute(insert(Enlace).values(fila))
    avisar(plantilla, usuario, para=correo, sal=sal, **datos)
    return token_de(sal)


def vigente(tipo: Tipo, token: str) -> Vigente | None:
    """Looking uses nothing up: a mail scanner opens every link that passes."""
    fila = db.session.execute(
        select(tabla(Enlace)).where(
            Enlace.huella == _huella(token),
            Enlace.tipo == tipo.value,
            Enlace.gastado_en.is_(None),
            Enlace.vence_en > ahora(),
        )
    ).first()
    usuario = fila and db.session.execute(select(tabla(Usuario)).where(Usuario.id == fila.usuario_id)).one()
    return Vigente(fila.id, tipo, usuario, fila.correo) if fila and usuario and usuario.activo else None


def gastar(enlace: Vigente) -> None:
    """Within the transaction of what it opens. Raises EnlaceGastado."""
    este = update(tabla(Enlace)).where(Enlace.id == enlace.id, Enlace.gastado_en.is_(None))
    if not db.session.connection().execute(este.values(gastado_en=ahora())).rowcount:
        raise EnlaceGastado


def anular(usuario_id: int, *tipos: Tipo) -> None:
    """Those of somebody that were not used yet, within the caller's transaction."""
    suyos = update(tabla(Enlace)).where(
        Enlace.usuario_id == usuario_id, Enlace.tipo.in_(tipo.value for tipo in tipos), Enlace.gastado_en.is_(None)
    )
    db.session.connection().execute(suyos.values(gastado_en=ahora()))


def avisar(plantilla: str, usuario: Any, *, para: str | None = None, sal: str | None = None, **datos: object) -> None:
    """A mail to the person of an account, or to another address of theirs."""
    alumno_id = usuario.id if usuario.es_alumno else None
    encolar(plantilla, alumno_id=alumno_id, para=para or usuario.correo, sal=sal, usuario=usuario, **datos)


def _huella(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
