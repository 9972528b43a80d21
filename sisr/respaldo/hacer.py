"""Make a backup while the system works: the database at one instant, and then every file that it names."""

import errno
import os
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from flask import current_app

from sisr.archivos import disco
from sisr.config import sin_permiso
from sisr.respaldo import base, carpeta
from sisr.respaldo.base import BASE
from sisr.respaldo.copia import asegurar_nombres, carpetas_de, suma
from sisr.respaldo.errores import NoSePuede
from sisr.respaldo.ficha import FICHA, Ficha, escribir
from sisr.respaldo.fuente import Fuente
from sisr.respaldo.lista import LISTA
from sisr.respaldo.obra import Obra, copiar_instancia, tomar_archivos

_VECES = 3  # a person may be cancelled, or put aside, between the copy of the rows and that of the files
_LLENO = {errno.ENOSPC, errno.EDQUOT}


@dataclass
class Hecho:
    """What it took to make one."""

    ficha: Ficha
    segundos: float
    nuevos: int  # PDF that no earlier backup held
    escritos: int  # bytes, without what is another name of something that was there


def hacer(destino: Path, *, con_clave: bool = True) -> Hecho:
    """It is there, whole and safe on the disk, or not at all. Raises NoSePuede."""
    inicio = time.monotonic()
    destino = destino.parent.resolve() / destino.name
    try:
        _que_se_pueda(destino)
        with carpeta.en_turno(destino.parent) as a_medias:
            obra = _llenar([Path(f"{a_medias}{vez}") for vez in range(_VECES)], con_clave)
            ficha = _cerrar(obra)
            obra.ruta.rename(destino)
            asegurar_nombres(destino.parent)
    except (OSError, sqlite3.Error) as error:
        _decir(destino, error)
    return Hecho(ficha, time.monotonic() - inicio, obra.nuevos, obra.escritos)


def _que_se_pueda(destino: Path) -> None:
    donde, instancia = destino.parent, Path(current_app.instance_path)
    for suya in (instancia, disco.raiz().resolve()):
        if destino.is_relative_to(suya):
            raise NoSePuede(f"{destino} está dentro de {suya}, que es lo que se respalda: elige otra carpeta.")
    if not donde.is_dir():
        raise NoSePuede(f"No existe la carpeta {donde}: créala, o conecta el disco de los respaldos.")
    if os.path.lexists(destino):
        raise NoSePuede(f"Ya existe {destino}: elige otro nombre.")
    if not (instancia / "sisr.db").is_file():
        raise NoSePuede(f"No hay una base de datos en {instancia}: no hay nada que respaldar.")


def _llenar(rutas: list[Path], con_clave: bool) -> Obra:
    """Begun again, from what it has, where a file was not there: what that instant named went meanwhile."""
    anteriores = [anterior for _, anterior in carpeta.enteros(rutas[0].parent)]
    obra = _intentar(rutas[0], anteriores[-1] if anteriores else None, con_clave)
    for ruta in rutas[1:] if obra.faltan else []:
        antes, obra = obra, _intentar(ruta, obra.ruta, con_clave)
        obra.copiados += antes.copiados
        obra.nuevos, obra.escritos = obra.nuevos + antes.nuevos, obra.escritos + antes.escritos
        if obra.faltan in ([], antes.faltan):
            break
    return obra


def _intentar(ruta: Path, anterior: Path | None, con_clave: bool) -> Obra:
    obra = Obra(ruta, con_clave)
    copiar_instancia(obra)
    casa = Fuente.de_la_casa(Path(current_app.instance_path), disco.raiz())
    with Fuente.de_respaldo(anterior) as antes, casa:
        tomar_archivos(obra, antes, casa)
    return obra


def _cerrar(obra: Obra) -> Ficha:
    """What it says of itself comes last; then nothing of it is only in memory."""
    with base.abierta(obra.ruta / BASE) as conexion:
        if not base.esta_sana(conexion):
            raise NoSePuede("La base de datos está dañada y no se hizo el respaldo: recupera el último bueno.")
        ficha = Ficha(
            de=carpeta.de_esta_casa(),
            cortado=obra.cortado,
            esquema=base.esquema(conexion),
            renglones=base.renglones(conexion),
            archivos=obra.archivos,
            bytes=obra.bytes,
            faltan=obra.faltan,
            con_clave=obra.con_clave,
            lista=suma(obra.ruta / LISTA),
        )
    escribir(obra.ruta, ficha)
    for ruta in (*obra.copiados, obra.ruta / LISTA, obra.ruta / FICHA):
        disco.asegurar(ruta)
    asegurar_nombres(*carpetas_de(obra.ruta))
    return ficha


def _decir(destino: Path, error: Exception) -> NoReturn:
    lleno = isinstance(error, OSError) and error.errno in _LLENO
    if lleno or getattr(error, "sqlite_errorname", "") in {"SQLITE_FULL", "SQLITE_IOERR_WRITE"}:
        raise NoSePuede(f"El disco de {destino.parent} se llenó: libera espacio o elige otro.") from error
    if isinstance(error, OSError):
        raise NoSePuede(sin_permiso(Path(error.filename or destino), error)) from error
    raise NoSePuede(f"La base de datos no se puede leer y no se hizo el respaldo ({error}).") from error
