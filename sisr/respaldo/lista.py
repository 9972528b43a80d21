"""SHA256SUMS: every file of a backup but two, one a line, as `sha256sum -c` reads them without this program."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from sisr.respaldo.errores import NoSePuede

LISTA = "SHA256SUMS"
_LINEA = re.compile(r"(\\?)([0-9a-f]{64})  (.+)\n")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}


@dataclass(frozen=True)
class Linea:
    """`ruta` is within the backup, with slashes."""

    sha256: str
    ruta: str

    def __str__(self) -> str:
        """A name with a line break in it is written as GNU does."""
        escrita = "".join(_ESCAPES.get(letra, letra) for letra in self.ruta)
        marca = "" if escrita == self.ruta else "\\"
        return f"{marca}{self.sha256}  {escrita}\n"


def nueva(carpeta: Path) -> TextIO:
    """The list of a backup that is being made, to write in."""
    descriptor = os.open(carpeta / LISTA, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    return os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape", newline="\n")


def lineas(carpeta: Path) -> Iterator[Linea]:
    """Raises NoSePuede for one that cannot be read, or that names something outside of the backup."""
    with (carpeta / LISTA).open(encoding="utf-8", errors="surrogateescape", newline="\n") as lista:
        for texto in lista:
            leida = _LINEA.fullmatch(texto)
            ruta = _sin_escapes(leida[3]) if leida and leida[1] else leida[3] if leida else ""
            if leida is None or not esta_dentro(ruta):
                raise NoSePuede(f"La lista {carpeta / LISTA} está dañada: usa otro respaldo.")
            yield Linea(leida[2], ruta)


def esta_dentro(ruta: str) -> bool:
    """Whether it is in one of the two folders, whoever wrote it."""
    partes = ruta.split("/")
    return len(partes) > 1 and partes[0] in {"instance", "uploads"} and not {"", ".", ".."} & set(partes)


def _sin_escapes(escrita: str) -> str:
    letras = {escape: letra for letra, escape in _ESCAPES.items()}
    return re.sub(r"\\.", lambda escape: letras.get(escape[0], escape[0]), escrita)
