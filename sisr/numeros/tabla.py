"""From the rows of a sheet, whatever its columns, to pairs of boleta and número."""

import csv
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from sisr.texto import limpiar, plegar

RENGLONES = 50_000
_ENCABEZADO_HASTA = 20  # rows of titles that may come before the names of the columns
_LARGO = 40  # of a boleta or a number: what is longer is neither


class HojaIlegible(Exception):
    """The sheet cannot be read, or has no such columns; its text says what to do."""


class Renglon(NamedTuple):
    """Where it stands in the sheet, counted from 1, and what it says."""

    fila: int
    boleta: str
    numero: str


def separar(texto: str) -> list[list[str]]:
    """The cells of a pasted text or a csv: by tabs, semicolons, commas or spaces. Raises HojaIlegible."""
    separador = next((signo for signo in "\t;," if signo in texto), None)
    if separador is None:
        return [linea.split() for linea in texto.splitlines()]
    try:
        return list(islice(csv.reader(texto.splitlines(), delimiter=separador), RENGLONES + _ENCABEZADO_HASTA))
    except csv.Error:
        raise HojaIlegible("No se pudo leer el texto: revisa que cada renglón sea una boleta y su número.") from None


def renglones(celdas: Sequence[Sequence[str]]) -> list[Renglon]:
    """By the names of the columns where they are, otherwise the first two; empty rows are left out.

    Raises HojaIlegible.
    """
    desde, de_boleta, de_numero = _columnas(celdas)
    leidos = [
        Renglon(fila, _celda(celda, de_boleta).upper().replace(" ", ""), _celda(celda, de_numero).replace(" ", ""))
        for fila, celda in enumerate(celdas, start=1)
        if fila > desde
    ]
    con_algo = [renglon for renglon in leidos if renglon.boleta or renglon.numero]
    if not con_algo:
        raise HojaIlegible("No hay ningún renglón con boleta y número: revisa que sea la hoja correcta.")
    if len(con_algo) > RENGLONES:
        raise HojaIlegible(f"Son más de {RENGLONES:,} renglones: divide la hoja y cárgala por partes.")
    return con_algo


def _columnas(celdas: Sequence[Sequence[str]]) -> tuple[int, int, int]:
    """How many rows come before the data, and which columns are boleta and número."""
    for fila, nombres in enumerate(celdas[:_ENCABEZADO_HASTA], start=1):
        plegados = [plegar(nombre) for nombre in nombres]
        de_boleta = next((i for i, nombre in enumerate(plegados) if "boleta" in nombre), None)
        if de_boleta is not None:
            return fila, de_boleta, _de_numero(plegados, de_boleta)
    return 0, 0, 1


def _de_numero(nombres: list[str], de_boleta: int) -> int:
    """The column called «registro» before one that is only called «número»: «No.» counts the rows in many sheets."""
    for senia in ("registro", "numero"):
        for indice, nombre in enumerate(nombres):
            if indice != de_boleta and senia in nombre and "fecha" not in nombre and "lista" not in nombre:
                return indice
    raise HojaIlegible(
        "La hoja tiene la columna de boletas pero no la de números: llámala «Número de Registro» y cárgala otra vez."
    )


def _celda(celdas: Sequence[str], indice: int) -> str:
    return limpiar(celdas[indice])[:_LARGO] if indice < len(celdas) else ""
