"""Real sockets: a client that goes away in the middle, or falls silent, leaves nothing behind."""

import os
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from sisr.archivos.errores import EnvioDetenido
from tests import pdfs
from tests.archivos.envios import TIPO, formulario
from tests.puerta.servicio import PACIENCIA, RAIZ, puerto_libre

LARGO = 4 * 1024**2


class _Impaciente(WSGIRequestHandler):
    timeout = 1  # seconds of silence

    def log(self, type: str, message: str, *args: object) -> None:
        pass


@pytest.fixture
def werkzeug(app: Flask) -> Iterator[int]:
    servidor = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Impaciente)
    hilo = Thread(target=servidor.serve_forever, args=[0.05])
    hilo.start()
    yield servidor.server_port
    servidor.shutdown()
    hilo.join()
    servidor.server_close()


@pytest.fixture
def gunicorn(uploads: Path, tmp_path: Path) -> Iterator[int]:
    puerto = puerto_libre()
    orden = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{puerto}", "-k", "gthread", "--threads", "4"]
    orden += ["--no-control-socket", f"tests.archivos.miniapp:crear({str(uploads)!r})"]
    entorno = os.environ | {"PYTHONPATH": str(RAIZ)}  # not from there, where SISR's own settings are
    with (tmp_path / "gunicorn.log").open("w") as bitacora:
        proceso = subprocess.Popen(orden, cwd=tmp_path, env=entorno, stdout=bitacora, stderr=bitacora)
        _esperar(lambda: _atiende(puerto))
        yield puerto
        proceso.send_signal(signal.SIGINT)
        proceso.wait(PACIENCIA)


@pytest.mark.parametrize("servidor", ["werkzeug", "gunicorn"])
def test_quien_se_va_a_la_mitad_no_deja_nada(
    servidor: str,
    request: pytest.FixtureRequest,
    quedan: Callable[[], list[str]],
    abiertos: Callable[[], list[str]],
) -> None:
    puerto = request.getfixturevalue(servidor)
    for de_golpe in (True, False):
        with _a_medias(puerto) as cliente:
            _esperar(lambda: quedan() != [])
            cliente.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", de_golpe, 0))
        _esperar(lambda: quedan() == [])
        _esperar(lambda: abiertos() == [])


def test_quien_se_va_no_estorba_a_quien_sigue(werkzeug: int, quedan: Callable[[], list[str]]) -> None:
    with _a_medias(werkzeug):
        _esperar(lambda: quedan() != [])
        cuerpo = formulario(("archivo", "a.pdf", pdfs.una_pagina()))
        with _enviar(werkzeug, cuerpo, len(cuerpo)) as otro:
            assert otro.recv(65536).startswith(b"HTTP/1.1 200")
    _esperar(lambda: quedan() == ["2002100400/expediente-1.pdf"])


def test_a_quien_se_calla_se_le_dice_408(werkzeug: int, quedan: Callable[[], list[str]]) -> None:
    with _a_medias(werkzeug) as cliente:
        respuesta = cliente.makefile("rb").read().decode()
    assert respuesta.startswith("HTTP/1.1 408")
    assert respuesta.endswith(EnvioDetenido.frase)
    assert quedan() == []


def _a_medias(puerto: int) -> socket.socket:
    """A client that has sent half of what it announced."""
    cuerpo = formulario(("archivo", "grande.pdf", b"%PDF-1.4\n" + bytes(LARGO)))
    return _enviar(puerto, cuerpo[: LARGO // 2], len(cuerpo))


def _enviar(puerto: int, cuerpo: bytes, largo: int) -> socket.socket:
    cabeza = f"POST /subir HTTP/1.1\r\nHost: localhost\r\nContent-Type: {TIPO}\r\nContent-Length: {largo}\r\n"
    cliente = socket.create_connection(("127.0.0.1", puerto), timeout=PACIENCIA)
    cliente.sendall(cabeza.encode() + b"Connection: close\r\n\r\n" + cuerpo)
    return cliente


def _atiende(puerto: int) -> bool:
    with socket.socket() as prueba:
        return prueba.connect_ex(("127.0.0.1", puerto)) == 0


def _esperar(hecho: Callable[[], bool]) -> None:
    limite = time.monotonic() + PACIENCIA
    while not hecho():
        assert time.monotonic() < limite
        time.sleep(0.01)
