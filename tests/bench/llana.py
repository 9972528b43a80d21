"""What a copy costs between a socket and a file with nothing else around it: the plainest floor there is."""

import socket
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

_TROZO = 1024**2


def recibir(origen: Path, destino: Path) -> float:
    """Seconds from the first byte sent to the last one written."""

    def guardar(enchufe: socket.socket) -> None:
        with destino.open("wb", buffering=0) as salida:
            while trozo := enchufe.recv(_TROZO):
                salida.write(trozo)

    return _copiar(guardar, lambda enchufe: _enviar(enchufe, origen))


def dar(origen: Path) -> float:
    """Seconds from the first byte read to the last one received."""

    def recoger(enchufe: socket.socket) -> None:
        bufer = bytearray(_TROZO)
        while enchufe.recv_into(bufer):
            pass

    return _copiar(lambda enchufe: _enviar(enchufe, origen), recoger)


def _copiar(servidor: Callable[[socket.socket], None], cliente: Callable[[socket.socket], None]) -> float:
    with socket.create_server(("127.0.0.1", 0)) as oyente:
        hilo = Thread(target=_atender, args=(oyente, servidor))
        hilo.start()
        inicio = time.perf_counter()
        with socket.create_connection(oyente.getsockname()) as enchufe:
            cliente(enchufe)
            enchufe.shutdown(socket.SHUT_WR)
            hilo.join()
        return time.perf_counter() - inicio


def _atender(oyente: socket.socket, servidor: Callable[[socket.socket], None]) -> None:
    enchufe, _ = oyente.accept()
    with enchufe:
        servidor(enchufe)
        enchufe.shutdown(socket.SHUT_WR)


def _enviar(enchufe: socket.socket, origen: Path) -> None:
    with origen.open("rb") as archivo:
        enchufe.sendfile(archivo)
