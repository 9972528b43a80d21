"""Only one process sends, and when it dies another takes its place (REQUIREMENTS X4)."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from tests.correo.buzon import Buzon
from tests.correo.test_remitente import encolar_a, estados
from tests.puerta.servicio import PACIENCIA

GUION = """
import sys, time
from sisr import create_app
from sisr.correo import remitente
app = create_app(MAIL_SERVER="127.0.0.1", MAIL_PORT=int(sys.argv[1]), MAIL_TIMEOUT=5)
remitente.arrancar(app)
print("listo", flush=True)
time.sleep(600)
"""


def arrancar(buzon: Buzon) -> subprocess.Popen[str]:
    """A process as gunicorn's workers are: the app and its sender."""
    orden = [sys.executable, "-c", GUION, str(buzon.puerto)]
    proceso = subprocess.Popen(orden, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True)
    assert proceso.stdout
    return proceso


def test_dos_remitentes_mandan_cada_carta_una_vez_y_se_relevan(app: Flask, buzon: Buzon) -> None:
    primeras = [f"alumno{n}@ipn.mx" for n in range(20)]
    encolar_a(app, *primeras)
    procesos = [arrancar(buzon), arrancar(buzon)]
    try:
        for proceso in procesos:
            assert proceso.stdout
            assert proceso.stdout.readline() == "listo\n"
        _esperar(lambda: _enviados(app) == 20)
        manda = _quien_tiene_el_turno(app)
        assert manda in {proceso.pid for proceso in procesos}
        os.kill(manda, signal.SIGKILL)
        encolar_a(app, "despues@ipn.mx")
        _esperar(lambda: _enviados(app) == 21)
        assert _quien_tiene_el_turno(app) in {proceso.pid for proceso in procesos} - {manda}
    finally:
        for proceso in procesos:
            proceso.kill()
            proceso.communicate()
    assert Counter(destino for _, [destino] in buzon.sobres) == Counter([*primeras, "despues@ipn.mx"])
    assert {intentos for _, _, intentos in estados(app)} == {1}


def _enviados(app: Flask) -> int:
    return [estado for _, estado, _ in estados(app)].count("enviado")


def _quien_tiene_el_turno(app: Flask) -> int:
    """The process that holds the lock, as the kernel tells it."""
    inodo = os.stat(os.path.join(app.instance_path, "correo.lock")).st_ino
    candados = [linea.split() for linea in Path("/proc/locks").read_text().splitlines() if "->" not in linea]
    duenios = [int(campos[4]) for campos in candados if campos[5].endswith(f":{inodo}")]
    return duenios[0] if duenios else 0


def _esperar(hecho: Callable[[], bool]) -> None:
    limite = time.monotonic() + PACIENCIA
    while not hecho():
        assert time.monotonic() < limite
        time.sleep(0.05)
