"""The way in and out: a password opens a session, counted before it is looked at."""

import hashlib
from collections.abc import Sequence
from typing import Any

from flask import current_app, session
from flask_login import current_user, login_user, logout_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from sisr.bitacora.model import Accion, anotar
from sisr.cuentas import factor, freno, navegadores
from sisr.cuentas.contrasenas import comprobar
from sisr.cuentas.lugares import antesala
from sisr.cuentas.model import Usuario, claves_de
from sisr.cuentas.sesiones import Persona, abrir, persona_de, quien, terminar
from sisr.db import db, escritura
from sisr.reloj import ahora

_MEDIO = "a medias"
_ESPERA_CODIGO = 5 * 60  # seconds from the password to the code


class FaltaCodigo(Exception):
    """The password is good; the second factor is still to be typed."""


def ingresar(usuario: str, contrasena: str) -> Persona | None:
    """Open a session for whom the password proves; None when it proves nobody. Raises Demasiados, FaltaCodigo."""
    with antesala:
        return _ingresar(usuario, contrasena)


def _ingresar(usuario: str, contrasena: str) -> Persona | None:
    with db.engine.connect() as conexion:
        cuenta = conexion.execute(
            select(Usuario.id, Usuario.contrasena, Usuario.es_alumno).where(
                Usuario.clave.in_(claves_de(usuario)), Usuario.activo
            )
        ).first()
    navegador = navegadores.conocido(cuenta.id if cuenta else None)
    intentos = freno.contar(freno.de_ingreso(usuario.upper(), navegador))
    if not comprobar(cuenta.contrasena if cuenta else None, contrasena) or cuenta is None:
        return None
    if factor.tiene(cuenta.id):
        _a_medias(cuenta, intentos)
        raise FaltaCodigo
    return _entrar(cuenta.id, cuenta.es_alumno, intentos)


def a_medias() -> int | None:
    """Whose password was typed in this browser a moment ago, and is the same still."""
    usuario_id, desde, sello = session.get(_MEDIO, (0, 0, ""))
    if ahora().timestamp() - desde > _ESPERA_CODIGO:
        return None
    with db.engine.connect() as conexion:
        cifrada = conexion.scalar(select(Usuario.contrasena).where(Usuario.id == usuario_id, Usuario.activo))
    return usuario_id if cifrada and _sello(cifrada) == sello else None


def ingresar_con_codigo(usuario_id: int, codigo: str) -> Persona | None:
    """As `ingresar`, for whom `a_medias` names. Raises Demasiados."""
    return _entrar(usuario_id, es_alumno=False) if factor.vale(usuario_id, codigo) else None


def salir() -> None:
    """End this session in the table as well as in the browser."""
    persona = quien()
    with escritura():
        terminar(persona.id, sesion_id=persona.sesion_id)
        anotar(Accion.SALIDA, por=persona.id)
    logout_user()
    session.clear()


def sin_rastro(respuesta: Response) -> Response:
    """What the browser kept goes too; over plain HTTP it would not listen."""
    if current_app.config["SESSION_COOKIE_SECURE"]:
        respuesta.headers["Clear-Site-Data"] = '"cache", "storage"'
    return respuesta


def _a_medias(cuenta: Any, intentos: Sequence[int]) -> None:
    with escritura():
        freno.perdonar(intentos)
    session.clear()
    session[_MEDIO] = [cuenta.id, ahora().timestamp(), _sello(cuenta.contrasena)]


def _sello(cifrada: str) -> str:
    return hashlib.sha256(cifrada.encode()).hexdigest()[:16]


def _entrar(usuario_id: int, es_alumno: bool, intentos: Sequence[int] = ()) -> Persona | None:
    """A session of its own, also in a browser where another was open."""
    anterior = current_user._get_current_object()
    with escritura():
        freno.perdonar(intentos)
        if isinstance(anterior, Persona):
            terminar(anterior.id, sesion_id=anterior.sesion_id)
        token = abrir(usuario_id, es_alumno=es_alumno)
        anotar(Accion.INGRESO, por=usuario_id)
    session.clear()
    persona = persona_de(token)
    login_user(persona)
    return persona
