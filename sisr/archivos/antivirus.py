"""Asking a clamd, where the settings name one, whether a file carries something harmful (its INSTREAM command)."""

import socket
from enum import StrEnum
from pathlib import Path

from flask import current_app

from sisr.config import direccion

PACIENCIA = 60  # seconds that clamd may stay silent
_TROZO = 256 * 1024


class Antivirus(StrEnum):
    """What is known of a file; never clean because nobody looked."""

    LIMPIO = "limpio"
    INFECTADO = "infectado"
    SIN_REVISAR = "sin revisar"

    @property
    def plural(self) -> str:
        return self if self is Antivirus.SIN_REVISAR else f"{self}s"


def hay() -> bool:
    """Whether the settings name a clamd."""
    try:
        return bool(current_app.config.get("CLAMD_SOCKET"))
    except RuntimeError:  # who judges a file apart has no settings
        return False


def revisar(ruta: Path) -> Antivirus:
    """SIN_REVISAR where there is no clamd, it does not answer, or the file is more than it takes."""
    if not hay():
        return Antivirus.SIN_REVISAR
    try:
        respuesta = _preguntar(current_app.config["CLAMD_SOCKET"], ruta)
    except OSError as error:
        respuesta = str(error)
    if respuesta.endswith(" FOUND"):
        return Antivirus.INFECTADO
    if respuesta == "stream: OK":
        return Antivirus.LIMPIO
    current_app.logger.warning("El antivirus no revisó un archivo: %s", respuesta)
    return Antivirus.SIN_REVISAR


def _preguntar(donde: str, ruta: Path) -> str:
    with _conectar(donde) as enchufe, ruta.open("rb") as archivo:
        enchufe.sendall(b"zINSTREAM\0")
        while trozo := archivo.read(_TROZO):
            enchufe.sendall(len(trozo).to_bytes(4, "big") + trozo)
        enchufe.sendall(bytes(4))
        with enchufe.makefile("rb") as lector:
            return lector.read(1000).rstrip(b"\0").decode(errors="replace")


def _conectar(donde: str) -> socket.socket:
    if not donde.startswith("/"):
        return socket.create_connection(direccion(donde), timeout=PACIENCIA)
    enchufe = socket.socket(socket.AF_UNIX)
    try:
        enchufe.settimeout(PACIENCIA)
        enchufe.connect(donde)
    except OSError:
        enchufe.close()
        raise
    return enchufe
