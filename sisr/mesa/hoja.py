"""Rows as a sheet, xlsx or csv, written to a file that has no name; nothing in it is ever run as a formula."""

import csv
import io
import tempfile
from collections.abc import Iterable
from datetime import date, datetime, time
from enum import StrEnum
from typing import IO

import xlsxwriter

from sisr.reloj import fecha

Renglon = tuple[str | int | date | None, ...]
_EMPIEZAN_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ANCHO = 18


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
        hoja.writerow([_inofensivo(valor) for valor in renglon])
        cuantos += 1
    texto.detach()
    return cuantos


def _xlsx(renglones: Iterable[Renglon], archivo: IO[bytes]) -> int:
    cuantos = 0
    opciones = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(archivo, opciones) as libro:
        hoja, negrita = libro.add_worksheet(), libro.add_format({"bold": True, "bottom": 1})
        dia = libro.add_format({"num_format": "dd/mm/yyyy"})
        hoja.set_column(0, 30, _ANCHO)
        hoja.freeze_panes(1, 2)
        for n, renglon in enumerate(renglones):
            for columna, valor in enumerate(renglon):
                if isinstance(valor, date):
                    hoja.write_datetime(n, columna, datetime.combine(valor, time()), dia)
                elif isinstance(valor, int):
                    hoja.write_number(n, columna, valor)
                elif valor:
                    hoja.write_string(n, columna, valor, None if n else negrita)
            cuantos += 1
    return cuantos


def _inofensivo(valor: str | int | date | None) -> str | int:
    """A text that a spreadsheet would run begins with an apostrophe, which makes it text."""
    if isinstance(valor, date):
        return fecha(valor)
    if isinstance(valor, str) and valor.startswith(_EMPIEZAN_FORMULA):
        return f"'{valor}"
    return "" if valor is None else valor
