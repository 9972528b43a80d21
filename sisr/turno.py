"""The turn to write: one at a time, across the threads and the processes of a house."""

import _thread
import fcntl
import os
import threading
import time


class BaseOcupada(Exception):
    """Nobody could write for as long as one waits; nothing was changed."""


class Fila:
    """Where the threads of this process wait, and this process among the others."""

    def __init__(self, instancia: str) -> None:
        self._ruta = os.path.join(instancia, "escritura.lock")
        self._hilos = threading.Lock()
        self._formado = threading.Lock()  # held while a thread of this process stands in the line of the processes

    def tomar(self, espera: float) -> int:
        """The descriptor that holds the turn, for `soltar`; `espera`, as Turno has it."""
        limite = time.monotonic() + espera
        if not self._hilos.acquire(timeout=espera):
            raise BaseOcupada
        try:
            return self._abrir_tomado(limite if espera else None)
        except BaseException:
            self._hilos.release()
            raise

    def soltar(self, descriptor: int) -> None:
        try:
            os.close(descriptor)
        finally:
            self._hilos.release()

    def _abrir_tomado(self, limite: float | None) -> int:
        descriptor = os.open(self._ruta, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self._bloquear(descriptor, limite)
        except BaseException:
            os.close(descriptor)
            raise
        return descriptor

    def _bloquear(self, descriptor: int, limite: float | None) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if limite is None or not self._formarse(descriptor, limite):
                raise BaseOcupada from None

    def _formarse(self, descriptor: int, limite: float) -> bool:
        """Whether its turn among the processes came in time; called by whoever has the turn of this one.

        Nothing gives flock a limit, so another thread stands in the line. Where it is left there, because the holder
        was stopped for one, what it gets in the end is let go at once; until then this process sends nobody else.
        """
        if not self._formado.acquire(timeout=max(0.0, limite - time.monotonic())):
            return False
        copia = -1
        try:
            copia = os.dup(descriptor)
            _thread.start_new_thread(self._hacer_fila, (copia,))
        except BaseException:
            if copia >= 0:
                os.close(copia)
            self._formado.release()
            raise
        llego = self._formado.acquire(timeout=max(0.0, limite - time.monotonic()))
        if llego:
            self._formado.release()
        return llego

    def _hacer_fila(self, copia: int) -> None:
        try:
            fcntl.flock(copia, fcntl.LOCK_EX)
        finally:
            os.close(copia)
            self._formado.release()


class Turno:
    """Holds it for a block; `espera`, the seconds that one waits for it, or 0 for none. Raises BaseOcupada."""

    def __init__(self, fila: Fila, espera: float) -> None:
        self._fila, self._espera = fila, espera

    def __enter__(self) -> None:
        self._descriptor = self._fila.tomar(self._espera)

    def __exit__(self, *_: object) -> None:
        self._fila.soltar(self._descriptor)
