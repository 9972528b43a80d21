"""The relación of a list as a spreadsheet."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from sisr.reloj import fecha

COLUMNAS = (
    "N°",
    "Boleta",
    "Nombre",
    "Carrera",
    "Prestatario",
    "Fecha de inicio",
    "Fecha de Término",
    "Número de Registro",
)
_ANCHOS = (5, 12, 42, 14, 42, 15, 16, 20, 60)


def hoja(titulo: str, alumnos: Sequence[Any], *, archivos: Sequence[str] = ()) -> bytes:
    """One row a student, and in it the name of their file where there are files.

    Every cell is text, so nothing typed is ever run as a formula.
    """
    salida = io.BytesIO()
    columnas = (*COLUMNAS, "Archivo") if archivos else COLUMNAS
    with xlsxwriter.Workbook(salida, {"constant_memory": True, "strings_to_formulas": False}) as libro:
        pagina = libro.add_worksheet(titulo)
        negrita = libro.add_format({"bold": True, "bottom": 1})
        for columna, (nombre, ancho) in enumerate(zip(columnas, _ANCHOS, strict=False)):
            pagina.set_column(columna, columna, ancho)
            pagina.write_string(0, columna, nombre, negrita)
        for renglon, alumno in enumerate(alumnos, start=1):
            for columna, valor in enumerate((*_renglon(renglon, alumno), *archivos[renglon - 1 : renglon])):
                pagina.write_string(renglon, columna, valor)
        pagina.freeze_panes(1, 0)
    return salida.getvalue()


def _renglon(numero: int, alumno: Any) -> tuple[str, ...]:
    return (
        str(numero),
        alumno.boleta,
        alumno.nombre,
        alumno.carrera,
        alumno.prestatario,
        fecha(alumno.inicio),
        fecha(alumno.termino),
        alumno.numero_registro or "",
    )
