"""The folder where backups are, each in one of its own: whose turn it is, which are whole, which are too many."""

import fcntl
import hashlib
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flask import current_app

from sisr.config import sin_permiso
from sisr.respaldo.copia import asegurar_nombres
from sisr.respaldo.errores import NoSePuede
from sisr.respaldo.ficha import Ficha, leer

A_MEDIAS = ".a-medias-"  # how the name of what is not whole begins


def de_esta_casa() -> str:
    """Whose backups are counted together: those of another machine, or another instance, are left alone."""
    return f"{socket.gethostname()}:{current_app.instance_path}"


@contextmanager
def en_turno(donde: Path) -> Iterator[Path]:
    """How its name begins while it is made, one at a time; what was left half made goes. Raises NoSePuede."""
    with Path(current_app.instance_path, "respaldo.lock").open("a") as candado:
        try:
            fcntl.flock(candado, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NoSePuede("Otro respaldo se está haciendo ahora: espera a que termine.") from None
        suyos = f"{A_MEDIAS}{hashlib.sha256(de_esta_casa().encode()).hexdigest()[:8]}-"
        for resto in donde.glob(f"{suyos}*"):
            shutil.rmtree(resto)
        try:
            yield donde / suyos
        finally:
            for resto in donde.glob(f"{suyos}*"):
                shutil.rmtree(resto, ignore_errors=True)


@contextmanager
def en_uso(respaldo: Path) -> Iterator[None]:
    """Nobody takes it away while it is read."""
    with _tomada(respaldo, fcntl.LOCK_SH):
        yield


def enteros(donde: Path) -> list[tuple[Ficha, Path]]:
    """The backups of this house, the oldest first."""
    hallados = []
    for candidato in donde.iterdir():
        if candidato.name.startswith(".") or candidato.is_symlink() or not candidato.is_dir():
            continue
        with suppress(NoSePuede):
            hallados.append((leer(candidato), candidato))
    suyos = [(ficha, ruta) for ficha, ruta in hallados if ficha.de == de_esta_casa()]
    return sorted(suyos, key=lambda uno: uno[0].instante)


def conservar(donde: Path, cuantos: int) -> list[Path]:
    """Take away the oldest of this house beyond so many, but one that is being read; returns which."""
    idos = []
    try:
        with en_turno(donde) as a_medias:
            for _, viejo in enteros(donde)[:-cuantos]:
                with _tomada(viejo, fcntl.LOCK_EX) as libre:
                    if libre:
                        viejo.rename(f"{a_medias}{len(idos)}")
                        asegurar_nombres(donde)
                        idos.append(viejo)
    except OSError as error:
        raise NoSePuede(sin_permiso(Path(error.filename or donde), error)) from error
    return idos


@contextmanager
def _tomada(carpeta: Path, como: int) -> Iterator[bool]:
    descriptor = os.open(carpeta, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(descriptor, como | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        except OSError:  # a disk of the network that knows of no locks
            yield True
        else:
            yield True
    finally:
        os.close(descriptor)
