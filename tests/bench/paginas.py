"""The table of expedientes, the student's menu, the cards: against the same HTML painted from memory."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.bench.navegador import Navegador, Respuesta
from tests.bench.tabla import Medida, alternar, kib, razon

_VUELTAS, _VECES = 6, 20
_REVISION = "EN%20REVISI%C3%93N"
_TOKEN = re.compile(rb'(name="csrf_token" value=")[^"]*')


@dataclass(frozen=True)
class Pagina:
    que: str
    ruta: str
    usuario: str
    meta: float | None
    pesa: bool = False  # whether its bytes have a goal of their own


def paginas(alumna: str) -> list[Pagina]:
    """`alumna` is the boleta of a long menu in its middle."""
    return [
        Pagina("tabla: lo que espera", "/expedientes", "martha", 2, pesa=True),
        Pagina("tabla: EN REVISIÓN", f"/expedientes?estatus={_REVISION}", "martha", 2),
        Pagina("tabla: ACEPTADO", "/expedientes?estatus=ACEPTADO", "martha", 2, pesa=True),
        Pagina("tabla: RECHAZADO", "/expedientes?estatus=RECHAZADO", "martha", 2),
        Pagina("tabla: por nombre", "/expedientes?orden=nombre", "martha", 2),
        Pagina("tabla: por boleta", "/expedientes?orden=boleta", "martha", 2),
        Pagina("tabla: página 150", "/expedientes?pagina=150", "martha", 2.2),
        Pagina("tabla: página 150 por nombre", "/expedientes?orden=nombre&pagina=150", "martha", 2.2),
        Pagina("buscar «munoz»", "/expedientes?q=munoz", "martha", 12),
        Pagina("buscar «ana zuñiga», por nombre", "/expedientes?q=ana+zu%C3%B1iga&orden=nombre", "martha", 12),
        Pagina("menú del alumno", "/tramite", alumna, 2),
        Pagina("tarjetas de reportes", "/reportes", "rosa", 2),
    ]


def medir(lista: Sequence[Pagina], dentro: Mapping[str, Navegador], piso: Navegador) -> Iterator[Medida]:
    """In rounds over all of them, each with connections of its own: what slows one processor or one worker for some
    seconds falls on a few turns of many pages, and not on all the turns of a few.

    `dentro`: a browser by who looks. Raises AssertionError unless both paint the same.
    """
    tiempos = {pagina.ruta: (list[float](), list[float]()) for pagina in lista}
    vistas: dict[str, Respuesta] = {}
    for _ in range(_VUELTAS):
        for pagina in lista:
            vistas[pagina.ruta], nuevos = _una_vuelta(pagina.ruta, dentro[pagina.usuario], piso)
            for todos, suyos in zip(tiempos[pagina.ruta], nuevos, strict=True):
                todos += suyos
    for pagina in lista:
        yield razon(pagina.que, *tiempos[pagina.ruta], pagina.meta)
        if pagina.pesa:
            yield Medida("  su HTML", kib(len(vistas[pagina.ruta].cuerpo)), 64, "KB")
            yield Medida("  comprimido", kib(len(vistas[pagina.ruta].crudo)), 8, "KB")


def _una_vuelta(ruta: str, nuestro: Navegador, piso: Navegador) -> tuple[Respuesta, tuple[list[float], list[float]]]:
    propia, ajena = nuestro.ver(ruta), piso.ver(ruta)
    assert _sin_token(propia.cuerpo) == _sin_token(ajena.cuerpo), f"the floor does not paint {ruta}"
    nuestra, otra = nuestro.peticion("GET", ruta), piso.peticion("GET", ruta)
    return propia, alternar(lambda: nuestro.pedir(nuestra), lambda: piso.pedir(otra), _VECES)


def _sin_token(html: bytes) -> bytes:
    return _TOKEN.sub(rb"\1", html)
