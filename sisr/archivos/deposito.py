"""The files that are kept: `<boleta>/<clave>-<n>.pdf` under the uploads, never overwritten."""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import BinaryIO

from flask import Response, send_file

from sisr.archivos import disco
from sisr.archivos.errores import ArchivoPerdido
from sisr.archivos.recepcion import Recibido

_CABECERAS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}


@dataclass(frozen=True)
class Guardado:
    """`ruta` is relative to the uploads, with slashes."""

    n: int
    ruta: str


def guardar(recibido: Recibido, *, boleta: str, clave: str, desde_n: int = 1) -> Guardado:
    """Moves a received file to the first number free from `desde_n` on; it outlives a power cut.

    Raises SinEspacio, and ArchivoPerdido when another request took it first.
    """
    carpeta = disco.raiz() / _parte(boleta)
    with disco.con_espacio():
        carpeta.mkdir(mode=0o700, exist_ok=True)
        n = _enlazar(recibido.ruta, carpeta, _parte(clave), desde_n)
        guardado = Guardado(n, f"{boleta}/{clave}-{n}.pdf")
        _quitar_de_recepcion(recibido.ruta, guardado)
        disco.asegurar(carpeta)
        disco.asegurar(disco.raiz())  # another request may have made the folder and not got here yet
    return guardado


def copiar(recibido: Recibido, *, boleta: str, clave: str, desde_n: int) -> Guardado:
    """As `guardar`, one of many, within the caller's turn to write: until that ends well it is in staging too.

    What a killed try left there is taken up again. `asegurar` has to follow. Raises SinEspacio, ArchivoPerdido.
    """
    carpeta = disco.raiz() / _parte(boleta)
    with disco.con_espacio():
        carpeta.mkdir(mode=0o700, exist_ok=True)
        n = _enlazar(recibido.ruta, carpeta, _parte(clave), desde_n, retomar=True)
    return Guardado(n, f"{boleta}/{clave}-{n}.pdf")


def asegurar(guardados: Iterable[Guardado]) -> None:
    """They outlive a power cut."""
    with disco.con_espacio():
        for carpeta in {guardado.ruta.partition("/")[0] for guardado in guardados}:
            disco.asegurar(disco.raiz() / carpeta)
        disco.asegurar(disco.raiz())


def retirar(ruta: str) -> None:
    """Takes back what was kept, only when the transaction that should have confirmed it failed."""
    with suppress(ArchivoPerdido):
        ubicar(ruta).unlink(missing_ok=True)


def ubicar(ruta: str) -> Path:
    """Where a kept file is. Raises ArchivoPerdido, also for what lies outside the uploads."""
    raiz = disco.raiz().resolve()
    lugar = (raiz / ruta).resolve()
    if not lugar.is_relative_to(raiz) or not lugar.is_file():
        raise ArchivoPerdido
    return lugar


def abrir(ruta: str) -> BinaryIO:
    """Raises ArchivoPerdido."""
    return ubicar(ruta).open("rb")


def enviar(ruta: str, nombre: str, *, descarga: bool = False) -> Response:
    """The answer that shows a kept PDF in the browser, or saves it. Raises ArchivoPerdido."""
    respuesta = send_file(
        ubicar(ruta),
        mimetype="application/pdf",
        as_attachment=descarga,
        download_name=_como_pdf(nombre),
    )
    respuesta.headers.update(_CABECERAS)
    return respuesta


def _enlazar(origen: Path, carpeta: Path, clave: str, desde_n: int, *, retomar: bool = False) -> int:
    for n in count(desde_n):
        destino = carpeta / f"{clave}-{n}.pdf"
        try:
            os.link(origen, destino)
        except FileExistsError:
            if not (retomar and origen.exists() and destino.samefile(origen)):
                continue
        except FileNotFoundError:
            raise ArchivoPerdido from None
        return n
    raise AssertionError  # numbers do not end


def _quitar_de_recepcion(origen: Path, guardado: Guardado) -> None:
    """Of two requests that link one file at the same instant, it belongs to the one that unlinks it."""
    try:
        origen.unlink()
    except FileNotFoundError:
        retirar(guardado.ruta)
        raise ArchivoPerdido from None


def _parte(nombre: str) -> str:
    """A boleta or clave that is safe as one part of a path."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*", nombre):
        raise ValueError(f"{nombre!r} no sirve como nombre en el disco")
    return nombre


def _como_pdf(nombre: str) -> str:
    """A PDF that is also something else must not be saved under that other extension."""
    return nombre if nombre.lower().endswith(".pdf") else f"{nombre}.pdf"
