"""The instance of a demonstration: marked, so that nobody's real data are ever taken for one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from flask import current_app

from sisr.archivos import disco

_MARCA = "demostracion"  # a file of this name in both folders
_BASE = "sisr.db"


class NoEsDemostracion(Exception):
    """The folder holds data that are not a demonstration's; its text says which."""


def vaciar() -> None:
    """Take away what an earlier demonstration left, and mark both folders. Raises NoEsDemostracion."""
    for carpeta, datos in ((_instancia(), list(_base())), (disco.raiz(), list(_archivos()))):
        if datos and not (carpeta / _MARCA).is_file():
            raise NoEsDemostracion(
                f"En {carpeta} hay datos que no son de una demostración: no se tocó nada;"
                " elige otra carpeta con SISR_INSTANCE_PATH y SISR_UPLOADS_PATH."
            )
    for ruta in (*_base(), *_archivos()):
        shutil.rmtree(ruta) if ruta.is_dir() else ruta.unlink()
    for carpeta in (_instancia(), disco.raiz()):
        (carpeta / _MARCA).touch()


def _instancia() -> Path:
    return Path(current_app.instance_path)


def _base() -> Iterator[Path]:
    """The database with its journals."""
    return _instancia().glob(f"{_BASE}*")


def _archivos() -> Iterator[Path]:
    return (ruta for ruta in disco.raiz().iterdir() if ruta.name not in (_MARCA, ".gitkeep"))
