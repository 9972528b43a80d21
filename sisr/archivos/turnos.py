"""The places for uploads: so many at once of all who have no account yet, and so many of each account.

They are of the machine, whatever the processes.
"""

import fcntl
import os
import struct
from pathlib import Path

from flask import current_app

from sisr.archivos.errores import MuchosALaVez, MuchosTuyos

_DE_CADA_QUIEN = 1024  # bytes of one file, each of them a place


def tomar() -> int:
    """A descriptor that holds a place until it is closed, also by `kill -9`. Raises MuchosALaVez."""
    for lugar in range(current_app.config["ANONYMOUS_UPLOADS"]):
        descriptor = _abrir(str(lugar))
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
        else:
            return descriptor
    raise MuchosALaVez


def tomar_de(usuario_id: int, *, sigue: bool) -> int:
    """As `tomar`, one of an account's own. Raises MuchosTuyos.

    `sigue`: with an upload that was begun, for which there are twice as many more; so it goes on where it was
    though others were begun meanwhile, or the connection that brought it has not been missed yet.
    """
    cuantos = current_app.config["PERSON_UPLOADS"]
    descriptor = _abrir("cuentas")
    for lugar in range(cuantos, 3 * cuantos) if sigue else range(cuantos):
        if _cerrado(descriptor, usuario_id * _DE_CADA_QUIEN + lugar):
            return descriptor
    os.close(descriptor)
    raise MuchosTuyos(cuantos)


def _cerrado(descriptor: int, byte: int) -> bool:
    """Of the open file and not of the process, so that two requests of one process are two."""
    try:
        fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, byte, 1, 0))
    except OSError:
        return False
    return True


def _abrir(nombre: str) -> int:
    carpeta = Path(current_app.instance_path, "turnos")
    carpeta.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.open(carpeta / nombre, os.O_RDWR | os.O_CREAT, 0o600)
