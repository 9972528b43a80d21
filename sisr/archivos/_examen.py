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
_RAMAS_MIRADAS = 5000  # of bookmarks, of fields
_CADENA = 20  # actions that follow one another
_CONTENIDO_MIRADO = 32 * 1024**2
_PERDIDO = re.compile("not found in file|unable to find|expected|unknown token|ignoring")


class Falla(Exception):
    """The name of the Razon."""


def main(ruta: str, memoria: int, segundos: int) -> None:
    _limitar(memoria, segundos)
    paginas, notas = 0, []
    try:
        razon, (paginas, notas) = None, examinar(ruta)
    except Falla as falla:
        razon = str(falla)
    except (MemoryError, RecursionError):
        razon = "COSTOSO"
    except Exception:  # whatever an odd file makes pikepdf raise is a verdict on the file
        razon = "DANADO"
    if razon == "DANADO" and _pico() > memoria // 4:  # qpdf takes what it has no memory for as damaged
        razon = "COSTOSO"
    print(json.dumps((razon, paginas, notas)))


def examinar(ruta: str) -> tuple[int, list[str]]:
    """How many pages, and the names of the Notas. Raises Falla."""
    _mirar_bytes(ruta)
    with _abrir(ruta) as pdf:
        paginas = len(pdf.pages)
        if not paginas:
            raise Falla("DANADO" if pdf.get_warnings() else "SIN_PAGINAS")
        if not _se_lee(pdf):
            raise Falla("DANADO")
        if any(_hace(accion, "/Launch") for accion in _acciones(pdf)):
            raise Falla("INICIA_PROGRAMAS")
        return paginas, list(_notar(pdf))


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


def _notar(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What the file carries beside its pages; an odd part of a file that opens is no reason to refuse it."""
    for nota, esta in _NOTAS.items():
        try:
            if esta(pdf):
                yield nota
        except Exception:
            continue


def _tiene_javascript(pdf: pikepdf.Pdf) -> bool:
    return _en_sus_nombres(pdf, "/JavaScript") or any(_hace(accion, "/JavaScript") for accion in _acciones(pdf))


def _tiene_adjuntos(pdf: pikepdf.Pdf) -> bool:
    clips = (nota for nota in _marcas(_paginas(pdf)) if nota.get("/Subtype") == "/FileAttachment")
    return _en_sus_nombres(pdf, "/EmbeddedFiles") or any(clips)


def _es_xfa(pdf: pikepdf.Pdf) -> bool:
    return bool(_lista(_dentro(pdf.Root, "/AcroForm", "/XFA")))


def _es_formulario(pdf: pikepdf.Pdf) -> bool:
    """One to fill in: a signature alone is not."""
    return not _es_xfa(pdf) and any(campo.get("/FT") in ("/Tx", "/Btn", "/Ch") for campo in _campos(pdf))


_NOTAS = {
    "JAVASCRIPT": _tiene_javascript,
    "ADJUNTOS": _tiene_adjuntos,
    "FORMULARIO": _es_formulario,
    "XFA": _es_xfa,
}


def _en_sus_nombres(pdf: pikepdf.Pdf, cual: str) -> bool:
    """Whether there is anything in that tree of names."""
    arbol = _dentro(pdf.Root, "/Names", cual)
    return bool(_lista(_dentro(arbol, "/Names")) or _lista(_dentro(arbol, "/Kids")))


def _acciones(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """What opening, a page, a bookmark, a field or a click on something sets off."""
    paginas = _paginas(pdf)
    for duenio in chain([pdf.Root], paginas, _marcas(paginas), _marcadores(pdf), _campos(pdf)):
        yield from (duenio.get("/OpenAction"), duenio.get("/A"), *_valores(duenio.get("/AA")))


def _paginas(pdf: pikepdf.Pdf) -> list[Any]:
    return [pagina.obj for pagina in islice(pdf.pages, _PAGINAS_MIRADAS)]


def _marcas(paginas: list[Any]) -> Iterator[Any]:
    for pagina in paginas:
        yield from (nota for nota in _lista(pagina.get("/Annots")) if isinstance(nota, pikepdf.Dictionary))


def _marcadores(pdf: pikepdf.Pdf) -> Iterator[Any]:
    return _recorrer([pdf.Root.get("/Outlines")], "/Next", "/First")


def _campos(pdf: pikepdf.Pdf) -> Iterator[Any]:
    return _recorrer(_lista(_dentro(pdf.Root, "/AcroForm", "/Fields")), "/Kids")


def _recorrer(pendientes: list[Any], *siguientes: str) -> Iterator[Any]:
    """Those, and what they lead to; only so many, for it may go round in circles."""
    vistos = 0
    while pendientes and vistos < _RAMAS_MIRADAS:
        rama = pendientes.pop()
        if isinstance(rama, pikepdf.Dictionary):
            vistos += 1
            yield rama
            pendientes += [hija for cual in siguientes for hija in _lista(rama.get(cual))]


def _hace(accion: Any, que: str, hondo: int = 0) -> bool:
    if not isinstance(accion, pikepdf.Dictionary) or hondo > _CADENA:
        return False
    if accion.get("/S") == que:
        return True
    return any(_hace(otra, que, hondo + 1) for otra in _lista(accion.get("/Next")))


def _dentro(valor: Any, *camino: str) -> Any:
    """What is found by following those keys; None where one is missing."""
    for paso in camino:
        valor = valor.get(paso) if isinstance(valor, pikepdf.Dictionary) else None
    return valor


def _lista(valor: Any) -> list[Any]:
    """An entry that may be one thing or an array of them."""
    if isinstance(valor, pikepdf.Array):
        return list(valor)
    return [] if valor is None else [valor]


def _valores(valor: Any) -> list[Any]:
    return [uno for _, uno in valor.items()] if isinstance(valor, pikepdf.Dictionary) else []


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
