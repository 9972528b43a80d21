"""Put a backup back where there is nothing: what it says is checked before any of it can be used."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from sisr.archivos import disco
from sisr.arranque import poner_al_dia
from sisr.config import leer, sin_permiso
from sisr.respaldo import carpeta
from sisr.respaldo.asentar import Asentado, asentar
from sisr.respaldo.base import BASE
from sisr.respaldo.copia import Distinto, asegurar_nombres, carpetas_de, copiar, tomar
from sisr.respaldo.errores import NoSePuede
from sisr.respaldo.ficha import Ficha
from sisr.respaldo.lista import Linea, lineas
from sisr.respaldo.obra import CLAVE
from sisr.respaldo.revisar import Danos, abrir, que_cuadre

_OBRA = f"{carpeta.A_MEDIAS}restauracion"  # within each of the two folders, until all of it is good
_NO_ESTORBAN = {".gitkeep", ".recepcion", ".vistas", _OBRA}
_NOMBRA = 10


@dataclass(frozen=True)
class Restaurado:
    """`conservados`: the files of the instance that were there already, and stayed."""

    ficha: Ficha
    asentado: Asentado
    danos: Danos
    conservados: list[str]


def restaurar(respaldo: Path, *, con_danos: bool = False) -> Restaurado:
    """All of it, or nothing; `con_danos`, without the files of it that are not good. Raises NoSePuede."""
    respaldo = respaldo.resolve()
    ficha = abrir(respaldo)
    instancia = Path(current_app.instance_path)
    _seguir_sus_ajustes(respaldo, instancia)
    _que_no_haya_nada(instancia, disco.raiz())
    with carpeta.en_uso(respaldo), _obras(instancia, disco.raiz()) as (de_instancia, de_uploads):
        danos = _traer(respaldo, de_instancia, de_uploads)
        if BASE in [*danos.faltan, *danos.cambiaron] or (danos and not con_danos):
            raise NoSePuede(_que_se_dano(respaldo, danos))
        que_cuadre(respaldo, de_instancia / "sisr.db", ficha)
        asentado = asentar(de_instancia / "sisr.db", ficha)
        conservados = _poner(de_instancia, de_uploads, instancia)
    poner_al_dia()
    return Restaurado(ficha, asentado, danos, conservados)


def _seguir_sus_ajustes(respaldo: Path, instancia: Path) -> None:
    """Where its own config.toml comes back with it, the files go where that says; the environment still rules."""
    if not (instancia / "config.toml").exists():
        current_app.config["UPLOADS_PATH"] = leer(respaldo / "instance").UPLOADS_PATH


def _que_no_haya_nada(instancia: Path, uploads: Path) -> None:
    aparta = "no se tocó nada; aparta esa carpeta con otro nombre, o di otra con"
    if any(instancia.glob("sisr.db*")):
        raise NoSePuede(f"En {instancia} ya hay una base de datos: {aparta} SISR_INSTANCE_PATH.")
    if uploads.is_dir() and any(_estorba(ruta) for ruta in uploads.iterdir()):
        raise NoSePuede(f"En {uploads} ya hay archivos: {aparta} SISR_UPLOADS_PATH.")


def _estorba(ruta: Path) -> bool:
    return ruta.name not in _NO_ESTORBAN


@contextmanager
def _obras(instancia: Path, uploads: Path) -> Iterator[tuple[Path, Path]]:
    """A folder in each, gone at the end; those of an order that was cut off go before."""
    obras = instancia / _OBRA, uploads / _OBRA
    try:
        for obra in obras:
            obra.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.rmtree(obra, ignore_errors=True)
            obra.mkdir(mode=0o700)
        yield obras
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise NoSePuede("El disco se llenó y no se restauró nada: libera espacio y repite la orden.") from error
        raise NoSePuede(sin_permiso(Path(error.filename or uploads), error)) from error
    finally:
        for obra in obras:
            shutil.rmtree(obra, ignore_errors=True)


def _traer(respaldo: Path, de_instancia: Path, de_uploads: Path) -> Danos:
    danos, copiados = Danos(), []
    for linea in lineas(respaldo):
        adonde, _, nombre = linea.ruta.partition("/")
        destino = (de_uploads if adonde == "uploads" else de_instancia) / nombre
        destino.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            if _traer_uno(respaldo / linea.ruta, destino, linea):
                copiados.append(destino)
        except FileNotFoundError:
            danos.faltan.append(linea.ruta)
        except Distinto:
            danos.cambiaron.append(linea.ruta)
    for copiado in copiados:
        disco.asegurar(copiado)
    return danos


def _traer_uno(origen: Path, destino: Path, linea: Linea) -> bool:
    """Whether it was copied; only what nobody writes over shares its bytes with the backup."""
    if origen.is_symlink() or not origen.is_file():
        raise FileNotFoundError
    if linea.ruta.startswith("uploads/"):
        return tomar(origen, destino, linea.sha256)
    if copiar(origen, destino) != linea.sha256:
        destino.unlink()
        raise Distinto
    return True


def _que_se_dano(respaldo: Path, danos: Danos) -> str:
    dichos = [*danos]
    otros = f" y {len(dichos) - _NOMBRA} más" if len(dichos) > _NOMBRA else ""
    salida = "usa otro respaldo"
    if BASE not in [*danos.faltan, *danos.cambiaron]:
        salida += ", o repite la orden con --con-danos para restaurar lo demás"
    return f"{respaldo} está dañado y no se restauró nada ({'; '.join(dichos[:_NOMBRA])}{otros}): {salida}."


def _poner(de_instancia: Path, de_uploads: Path, instancia: Path) -> list[str]:
    """The database last: without it nothing was restored. What was put in the instance stays, but a key made now."""
    conservados = []
    for ruta in sorted(de_instancia.iterdir()):
        if (instancia / ruta.name).exists() and ruta.name != CLAVE:
            conservados.append(ruta.name)
        elif ruta.name != "sisr.db":
            ruta.rename(instancia / ruta.name)
    for ruta in sorted(de_uploads.iterdir()):
        ruta.rename(disco.raiz() / ruta.name)
    asegurar_nombres(*carpetas_de(disco.raiz()))
    (de_instancia / "sisr.db").rename(instancia / "sisr.db")
    asegurar_nombres(instancia)
    return conservados
