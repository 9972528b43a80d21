"""Sessions: opened at login, looked up at each request, ended by logout on the server too."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from flask import current_app, session
from flask_login import AnonymousUserMixin, LoginManager, current_user, login_user, logout_user
from sqlalchemy import insert, select, update

from sisr.bitacora.model import Accion, anotar
from sisr.cuentas.contrasenas import comprobar
from sisr.cuentas.model import Funcion, Sesion, Usuario, claves_de
from sisr.db import db, escritura
from sisr.reloj import ahora

gestor = LoginManager()
gestor.session_protection = None  # pyright: ignore[reportAttributeAccessIssue]


@dataclass(frozen=True)
class Persona:
    """Who asks: what every request needs of an account, and no more."""

    id: int
    clave: str
    nombre: str
    es_alumno: bool
    funciones: frozenset[Funcion]
    token: str
    is_authenticated = True
    is_active = True
    is_anonymous = False

    @property
    def papeles(self) -> frozenset[str]:
        """The names by which cuentas/permisos.py calls this person."""
        return frozenset({"alumno"}) if self.es_alumno else frozenset({"personal", *self.funciones})

    def get_id(self) -> str:
        return self.token


class Nadie(AnonymousUserMixin):
    """Who has not logged in."""

    id = None
    nombre = ""
    es_alumno = False
    papeles: frozenset[str] = frozenset()


gestor.anonymous_user = Nadie
_PERSONA = (
    select(Usuario.id, Usuario.clave, Usuario.nombre, Usuario.es_alumno, Usuario.funciones, Sesion.caduca_en)
    .select_from(Sesion)
    .join(Usuario)
    .where(Sesion.terminada_en.is_(None), Usuario.activo)
)


@gestor.user_loader
def persona_de(token: str) -> Persona | None:
    """The person of an open session; read on a connection that is given back at once."""
    with db.engine.connect() as conexion:
        fila = conexion.execute(_PERSONA.where(Sesion.huella == _huella(token))).first()
    if fila is None or fila.caduca_en <= ahora():
        return None
    return Persona(fila.id, fila.clave, fila.nombre, fila.es_alumno, fila.funciones, token)


def quien() -> Persona:
    """The person who asks, on a route that only people with an account reach."""
    return cast(Persona, current_user._get_current_object())


def ingresar(usuario: str, contrasena: str) -> Persona | None:
    """Open a session for whom the password proves; None when it proves nobody."""
    with db.engine.connect() as conexion:
        cuenta = conexion.execute(
            select(Usuario.id, Usuario.contrasena).where(Usuario.clave.in_(claves_de(usuario)), Usuario.activo)
        ).first()
    if not comprobar(cuenta.contrasena if cuenta else None, contrasena) or cuenta is None:
        return None
    token = _abrir(cuenta.id)
    session.clear()
    persona = persona_de(token)
    login_user(persona)
    return persona


def salir() -> None:
    """End this session in the table as well as in the browser."""
    persona = quien()
    with escritura() as conexion:
        conexion.execute(update(Sesion).where(Sesion.huella == _huella(persona.token)).values(terminada_en=ahora()))
        anotar(Accion.SALIDA, por=persona.id)
    logout_user()
    session.clear()


def _abrir(usuario_id: int) -> str:
    token, instante = secrets.token_urlsafe(32), ahora()
    caduca = instante + timedelta(hours=current_app.config["SESSION_HOURS"])
    with escritura() as conexion:
        conexion.execute(
            insert(Sesion).values(huella=_huella(token), usuario_id=usuario_id, creada_en=instante, caduca_en=caduca)
        )
        anotar(Accion.INGRESO, por=usuario_id)
    return token


def _huella(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
