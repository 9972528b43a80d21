"""The signed cookie before and after login, and the token of the forms: a browser sends the same ones all day."""

import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from flask import Flask, g
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import CSRFProtect
from itsdangerous import SignatureExpired, URLSafeTimedSerializer

_RECORDADAS = 4096  # cookies


class Galleta(SecureCookieSessionInterface):
    """`app.session_interface`: what signs is made once, and a cookie whose signature was right is not tried again."""

    def __init__(self) -> None:
        self._firmante: Any = None

    def get_signing_serializer(self, app: Flask) -> Any:
        if self._firmante is None and (firmante := super().get_signing_serializer(app)):
            self._firmante = Firmante(firmante)
        return self._firmante


class Firmante:
    """What Flask asks of a serializer. Only the age of a cookie changes from one request to the next."""

    def __init__(self, firmante: URLSafeTimedSerializer) -> None:
        self._firmante = firmante
        self._abrir = lru_cache(_RECORDADAS)(lambda valor: firmante.loads(valor, return_timestamp=True))

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
    """The check of every form. The token that was right is the one that the forms of the answer carry."""

    def protect(self, apply_exemptions: bool = False) -> None:
        super().protect(apply_exemptions)
        if g.get("csrf_valid"):
            g.csrf_token = self._get_csrf_token()
