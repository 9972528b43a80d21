"""By which names the site answers, and whom it believes about where a request comes from.

Nothing that a request says of itself is believed, but for what the configured number of proxies in front
wrote last. A name that is not the site's own is refused before anything else, so no link and no mail bears it.
"""

from flask import Flask, abort, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.sansio.utils import host_is_trusted


def preparar(app: Flask) -> None:
    if saltos := app.config["PROXY_HOPS"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=saltos, x_proto=saltos, x_host=0)
    app.before_request(_que_sea_de_la_casa)


def _que_sea_de_la_casa() -> None:
    """Flask looks at Host; nobody here uses the other one, and still a foreign one is not let pass."""
    for nombre in request.headers.get("X-Forwarded-Host", "").split(","):
        if nombre.strip() and not host_is_trusted(nombre.strip(), request.trusted_hosts):
            abort(400)
