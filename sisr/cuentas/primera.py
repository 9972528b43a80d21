"""The first administrator: made with a code that only the console shows, good until there is one (X3)."""

import hashlib
import hmac
import secrets

from flask import current_app
from sqlalchemy import delete, insert, select

from sisr.cuentas import freno
from sisr.cuentas.contrasenas import cifrar
from sisr.cuentas.model import Disposicion, Funcion
from sisr.cuentas.personal import alta, hay_administracion
from sisr.db import db, escritura, tabla

_CLAVE = "codigo de la primera vez"
_LETRAS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is read as another


class CodigoEquivocado(Exception):
    """It is not the one that the console shows now."""


def codigo_nuevo() -> str:
    """Those of before are no good; only its hash is kept."""
    codigo = "-".join("".join(secrets.choice(_LETRAS) for _ in range(4)) for _ in range(4))
    with escritura() as conexion:
        conexion.execute(delete(tabla(Disposicion)).where(Disposicion.clave == _CLAVE))
        conexion.execute(insert(Disposicion).values(clave=_CLAVE, valor=_huella(codigo)))
    return codigo


def hace_falta() -> bool:
    """Whether the page is there: the console gave a code, and nobody is administrator yet."""
    return _guardada() is not None and not hay_administracion()


def estrenar(codigo: str, *, usuario: str, nombre: str, correo: str, contrasena: str) -> None:
    """The account, with every function. Raises CodigoEquivocado, UsuarioOcupado, Demasiados."""
    cifrada = cifrar(contrasena)
    with freno.contado(freno.de_codigo(_CLAVE), falla=CodigoEquivocado), escritura() as conexion:
        guardada = _guardada()
        if guardada is None or hay_administracion() or not hmac.compare_digest(guardada, _huella(codigo)):
            raise CodigoEquivocado
        conexion.execute(delete(tabla(Disposicion)).where(Disposicion.clave == _CLAVE))
        alta(usuario, nombre=nombre, correo=correo, funciones=tuple(Funcion), contrasena=cifrada, por=None)


def _guardada() -> str | None:
    return db.session.scalar(select(Disposicion.valor).where(Disposicion.clave == _CLAVE))


def _huella(codigo: str) -> str:
    """However it was typed: without the hyphens, in small letters."""
    limpio = "".join(letra for letra in codigo.upper() if letra.isalnum())
    clave = current_app.config["SECRET_KEY"].encode()
    return hmac.new(clave, limpio.encode(), hashlib.sha256).hexdigest()
