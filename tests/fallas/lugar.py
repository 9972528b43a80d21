"""Where a scene takes place: its folder, a file system that is small, files of a given size."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.pdfs import a_mano, gigante

MB, GB = 1024**2, 1024**3


@contextmanager
def casa() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="sisr-fallas-", dir="/var/tmp") as carpeta:
        yield Path(carpeta)


@contextmanager
def tmpfs(lugar: Path, tamano: str) -> Iterator[None]:
    lugar.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={tamano}", "tmpfs", str(lugar)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(lugar)], check=True)


def unico(carpeta: Path, bytes_: int) -> Path:
    """A PDF whose parts are all different."""
    ruta = carpeta / f"unico-{bytes_}.pdf"
    hoja = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>"
    ruido = b"<</Length %d>>\nstream\n%b\nendstream" % (bytes_, os.urandom(bytes_))
    ruta.write_bytes(a_mano([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", hoja, ruido]))
    return ruta


def exacto(ruta: Path, bytes_: int) -> Path:
    """A sparse PDF of exactly that size."""
    gigante(ruta, bytes_)
    gigante(ruta, 2 * bytes_ - ruta.stat().st_size)
    assert ruta.stat().st_size == bytes_
    return ruta
