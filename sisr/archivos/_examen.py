"""The examination of one PDF, run as a script by `juez` so that nothing else of the program is in it.

pikepdf repairs silently, so what it opens is not yet good: a file cut in half opens with blank pages.
"""

import json
import re
import resource
import sys
import zlib
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

import pikepdf

_CABEZA, _COLA = 1024, 4096  # where viewers look for the header and for `startxref`
_HOLGURA = 64  # a linearized file says its length; this much missing is only its last lines
_PAGINAS_MIRADAS = 1000
_MARCADORES_MIRADOS = 5000
_CADENA = 20  # actions that follow one another
_CONTENIDO_MIRADO = 32 * 1024**2
_PERDIDO = re.compile("not found in file|unable to find|expected|unknown token|ignoring")


class Falla(Exception):
    """The name of the Razon."""


def main(ruta: str, memoria: int, segundos: int) -> None:
    _limitar(memoria, segundos)
    try:
        razon, paginas = None, examinar(ruta)
    except Falla as falla:
        razon, paginas = str(falla), 0
    except (MemoryError, RecursionError):
        razon, paginas = "COSTOSO", 0
    except Exception:  # whatever an odd file makes pikepdf raise is a verdict on the file
        razon, paginas = "DANADO", 0
    if razon == "DANADO" and _pico() > memoria // 4:  # qpdf takes what it has no memory for as damaged
        razon = "COSTOSO"
    print(json.dumps((razon, paginas)))


def examinar(ruta: str) -> int:
    """The number of pages. Raises Falla."""
    _mirar_bytes(ruta)
    with _abrir(ruta) as pdf:
        paginas = len(pdf.pages)
        if not paginas:
            raise Falla("DANADO" if pdf.get_warnings() else "SIN_PAGINAS")
        if not _se_lee(pdf):
            raise Falla("DANADO")
        if any(_lanza(accion) for accion in _acciones(pdf)):
            raise Falla("INICIA_PROGRAMAS")
    return paginas


def _limitar(memoria: int, segundos: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memoria, memoria))
    resource.setrlimit(resource.RLIMIT_CPU, (segundos, segundos))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _pico() -> int:
    """Bytes in use at the worst; rusage would count the parent's, which exec hands down."""
    with open("/proc/self/status") as estado:
        return int(estado.read().partition("VmHWM:")[2].split()[0]) * 1024


def _mirar_bytes(ruta: str) -> None:
    with open(ruta, "rb") as archivo:
        cabeza = archivo.read(_CABEZA)
        largo = archivo.seek(0, 2)
        archivo.seek(max(0, largo - _COLA))
        cola = archivo.read()
    if not largo:
        raise Falla("VACIO")
    if b"%PDF-" not in cabeza:
        raise Falla("NO_ES_PDF")
    if b"startxref" not in cola or _anunciado(cabeza) > largo + _HOLGURA:
        raise Falla("INCOMPLETO")


def _anunciado(cabeza: bytes) -> int:
    """The length that a linearized file says it has; 0 for any other."""
    dicho = re.search(rb"/Linearized\b[^>]*?/L\s+(\d{1,15})\b", cabeza)
    return int(dicho[1]) if dicho else 0


def _abrir(ruta: str) -> pikepdf.Pdf:
    try:
        return pikepdf.open(
            ruta,
            suppress_warnings=True,
            inherit_page_attributes=False,
            access_mode=pikepdf.AccessMode.stream,
        )
    except pikepdf.PasswordError:
        raise Falla("CON_CONTRASENA") from None
    except pikepdf.PdfError as error:
        raise Falla("CON_CONTRASENA" if "encrypt" in str(error).lower() else "DANADO") from None


def _se_lee(pdf: pikepdf.Pdf) -> bool:
    """Whether page 1 is there: what it draws begins to decode, or it is blank and nothing was lost."""
    contenido = pdf.pages[0].obj.get("/Contents")
    partes = [parte for parte in _lista(contenido) if isinstance(parte, pikepdf.Stream)]
    if partes:
        return all(_empieza_bien(parte) for parte in partes)
    return not any(_PERDIDO.search(str(aviso)) for aviso in pdf.get_warnings())


def _empieza_bien(parte: pikepdf.Stream) -> bool:
    """Only its beginning, for a bomb grows after it; only Flate, which nearly all of them use."""
    if "/FlateDecode" not in _lista(parte.get("/Filter"))[:1] or int(parte.get("/Length", 0)) > _CONTENIDO_MIRADO:
        return True
    try:
        zlib.decompressobj().decompress(parte.read_raw_bytes(), 64)
    except zlib.error:
        return False
    return True


def _acciones(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """What opening, a page, a bookmark or a click on something sets off."""
    paginas = [pagina.obj for pagina in islice(pdf.pages, _PAGINAS_MIRADAS)]
    notas = (nota for pagina in paginas for nota in _lista(pagina.get("/Annots")))
    for duenio in chain([pdf.Root], paginas, notas, islice(_marcadores(pdf), _MARCADORES_MIRADOS)):
        if isinstance(duenio, pikepdf.Dictionary):
            yield from (duenio.get("/OpenAction"), duenio.get("/A"), *_valores(duenio.get("/AA")))


def _marcadores(pdf: pikepdf.Pdf) -> Iterator[Any]:
    pendientes = [pdf.Root.get("/Outlines")]
    while pendientes:
        marcador = pendientes.pop()
        if isinstance(marcador, pikepdf.Dictionary):
            yield marcador
            pendientes += [marcador.get("/Next"), marcador.get("/First")]


def _lanza(accion: Any, hondo: int = 0) -> bool:
    if not isinstance(accion, pikepdf.Dictionary) or hondo > _CADENA:
        return False
    if accion.get("/S") == pikepdf.Name.Launch:
        return True
    return any(_lanza(otra, hondo + 1) for otra in _lista(accion.get("/Next")))


def _lista(valor: Any) -> list[Any]:
    """An entry that may be one thing or an array of them."""
    if isinstance(valor, pikepdf.Array):
        return list(valor)
    return [] if valor is None else [valor]


def _valores(valor: Any) -> list[Any]:
    return [uno for _, uno in valor.items()] if isinstance(valor, pikepdf.Dictionary) else []


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
