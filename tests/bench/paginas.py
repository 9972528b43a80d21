"""The table of expedientes, the student's menu, the cards: against the same HTML painted from memory."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench.navegador import Navegador
from tests.bench.tabla import Medida, alternar, kib, razon

_VECES = 120
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


def medir(pagina: Pagina, nuestro: Navegador, piso: Navegador) -> Iterator[Medida]:
    """Raises AssertionError unless both paint the same."""
    propia, ajena = nuestro.ver(pagina.ruta), piso.ver(pagina.ruta)
    assert _sin_token(propia.cuerpo) == _sin_token(ajena.cuerpo), f"the floor does not paint {pagina.ruta}"
    nuestra, otra = nuestro.peticion("GET", pagina.ruta), piso.peticion("GET", pagina.ruta)
    tiempos = alternar(lambda: nuestro.pedir(nuestra), lambda: piso.pedir(otra), _VECES)
    yield razon(pagina.que, *tiempos, pagina.meta)
    if pagina.pesa:
        yield Medida("  su HTML", kib(len(propia.cuerpo)), 64, "KB")
        yield Medida("  comprimido", kib(len(propia.crudo)), 8, "KB")


def _sin_token(html: bytes) -> bytes:
    return _TOKEN.sub(rb"\1", html)
