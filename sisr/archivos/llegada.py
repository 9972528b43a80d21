"""The bytes of an upload as they come: once, straight into a staging file, counted and hashed."""

import hashlib
import os
from collections.abc import Callable

from sisr.archivos import disco
from sisr.archivos.errores import SinEspacio


class Llegada:
    """The file part of a form that Werkzeug writes into; its staging file goes when it is closed.

    A file over the limit is dropped at once and the rest of it passed over, so that the other fields
    of the form still arrive: `excede` says so afterwards.
    """

    def __init__(self, *, limite: int, anonima: bool, al_llegar: Callable[[int], None]) -> None:
        self.ficha = disco.ficha_nueva(anonima=anonima)
        self.ruta = disco.recepcion() / self.ficha
        self.bytes = 0
        self._limite, self._al_llegar = limite, al_llegar
        self._sha256 = hashlib.sha256()
        self._conservada = False
        self._descriptor = _crear(self.ruta)

    @property
    def excede(self) -> bool:
        return self.bytes > self._limite

    @property
    def sha256(self) -> str:
        return self._sha256.hexdigest()

    def write(self, trozo: bytes) -> int:
        """Raises SinEspacio; whatever it raises, the staging file is gone."""
        self.bytes += len(trozo)
        if self.excede:
            self.close()
            return len(trozo)
        try:
            self._escribir(trozo)
        except BaseException:
            self.close()
            raise
        return len(trozo)

    def seek(self, posicion: int, desde: int = 0) -> int:
        """Werkzeug rewinds a part that is whole: no more will be written, and nobody reads it here."""
        self._cerrar_descriptor()
        return posicion

    def conservar(self) -> None:
        """Outlive the request; `recepcion.barrer` sweeps what nobody came back for."""
        self._conservada = True

    def close(self) -> None:
        self._cerrar_descriptor()
        if not self._conservada:
            self.ruta.unlink(missing_ok=True)

    def _escribir(self, trozo: bytes) -> None:
        if disco.libre() < len(trozo):
            raise SinEspacio
        self._al_llegar(len(trozo))
        self._sha256.update(trozo)
        resto = memoryview(trozo)
        with disco.con_espacio():
            while resto:
                resto = resto[os.write(self._descriptor, resto) :]
            disco.ir_asegurando(self._descriptor, self.bytes - len(trozo), self.bytes)

    def _cerrar_descriptor(self) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)


def _crear(ruta: os.PathLike[str]) -> int:
    with disco.con_espacio():
        return os.open(ruta, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
