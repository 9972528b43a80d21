"""Rows as a sheet, xlsx or csv, written to a file that has no name; nothing in it is ever run as a formula."""

import csv
import io
import tempfile
from collections.abc import Iterable
from datetime import date, datetime, time
from enum import StrEnum
from typing import IO, Any

import xlsxwriter

from sisr.reloj import fecha

Renglon = tuple[str | int | date | None, ...]
_EMPIEZAN_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ANCHO = 18
POR_HOJA = 1_048_575  # rows under the heading that Excel has room for; the rest go on another sheet of the same file


class Formato(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"

    @property
    def tipo(self) -> str:
        """The media type."""
        if self is Formato.CSV:
            return "text/csv; charset=utf-8"
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def escribir(renglones: Iterable[Renglon], formato: Formato) -> tuple[IO[bytes], int]:
    """The file, at its beginning, and how many rows it has under its heading."""
    archivo = tempfile.TemporaryFile()  # noqa: SIM115
    cuantos = (_xlsx if formato is Formato.XLSX else _csv)(renglones, archivo)
    archivo.seek(0)
    return archivo, cuantos - 1


def _csv(renglones: Iterable[Renglon], archivo: IO[bytes]) -> int:
    """In UTF-8 with its mark, without which Excel reads no accents."""
    texto = io.TextIOWrapper(archivo, "utf-8-sig", newline="")
    hoja, cuantos = csv.writer(texto), 0
    for renglon in renglones:
        hoja.writerow([inofensivo(valor) for valor in renglon])
        cuantos += 1
    texto.detach()
    return cuantos


def _xlsx(renglones: Iterable[Renglon], archivo: IO[bytes]) -> int:
    filas, cuantos = iter(renglones), 1
    encabezado = next(filas)
    opciones = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(archivo, opciones) as libro:
        dia = libro.add_format({"num_format": "dd/mm/yyyy"})
        hoja = _hoja(libro, encabezado)
        for n, renglon in enumerate(filas):
            if n and n % POR_HOJA == 0:
                hoja = _hoja(libro, encabezado)
            for columna, valor in enumerate(renglon):
                _poner(hoja, 1 + n % POR_HOJA, columna, valor, dia)
            cuantos += 1
    return cuantos


def _hoja(libro: xlsxwriter.Workbook, encabezado: Renglon) -> Any:
    hoja, negrita = libro.add_worksheet(), libro.add_format({"bold": True, "bottom": 1})
    hoja.set_column(0, 30, _ANCHO)
    hoja.freeze_panes(1, 2)
    for columna, nombre in enumerate(encabezado):
        hoja.write_string(0, columna, str(nombre), negrita)
    return hoja


def _poner(hoja: Any, fila: int, columna: int, valor: str | int | date | None, dia: Any) -> None:
    if isinstance(valor, date):
        hoja.write_datetime(fila, columna, datetime.combine(valor, time()), dia)
    elif isinstance(valor, int):
        hoja.write_number(fila, columna, valor)
    elif valor:
        hoja.write_string(fila, columna, valor)


def inofensivo(valor: str | int | date | None) -> str | int:
    """A text that a spreadsheet would run begins with an apostrophe, which makes it text."""
    if isinstance(valor, date):
        return fecha(valor)
    if isinstance(valor, str) and valor.startswith(_EMPIEZAN_FORMULA):
        return f"'{valor}"
    return "" if valor is None else valor
