"""What is looked at while bytes come: whether there is still a quota for them, and that who sends them is there."""

from collections.abc import Callable
from time import monotonic

from flask import current_app

TRAMO = 32 * 1024**2  # bytes between looks at the quota
PULSO = 60.0  # seconds between signs of life


class Vigia:
    """Of one request; `cabe` raises when no more may come, for others may be sending at the same time."""

    def __init__(self, cabe: Callable[[], None]) -> None:
        self._cabe, self._bytes = cabe, 0
        self._siguiente = monotonic() + PULSO

    def contar(self, bytes_: int) -> None:
        """So many more came. Raises what `cabe` does."""
        antes, self._bytes = self._bytes, self._bytes + bytes_
        if antes // TRAMO != self._bytes // TRAMO:
            self._cabe()
        if monotonic() >= self._siguiente:
            self._siguiente = monotonic() + PULSO
            current_app.extensions.get("latir", lambda: None)()  # whoever sends has not gone away
