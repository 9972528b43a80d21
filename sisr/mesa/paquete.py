"""The accepted expedientes of a search as one ZIP, with their relación inside (REQUIREMENTS E9)."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask import Response

from sisr.archivos import disco
from sisr.archivos.zip import empaquetar, nombres_distintos
from sisr.emision.relacion import hoja
from sisr.proceso import EXPEDIENTE
from sisr.reloj import fecha, hoy

RELACION = "Relación.xlsx"
TITULO = "Expedientes aceptados"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def descargar(filas: Sequence[Any]) -> Response:
    """The answer that streams them: rows of FICHA, each with the `ruta` of its file, in the order of the relación."""
    nombres = list(nombres_distintos(f"{f.boleta} {f.nombre} {EXPEDIENTE.nombre}.pdf" for f in filas))
    raiz = disco.raiz()
    archivos = ((nombre, raiz / fila.ruta) for nombre, fila in zip(nombres, filas, strict=True))

    def anexos() -> Iterator[tuple[str, bytes]]:
        yield RELACION, hoja(TITULO, filas, archivos=nombres)

    return _adjunta(Response(empaquetar(archivos, anexos), mimetype="application/zip"), "zip")


def relacionar(filas: Sequence[Any]) -> Response:
    """Their relación alone."""
    return _adjunta(Response(hoja(TITULO, filas), mimetype=XLSX), "xlsx")


def _adjunta(respuesta: Response, extension: str) -> Response:
    nombre = f"{TITULO} {fecha(hoy()).replace('/', '-')}.{extension}"
    respuesta.headers.set("Content-Disposition", "attachment", filename=nombre)
    return respuesta
