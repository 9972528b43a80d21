"""The signed cookie before and after login: what signs it is made once, and not at each request."""

from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface


class Galleta(SecureCookieSessionInterface):
    """`app.session_interface`."""

    def __init__(self) -> None:
        self._firmante: Any = None

    def get_signing_serializer(self, app: Flask) -> Any:
        if self._firmante is None:
            self._firmante = super().get_signing_serializer(app)
        return self._firmante
