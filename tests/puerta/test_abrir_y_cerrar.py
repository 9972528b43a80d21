"""The service begins, answers, lets go of who falls silent, and ends."""

import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from tests.puerta.servicio import PACIENCIA, RAIZ, Servicio


def test_make_run_atiende_y_ctrl_c_lo_termina_limpio(servir: Callable[..., Servicio]) -> None:
    servicio = servir()
    servicio.espera("SISR atiende en")
    with urllib.request.urlopen(f"http://127.0.0.1:{servicio.puerto}/", timeout=PACIENCIA) as respuesta:
        assert respuesta.status == 200

    assert servicio.interrumpe() in {0, -signal.SIGINT}  # make dies of the signal, unless gunicorn ended first
    dicho = servicio.dicho()
    assert f"SISR atiende en http://127.0.0.1:{servicio.puerto} (Ctrl-C para terminar).\n" in dicho
    assert dicho.endswith("\nSISR terminó.\n")
    assert "Traceback" not in dicho


def test_quien_calla_a_media_peticion_pierde_su_lugar(servir: Callable[..., Servicio], tmp_path: Path) -> None:
    impaciente = tmp_path / "impaciente.conf.py"
    ajustes = (RAIZ / "gunicorn.conf.py").read_text()
    assert "SILENCIO = 60" in ajustes
    impaciente.write_text(ajustes.replace("SILENCIO = 60", "SILENCIO = 1"))
    servicio = servir(f"GUNICORN={impaciente}")
    servicio.espera("SISR atiende en")

    with servicio.conecta() as mudo:
        mudo.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        inicio = time.monotonic()
        assert mudo.recv(1) == b""
    assert 0.5 < time.monotonic() - inicio < 30
    servicio.interrumpe()
    assert "Traceback" not in servicio.dicho()


def test_quien_no_cuelga_no_detiene_a_los_demas(servir: Callable[..., Servicio]) -> None:
    """Forty that were answered and keep their end open: nobody else waits for them."""
    servicio = servir()
    servicio.espera("SISR atiende en")

    inicio = time.monotonic()
    with ExitStack() as abiertos:
        for _ in range(40):
            flojo = abiertos.enter_context(servicio.conecta())
            flojo.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            assert flojo.recv(12) == b"HTTP/1.1 200"
        assert time.monotonic() - inicio < 20  # two seconds each, between two, would be forty


def test_el_servicio_no_carga_la_demostracion_ni_lo_que_solo_ella_usa(entorno: dict[str, str]) -> None:
    orden = [sys.executable, "-c", "import sys, app; print(*sys.modules)"]
    cargados = subprocess.run(orden, cwd=RAIZ, env=entorno, check=True, capture_output=True, text=True).stdout.split()
    assert "sisr.mesa.routes" in cargados
    assert [modulo for modulo in cargados if modulo.startswith(("sisr.demostracion", "pikepdf"))] == []
