"""«¿Se lee?»: page 1 of an entrega, for whoever may read it; its permission is looked into before."""

from typing import Any

from flask import Response, abort, make_response, render_template

from sisr.archivos import pagina1
from sisr.db import db
from sisr.documentos.marcas import Marca
from sisr.htmx import distingue, pide_fragmento
from sisr.proceso import PASOS


def pintar(entrega: Any, *, imagen: str, notado: list[Marca] | None = None) -> Response:
    """The fragment for htmx, a page for everybody else; `imagen` is where the picture is. Raises ArchivoPerdido."""
    plantilla = "documentos/_vista.html" if pide_fragmento() else "documentos/vista.html"
    pintada = render_template(
        plantilla,
        entrega=entrega,
        vista=_ver(entrega),
        imagen=imagen,
        paso=PASOS[entrega.clave],
        notado=notado or [],
    )
    return distingue(make_response(pintada))


def dar_imagen(entrega: Any) -> Response:
    """The picture itself; 404 where the page could not be drawn. Raises ArchivoPerdido."""
    imagen = _ver(entrega).imagen or abort(404)
    return Response(imagen, mimetype="image/jpeg", headers={"Cross-Origin-Resource-Policy": "same-origin"})


def _ver(entrega: Any) -> pagina1.Vista:
    db.session.close()  # drawing may take seconds: meanwhile others need the connection
    return pagina1.ver(entrega.ruta, entrega.sha256)
