"""Judging a PDF in a process of its own, which a hostile file may exhaust without harm to the site."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

from sisr.archivos.errores import Razon

MEMORIA = 512 * 1024**2
SEGUNDOS = 10  # of processor, and as many again for each GiB: a wrong xref means reading it all
_ESPERA = 2  # times as long on the clock, for a busy machine
_EXAMEN = Path(__file__).with_name("_examen.py")
_turnos = BoundedSemaphore(2)


@dataclass(frozen=True)
class Veredicto:
    """Pages of a good file, or what is wrong with it."""

    razon: Razon | None
    paginas: int = 0


def juzgar(ruta: Path) -> Veredicto:
    """Whether an ordinary viewer opens page 1 of the file without a password; never changes the file.

    A file that takes too much memory or time is COSTOSO.
    """
    segundos = SEGUNDOS * (1 + ruta.stat().st_size // 1024**3)
    try:
        with _turnos:
            hecho = _examinar(ruta, segundos)
    except subprocess.TimeoutExpired:
        return Veredicto(Razon.COSTOSO)
    if hecho.returncode < 0:
        return Veredicto(Razon.COSTOSO)
    if hecho.returncode:
        raise RuntimeError(hecho.stderr)
    razon, paginas = json.loads(hecho.stdout)
    return Veredicto(Razon[razon] if razon else None, paginas)


def _examinar(ruta: Path, segundos: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", str(_EXAMEN), str(ruta), str(MEMORIA), str(segundos)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=_ESPERA * segundos,
        env={},
    )
