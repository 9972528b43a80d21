"""Whether a backup is as it was made: every byte of it, and what its rows say of its files."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import current_app

from sisr.respaldo import base, carpeta
from sisr.respaldo.base import BASE
from sisr.respaldo.copia import suma
from sisr.respaldo.errores import NoSePuede
from sisr.respaldo.ficha import Ficha, leer
from sisr.respaldo.lista import LISTA, Linea, lineas


@dataclass
class Danos:
    """The paths, within the backup, of what is not as when it was made."""

    faltan: list[str] = field(default_factory=list)
    cambiaron: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.faltan or self.cambiaron)

    def __iter__(self) -> Iterator[str]:
        yield from (f"Falta: {ruta}" for ruta in self.faltan)
        yield from (f"Cambió: {ruta}" for ruta in self.cambiaron)


def revisar(respaldo: Path) -> tuple[Ficha, Danos]:
    """Reads it whole. Raises NoSePuede where there is no telling file by file."""
    ficha, danos = abrir(respaldo), Danos()
    with carpeta.en_uso(respaldo):
        for linea in lineas(respaldo):
            archivo = respaldo / linea.ruta
            if archivo.is_symlink() or not archivo.is_file():
                danos.faltan.append(linea.ruta)
            elif not _es_igual(archivo, linea.sha256):
                danos.cambiaron.append(linea.ruta)
        if BASE not in [*danos.faltan, *danos.cambiaron]:
            que_cuadre(respaldo, respaldo / BASE, ficha)
    return ficha, danos


def abrir(respaldo: Path) -> Ficha:
    """What it says of itself, where its list is the one that it was made with. Raises NoSePuede."""
    if respaldo.name.startswith(carpeta.A_MEDIAS):  # what there is of it may be all, and not yet be safe
        raise NoSePuede(f"{respaldo} no es un respaldo completo de SISR: elige otra carpeta.")
    ficha = leer(respaldo)
    if not (respaldo / LISTA).is_file() or suma(respaldo / LISTA) != ficha.lista:
        raise NoSePuede(f"La lista {respaldo / LISTA} está dañada: usa otro respaldo.")
    try:
        ScriptDirectory(current_app.extensions["migrate"].directory).get_revision(ficha.esquema)
    except CommandError:
        raise NoSePuede(f"{respaldo} es de una versión más nueva de SISR: actualízalo antes.") from None
    return ficha


def que_cuadre(respaldo: Path, copia: Path, ficha: Ficha) -> None:
    """The database is sound, and names what the list has and nothing else. Raises NoSePuede."""
    with base.abierta(copia) as conexion:
        try:
            cuadra = (
                base.esta_sana(conexion)
                and base.esquema(conexion) == ficha.esquema
                and base.renglones(conexion) == ficha.renglones
                and all(
                    fila == linea for fila, linea in zip_longest(_de_los_renglones(conexion, ficha), _pdf(respaldo))
                )
            )
        except sqlite3.DatabaseError:
            cuadra = False
    if not cuadra:
        raise NoSePuede(f"La base de datos de {respaldo} está dañada, o no es la de sus archivos: usa otro respaldo.")


def _es_igual(archivo: Path, sha256: str) -> bool:
    try:
        return suma(archivo) == sha256
    except OSError:  # a disk that does not read it
        return False


def _de_los_renglones(conexion: sqlite3.Connection, ficha: Ficha) -> Iterator[Linea]:
    faltaban = set(ficha.faltan)
    for nombrado in base.nombrados(conexion):
        if nombrado.ruta not in faltaban:
            yield Linea(nombrado.sha256, f"uploads/{nombrado.ruta}")


def _pdf(respaldo: Path) -> Iterator[Linea]:
    return (linea for linea in lineas(respaldo) if linea.ruta.startswith("uploads/"))
