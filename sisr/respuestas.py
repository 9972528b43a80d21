"""What every answer carries: security headers, no trace in caches, and HTML compressed.

As a layer below Flask: it looks at every header once, when all of them are there.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from flask import Config, Flask
from werkzeug.http import parse_accept_header
from zlib_ng import zlib_ng

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
CON_PDF = f"{CSP}; frame-src 'self'"  # where a PDF is shown beside the buttons
_SIEMPRE = [
    (nombre.lower(), (nombre, valor))
    for nombre, valor in (
        ("Content-Security-Policy", CSP),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),  # for what is too old for frame-ancestors
        ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    )
]
_SOLO_HTTPS = ("Strict-Transport-Security", "max-age=31536000")
_COMPRIME_DESDE, _A_FONDO_DESDE = 400, 4096  # bytes
_GZIP = 31  # its window, with gzip's head and foot around it
Cabeceras = list[tuple[str, str]]


def preparar(app: Flask) -> None:
    app.wsgi_app = Vestido(app.wsgi_app, app.config)


class Vestido:
    def __init__(self, sigue: Any, ajustes: Config) -> None:
        self._sigue, self._ajustes = sigue, ajustes

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        dicho: list[tuple[str, Cabeceras]] = []
        cuerpo = self._sigue(environ, lambda estado, cabeceras, *_: dicho.append((estado, cabeceras)))
        estado, cabeceras = dicho[-1]
        dichas = {nombre.lower(): valor for nombre, valor in cabeceras}
        if _es_html_entero(dichas):
            cabeceras = _segun_quien_pida(cabeceras)
            if environ["REQUEST_METHOD"] != "HEAD":
                cuerpo = _comprimir(cuerpo, cabeceras, environ.get("HTTP_ACCEPT_ENCODING", ""))
        cabeceras += [cabecera for nombre, cabecera in _SIEMPRE if nombre not in dichas]
        if self._ajustes["SESSION_COOKIE_SECURE"]:
            cabeceras.append(_SOLO_HTTPS)
        start_response(estado, cabeceras)
        return cuerpo


def _es_html_entero(dichas: dict[str, str]) -> bool:
    return (
        dichas.get("content-type", "").startswith("text/html")
        and "content-length" in dichas
        and "content-encoding" not in dichas
    )


def _segun_quien_pida(cabeceras: Cabeceras) -> Cabeceras:
    """Without its length, which depends on who asks; who asks for the headers alone is not told any."""
    varian = [valor for nombre, valor in cabeceras if nombre.lower() == "vary"]
    otras = [cabecera for cabecera in cabeceras if cabecera[0].lower() not in {"vary", "content-length"}]
    return [*otras, ("Vary", ", ".join([*varian, "Accept-Encoding"]))]


def _comprimir(cuerpo: Iterable[bytes], cabeceras: Cabeceras, admite: str) -> Iterable[bytes]:
    """And says how long it is, and how it is coded.

    Level 5: 62 KB of table become 8 in a sixth of a millisecond; a row, at level 1, takes half of what it would.
    A token beside text that an attacker chooses can be guessed from sizes (BREACH), but only where the
    attacker's page makes the browser send the cookie along; SameSite=Lax keeps it from every such request.
    """
    try:
        datos = b"".join(cuerpo)
    finally:
        if cerrar := getattr(cuerpo, "close", None):
            cerrar()
    if len(datos) >= _COMPRIME_DESDE and admite_gzip(admite):
        datos = zlib_ng.compress(datos, 5 if len(datos) >= _A_FONDO_DESDE else 1, _GZIP)
        cabeceras.append(("Content-Encoding", "gzip"))
    cabeceras.append(("Content-Length", str(len(datos))))
    return [datos]


@lru_cache(64)
def admite_gzip(dicho: str) -> bool:
    """Whether an Accept-Encoding takes it; `gzip;q=0` does not."""
    return parse_accept_header(dicho).quality("gzip") > 0
