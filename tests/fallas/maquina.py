"""A SISR of its own for the faults: its folders, its gunicorn, and what that costs the machine."""

import hashlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.puerta.servicio import RAIZ, Servicio


def _puerto_libre() -> int:
    with socket.socket() as sonda:
        sonda.bind(("127.0.0.1", 0))
        return sonda.getsockname()[1]


PUERTO = _puerto_libre()


class Maquina:
    """`carpeta` holds the instance and the uploads; `ajustes` are settings without their `SISR_`."""

    def __init__(self, carpeta: Path, preparar: bool = True, /, **ajustes: object) -> None:
        self.carpeta, self.uploads, self.base = carpeta, carpeta / "uploads", carpeta / "instance/sisr.db"
        heredado = {nombre: valor for nombre, valor in os.environ.items() if not nombre.startswith("SISR_")}
        self.entorno = heredado | {f"SISR_{nombre}": str(valor) for nombre, valor in ajustes.items()}
        self.entorno |= {
            "SISR_BIND": f"127.0.0.1:{PUERTO}",
            "SISR_INSTANCE_PATH": str(carpeta / "instance"),
            "SISR_UPLOADS_PATH": str(self.uploads),
            "MALLOC_ARENA_MAX": "2",
        }
        self._servicio: Servicio
        if preparar:
            self.flask("preparar")

    @contextmanager
    def encendida(self) -> Iterator["Maquina"]:
        """Killed at the end, whatever happens meanwhile."""
        self.encender()
        try:
            yield self
        finally:
            self.matar()

    def encender(self) -> None:
        orden = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "app:app"]
        self._servicio = Servicio(orden, self.entorno, self.carpeta / "salida")
        try:
            self._servicio.espera("SISR atiende en")
        except BaseException:
            self.matar()
            raise

    def matar(self) -> None:
        """`kill -9` to the master and its workers."""
        self._servicio.mata()

    def revisar(self) -> str:
        """The last line of `flask archivos revisar`."""
        return self.flask("archivos", "revisar", exige=False).splitlines()[-1]

    def barrer(self) -> None:
        """The sweep, as it would be in a day for what is in staging now."""
        for ruta in self.en_recepcion():
            os.utime(ruta, (0, time.time() - 90_000))
        self.flask("preparar")

    def en_recepcion(self) -> list[Path]:
        return sorted((self.uploads / ".recepcion").glob("*"))

    def guardados(self) -> list[Path]:
        return sorted(self.uploads.glob("[!.]*/*.pdf"))

    def memoria(self) -> int:
        """Bytes that the worst worker has held at once since it began."""
        return max(_campo(f"/proc/{pid}/status", "VmHWM") * 1024 for pid in self._obreros())

    def escrito(self) -> int:
        """Bytes that the workers have written to files and sockets."""
        return sum(_campo(f"/proc/{pid}/io", "wchar") for pid in self._obreros())

    def flask(self, *orden: str, exige: bool = True) -> str:
        """What an order says."""
        hecho = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", *orden],
            cwd=RAIZ,
            env=self.entorno,
            capture_output=True,
            text=True,
        )
        assert not exige or hecho.returncode == 0, hecho.stdout + hecho.stderr
        return hecho.stdout

    def _obreros(self) -> list[str]:
        return Path(f"/proc/{self._servicio.pid}/task/{self._servicio.pid}/children").read_text().split()


def pagina(ruta: str = "/") -> float:
    """Seconds that it takes."""
    inicio = time.monotonic()
    with urllib.request.urlopen(f"http://127.0.0.1:{PUERTO}{ruta}", timeout=60) as respuesta:
        assert respuesta.status == 200
        respuesta.read()
    return time.monotonic() - inicio


def suma(ruta: Path) -> str:
    with ruta.open("rb") as archivo:
        return hashlib.file_digest(archivo, "sha256").hexdigest()


def _campo(archivo: str, nombre: str) -> int:
    return int(Path(archivo).read_text().partition(f"{nombre}:")[2].split()[0])
