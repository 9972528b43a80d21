"""Tries are slowed down and nobody is locked out: how many came lately, of whom and from where.

Only what failed stays counted. A try is counted before it is made and forgiven where it was good, so that
no number of processes at once lets one more through.
"""

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from flask import current_app, request
from sqlalchemy import Connection, Index, bindparam, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from sisr.db import Instante, db, escritura, tabla
from sisr.reloj import ahora

CINCO_MINUTOS, DIEZ_MINUTOS, UNA_HORA = timedelta(minutes=5), timedelta(minutes=10), timedelta(hours=1)
_SE_OLVIDA = UNA_HORA  # the longest window


class Intento(db.Model):
    """One try in one bucket, whose name is kept as a keyed hash: what is typed as a user may be a password."""

    __tablename__ = "intento"
    __table_args__ = (Index("ix_intento_cubeta", "cubeta", "en"), Index("ix_intento_en", "en"))

    id: Mapped[int] = mapped_column(primary_key=True)
    cubeta: Mapped[str]
    en: Mapped[datetime] = mapped_column(Instante)


_ESTORBA = (
    select(Intento.en)
    .where(Intento.cubeta == bindparam("cual"), Intento.en > bindparam("desde"))
    .order_by(Intento.en.desc())
    .offset(bindparam("salto"))
    .limit(1)
)


@dataclass(frozen=True)
class Cubeta:
    """At most so many tries in any stretch of that length."""

    nombre: str
    limite: int
    ventana: timedelta


class Demasiados(Exception):
    """Too many tries; its text is the sentence, `segundos` how long it takes until another may be made."""

    def __init__(self, segundos: int) -> None:
        minutos = ceil(segundos / 60)
        super().__init__(
            f"Hubo demasiados intentos. Espera {minutos} minuto{'s' if minutos != 1 else ''} y vuelve a intentarlo."
        )
        self.segundos = segundos


def de_ingreso(usuario: str, navegador: str | None) -> list[Cubeta]:
    """`navegador`: of one in which that account was open before, which has a bucket of its own.

    Whoever hammers a boleta from elsewhere does not keep its owner out; a school behind one address fits.
    """
    if navegador:
        return [Cubeta(f"conocido {usuario} {navegador}", 10, CINCO_MINUTOS)]
    return [
        Cubeta(f"ingreso {usuario} {direccion()}", 10, CINCO_MINUTOS),
        Cubeta(f"ingreso {usuario}", 100, UNA_HORA),
        Cubeta(f"ingreso desde {direccion()}", 600, DIEZ_MINUTOS),
        Cubeta("ingreso", 6000, DIEZ_MINUTOS),
    ]


def de_registro(boleta: str) -> list[Cubeta]:
    """Counts who was told that a boleta is taken; the laboratories of a school stand behind one address."""
    return [
        Cubeta(f"registro {boleta}", 20, UNA_HORA),
        Cubeta(f"registro desde {direccion()}", 300, DIEZ_MINUTOS),
        Cubeta("registro", 3000, DIEZ_MINUTOS),
    ]


def de_restablecer(usuario: str) -> list[Cubeta]:
    """Counts every mail that is asked for, whether or not there is such an account."""
    return [
        Cubeta(f"restablecer {usuario} {direccion()}", 3, DIEZ_MINUTOS),
        Cubeta(f"restablecer {usuario}", 10, UNA_HORA),
        Cubeta(f"restablecer desde {direccion()}", 200, UNA_HORA),
        Cubeta("restablecer", 1000, UNA_HORA),
    ]


def de_codigo(que: str) -> list[Cubeta]:
    """Of a code that somebody types: wherever they are, for who guesses may be anywhere."""
    return [
        Cubeta(f"codigo {que} {direccion()}", 10, CINCO_MINUTOS),
        Cubeta(f"codigo {que}", 50, UNA_HORA),
    ]


def contar(cubetas: Sequence[Cubeta]) -> list[int]:
    """Count a try in each; returns what `perdonar` takes. Raises Demasiados, and then nothing is counted."""
    with db.engine.connect() as conexion:  # who is refused writes nothing
        _que_quepa(conexion, cubetas)
    with escritura() as conexion:
        _que_quepa(conexion, cubetas)
        conexion.execute(delete(tabla(Intento)).where(Intento.en <= ahora() - _SE_OLVIDA))
        filas = [{"cubeta": _huella(cubeta), "en": ahora()} for cubeta in cubetas]
        return list(conexion.scalars(insert(Intento).returning(Intento.id), filas))


@contextmanager
def contado(cubetas: Sequence[Cubeta], *, falla: type[Exception]) -> Iterator[None]:
    """What ends with anything but that is forgiven. Raises Demasiados."""
    intentos = contar(cubetas)
    try:
        yield
    except falla:
        raise
    except BaseException:
        _perdonar(intentos)
        raise
    _perdonar(intentos)


def perdonar(intentos: Sequence[int]) -> None:
    """It was good: within the transaction of what it opened."""
    db.session.connection().execute(delete(tabla(Intento)).where(Intento.id.in_(intentos)))


def _perdonar(intentos: Sequence[int]) -> None:
    with escritura():
        perdonar(intentos)


def direccion() -> str:
    """From where, as far as one person can choose it: of IPv6, the network of 64 bits."""
    texto = request.remote_addr or ""
    try:
        cual = ip_address(texto)
    except ValueError:
        return texto
    return str(ip_network((cual, 64), strict=False)) if isinstance(cual, IPv6Address) else texto


def _que_quepa(conexion: Connection, cubetas: Sequence[Cubeta]) -> None:
    instante = ahora()
    esperas = [_espera(conexion, cubeta, instante) for cubeta in cubetas]
    if any(esperas):
        raise Demasiados(max(esperas))


def _espera(conexion: Connection, cubeta: Cubeta, instante: datetime) -> int:
    """Seconds until it has room; the try that has to grow old is the `limite`-th from the last."""
    que = {"cual": _huella(cubeta), "desde": instante - cubeta.ventana, "salto": cubeta.limite - 1}
    estorba = conexion.scalar(_ESTORBA, que)
    return max(1, ceil((estorba + cubeta.ventana - instante).total_seconds())) if estorba else 0


def _huella(cubeta: Cubeta) -> str:
    clave = current_app.config["SECRET_KEY"].encode()
    return hmac.new(clave, cubeta.nombre.encode(), hashlib.sha256).hexdigest()[:32]
