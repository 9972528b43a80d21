"""The gate of the views that take a PDF: it refuses before a byte of the body is read."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

from sisr.archivos.recepcion import permitir_archivo
from sisr.db import db

Vista = TypeVar("Vista", bound=Callable[..., Any])


def recibe_archivo(puerta: Callable[..., None] | None = None) -> Callable[[Vista], Vista]:
    """Mark a view that takes one PDF. `puerta`, called with the view's arguments, raises to refuse."""

    def marcar(vista: Vista) -> Vista:
        vista.puerta = puerta or (lambda **_: None)  # pyright: ignore[reportFunctionMemberAccess]
        return vista

    return marcar


def abrir() -> None:
    """Before the CSRF check, which reads the whole body."""
    vista = current_app.view_functions.get(request.endpoint or "")
    puerta = getattr(vista, "puerta", None)
    if puerta is None or request.method != "POST":
        return
    puerta(**(request.view_args or {}))
    db.session.close()  # an upload lasts minutes: meanwhile others need the connection
    permitir_archivo()


def preparar(app: Flask) -> None:
    app.before_request(abrir)
