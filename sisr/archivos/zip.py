"""A ZIP of many files as it is made: nothing on the disk, a piece in memory at a time, stored as they are."""

import os
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, cast

from sisr.reloj import ZONA, ahora
from sisr.texto import limpiar

FALTAN = "ARCHIVOS QUE FALTAN.txt"
_TROZO = 256 * 1024
_PROHIBIDAS = re.compile(r'[<>:"/\\|?*]+')  # by Windows, in a name
_LARGO = 180
Adentro = tuple[str, Path]  # its name in the ZIP, and where it is


def empaquetar(archivos: Iterable[Adentro], anexos: Callable[[], Iterable[tuple[str, bytes]]]) -> Iterator[bytes]:
    """The bytes of the ZIP: the files, and then what is made for it, by name.

    What is not on the disk, or cannot be read whole, is named in FALTAN instead of breaking the rest.
    """
    salida, faltan = _Salida(), []
    with zipfile.ZipFile(cast(IO[bytes], salida), "w") as paquete:
        for nombre, ruta in archivos:
            try:
                yield from _agregar(paquete, salida, nombre, ruta)
            except OSError:
                faltan.append(nombre)
        for nombre, datos in (*anexos(), *_sobre(faltan)):
            paquete.writestr(_ficha(nombre), datos)
            yield salida.tomar()
    yield salida.tomar()


def nombres_distintos(nombres: Iterable[str]) -> Iterator[str]:
    """Each as any system can keep it in a folder with the others: no paths, nothing forbidden, no two alike."""
    usados: set[str] = set()
    for nombre in nombres:
        base, punto, extension = _PROHIBIDAS.sub("-", limpiar(nombre)).strip(". ").rpartition(".")
        distinto, veces = f"{base[:_LARGO]}{punto}{extension}", 1
        while distinto.casefold() in usados:
            veces += 1
            distinto = f"{base[:_LARGO]} ({veces}){punto}{extension}"
        usados.add(distinto.casefold())
        yield distinto


class _Salida:
    """Where zipfile writes what is then given away; it cannot go back."""

    def __init__(self) -> None:
        self._trozos: list[bytes] = []

    def write(self, datos: bytes) -> int:
        self._trozos.append(datos)
        return len(datos)

    def flush(self) -> None:
        pass

    def tomar(self) -> bytes:
        trozos, self._trozos = self._trozos, []
        return trozos[0] if len(trozos) == 1 else b"".join(trozos)


def _agregar(paquete: zipfile.ZipFile, salida: _Salida, nombre: str, ruta: Path) -> Iterator[bytes]:
    with ruta.open("rb", buffering=0) as archivo:
        ficha = _ficha(nombre)
        ficha.file_size = os.fstat(archivo.fileno()).st_size  # so that one over 4 GB is written as such
        with paquete.open(ficha, "w") as entrada:
            while trozo := archivo.read(_TROZO):
                entrada.write(trozo)
                yield salida.tomar()
    yield salida.tomar()


def _ficha(nombre: str) -> zipfile.ZipInfo:
    ficha = zipfile.ZipInfo(nombre, ahora().astimezone(ZONA).timetuple()[:6])
    ficha.external_attr = 0o644 << 16
    return ficha


def _sobre(faltan: list[str]) -> list[tuple[str, bytes]]:
    if not faltan:
        return []
    texto = (
        "Estos archivos no se encontraron o no se pudieron leer completos. Avisa a quien administra el sistema.\r\n"
    )
    return [(FALTAN, (texto + "".join(f"\r\n{nombre}" for nombre in faltan) + "\r\n").encode("utf-8-sig"))]
