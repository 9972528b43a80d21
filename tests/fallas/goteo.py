"""Many slow connections from one thread, so that what is measured meanwhile is the server and not its clients."""

import socket
import time
from collections.abc import Callable
from contextlib import suppress

from tests.fallas.maquina import PUERTO

_PASO = 0.25  # seconds between one drop and the next


def gotear(
    crudas: list[bytes],
    ritmo: int,
    *,
    mientras: Callable[[], object],
    puerto: int = PUERTO,
    enchufar: Callable[[], socket.socket] | None = None,
) -> list[int]:
    """Send each of those requests at that many bytes a second; `mientras` is called over and over until then.

    `enchufar`: how each is connected, where it is not to that port. Returns the status of each answer; 0 where the
    connection died without one.
    """
    nuevo = enchufar or (lambda: socket.create_connection(("127.0.0.1", puerto), timeout=120))
    enchufes = [nuevo() for _ in crudas]
    gota = int(ritmo * _PASO)
    for desde in range(0, max(map(len, crudas)), gota):
        siguiente = time.monotonic() + _PASO
        for enchufe, cruda in zip(enchufes, crudas, strict=True):
            _soltar(enchufe, cruda[desde : desde + gota])
        while time.monotonic() < siguiente:
            mientras()
    return [_estado(enchufe, mientras) for enchufe in enchufes]


def _soltar(enchufe: socket.socket, gota: bytes) -> None:
    with suppress(OSError):  # it was refused: its answer says why
        enchufe.sendall(gota)


def _estado(enchufe: socket.socket, mientras: Callable[[], object]) -> int:
    mientras()
    with enchufe:
        try:
            return int(enchufe.recv(100).split(b" ", 2)[1])
        except (OSError, IndexError):
            return 0
