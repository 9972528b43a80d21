"""What was measured, beside its floor and its goal; and how it is printed."""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

_TOPE = 8  # seconds
_ANCHOS = (46, 12, 12, 9, 9)


@dataclass(frozen=True)
class Medida:
    """`valor` is held against `meta`: at most, or at least where `al_menos`. No meta is a figure for the record."""

    que: str
    valor: float
    meta: float | None = None
    unidad: str = "×"
    nuestro: str = ""
    piso: str = ""
    al_menos: bool = False

    @property
    def cumple(self) -> bool | None:
        if self.meta is None:
            return None
        return self.valor >= self.meta if self.al_menos else self.valor <= self.meta

    def __str__(self) -> str:
        dicho = {True: "ok", False: "FALTA", None: "—"}[self.cumple]
        meta = "—" if self.meta is None else f"{'≥' if self.al_menos else '≤'} {self.meta:g} {self.unidad}"
        celdas = (self.que, self.nuestro, self.piso, f"{self.valor:.2f} {self.unidad}", meta)
        return _renglon(celdas) + f" {dicho}"


def razon(que: str, nuestros: Sequence[float], pisos: Sequence[float], meta: float | None) -> Medida:
    """How many times the floor, in seconds taken in turns: the median of what each turn says.

    A shared machine goes at two paces, and both of a turn go at the same one; of two medians, one may be of what went
    fast and the other of what went slowly.
    """
    valor = median(nuestro / piso for nuestro, piso in zip(nuestros, pisos, strict=True))
    return Medida(que, valor, meta, nuestro=ms(median(nuestros)), piso=ms(median(pisos)))


def alternar(
    nuestro: Callable[[], object], piso: Callable[[], object], veces: int
) -> tuple[list[float], list[float]]:
    """One and the other in turns, so that a drift of the machine falls on both; the first turns do not count.

    Fewer turns where they would take longer than `_TOPE`, but never fewer than a few.
    """
    tiempos: tuple[list[float], list[float]] = ([], [])
    primeras = max(1, min(10, veces // 10))
    limite = time.perf_counter() + _TOPE
    with sin_basurero():
        for turno in range(veces + primeras):
            for cual, pedir in zip(tiempos, (nuestro, piso), strict=True):
                inicio = time.perf_counter()
                pedir()
                cual.append(time.perf_counter() - inicio)
            if turno > 2 * primeras and time.perf_counter() > limite:
                break
    return tiempos[0][primeras:], tiempos[1][primeras:]


@contextmanager
def sin_basurero() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def percentil(valores: Sequence[float], cual: float) -> float:
    """p99 is `cual` 0.99: no value is invented between two."""
    ordenados = sorted(valores)
    return ordenados[min(len(ordenados) - 1, int(len(ordenados) * cual))]


def ms(segundos: float) -> str:
    return f"{segundos * 1000:.2f} ms"


def kib(bytes_: float) -> float:
    return bytes_ / 1024


def encabezado() -> str:
    return _renglon(("qué", "SISR", "piso", "valor", "meta"))


def _renglon(celdas: Sequence[str]) -> str:
    primera, *otras = zip(celdas, _ANCHOS, strict=True)
    return f"{primera[0]:<{primera[1]}}" + "".join(f"{celda:>{ancho}}" for celda, ancho in otras)
