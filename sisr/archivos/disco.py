"""The disk that holds the files: where things are on it, and whether there is room."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from flask import current_app

from sisr.archivos.errores import SinEspacio

_LLENO = {errno.ENOSPC, errno.EDQUOT}
_EMPUJE, _ESPERA = 8 * 1024**2, 128 * 1024**2
_ANONIMA = "anonima-"
_MINIMO = 1024**2  # so that a quota of bytes bounds how many files there are, too


def raiz() -> Path:
    return Path(current_app.config["UPLOADS_PATH"])


def recepcion() -> Path:
    """The staging folder; inside the uploads, so that keeping a file is a change of name."""
    return raiz() / ".recepcion"


def ficha_nueva(*, anonima: bool) -> str:
    """A name for a file in staging, that cannot be guessed and says whether its owner has an account."""
    return (_ANONIMA if anonima else "") + token_hex(16)


def que_quepan_anonimos(mas: int = 0, *, sin_contar: str = "") -> None:
    """So many bytes beside what is in staging of who has no account, leaving out one ficha. Raises SinEspacio."""
    suyos = sum(medido(ruta) for ruta in recepcion().glob(f"{_ANONIMA}*") if ruta.name != sin_contar)
    if suyos + mas > current_app.config["ANONYMOUS_QUOTA_BYTES"]:
        raise SinEspacio


def medido(ruta: Path) -> int:
    """Bytes of a file in staging as quotas count them: a little for an empty one, nothing for one that is gone."""
    try:
        return max(ruta.stat().st_size, _MINIMO)
    except FileNotFoundError:
        return 0


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


def ir_asegurando(descriptor: int, desde: int, hasta: int) -> None:
    """As a file grows: send on what is written, so that its end is not a minute of silence while a slow disk works.

    Also keeps gigabytes that nobody is about to read out of the memory that the database's file needs.
    """
    if desde // _EMPUJE != hasta // _EMPUJE:
        os.posix_fadvise(descriptor, 0, hasta, os.POSIX_FADV_DONTNEED)  # begins to write, and does not wait
    if desde // _ESPERA != hasta // _ESPERA:
        os.fdatasync(descriptor)


def asegurar(ruta: Path) -> None:
    """Returns when the file, or the names in the folder, would outlive a power cut."""
    descriptor = os.open(ruta, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
