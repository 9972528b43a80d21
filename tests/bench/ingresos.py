"""A hundred people enter at once, while another page is asked for again and again."""

import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from statistics import median

from werkzeug.security import check_password_hash, generate_password_hash

from sisr.demostracion.catalogos import CONTRASENA
from tests.bench.navegador import Navegador
from tests.bench.servidor import Servidor
from tests.bench.tabla import Medida, percentil

_CADA = 0.05  # seconds between two looks at the other page, which take from the same processors


def medir(servidor: Servidor, boletas: list[str], vecino: Navegador, ruta: str) -> Iterator[Medida]:
    """`vecino` is somebody who is in already, and `ruta` what they look at meanwhile."""
    un_hash = _un_hash()
    quienes = [Navegador(servidor.puerto) for _ in boletas]
    for quien in quienes:
        quien.ver("/")
    testigo = _Testigo(servidor, vecino, ruta)
    with testigo, ThreadPoolExecutor(len(quienes)) as todos:
        inicio = time.perf_counter()
        list(todos.map(_entrar, quienes, boletas))
        tardo = time.perf_counter() - inicio
    por_segundo, techo = len(boletas) / tardo, (os.cpu_count() or 1) / un_hash
    que = f"{len(boletas)} ingresos a la vez, por segundo"
    yield Medida(que, por_segundo / techo, 0.7, nuestro=f"{por_segundo:.1f}", piso=f"{techo:.1f}", al_menos=True)
    yield Medida("  memoria de más", testigo.de_mas / 1024**2, 200, "MiB")
    yield Medida("  p99 de otra página", percentil(testigo.tiempos, 0.99) * 1000, 100, "ms")


class _Testigo:
    """Looks at a page and at the memory from another thread, until the block ends."""

    def __init__(self, servidor: Servidor, vecino: Navegador, ruta: str) -> None:
        self._servidor, self._vecino = servidor, vecino
        self._peticion = vecino.peticion("GET", ruta)
        self._antes = self._despues = servidor.memoria()
        self._alto = threading.Event()
        self._hilo = threading.Thread(target=self._mirar)
        self.tiempos: list[float] = []

    @property
    def de_mas(self) -> int:
        return self._despues - self._antes

    def __enter__(self) -> None:
        self._vecino.conectar()
        self._hilo.start()

    def __exit__(self, *_: object) -> None:
        self._alto.set()
        self._hilo.join()

    def _mirar(self) -> None:
        while not self._alto.wait(_CADA):
            inicio = time.perf_counter()
            assert self._vecino.pedir(self._peticion).estado == 200
            self.tiempos.append(time.perf_counter() - inicio)
            if len(self.tiempos) % 10 == 1:
                self._despues = max(self._despues, self._servidor.memoria())


def _entrar(quien: Navegador, boleta: str) -> None:
    quien.enviar("/sesion", {"usuario": boleta, "contrasena": CONTRASENA}, estado=303)


def _un_hash() -> float:
    """Seconds that one takes by itself."""
    cifrada, tiempos = generate_password_hash(CONTRASENA), []
    for _ in range(7):
        inicio = time.perf_counter()
        check_password_hash(cifrada, CONTRASENA)
        tiempos.append(time.perf_counter() - inicio)
    return median(tiempos)
