"""What must hold before the service begins; what does not is said in one sentence, and the command ends with 1."""

import errno
import os
import socket
import sys
from pathlib import Path

from flask import current_app
from flask_migrate import upgrade
from sqlalchemy.exc import DatabaseError

from sisr.config import direccion, sin_permiso

_RAZONES = {
    "SQLITE_CANTOPEN": "no hay permiso; dáselo a quien inicia SISR",
    "SQLITE_READONLY": "no hay permiso para escribir en ella; dáselo a quien inicia SISR",
    "SQLITE_NOTADB": "no es una base de datos; recupera tu respaldo",
    "SQLITE_CORRUPT": "está dañada; recupera tu respaldo",
    "SQLITE_BUSY": "otro programa la ocupa; ciérralo y repite la orden",
    "SQLITE_FULL": "el disco está lleno; libera espacio",
}


def que_se_pueda_servir() -> None:
    for carpeta in (Path(current_app.instance_path), Path(current_app.config["UPLOADS_PATH"])):
        _que_se_escriba(carpeta)
    _que_este_libre(*direccion(current_app.config["BIND"]))


def poner_al_dia() -> None:
    """Bring the database up to the last migration."""
    try:
        upgrade()
    except DatabaseError as error:
        razon = _RAZONES.get(getattr(error.orig, "sqlite_errorname", ""))
        if razon is None:
            raise
        sys.exit(f"No se puede usar {Path(current_app.instance_path) / 'sisr.db'}: {razon}.")


def _que_se_escriba(carpeta: Path) -> None:
    try:
        carpeta.mkdir(parents=True, exist_ok=True)
        prueba = carpeta / f".prueba-{os.getpid()}"
        prueba.touch()
        prueba.unlink()
    except OSError as error:
        sys.exit(sin_permiso(carpeta, error))


def _que_este_libre(equipo: str, puerto: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in equipo else socket.AF_INET) as enchufe:
        enchufe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            enchufe.bind((equipo.strip("[]"), puerto))
        except OSError as error:
            razon = {
                errno.EADDRINUSE: "otro programa usa ese puerto; ciérralo o elige otro en SISR_BIND",
                errno.EACCES: "los puertos menores que 1024 son del administrador; elige otro en SISR_BIND",
                errno.EADDRNOTAVAIL: "esa dirección no es de este equipo; corrige SISR_BIND",
                socket.EAI_NONAME: "ese equipo no existe; corrige SISR_BIND",
            }.get(error.errno or 0, error.strerror)
            sys.exit(f"No se puede atender en {equipo}:{puerto}: {razon}.")
