"""A clamd of a few lines: it listens, speaks INSTREAM, and knows one virus, the test file of EICAR."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
Contestar = Callable[[bytes], bytes]


def contestar(recibido: bytes) -> bytes:
    return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in recibido else b"stream: OK\0"


@contextmanager
def clamd(como: Contestar = contestar, *, hasta: int = 1 << 40, ruta: str | None = None) -> Iterator[str]:
    """Where it listens, as the settings say it; it hangs up on what is larger than `hasta`."""
    oyente = socket.socket(socket.AF_UNIX if ruta else socket.AF_INET)
    oyente.bind(ruta or ("127.0.0.1", 0))
    oyente.listen()
    threading.Thread(target=_atender, args=(oyente, como, hasta), daemon=True).start()
    yield ruta or f"127.0.0.1:{oyente.getsockname()[1]}"
    oyente.shutdown(socket.SHUT_RDWR)
    oyente.close()


def _atender(oyente: socket.socket, como: Contestar, hasta: int) -> None:
    while True:
        try:
            enchufe, _ = oyente.accept()
        except OSError:  # closed
            return
        with enchufe, enchufe.makefile("rb") as lector:
            assert lector.read(10) == b"zINSTREAM\0"
            recibido = b""
            while (largo := int.from_bytes(lector.read(4), "big")) and len(recibido) <= hasta:
                recibido += lector.read(largo)
            enchufe.sendall(b"INSTREAM size limit exceeded. ERROR\0" if len(recibido) > hasta else como(recibido))
