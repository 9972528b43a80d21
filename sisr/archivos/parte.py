"""Bytes that continue a file in staging: one request at a time, and what came stays whatever happens then."""

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import IO

from werkzeug.exceptions import ClientDisconnected

from sisr.archivos import disco
from sisr.archivos.errores import (
    EnvioDesfasado,
    EnvioDetenido,
    EnvioInterrumpido,
    EnvioOcupado,
    EnvioPerdido,
    SinEspacio,
)

TROZO = 256 * 1024
_TROZO_LENTO = 16 * 1024  # of a slow connection, which loses at most that much when it breaks off
_LENTO = 0.5  # seconds that a piece takes, from which it is slow


def anexar(
    ruta: Path, cuerpo: IO[bytes], *, desde: int, hasta: int, al_llegar: Callable[[int], None] = lambda _: None
) -> str | None:
    """Append the body of a request, announced to end there; its SHA-256 where the file begins with it.

    `al_llegar` is told how many bytes came, piece by piece, and may raise to end it.

    What came is safe on the disk when this returns or raises EnvioInterrumpido or EnvioDetenido. Raises EnvioPerdido,
    EnvioOcupado and EnvioDesfasado before anything is read; SinEspacio, or EnvioPerdido when it was discarded, later.
    """
    with tomada(ruta) as descriptor:
        if os.fstat(descriptor).st_size != desde:
            raise EnvioDesfasado
        suma, llegado = hashlib.sha256(), desde
        try:
            for trozo in _trozos(cuerpo):
                _escribir(descriptor, trozo)
                suma.update(trozo)
                disco.ir_asegurando(descriptor, llegado, llegado := llegado + len(trozo))
                al_llegar(len(trozo))
        finally:
            os.fsync(descriptor)
        if os.fstat(descriptor).st_size < hasta:  # gunicorn ends the body where the connection ended
            raise EnvioInterrumpido
    return None if desde else suma.hexdigest()


@contextmanager
def tomada(ruta: Path) -> Iterator[int]:
    """A descriptor of the file that nobody else holds meanwhile. Raises EnvioPerdido, EnvioOcupado."""
    try:
        descriptor = os.open(ruta, os.O_WRONLY | os.O_APPEND)
    except FileNotFoundError:
        raise EnvioPerdido from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield descriptor
    except BlockingIOError:
        raise EnvioOcupado from None
    finally:
        os.close(descriptor)


def _trozos(cuerpo: IO[bytes]) -> Iterator[bytes]:
    cuanto, desde = _TROZO_LENTO, monotonic()
    try:
        while trozo := cuerpo.read(cuanto):
            cuanto = _TROZO_LENTO if monotonic() - desde > _LENTO else TROZO
            yield trozo
            desde = monotonic()
    except ClientDisconnected as error:
        se_callo = isinstance(error.__context__, TimeoutError | BlockingIOError)
        raise (EnvioDetenido if se_callo else EnvioInterrumpido) from error


def _escribir(descriptor: int, trozo: bytes) -> None:
    if disco.libre() < len(trozo):
        raise SinEspacio
    if not os.fstat(descriptor).st_nlink:
        raise EnvioPerdido
    resto = memoryview(trozo)
    with disco.con_espacio():
        while resto:
            resto = resto[os.write(descriptor, resto) :]
