"""One file in two places: another name for it where the disk can, its bytes copied and counted where it cannot."""

import errno
import hashlib
import os
from collections.abc import Iterator
from io import FileIO
from pathlib import Path

from sisr.archivos import disco

_TROZO = 1024**2
_NO_ENLAZA = {errno.EXDEV, errno.EPERM, errno.EACCES, errno.EMLINK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}
_NO_ASEGURA = {errno.EINVAL, errno.EOPNOTSUPP, errno.EBADF}


class Distinto(Exception):
    """Its bytes are not the ones that were expected; nothing was left in the other place."""


def enlazar(origen: Path, destino: Path) -> bool:
    """Whether this disk can: some know of no links, and none goes from one disk to another."""
    try:
        os.link(origen.resolve(), destino)
    except OSError as error:
        if error.errno in _NO_ENLAZA:
            return False
        raise
    return True


def copiar(origen: Path, destino: Path) -> str:
    """Its SHA-256. It is safe on the disk once somebody asks for that."""
    suma, desde = hashlib.sha256(), 0
    with origen.open("rb", buffering=0) as entrada, _nuevo(destino) as salida:
        while trozo := entrada.read(_TROZO):
            suma.update(trozo)
            resto = memoryview(trozo)
            while resto:
                resto = resto[salida.write(resto) or 0 :]
            disco.ir_asegurando(salida.fileno(), desde, desde := desde + len(trozo))
        os.posix_fadvise(entrada.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return suma.hexdigest()


def tomar(origen: Path, destino: Path, sha256: str) -> bool:
    """Link it or copy it, and read it all; whether it was copied. Raises Distinto."""
    enlazado = enlazar(origen, destino)
    try:
        suya = suma(destino) if enlazado else copiar(origen, destino)
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        suya = "a disk that does not read it"
    if suya != sha256:
        destino.unlink()
        raise Distinto
    return not enlazado


def asegurar_nombres(*carpetas: Path) -> None:
    """As disco.asegurar; some disks of the network know nothing of that for a folder."""
    for una in carpetas:
        try:
            disco.asegurar(una)
        except OSError as error:
            if error.errno not in _NO_ASEGURA:
                raise


def carpetas_de(raiz: Path) -> Iterator[Path]:
    """It, and those in it."""
    return (Path(cual) for cual, _, _ in os.walk(raiz))


def suma(ruta: Path) -> str:
    with ruta.open("rb") as archivo:
        return hashlib.file_digest(archivo, "sha256").hexdigest()


def _nuevo(ruta: Path) -> FileIO:
    return FileIO(os.open(ruta, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
