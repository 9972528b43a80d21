"""What leaves the system: each file that staff open or download leaves its line. No line, no file."""

from datetime import timedelta

from flask import Flask, Response, g, request
from flask_login import current_user
from sqlalchemy import func, select

from sisr.bitacora.model import Accion, Acto, anotar
from sisr.db import db, escritura
from sisr.htmx import HTML
from sisr.reloj import ahora

_UNA_LECTURA = timedelta(minutes=10)  # a viewer asks for a file by parts, and for its first page as a picture


def preparar(app: Flask) -> None:
    app.after_request(_anotar_exportacion)


def anotar_salida(accion: Accion, *, por: int | None, alumno_id: int | None = None, **detalle: object) -> None:
    """A line in a small transaction of its own, before the answer: some milliseconds, and no writer held up."""
    with escritura():
        anotar(accion, por=por, alumno_id=alumno_id, **detalle)
    g.salida_anotada = True


def anotar_lectura(entrega_id: int, *, por: int, alumno_id: int) -> None:
    """Somebody of the staff opens a file: one line for what the same person asks of it within ten minutes."""
    if request.method == "HEAD" or _ya_anotada(entrega_id, por):
        g.salida_anotada = True
    else:
        anotar_salida(Accion.LECTURA, por=por, alumno_id=alumno_id, entrega=entrega_id)


def _ya_anotada(entrega_id: int, por: int) -> bool:
    suya = select(Acto.id).where(
        Acto.por_id == por,
        Acto.en > ahora() - _UNA_LECTURA,
        Acto.accion == Accion.LECTURA.value,
        func.json_extract(Acto.detalle, "$.entrega") == entrega_id,
    )
    return db.session.scalar(suya.limit(1)) is not None


def _anotar_exportacion(respuesta: Response) -> Response:
    """Here and not in each route, so that nobody who writes an export can forget its line."""
    if respuesta.content_type == HTML:
        return respuesta
    baja = respuesta.headers.get("Content-Disposition", "").startswith("attachment")
    if (
        baja
        and respuesta.status_code < 300
        and request.method != "HEAD"
        and current_user.is_authenticated
        and not current_user.es_alumno
        and not g.get("salida_anotada")
    ):
        # The names of what was filtered by, not what was typed there, which may be somebody's name.
        anotar_salida(Accion.EXPORTACION, por=current_user.id, ruta=request.path, filtros=sorted(set(request.args)))
    return respuesta
