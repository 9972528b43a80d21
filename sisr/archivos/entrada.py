"""The two ways in: a PDF chosen in a form, and one that was uploaded ahead of it; or many of them."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from flask import request

from sisr.archivos import recepcion
from sisr.archivos.errores import ArchivoRechazado
from sisr.archivos.recepcion import Recibido
from sisr.archivos.subida import Subida, descartar, propias


def recibir(campo: str, ficha: str | None) -> Recibido | None:
    """The PDF of a form, whichever way it came: chosen in a field of it, or uploaded ahead of it.

    As `recepcion.recibir`; an upload that is not acceptable goes at once. Raises ArchivoRechazado, SinEspacio.
    """
    recibido = recepcion.recibir(campo)
    if recibido is None and (subida := _entera(ficha)):
        return _juzgar(subida)
    return recibido


def recibir_cada(campo: str, ficha: str | None) -> Iterator[tuple[str, Recibido | ArchivoRechazado | None]]:
    """Each PDF of a form that takes many: its name, and it, or why it is refused; None where another request has it.

    Each is judged when it is asked for. Raises SinEspacio.
    """
    for llegada, nombre in recepcion.elegidos(campo):
        try:
            yield nombre, recepcion.reclamar(llegada, nombre)
        except ArchivoRechazado as razon:
            yield nombre, razon
    if subida := _entera(ficha):
        try:
            yield subida.nombre, _juzgar(subida)
        except ArchivoRechazado as razon:
            yield subida.nombre, razon


def _entera(ficha: str | None) -> Subida | None:
    """An upload for this very form, when all of it is here."""
    subida = next((subida for subida in propias() if subida.ficha == ficha), None)
    return subida if subida and subida.destino == request.path and subida.llegado == subida.largo else None


def _juzgar(subida: Subida) -> Recibido | None:
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
