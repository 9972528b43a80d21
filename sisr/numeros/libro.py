"""The cells of a file: of a workbook, read in a process with limits, or of a csv; by what it is, not by its name."""

import json
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

from sisr.numeros.tabla import RENGLONES, HojaIlegible, separar

BYTES = 8 * 1024**2
_MEMORIA = 512 * 1024**2
_SEGUNDOS = 10
_ESPERA = 20  # on the clock, for a busy machine
_LECTOR = Path(__file__).with_name("_hoja.py")
_LIBROS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # xlsx, xlsb and ods are ZIPs; xls is not
_ILEGIBLE = "No se pudo leer el archivo: ábrelo en Excel, guárdalo como «Libro de Excel» (.xlsx) y cárgalo otra vez."
_turno = BoundedSemaphore(1)


def celdas(datos: bytes) -> list[list[str]]:
    """Raises HojaIlegible."""
    if datos.startswith(_LIBROS):
        return _de_un_libro(datos)
    if b"\0" in datos.replace(b"\xff\xfe", b"")[:2] or datos.startswith((b"\xff\xfe", b"\xfe\xff")):
        return separar(_como("utf-16", datos))
    try:
        return separar(datos.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return separar(_como("cp1252", datos))


def _como(codigo: str, datos: bytes) -> str:
    try:
        return datos.decode(codigo)
    except UnicodeDecodeError:
        raise HojaIlegible(_ILEGIBLE) from None


def _de_un_libro(datos: bytes) -> list[list[str]]:
    try:
        with _turno:
            hecho = subprocess.run(
                [sys.executable, "-I", str(_LECTOR), str(_MEMORIA), str(_SEGUNDOS), str(RENGLONES + 50)],
                input=datos,
                capture_output=True,
                timeout=_ESPERA,
                env={},
            )
    except subprocess.TimeoutExpired:
        raise HojaIlegible(_ILEGIBLE) from None
    if hecho.returncode:
        raise HojaIlegible(_ILEGIBLE)
    return [json.loads(linea) for linea in hecho.stdout.splitlines()]
