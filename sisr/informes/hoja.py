"""Tables as a spreadsheet: one sheet a table, numbers as numbers, everything else as text."""

import io
from collections.abc import Iterable

import xlsxwriter
from flask import Response, make_response
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sisr.informes.tablas import Cifra, Tabla

_TIPO = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def hoja(nombre: str, tablas: Iterable[Tabla]) -> Response:
    """The answer that downloads it as `nombre`.xlsx."""
    respuesta = make_response(libro(tablas))
    respuesta.mimetype = _TIPO
    respuesta.headers["Content-Disposition"] = f'attachment; filename="{nombre}.xlsx"'
    return respuesta


def libro(tablas: Iterable[Tabla]) -> bytes:
    """No cell is ever a formula: what is not a number is written as a string."""
    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida, {"constant_memory": True, "strings_to_formulas": False}) as libro_:
        negrita = libro_.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        for tabla in tablas:
            _escribir(libro_.add_worksheet(tabla.titulo[:31]), tabla, negrita)
    return salida.getvalue()


def _escribir(pagina: Worksheet, tabla: Tabla, negrita: Format) -> None:
    pagina.set_column(0, 0, 44)
    pagina.set_column(1, len(tabla.columnas), 15)
    for columna, nombre in enumerate(tabla.columnas):
        pagina.write_string(0, columna, nombre, negrita)
    for renglon, fila in enumerate(tabla.filas, start=1):
        pagina.write_string(renglon, 0, fila.nombre)
        for columna, celda in enumerate(fila.celdas, start=1):
            if isinstance(celda, Cifra):
                pagina.write_number(renglon, columna, celda.n)
            else:
                pagina.write_string(renglon, columna, celda)
    pagina.freeze_panes(1, 1)
