"""Where PDF are found by what they are, whatever their names: an earlier backup, or the house as it is now."""

import sqlite3
from pathlib import Path
from typing import Self

from sisr.respaldo import base
from sisr.respaldo.base import BASE
from sisr.respaldo.lista import esta_dentro


class Fuente:
    """One whose database cannot be read, or that there is not, has nothing."""

    def __init__(self, conexion: sqlite3.Connection | None, archivos: Path) -> None:
        self._conexion, self._archivos = conexion, archivos

    @classmethod
    def de_respaldo(cls, respaldo: Path | None) -> Self:
        if respaldo is None:
            return cls(None, Path())
        return cls(base.conectar(respaldo / BASE, base.QUIETA), respaldo / "uploads")

    @classmethod
    def de_la_casa(cls, instancia: Path, uploads: Path) -> Self:
        return cls(base.conectar(instancia / "sisr.db", "mode=ro"), uploads)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._conexion:
            self._conexion.close()

    def con(self, sha256: str, bytes_: int) -> Path | None:
        """A PDF of which a row says so, of that size; whoever put it there made sure of its bytes."""
        try:
            ruta = self._ruta(sha256)
        except sqlite3.DatabaseError:
            return None
        if ruta is None or not esta_dentro(f"uploads/{ruta}"):
            return None
        archivo = self._archivos / ruta
        return archivo if archivo.is_file() and archivo.stat().st_size == bytes_ else None

    def _ruta(self, sha256: str) -> str | None:
        if self._conexion is None:
            return None
        fila = self._conexion.execute("SELECT ruta FROM entrega WHERE sha256 = ? LIMIT 1", (sha256,)).fetchone()
        return fila and fila[0]
