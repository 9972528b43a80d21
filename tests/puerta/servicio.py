"""A service begun in a terminal of its own."""

import os
import random
import signal
import socket
import subprocess
import time
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[2]
PACIENCIA = 60  # seconds, for a loaded machine
_AZAR = random.Random()  # of its own: whoever runs the tests beside draws others


class Servicio:
    """Runs in a process group of its own, as a terminal would start it."""

    def __init__(self, orden: list[str], entorno: dict[str, str], salida: Path) -> None:
        self.equipo, _, puerto = entorno["SISR_BIND"].rpartition(":")
        self.puerto = int(puerto)
        self._salida = salida
        with salida.open("w") as archivo:
            self._proceso = subprocess.Popen(
                orden, cwd=RAIZ, env=entorno, stdout=archivo, stderr=archivo, start_new_session=True
            )

    def espera(self, palabras: str) -> None:
        limite = time.monotonic() + PACIENCIA
        while palabras not in self.dicho():
            assert self._proceso.poll() is None, self.dicho()
            assert time.monotonic() < limite, self.dicho()
            time.sleep(0.05)

    def interrumpe(self) -> int:
        """Ctrl-C: the terminal signals the whole group. Gives the status back."""
        os.killpg(self._proceso.pid, signal.SIGINT)
        return self._proceso.wait(PACIENCIA)

    @property
    def pid(self) -> int:
        return self._proceso.pid

    def conecta(self) -> socket.socket:
        return socket.create_connection((self.equipo, self.puerto), timeout=PACIENCIA)

    def dicho(self) -> str:
        return self._salida.read_text()

    def mata(self) -> None:
        if self._proceso.poll() is None:
            os.killpg(self._proceso.pid, signal.SIGKILL)
            self._proceso.wait()


def puerto_libre() -> int:
    """Below those that the kernel gives, so that nobody takes it before it is used."""
    puerto = _AZAR.randrange(10_000, 32_000)
    with socket.socket() as sonda:
        return puerto if sonda.connect_ex(("127.0.0.1", puerto)) else puerto_libre()
