"""By which names the site answers, and whom it believes about where a request comes from.

Nothing that a request says of itself is believed, but for what the configured number of proxies in front
wrote last. A name that is not the site's own is refused before anything else, so no link and no mail bears it.
"""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, abort, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.sansio.utils import host_is_trusted

_LEEN = {"GET", "HEAD", "OPTIONS"}


def preparar(app: Flask) -> None:
    if saltos := app.config["PROXY_HOPS"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=saltos, x_proto=saltos, x_host=0)
    app.before_request(_que_sea_de_la_casa)


def _que_sea_de_la_casa() -> None:
    """Flask looks at Host; nobody here uses the other one, and still a foreign one is not let pass."""
    dicho = request.environ
    for nombre in dicho.get("HTTP_X_FORWARDED_HOST", "").split(","):
        if nombre.strip() and not host_is_trusted(nombre.strip(), request.trusted_hosts):
            abort(400)
    if dicho["REQUEST_METHOD"] not in _LEEN and _viene_de_otro_sitio(dicho):
        abort(400)


def _viene_de_otro_sitio(dicho: dict[str, Any]) -> bool:
    """As the browser itself says, whatever token comes along; who is no browser says nothing."""
    origen = dicho.get("HTTP_ORIGIN")
    try:
        sitio = urlsplit(origen).netloc if origen else dicho.get("HTTP_HOST")  # which Flask looked at
    except ValueError:
        return True
    if sitio != dicho.get("HTTP_HOST") and not host_is_trusted(sitio, request.trusted_hosts):
        return True
    return dicho.get("HTTP_SEC_FETCH_SITE") in {"cross-site", "same-site"}
