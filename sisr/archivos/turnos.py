"""The places for uploads of who has no account yet: so many at once on the machine, whatever the processes."""

import fcntl
import os
from pathlib import Path

from flask import current_app

from sisr.archivos.errores import MuchosALaVez


def tomar() -> int:
    """A descriptor that holds a place until it is closed, also by `kill -9`. Raises MuchosALaVez."""
    carpeta = Path(current_app.instance_path, "turnos")
    carpeta.mkdir(mode=0o700, parents=True, exist_ok=True)
    for lugar in range(current_app.config["ANONYMOUS_UPLOADS"]):
        descriptor = os.open(carpeta / str(lugar), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
        else:
            return descriptor
    raise MuchosALaVez
