"""The only place that reads or writes HX headers."""

from flask import Response, make_response, redirect, request
from werkzeug.wrappers import Response as Respuesta

HTML = "text/html; charset=utf-8"


def pide_fragmento() -> bool:
    """Whether htmx asks, and so a fragment is to be painted instead of a page."""
    return request.headers.get("HX-Request") == "true"


def ir_a(url: str) -> Respuesta:
    """Take the person to another page, whoever asks."""
    if not pide_fragmento():
        return redirect(url, 303)
    respuesta = make_response("", 204)
    respuesta.headers["HX-Redirect"] = url
    return respuesta


def distingue(respuesta: Response) -> Response:
    """Tell caches that page and fragment share an address."""
    respuesta.headers.add("Vary", "HX-Request")
    return respuesta
