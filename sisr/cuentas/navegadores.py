"""Browsers: which one it is, in words, and in which of them an account was open before."""

import secrets

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

_UN_ANIO = 365 * 24 * 3600  # seconds
_CUENTAS = 20  # that one browser remembers: campus machines are shared
_PROGRAMAS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrom", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SISTEMAS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def en_palabras() -> str:
    """«Chrome en Windows», from what the browser says of itself."""
    dicho = request.user_agent.string
    programa = next((nombre for senia, nombre in _PROGRAMAS if senia in dicho), "Otro navegador")
    sistema = next((nombre for senia, nombre in _SISTEMAS if senia in dicho), "")
    return f"{programa} en {sistema}" if sistema else programa


def conocido(usuario_id: int | None) -> str | None:
    """The id of this browser, when that account was open in it before."""
    navegador, cuentas = _recordado()
    return navegador if usuario_id in cuentas else None


def recordar(respuesta: Response, usuario_id: int) -> Response:
    """From now on this browser is one that the account knows."""
    navegador, cuentas = _recordado()
    cuentas = [usuario_id, *(cuenta for cuenta in cuentas if cuenta != usuario_id)][:_CUENTAS]
    respuesta.set_cookie(
        _galleta(),
        _firma().dumps([navegador or secrets.token_hex(8), cuentas]),
        max_age=_UN_ANIO,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return respuesta


def _recordado() -> tuple[str, list[int]]:
    try:
        navegador, cuentas = _firma().loads(request.cookies.get(_galleta(), ""), max_age=_UN_ANIO)
    except BadData:
        return "", []
    return navegador, cuentas


def _galleta() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-conocido"


def _firma() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="navegador conocido")
