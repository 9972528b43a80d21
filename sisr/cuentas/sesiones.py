"""Sessions: rows of a table, looked up at each request, that end by limits, by logout and by whoever owns them."""

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any, cast

from flask import Flask, Response, current_app, g, request, session
from flask_login import AnonymousUserMixin, LoginManager, current_user
from sqlalchemy import and_, bindparam, exists, insert, select, update
from sqlalchemy.exc import OperationalError

from sisr.cuentas.galleta import RECORDADAS, Galleta
from sisr.cuentas.model import Disposicion, Funcion, SegundoFactor, Sesion, Usuario
from sisr.cuentas.navegadores import en_palabras
from sisr.db import Prestada, db, escritura, tabla
from sisr.preparada import Preparada
from sisr.reloj import ahora
from sisr.turno import BaseOcupada

EXIGE_FACTOR = "segundo factor"  # the disposición that asks it of everybody who works here
LATIDO = timedelta(minutes=1)  # between two notes that somebody is there


class Gestor(LoginManager):
    """A session is tied to its row, and not to the address and the browser that a cookie comes from; and no
    cookie or header remembers anybody. The library looks for all of them at each request."""

    def _load_user(self) -> None:
        token = session.get("_user_id")
        g._login_user = (persona_de(token) if token else None) or Nadie()

    def _update_remember_cookie(self, response: Response) -> Response:
        return response


gestor = Gestor()


@dataclass(frozen=True)
class Persona:
    """Who asks: what every request needs of an account, and no more."""

    id: int
    clave: str
    nombre: str
    es_alumno: bool
    funciones: frozenset[Funcion]
    token: str
    sesion_id: int
    vista_en: datetime
    caduca_en: datetime
    debe_factor: bool  # a second factor is required, and there is none yet
    is_authenticated = True
    is_active = True
    is_anonymous = False

    @cached_property
    def papeles(self) -> frozenset[str]:
        """The names by which cuentas/permisos.py calls this person."""
        return frozenset({"alumno"}) if self.es_alumno else frozenset({"personal", *self.funciones})

    def get_id(self) -> str:
        return self.token


class Nadie(AnonymousUserMixin):
    """Who has not logged in."""

    id = None
    nombre = ""
    es_alumno = debe_factor = False
    papeles: frozenset[str] = frozenset()


gestor.anonymous_user = Nadie
_SIN_FACTOR = exists().where(Disposicion.clave == EXIGE_FACTOR) & ~exists().where(
    SegundoFactor.usuario_id == Usuario.id, SegundoFactor.confirmado_en.is_not(None)
)
_PERSONA = Preparada(
    select(
        Usuario.id,
        Usuario.clave,
        Usuario.nombre,
        Usuario.es_alumno,
        Usuario.funciones,
        Sesion.id.label("sesion_id"),
        Sesion.vista_en,
        Sesion.caduca_en,
        and_(~Usuario.es_alumno, _SIN_FACTOR).label("debe_factor"),
    )
    .select_from(Sesion)
    .join(Usuario)
    .where(Sesion.huella == bindparam("huella"), Sesion.terminada_en.is_(None), Usuario.activo)
)


def preparar(app: Flask) -> None:
    app.session_interface = Galleta()
    gestor.init_app(app, add_context_processor=False)
    app.jinja_env.globals["current_user"] = current_user
    app.extensions["latir"] = latir
    app.after_request(_al_responder)


def persona_de(token: str) -> Persona | None:
    """The person of an open session; read on a connection that is given back at once."""
    with Prestada() as conexion:
        cruda = _PERSONA.cruda(conexion, huella=_huella(token))
    persona = _persona(token, cruda) if cruda else None
    return persona if persona and _vive(persona) else None


@lru_cache(RECORDADAS)
def _persona(token: str, cruda: tuple[Any, ...]) -> Persona:
    """Made once of what a row says, which changes once a minute: the row itself is read at each request."""
    fila = _PERSONA.leer(cruda)
    suyo = fila.id, fila.clave, fila.nombre, fila.es_alumno, fila.funciones
    return Persona(*suyo, token, fila.sesion_id, fila.vista_en, fila.caduca_en, bool(fila.debe_factor))


def quien() -> Persona:
    """The person who asks, from where the library keeps them; Nadie where no one logged in, which is nobody on a
    route that only people with an account reach."""
    return cast(Persona, g.get("_login_user") or current_user._get_current_object())


def abrir(usuario_id: int, *, es_alumno: bool) -> str:
    """Its token, within the caller's transaction."""
    token, instante = secrets.token_urlsafe(32), ahora()
    horas = current_app.config["SESSION_HOURS" if es_alumno else "STAFF_SESSION_HOURS"]
    fila = {
        "huella": _huella(token),
        "usuario_id": usuario_id,
        "agente": en_palabras(),
        "direccion": request.remote_addr,
        "creada_en": instante,
        "vista_en": instante,
        "caduca_en": instante + timedelta(hours=horas),
    }
    db.session.connection().execute(insert(Sesion).values(fila))
    return token


def abiertas(persona: Persona) -> list[Any]:
    """The sessions of a person that are alive, this one first."""
    filas = db.session.execute(
        select(tabla(Sesion), Usuario.es_alumno)
        .join(Usuario)
        .where(Sesion.usuario_id == persona.id, Sesion.terminada_en.is_(None))
        .order_by((Sesion.id == persona.sesion_id).desc(), Sesion.vista_en.desc())
    )
    return [fila for fila in filas if _vive(fila)]


def terminar(usuario_id: int, *, sesion_id: int | None = None, menos: int | None = None) -> int:
    """End one of somebody's sessions, or all of them `menos` one, within the caller's transaction; how many."""
    cuales = update(tabla(Sesion)).where(Sesion.usuario_id == usuario_id, Sesion.terminada_en.is_(None))
    if sesion_id is not None:
        cuales = cuales.where(Sesion.id == sesion_id)
    if menos is not None:
        cuales = cuales.where(Sesion.id != menos)
    return db.session.connection().execute(cuales.values(terminada_en=ahora())).rowcount


def latir() -> None:
    """Note that who asks is there, once a minute at most, and never waiting for whoever writes."""
    persona = quien()
    if not persona.is_authenticated or ahora() - g.get("latido", persona.vista_en) < LATIDO:
        return
    g.latido = ahora()
    with suppress(BaseOcupada, OperationalError), escritura(espera=0) as conexion:
        conexion.execute(update(tabla(Sesion)).where(Sesion.id == persona.sesion_id).values(vista_en=g.latido))


def _al_responder(respuesta: Response) -> Response:
    """Also what took long, such as a file on its way, ends as something just seen."""
    latir()
    return respuesta


def _vive(sesion: Any) -> bool:
    minutos = current_app.config["SESSION_IDLE_MINUTES" if sesion.es_alumno else "STAFF_SESSION_IDLE_MINUTES"]
    return ahora() < min(sesion.caduca_en, sesion.vista_en + timedelta(minutes=minutos))


@lru_cache(RECORDADAS)
def _huella(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
