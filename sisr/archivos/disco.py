"""The disk that holds the files: where things are on it, and whether there is room."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import current_app

from sisr.archivos.errores import SinEspacio

_LLENO = {errno.ENOSPC, errno.EDQUOT}


def raiz() -> Path:
    return Path(current_app.config["UPLOADS_PATH"])


def recepcion() -> Path:
    """The staging folder; inside the uploads, so that keeping a file is a change of name."""
    return raiz() / ".recepcion"


def libre() -> int:
    """Bytes that may still be written without touching the reserve; negative when it is touched."""
    estado = os.statvfs(raiz())
    return estado.f_bavail * estado.f_frsize - current_app.config["DISK_RESERVE_BYTES"]


@contextmanager
def con_espacio() -> Iterator[None]:
    """Calls a full disk, or a full quota, SinEspacio."""
    try:
        yield
    except OSError as error:
        if error.errno in _LLENO:
            raise SinEspacio from error
        raise


def asegurar(ruta: Path) -> None:
    """Returns when the file, or the names in the folder, would outlive a power cut."""
    descriptor = os.open(ruta, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
