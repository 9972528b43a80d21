"""The two ways in: a PDF chosen in a form, and one that was uploaded ahead of it."""

import hashlib
from pathlib import Path

from flask import request

from sisr.archivos import recepcion
from sisr.archivos.errores import ArchivoRechazado
from sisr.archivos.recepcion import Recibido
from sisr.archivos.subida import descartar, propias


def recibir(campo: str, ficha: str | None) -> Recibido | None:
    """The PDF of a form, whichever way it came: chosen in a field of it, or uploaded ahead of it.

    As `recepcion.recibir`; an upload that is not acceptable goes at once. Raises ArchivoRechazado, SinEspacio.
    """
    return recepcion.recibir(campo) or _subido(ficha)


def _subido(ficha: str | None) -> Recibido | None:
    """An upload for this very form, when all of it is here, judged."""
    subida = next((subida for subida in propias() if subida.ficha == ficha), None)
    if subida is None or subida.destino != request.path or subida.llegado != subida.largo:
        return None
    try:
        return recepcion.examinar(
            ficha=subida.ficha, nombre=subida.nombre, sha256=subida.sha256 or _suma(subida.ruta)
        )
    except FileNotFoundError:  # the same form sent twice: the other one has it
        return None
    except ArchivoRechazado:
        descartar(subida)
        raise


def _suma(ruta: Path) -> str:
    with ruta.open("rb") as archivo:
        return hashlib.file_digest(archivo, "sha256").hexdigest()
