"""A server begun as `make run` begins it, and how much memory its processes take."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[2]
_PACIENCIA = 30


class Servidor:
    def __init__(self, argumentos: list[str], entorno: dict[str, str], puerto: int, salida: Path) -> None:
        self.puerto = puerto
        with salida.open("ab") as archivo:
            self._proceso = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", *argumentos],
                cwd=RAIZ,
                env=os.environ | entorno | {"MALLOC_ARENA_MAX": "2"},
                stdout=archivo,
                stderr=archivo,
                start_new_session=True,
            )

    @classmethod
    def nuestro(cls, casa: Path) -> "Servidor":
        puerto = puerto_libre()
        entorno = entorno_de(casa) | {"SISR_BIND": f"127.0.0.1:{puerto}"}
        return cls(["-c", "gunicorn.conf.py", "app:app"], entorno, puerto, casa / "sisr.log")

    @classmethod
    def piso(cls, casa: Path, paginas: dict[str, str]) -> "Servidor":
        """The floor: as many workers and threads. `paginas` says who sees each page that it holds."""
        puerto = puerto_libre()
        entorno = entorno_de(casa) | {"PISO": str(casa / "piso"), "PISO_PAGINAS": repr(paginas)}
        opciones = "--workers 2 --threads 64 --worker-class gthread --preload --no-control-socket --log-level warning"
        argumentos = [*opciones.split(), "--bind", f"127.0.0.1:{puerto}", "tests.bench.piso:app"]
        return cls(argumentos, entorno, puerto, casa / "piso.log")

    def esperar(self) -> "Servidor":
        """Until the first 200."""
        limite = time.monotonic() + _PACIENCIA
        while not _contesta(self.puerto):
            assert self._proceso.poll() is None, "the server did not begin: see its log"
            assert time.monotonic() < limite, "the server does not answer"
            time.sleep(0.002)
        return self

    def terminar(self) -> None:
        self._proceso.send_signal(signal.SIGINT)
        try:
            self._proceso.wait(_PACIENCIA)
        except subprocess.TimeoutExpired:
            os.killpg(self._proceso.pid, signal.SIGKILL)

    def memoria(self) -> int:
        """Bytes that it alone would give back: PSS of the first process and of all below it."""
        return sum(_pss(pid) for pid in _familia(self._proceso.pid))

    def workers(self) -> list[int]:
        return _familia(self._proceso.pid)[1:]


def entorno_de(casa: Path) -> dict[str, str]:
    """The environment of the instance that is in a folder; what the caller's says of others is left out."""
    vacios = {nombre: "" for nombre in os.environ if nombre.startswith("SISR_MAIL")}
    return vacios | {"SISR_INSTANCE_PATH": str(casa / "instance"), "SISR_UPLOADS_PATH": str(casa / "uploads")}


def puerto_libre() -> int:
    with socket.socket() as sonda:
        sonda.bind(("127.0.0.1", 0))
        return sonda.getsockname()[1]


def _contesta(puerto: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", puerto), timeout=_PACIENCIA) as enchufe:
            enchufe.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            return enchufe.recv(12).endswith(b" 200")
    except OSError:
        return False


def _familia(pid: int) -> list[int]:
    hijos = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        propios = [int(hijo) for hijo in hijos.read_text().split()]
    except OSError:
        return []
    return [pid, *(nieto for hijo in propios for nieto in _familia(hijo))]


def _pss(pid: int) -> int:
    try:
        resumen = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next(int(linea.split()[1]) for linea in resumen.splitlines() if linea.startswith("Pss:")) * 1024
