"""How many hashes are made at once: as many as there are processors, whichever process the people came to.

One takes 33 MB and 0.1 s: a hundred at once would take the machine, and one at a time in each process leaves a
processor idle, because a browser stays with the process that accepted it, and one accepts more than the other.
"""

import fcntl
import os
import select
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

CUANTOS = min(os.cpu_count() or 1, 4)
_REPASO = 0.1  # seconds until one looks again, though nobody has said that a place is free: who had it was killed
_LIMITE = 5  # seconds after which it is made all the same: a process that was stopped gives nothing back
_lugares = os.memfd_create("sisr-lugares")  # made before the workers are born: one for all of them
_aviso, _avisar = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)  # a byte for each place that is let go
fcntl.fcntl(_avisar, fcntl.F_SETPIPE_SZ, 4096)  # what nobody heard is soon read
_fila = threading.Semaphore(CUANTOS)  # those of this process who look for a place; the others wait their turn
antesala = threading.Semaphore(
    2 * CUANTOS
)  # of this process: a hundred at the door would keep the pages from running
_propios: set[int] = set()  # a process is not kept out by its own locks
_cuenta = threading.Lock()


@contextmanager
def lugar() -> Iterator[None]:
    """One of them, until the end of the block or of the process, also by `kill -9`."""
    with _fila:
        limite = time.monotonic() + _LIMITE
        while (tomado := _tomar()) is None and time.monotonic() < limite:
            select.select([_aviso], [], [], _REPASO)
            with suppress(BlockingIOError):  # another was quicker
                os.read(_aviso, 1)
        try:
            yield
        finally:
            if tomado is not None:
                _soltar(tomado)


def _tomar() -> int | None:
    with _cuenta:
        for cual in sorted(set(range(CUANTOS)) - _propios):
            try:
                fcntl.lockf(_lugares, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, cual)
            except OSError:
                continue
            _propios.add(cual)
            return cual
    return None


def _soltar(cual: int) -> None:
    with _cuenta:
        fcntl.lockf(_lugares, fcntl.LOCK_UN, 1, cual)
        _propios.remove(cual)
    with suppress(BlockingIOError):  # nobody has listened for long: it is full, and says enough
        os.write(_avisar, b".")
