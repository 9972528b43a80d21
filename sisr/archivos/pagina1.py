"""Page 1 of a kept PDF as a picture: drawn when somebody first asks, by a process with limits, and kept."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from secrets import token_hex
from threading import Lock

from sisr.archivos import disco
from sisr.archivos.deposito import ubicar

MEMORIA = 512 * 1024**2
SEGUNDOS = 10  # of processor
_ESPERA = 20  # on the clock, for a busy machine
_TURNO = 15  # seconds that somebody waits for the drawings of others
_DIBUJO = Path(__file__).with_name("_dibujo.py")
_turno = Lock()


class Aviso(StrEnum):
    """What may keep a page from being read."""

    EN_BLANCO = "Parece que la primera página está en blanco: revisa que sea el archivo correcto."
    BORROSA = "La imagen tiene muy baja resolución: es posible que no se lea. Vuelve a escanear con más nitidez."


@dataclass(frozen=True)
class Vista:
    """The picture (JPEG) with its size in pixels; empty where the page could not be drawn."""

    imagen: bytes = b""
    ancho: int = 0
    alto: int = 0
    aviso: Aviso | None = None


def ver(ruta: str, sha256: str) -> Vista:
    """Page 1 of the file that is kept there. Raises ArchivoPerdido.

    Kept by the hash of the file, so that no other file ever answers for it. One is drawn at a time in a process.
    """
    origen, copia = ubicar(ruta), _carpeta() / sha256
    if hecha := _leer(copia):
        return hecha
    if not _turno.acquire(timeout=_TURNO):
        return Vista()
    try:
        return _leer(copia) or _dibujar(origen, copia)
    finally:
        _turno.release()


def olvidar(sha256: str) -> None:
    """Unlink the picture of a file that is kept no more."""
    (_carpeta() / sha256).unlink(missing_ok=True)


def barrer(antes_de: datetime) -> int:
    """Unlinks the pictures drawn before that instant, which can be drawn again; returns how many."""
    barridas = 0
    for copia in _carpeta().glob("*"):
        with suppress(FileNotFoundError):  # somebody else's sweep came first
            if copia.stat().st_mtime < antes_de.timestamp():
                copia.unlink()
                barridas += 1
    return barridas


def _dibujar(origen: Path, copia: Path) -> Vista:
    """What the limits stop is kept as such: it would be stopped again."""
    try:
        hecho = _correr(origen)
    except subprocess.TimeoutExpired:  # the machine was busy
        return Vista()
    crudo = hecho.stdout if hecho.returncode == 0 else json.dumps((0, 0, None)).encode() + b"\n"
    with suppress(OSError):  # a full disk: next time it is drawn again
        _guardar(crudo, copia)
    return _vista(crudo)


def _correr(origen: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-I", str(_DIBUJO), str(origen), str(MEMORIA), str(SEGUNDOS)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=_ESPERA,
        env={},
    )


def _guardar(crudo: bytes, copia: Path) -> None:
    if disco.libre() < len(crudo):
        return
    copia.parent.mkdir(mode=0o700, exist_ok=True)
    borrador = copia.with_name(f".{token_hex(8)}")
    with os.fdopen(os.open(borrador, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as salida:
        salida.write(crudo)
    borrador.replace(copia)


def _leer(copia: Path) -> Vista | None:
    try:
        return _vista(copia.read_bytes())
    except FileNotFoundError:
        return None


def _vista(crudo: bytes) -> Vista:
    datos, _, imagen = crudo.partition(b"\n")
    ancho, alto, aviso = json.loads(datos)
    return Vista(imagen, ancho, alto, Aviso[aviso] if aviso else None)


def _carpeta() -> Path:
    return disco.raiz() / ".vistas"
