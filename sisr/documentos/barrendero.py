"""The sweeper: one on the machine, a thread of whichever worker holds the file lock, once an hour; it also does
what else is done once an hour."""

import fcntl
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from flask import Flask

from sisr.archivos import pagina1, subida
from sisr.documentos.revisar import barrer_huerfanos
from sisr.reloj import ahora

CADA = 3600.0  # seconds
_SUPLENTE = 60.0  # seconds between looks of the others at whether somebody sweeps
_VISTAS = timedelta(days=30)  # how long the picture of a page is kept: it can be drawn again
_alto = threading.Event()
_hilos: list[threading.Thread] = []


def arrancar(app: Flask, *tareas: Callable[[], object]) -> None:
    """Start this worker's thread; it sweeps, and then does these things, only while it holds the machine's lock."""
    _alto.clear()
    hilo = threading.Thread(target=_trabajar, args=(app, (barrer, *tareas)), name="barrendero", daemon=True)
    hilo.start()
    _hilos.append(hilo)


def detener() -> None:
    _alto.set()
    while _hilos:
        _hilos.pop().join(timeout=5)


def barrer() -> int:
    """Everything that nobody came back for; returns how many files went."""
    return subida.barrer() + barrer_huerfanos() + pagina1.barrer(ahora() - _VISTAS)


def _trabajar(app: Flask, tareas: Iterable[Callable[[], object]]) -> None:
    while not _alto.wait(_SUPLENTE):
        with _turno(app) as mio:
            while mio and not _alto.is_set():
                for tarea in tareas:
                    _hacer(app, tarea)
                _alto.wait(CADA)


def _hacer(app: Flask, tarea: Callable[[], object]) -> None:
    with app.app_context():
        try:
            tarea()
        except Exception as error:  # whatever it is, the next round is the answer
            app.logger.warning("No se pudo %s: %s", tarea.__name__, error)


@contextmanager
def _turno(app: Flask) -> Iterator[bool]:
    descriptor = os.open(os.path.join(app.instance_path, "barrendero.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(descriptor)
