"""Charts: what is drawn of a table, in hundredths of its width; the drawing itself is in the templates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from sisr.informes.tablas import Cifra, Fila, Tabla

_MARCAS = 4


@dataclass(frozen=True)
class Tramo:
    """A piece of a bar, from and to a percentage of the width; `tono` is a class of grafica.css."""

    desde: float
    hasta: float
    tono: str

    @property
    def ancho(self) -> float:
        return round(self.hasta - self.desde, 2)


@dataclass(frozen=True)
class Barra:
    nombre: str
    valor: str
    tramos: tuple[Tramo, ...]


@dataclass(frozen=True)
class Grafica:
    """`forma` is how it is drawn; `frase` says in words what it shows."""

    tabla: Tabla
    frase: str
    forma: str = "barras"
    leyenda: Mapping[str, str] = field(default_factory=dict)  # tono: what it stands for
    barras: Sequence[Barra] = ()
    marcas: Sequence[tuple[float, str]] = ()  # of the axis: at which percentage, and what it says
    tope: str = ""  # of the heat map: what its darkest cell stands for
    celdas: Sequence[Sequence[tuple[int, str]]] = ()  # of the heat map, by day and hour: 0 to 5, and in words

    @property
    def vacia(self) -> bool:
        return not any(celda.n for fila in self.tabla.filas for celda in fila.celdas if isinstance(celda, Cifra))


def sencillas(filas: Sequence[Fila], tonos: Sequence[str], *, juntas: bool = False) -> list[Barra]:
    """A bar a row: its figures one over the other from zero, or one after the other (`juntas`)."""
    valores = {fila.nombre: _valores(fila, len(tonos)) for fila in filas}
    tope = max((sum(v) if juntas else max(v) for v in valores.values()), default=0) or 1
    return [
        Barra(nombre, " · ".join(f"{n:,}" for n in (v if not juntas else [sum(v)])), _tramos(v, tonos, tope, juntas))
        for nombre, v in valores.items()
    ]


def _tramos(valores: Sequence[int], tonos: Sequence[str], tope: int, juntas: bool) -> tuple[Tramo, ...]:
    tramos, desde = [], 0
    for valor, tono in zip(valores, tonos, strict=True):
        inicio = desde if juntas else 0
        tramos.append(Tramo(por_ciento(inicio, tope), por_ciento(inicio + valor, tope), tono))
        desde += valor
    return tuple(tramos)


def _valores(fila: Fila, cuantos: int) -> list[int]:
    return [celda.n for celda in fila.celdas if isinstance(celda, Cifra)][:cuantos]


def eje(filas: Sequence[Fila], cuantos: int) -> list[tuple[float, str]]:
    """Round marks from zero up to the largest figure: four at most."""
    tope = max((max(_valores(fila, cuantos)) for fila in filas), default=0)
    paso = next(paso for paso in _pasos() if tope // paso <= _MARCAS)
    return [(por_ciento(valor, tope), f"{valor:,}") for valor in range(paso, tope + 1, paso)]


def _pasos() -> Iterator[int]:
    return (base * 10**potencia for potencia in count() for base in (1, 2, 5))


def por_ciento(parte: float, todo: float) -> float:
    return round(parte * 100 / todo, 2) if todo else 0.0
