"""The gate of the views that take a PDF, whole or in parts: it refuses before a byte of the body is read."""

import re
from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, request, session
from flask_login import current_user
from flask_wtf.csrf import CSRFError, validate_csrf
from werkzeug.exceptions import Forbidden, HTTPException
from wtforms import ValidationError

from sisr.archivos import turnos
from sisr.archivos.errores import SesionTerminada
from sisr.archivos.peticion import MARGEN, Peticion
from sisr.archivos.recepcion import permitir_archivo
from sisr.db import db

Vista = TypeVar("Vista", bound=Callable[..., Any])
_TOKEN = re.compile(rb'name="csrf_token"\r\n\r\n([^\r]*)\r\n')
_ANTES, _SIN_VERLO = 64 * 1024, 4 * 1024**2  # bytes where it is looked for, and of a body that may go without
_TRAEN_CUERPO = {"POST", "PATCH"}


def recibe_archivo(
    puerta: Callable[..., None] | None = None, *, permitir: Callable[[], None] = permitir_archivo
) -> Callable[[Vista], Vista]:
    """Mark a view that takes one PDF.

    `puerta`, called with the view's arguments, raises to refuse whom it must; `permitir`, by what is announced.
    """

    def marcar(vista: Vista) -> Vista:
        vista.puerta = puerta or (lambda **_: None)  # pyright: ignore[reportFunctionMemberAccess]
        vista.permitir = permitir  # pyright: ignore[reportFunctionMemberAccess]
        return vista

    return marcar


def admite(bytes_: int) -> Callable[[Vista], Vista]:
    """Mark a view whose form may bring so many bytes, which are read in memory: a sheet, and not a PDF."""

    def marcar(vista: Vista) -> Vista:
        vista.cuerpo = bytes_  # pyright: ignore[reportFunctionMemberAccess]
        return vista

    return marcar


def que_se_pueda(destino: str) -> None:
    """Raise what the form at that address would, were it sent now by who asks."""
    if not destino.startswith("/"):
        abort(404)
    try:
        adaptador = current_app.create_url_adapter(request) or abort(404)
        endpoint, argumentos = adaptador.match(destino, method="POST")
    except HTTPException:  # no such address, or nothing is posted there
        abort(404)
    vista = current_app.view_functions[endpoint]
    puerta = getattr(vista, "puerta", None) or abort(404)
    if not current_app.extensions["puede"](endpoint):
        raise Forbidden if current_user.is_authenticated else SesionTerminada
    puerta(**argumentos)


def preparar(app: Flask, puede: Callable[[str], bool]) -> None:
    """`puede` says whether who asks may use an endpoint."""
    app.extensions["puede"] = puede
    app.before_request(_abrir)


def _abrir() -> None:
    """Before the CSRF check, which reads the whole body."""
    vista: Any = current_app.view_functions.get(request.endpoint or "")
    if cuerpo := getattr(vista, "cuerpo", 0):
        request.max_content_length, request.max_form_memory_size = cuerpo + MARGEN, cuerpo
    if not hasattr(vista, "puerta") or request.method not in _TRAEN_CUERPO:
        return
    _que_venga_de_aqui()
    vista.puerta(**(request.view_args or {}))
    _ocupar_lugar()
    db.session.close()  # an upload lasts minutes: meanwhile others need the connection
    vista.permitir()
    if request.mimetype == "multipart/form-data":
        _que_traiga_su_token()


def _ocupar_lugar() -> None:
    anonima = not current_user.is_authenticated
    sigue = request.method == "PATCH" and request.headers.get("Upload-Offset") != "0"
    lugar = turnos.tomar() if anonima else turnos.tomar_de(current_user.id, sigue=sigue)
    cast(Peticion, request).ocupar(lugar, anonima=anonima)


def _que_traiga_su_token() -> None:
    """Before the gigabytes that follow it; a small body may say it after its file, to CSRFProtect."""
    largo = request.content_length or 0
    encontrado = cast(Peticion, request).asomarse(_TOKEN, hasta=min(_ANTES, largo))
    token = encontrado[1].decode("ascii", "replace") if encontrado else request.headers.get("X-CSRFToken")
    if token is None and largo <= _SIN_VERLO:
        return
    try:
        validate_csrf(token)
    except ValidationError as error:
        raise CSRFError(error.args[0]) from None


def _que_venga_de_aqui() -> None:
    """From a page of this site, whose session has a token; that it is the right one is looked into later."""
    if "csrf_token" not in session:
        raise CSRFError("The CSRF session token is missing.")
