"""What is measured of a histogram: the value below which a part of it lies."""

from collections.abc import Mapping
from math import ceil


def percentil(cuenta: Mapping[int, int], parte: int) -> int | None:
    """The smallest value that at least `parte` percent do not pass (nearest rank); None of nothing."""
    faltan = ceil(sum(cuenta.values()) * parte / 100)
    for valor in sorted(cuenta):
        faltan -= cuenta[valor]
        if faltan <= 0:
            return valor
    return None


def dias(cuantos: int | None) -> str:
    """«3 días», «el mismo día»."""
    if cuantos is None:
        return "—"
    return {0: "el mismo día", 1: "1 día"}.get(cuantos, f"{cuantos:,} días")
