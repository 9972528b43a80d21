"""The database in a backup: copied at one instant whoever writes, and looked into without touching it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sisr.archivos.disco import asegurar

BASE = "instance/sisr.db"
QUIETA = "mode=ro&immutable=1"  # nobody writes it, and nothing is put beside it
_DE_QUIEN_SIGUE = "entrega.alumno_id IN (SELECT id FROM alumno WHERE cancelado_en IS NULL)"


@dataclass(frozen=True)
class Nombrado:
    """A PDF, as its row names it."""

    ruta: str
    sha256: str
    bytes: int


def copiar(origen: Path, destino: Path) -> None:
    """All pages at once: a reader, for whom nobody waits. What was deleted is not in them (`secure_delete`).

    Page by page it would begin again with each write; VACUUM INTO takes seven times as long to save a twentieth.
    """
    os.close(os.open(destino, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(conectar(origen, "mode=ro")) as viva, closing(sqlite3.connect(destino)) as copia:
        copia.execute("PRAGMA journal_mode=OFF")
        copia.execute("PRAGMA synchronous=OFF")
        viva.backup(copia)
    asegurar(destino)


@contextmanager
def abierta(base: Path) -> Iterator[sqlite3.Connection]:
    """That of a backup."""
    with closing(conectar(base, QUIETA)) as conexion:
        yield conexion


def esta_sana(conexion: sqlite3.Connection) -> bool:
    """Reads all of it."""
    try:
        return (
            conexion.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            and conexion.execute("PRAGMA foreign_key_check").fetchone() is None
        )
    except sqlite3.DatabaseError:
        return False


def esquema(conexion: sqlite3.Connection) -> str:
    return conexion.execute("SELECT version_num FROM alembic_version").fetchone()[0]


def renglones(conexion: sqlite3.Connection) -> dict[str, int]:
    """How many each table has, but those that SQLite keeps for the search."""
    nombres = conexion.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'busqueda*'"
    )
    return {
        nombre: conexion.execute(f'SELECT count(*) FROM "{nombre}"').fetchone()[0] for (nombre,) in sorted(nombres)
    }


def nombrados(conexion: sqlite3.Connection) -> Iterator[Nombrado]:
    """By their path; not those of who was cancelled, which nobody has."""
    for fila in conexion.execute(f"SELECT ruta, sha256, bytes FROM entrega WHERE {_DE_QUIEN_SIGUE} ORDER BY ruta"):
        yield Nombrado(*fila)


def conectar(base: Path, como: str) -> sqlite3.Connection:
    """`como`: what SQLite takes in the address of a file."""
    return sqlite3.connect(f"{base.absolute().as_uri()}?{como}", uri=True, timeout=30)
