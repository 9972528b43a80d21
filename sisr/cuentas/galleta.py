"""The signed cookie before and after login, and the token of the forms: a browser sends the same ones all day."""

import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from flask import Flask, Response, g, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_wtf.csrf import CSRFProtect, generate_csrf, validate_csrf
from itsdangerous import SignatureExpired, URLSafeTimedSerializer
from wtforms import ValidationError

RECORDADAS = 4096  # cookies, tokens, people
_ESCRIBEN = {"POST", "PUT", "PATCH", "DELETE"}


class Galleta(SecureCookieSessionInterface):
    """`app.session_interface`: what signs is made once, and a cookie whose signature was right is not tried again."""

    def __init__(self) -> None:
        self._firmante: Any = None

    def get_signing_serializer(self, app: Flask) -> Any:
        if self._firmante is None and (firmante := super().get_signing_serializer(app)):
            self._firmante = Firmante(firmante)
        return self._firmante

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if self.should_set_cookie(app, session):
            super().save_session(app, session, response)
        elif session.accessed:
            response.headers.add("Vary", "Cookie")


class Firmante:
    """What Flask asks of a serializer. Only the age of a cookie changes from one request to the next."""

    def __init__(self, firmante: URLSafeTimedSerializer) -> None:
        self._firmante = firmante
        self._abrir = lru_cache(RECORDADAS)(lambda valor: firmante.loads(valor, return_timestamp=True))

    def dumps(self, datos: Mapping[str, Any]) -> str | bytes:
        return self._firmante.dumps(datos)

    def loads(self, valor: str, max_age: int) -> dict[str, Any]:
        """Raises BadSignature."""
        datos, firmada = self._abrir(valor)
        if not 0 <= int(time.time()) - int(firmada.timestamp()) <= max_age:
            raise SignatureExpired("the cookie is too old, or of a day to come")
        if any(isinstance(dato, list | dict) for dato in datos.values()):
            return self._firmante.loads(valor)  # who reads it may add to what is in it
        return dict(datos)


class Token(CSRFProtect):
    """The check of every form, without exemptions.

    A token has no age of its own (it ends with its session), so one that was right for a session is not tried
    again; and it is the one that the forms of the answer carry.
    """

    def __init__(self, app: Flask) -> None:
        self._comprobar = lru_cache(RECORDADAS)(lambda dado, _de_la_sesion: validate_csrf(dado))
        super().__init__(app)
        app.template_context_processors[None].pop()  # the library's, for each template that is painted
        app.jinja_env.globals["csrf_token"] = token

    def protect(self, apply_exemptions: bool = False) -> None:
        if request.endpoint is None or request.method not in _ESCRIBEN:
            return
        dado = request.form.get("csrf_token") or self._get_csrf_token()
        try:
            self._comprobar(dado, session.get("csrf_token"))
        except ValidationError as error:
            self._error_response(error.args[0])
        g.csrf_token = dado


def token() -> str:
    """The token of this request's forms: the one that came, or the same as in the page before."""
    dicho = g.get("csrf_token")
    if dicho is None:
        g.csrf_token = dicho = _de_la_sesion(session["csrf_token"]) if "csrf_token" in session else generate_csrf()
    return dicho


@lru_cache(RECORDADAS)
def _de_la_sesion(_suyo: str) -> str:
    return generate_csrf()
