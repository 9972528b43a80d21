"""The floor: a Flask that paints the same pages from memory, commits one row durably, and stores a body raw.

It asks the real application once, before the first request, for each page; what that page painted
(template and context) is all that it keeps.
"""

import ast
import hashlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from flask import Flask, request, template_rendered

from sisr import create_app
from sisr.cuentas.permisos import PERMISOS, TODOS
from sisr.cuentas.sesiones import quien
from sisr.db import db
from sisr.demostracion.catalogos import CONTRASENA

_TOKEN = "IjBlMTQzYzg5ZTQ0ZTM0ZDQ0NjJjNTQ1ZDgyZTM1MzRkZmM0ZDQ0NGIi.aSL7kA.0123456789abcdefghijklmnopqrstu"
_TROZO = 65_536
CARPETA = Path(os.environ["PISO"])
Pagina = Callable[[], str]
_hilo = threading.local()


def recordar(paginas: dict[str, str]) -> dict[str, Pagina]:
    """Each address with how to paint it again, as the person saw it."""
    casa = create_app(WTF_CSRF_ENABLED=False)
    vistas: dict[str, Pagina] = {}

    def guardar(_app: Flask, template: Any, context: dict[str, Any], **_: Any) -> None:
        persona = quien()
        permitidos = {endpoint for endpoint, para in PERMISOS.items() if para is TODOS or para & persona.papeles}
        context |= {"csrf_token": lambda: _TOKEN, "puede": permitidos.__contains__, "current_user": persona}
        vistas[ruta] = lambda: template.render(context)

    for ruta, usuario in paginas.items():
        cliente = casa.test_client()
        cliente.post("/sesion", data={"usuario": usuario, "contrasena": CONTRASENA})
        with template_rendered.connected_to(guardar, casa):
            respuesta = cliente.get(ruta, headers=_cabeceras(ruta))
        assert respuesta.status_code == 200, (ruta, usuario, respuesta.status)
    with casa.app_context():
        db.engine.dispose()
    return vistas


def crear() -> Flask:
    piso = Flask("piso", static_folder=None)
    vistas = recordar(ast.literal_eval(os.environ["PISO_PAGINAS"]))
    fila = next(pagina for ruta, pagina in vistas.items() if ruta.startswith("/documentos/"))
    _copiar_direcciones(piso)
    CARPETA.mkdir(exist_ok=True)
    with closing(_base()) as base:
        base.execute("CREATE TABLE IF NOT EXISTS documento (id INTEGER PRIMARY KEY, veces INTEGER)")

    def pintar(**_: Any) -> str:
        return vistas[request.full_path.rstrip("?")]()

    def dictaminar(documento_id: int) -> str:
        _confirmar(documento_id, int(request.form["entrega"]))
        return fila()

    piso.view_functions = dict.fromkeys((regla.endpoint for regla in piso.url_map.iter_rules()), pintar)
    piso.view_functions["mesa.aceptacion"] = dictaminar
    piso.view_functions["cuentas.portada"] = lambda: "ok"
    piso.wsgi_app = Crudo(piso.wsgi_app)
    return piso


class Crudo:
    """What a body costs with nothing around it: to a file, with its SHA-256, as it comes."""

    def __init__(self, sigue: Any) -> None:
        self._sigue = sigue

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] != "/crudo":
            return self._sigue(environ, start_response)
        suma, falta = hashlib.sha256(), int(environ["CONTENT_LENGTH"])
        with (CARPETA / "crudo").open("wb", buffering=0) as salida:
            while falta:
                trozo = environ["wsgi.input"].read(min(_TROZO, falta))
                falta -= len(trozo)
                suma.update(trozo)
                salida.write(trozo)
        start_response("200 OK", [("Content-Length", "64")])
        return [suma.hexdigest().encode()]


def _cabeceras(ruta: str) -> dict[str, str]:
    return {"HX-Request": "true"} if ruta.startswith("/documentos/") else {}


def _copiar_direcciones(piso: Flask) -> None:
    """So that url_for costs what it costs."""
    for regla in create_app().url_map.iter_rules():
        piso.url_map.add(regla.empty())


def _confirmar(documento_id: int, entrega: int) -> None:
    base = getattr(_hilo, "base", None) or _base()
    _hilo.base = base
    base.execute("BEGIN IMMEDIATE")
    base.execute(
        "INSERT INTO documento VALUES (?, ?) ON CONFLICT DO UPDATE SET veces = veces + ?", (documento_id, 1, entrega)
    )
    base.execute("COMMIT")


def _base() -> sqlite3.Connection:
    base = sqlite3.connect(CARPETA / "piso.db", isolation_level=None, timeout=30)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("PRAGMA synchronous=FULL")
    return base


app = crear()
