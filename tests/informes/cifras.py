"""Every figure of a page, and how many things the list has to which it leads."""

import re

from tests.cliente import Cliente
from tests.pagina import elegir, texto

_TOTAL = re.compile(r'<b class="total">([\d,]+) ')


def que_no_cuadran(quien: Cliente) -> list[str]:
    """The figures of the page that `quien` has before them whose list has another number of things."""
    faltas, enlaces = [], _enlaces(quien)
    assert enlaces, "a page without figures"
    for enlace, cifra in enlaces.items():
        respuesta = quien.crudo("GET", enlace)
        total = _TOTAL.search(respuesta.get_data(as_text=True))
        if not total or total[1] != cifra:
            faltas.append(f"{enlace}: {cifra} in the page, {total and total[1]} in the list ({respuesta.status})")
    return faltas


def _enlaces(quien: Cliente) -> dict[str, str]:
    return {enlace.get("href"): texto(enlace) for enlace in elegir(quien.pagina, "a.cifra")}


def tablas(quien: Cliente) -> dict[str, list[list[str]]]:
    """The tables of the page, cell by cell, by their captions."""
    return {
        texto(elegir(tabla, "caption")[0]): [
            [texto(celda) for celda in elegir(fila, "th, td")] for fila in elegir(tabla, "tbody tr")
        ]
        for tabla in elegir(quien.pagina, "table")
    }
