"""A backup that is being made: what is brought to it, from where, and whether there is room."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from flask import current_app

from sisr.archivos import disco
from sisr.reloj import ahora
from sisr.respaldo import base
from sisr.respaldo.base import BASE, Nombrado
from sisr.respaldo.copia import Distinto, copiar, enlazar, suma, tomar
from sisr.respaldo.errores import NoSePuede
from sisr.respaldo.fuente import Fuente
from sisr.respaldo.lista import Linea, esta_dentro, nueva
from sisr.texto import tamano

CLAVE = "clave_secreta"


@dataclass
class Obra:
    """A backup that is being made, in a folder whose name says so."""

    ruta: Path
    con_clave: bool
    cortado: str = ""
    lineas: list[Linea] = field(default_factory=list)  # of all but the PDF, which may be a million
    copiados: list[Path] = field(default_factory=list)  # what the disk has not been made to keep yet
    faltan: list[str] = field(default_factory=list)
    archivos: int = 0
    nuevos: int = 0
    bytes: int = 0
    escritos: int = 0


def copiar_instancia(obra: Obra) -> None:
    """The database first: what it names afterwards is there already. Raises NoSePuede."""
    instancia = Path(current_app.instance_path)
    for suya in ("", "instance", "uploads"):
        (obra.ruta / suya).mkdir(mode=0o700)
    _que_quepa(obra, sum(ruta.stat().st_size for ruta in instancia.glob("sisr.db*")))
    obra.cortado = ahora().isoformat()
    base.copiar(instancia / "sisr.db", obra.ruta / BASE)
    _anotar(obra, BASE, suma(obra.ruta / BASE))
    for ruta in sorted(instancia.iterdir()):
        if _es_suya(ruta) and (obra.con_clave or ruta.name != CLAVE):
            nombre = f"instance/{ruta.name}"
            _anotar(obra, nombre, copiar(ruta, obra.ruta / nombre))


def _es_suya(ruta: Path) -> bool:
    """The settings, the key, the emblems, and what else was put there: not the database nor what is of a moment."""
    return ruta.is_file() and not ruta.name.startswith((".", "sisr.db")) and ruta.suffix != ".lock"


def _anotar(obra: Obra, nombre: str, sha256: str) -> None:
    bytes_ = (obra.ruta / nombre).stat().st_size
    obra.lineas.append(Linea(sha256, nombre))
    obra.copiados.append(obra.ruta / nombre)
    obra.bytes, obra.escritos = obra.bytes + bytes_, obra.escritos + bytes_


def tomar_archivos(obra: Obra, antes: Fuente, casa: Fuente) -> None:
    """Those that its rows name, and the list of all, in the order of the rows."""
    with base.abierta(obra.ruta / BASE) as conexion, nueva(obra.ruta) as lista:
        if not _es_el_disco(obra.ruta, disco.raiz()):
            nuevos = (uno.bytes for uno in base.nombrados(conexion) if antes.con(uno.sha256, uno.bytes) is None)
            _que_quepa(obra, sum(nuevos))
        for linea in obra.lineas:
            lista.write(str(linea))
        for nombrado in base.nombrados(conexion):
            if esta_dentro(f"uploads/{nombrado.ruta}") and _tomar(obra, nombrado, antes, casa):
                lista.write(str(Linea(nombrado.sha256, f"uploads/{nombrado.ruta}")))
                obra.archivos, obra.bytes = obra.archivos + 1, obra.bytes + nombrado.bytes
            else:
                obra.faltan.append(nombrado.ruta)


def _tomar(obra: Obra, nombrado: Nombrado, antes: Fuente, casa: Fuente) -> bool:
    """From the backup of before; or else as it is now, made sure of, whatever name it was given meanwhile."""
    destino = obra.ruta / "uploads" / nombrado.ruta
    destino.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    origen = antes.con(nombrado.sha256, nombrado.bytes)
    if origen and enlazar(origen, destino):
        return True
    suyo = disco.raiz() / nombrado.ruta
    if _traer(obra, suyo, destino, nombrado):
        return True
    otro = casa.con(nombrado.sha256, nombrado.bytes)
    return otro is not None and otro != suyo and _traer(obra, otro, destino, nombrado)


def _traer(obra: Obra, origen: Path, destino: Path, nombrado: Nombrado) -> bool:
    try:
        copiado = tomar(origen, destino, nombrado.sha256)
    except (FileNotFoundError, IsADirectoryError, Distinto):
        return False
    obra.nuevos += 1
    if copiado:
        obra.copiados.append(destino)
        obra.escritos += nombrado.bytes
    return True


def _que_quepa(obra: Obra, bytes_: int) -> None:
    """And on the disk that the system writes to, its reserve stays."""
    estado = os.statvfs(obra.ruta)
    comparte = _es_el_disco(obra.ruta, disco.raiz()) or _es_el_disco(obra.ruta, Path(current_app.instance_path))
    reserva = current_app.config["DISK_RESERVE_BYTES"] if comparte else 0
    falta = bytes_ + reserva - estado.f_bavail * estado.f_frsize
    if falta > 0:
        raise NoSePuede(f"No cabe en {obra.ruta.parent}: faltan {tamano(falta)}; libera espacio o elige otro disco.")


def _es_el_disco(ruta: Path, de: Path) -> bool:
    return de.is_dir() and ruta.stat().st_dev == de.stat().st_dev
