"""Reads the first sheet of one workbook, run as a script by `libro` so that nothing else of the program is in it.

The workbook comes by standard input; its cells go out as JSON, a row a line.
"""

import json
import resource
import sys
from datetime import date
from io import BytesIO

import python_calamine

_COLUMNAS = 60


def main(memoria: int, segundos: int, filas: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memoria, memoria))
    resource.setrlimit(resource.RLIMIT_CPU, (segundos, segundos))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libro = python_calamine.CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
    hoja = libro.get_sheet_by_index(0)
    for indice, fila in enumerate(hoja.iter_rows()):
        if indice > filas:
            break
        sys.stdout.write(json.dumps([_texto(celda) for celda in fila[:_COLUMNAS]]) + "\n")


def _texto(celda: object) -> str:
    """A boleta that the workbook keeps as a number has no decimals."""
    if isinstance(celda, float) and celda.is_integer():
        return str(int(celda))
    if isinstance(celda, date):
        return f"{celda:%d/%m/%Y}"
    return str(celda)


if __name__ == "__main__":
    try:
        main(*map(int, sys.argv[1:]))
    except (python_calamine.CalamineError, IndexError, MemoryError):
        sys.exit(3)
