"""What a backup says of itself, written last: a folder without it is no backup."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sisr.respaldo.errores import NoSePuede

FICHA = "respaldo.json"
_FORMATO = 1


@dataclass(frozen=True)
class Ficha:
    de: str  # the machine and its instance, whose backups are counted together
    cortado: str  # the instant of the copy of the database, in UTC
    esquema: str  # the migration that it was up to
    renglones: dict[str, int]  # of each table
    archivos: int
    bytes: int  # of all the files
    faltan: list[str]  # the PDF that its rows name and were not there, or not as they say
    con_clave: bool
    lista: str  # the SHA-256 of SHA256SUMS
    formato: int = _FORMATO

    @property
    def instante(self) -> datetime:
        return datetime.fromisoformat(self.cortado)


def escribir(carpeta: Path, ficha: Ficha) -> None:
    dicho = asdict(ficha)
    with os.fdopen(os.open(carpeta / FICHA, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as salida:
        json.dump(dicho | {"suma": _suma(dicho)}, salida, indent=1)


def leer(carpeta: Path) -> Ficha:
    """Raises NoSePuede where it is not a whole backup, or not one of this program."""
    try:
        dicho = json.loads((carpeta / FICHA).read_text())
        suma, formato = dicho.pop("suma"), dicho["formato"]
        if formato != _FORMATO:
            raise NoSePuede(f"{carpeta} es de una versión más nueva de SISR: actualízalo antes.")
        if suma != _suma(dicho):
            raise NoSePuede(f"{carpeta / FICHA} está dañado: usa otro respaldo.")
        return Ficha(**dicho)
    except OSError:
        raise NoSePuede(f"{carpeta} no es un respaldo completo de SISR: elige otra carpeta.") from None
    except (ValueError, TypeError, KeyError, AttributeError):
        raise NoSePuede(f"{carpeta / FICHA} está dañado: usa otro respaldo.") from None


def _suma(dicho: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(dicho, sort_keys=True).encode()).hexdigest()
