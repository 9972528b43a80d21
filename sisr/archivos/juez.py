"""Judging a PDF in a process of its own, which a hostile file may exhaust without harm to the site."""

import json
import subprocess
import sys
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from threading import BoundedSemaphore

from sisr.archivos import antivirus
from sisr.archivos.antivirus import Antivirus
from sisr.archivos.errores import Razon

MEMORIA = 512 * 1024**2
SEGUNDOS = 10  # of processor, and as many again for each GiB: a wrong xref means reading it all
_ESPERA = 2  # times as long on the clock, for a busy machine
_EXAMEN = Path(__file__).with_name("_examen.py")
_RECIENTES = 1000
_turnos = BoundedSemaphore(2)
_dichos: "dict[str, Veredicto]" = {}


class Nota(StrEnum):
    """What a file carries beside its pages: no reason to refuse it, and said to who reviews it."""

    JAVASCRIPT = "JavaScript"
    ADJUNTOS = "adjuntos"
    FORMULARIO = "formulario"
    XFA = "formulario XFA"


@dataclass(frozen=True)
class Veredicto:
    """Pages of a good file and what was noted in it, or what is wrong with it."""

    razon: Razon | None
    paginas: int = 0
    notas: tuple[Nota, ...] = ()
    antivirus: Antivirus = Antivirus.SIN_REVISAR


def juzgar(ruta: Path) -> Veredicto:
    """Whether an ordinary viewer opens page 1 of the file without a password; never changes the file.

    A file that takes too much memory or time is COSTOSO.
    """
    veredicto = _por_el_antivirus(_por_su_forma(ruta), ruta)
    _dichos[ruta.name] = veredicto
    for viejo in list(_dichos)[:-_RECIENTES]:
        _dichos.pop(viejo, None)
    return veredicto


def dicho(ficha: str) -> Veredicto | None:
    """What this process said lately of a file in staging, whose name no other file ever bears."""
    return _dichos.get(ficha)


def _por_su_forma(ruta: Path) -> Veredicto:
    segundos = SEGUNDOS * (1 + ruta.stat().st_size // 1024**3)
    try:
        with _turnos:
            return leer(_examinar(ruta, segundos))
    except subprocess.TimeoutExpired:
        return Veredicto(Razon.COSTOSO)


def orden(ruta: Path, segundos: int) -> list[str]:
    """What examines a file, in so many seconds of processor."""
    return [sys.executable, "-I", str(_EXAMEN), str(ruta), str(MEMORIA), str(segundos)]


def leer(hecho: subprocess.CompletedProcess[str]) -> Veredicto:
    """What an examination says; one that was killed, for what it took, says it too."""
    if hecho.returncode < 0:
        return Veredicto(Razon.COSTOSO)
    if hecho.returncode:
        raise RuntimeError(hecho.stderr)
    razon, paginas, notas = json.loads(hecho.stdout)
    return Veredicto(Razon[razon] if razon else None, paginas, tuple(Nota[nota] for nota in notas))


def _por_el_antivirus(veredicto: Veredicto, ruta: Path) -> Veredicto:
    if veredicto.razon:
        return veredicto
    estado = antivirus.revisar(ruta)
    razon = Razon.INFECTADO if estado is Antivirus.INFECTADO else None
    return replace(veredicto, razon=razon, antivirus=estado)


def _examinar(ruta: Path, segundos: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        orden(ruta, segundos),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=_ESPERA * segundos,
        env={},
    )
