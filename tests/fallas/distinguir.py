"""Whether two lots of measurements can be told apart, and how far apart chance alone puts them.

Two judges: the AUC (how often one of the first is below one of the second; 0.5 is chance), and the best threshold
that anybody could choose having seen both. The band is what chance passes once in a hundred runs, of all the
comparisons of a run together.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from statistics import NormalDist

_UNA_EN_CIEN = 0.01


@dataclass(frozen=True)
class Juicio:
    auc: float
    acierto: float  # of the best threshold, from 0.5 on


@dataclass(frozen=True)
class Ruido:
    """How far from chance is still chance."""

    auc: float
    acierto: float

    @classmethod
    def de(cls, unos: int, otros: int, *, comparaciones: int) -> "Ruido":
        cola = _UNA_EN_CIEN / comparaciones / 2  # each judge is asked of each side
        sigma = sqrt((unos + otros + 1) / (12 * unos * otros))
        umbral = sqrt(-log(cola) / 2) * sqrt((unos + otros) / (unos * otros))
        return cls(NormalDist().inv_cdf(1 - cola) * sigma, umbral / 2)

    def admite(self, juicio: Juicio) -> bool:
        return abs(juicio.auc - 0.5) <= self.auc and juicio.acierto - 0.5 <= self.acierto


def juzgar(unos: Sequence[float], otros: Sequence[float]) -> Juicio:
    en_orden, contra = sorted(unos), sorted(otros)
    debajo = sum(bisect_left(en_orden, otro) + bisect_right(en_orden, otro) for otro in contra)
    auc = debajo / 2 / len(unos) / len(otros)
    cortes = sorted({*unos, *otros})
    separa = max(abs(bisect_right(en_orden, c) / len(unos) - bisect_right(contra, c) / len(otros)) for c in cortes)
    return Juicio(auc, 0.5 + separa / 2)


def se_notaria(tiempos: Sequence[float], ruido: Ruido) -> float:
    """The least delay, in seconds, that would be seen if only some of them had it."""
    demora = 1e-6
    while ruido.admite(juzgar(tiempos, [tiempo + demora for tiempo in tiempos])):
        demora *= 1.2
    return demora
