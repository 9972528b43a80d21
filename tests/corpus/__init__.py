"""The corpus of QUALITY «Files»: real PDFs and what is to become of each.

`aceptados/` and `rechazados/` are kept beside the tests, so that they can be tried by hand too;
`python -m tests.corpus` makes them again. The arguable ones (`dudosos`), among them the bombs, are made as they run.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sisr.archivos.errores import Razon
from sisr.archivos.juez import Nota

CARPETA = Path(__file__).parent
Hacer = Callable[[], bytes]


@dataclass(frozen=True)
class Caso:
    """A file and its verdict: the pages of one that is taken, or the reason of one that is not."""

    nombre: str
    hacer: Hacer
    paginas: int = 0
    razon: Razon | None = None
    notas: tuple[Nota, ...] = ()

    @property
    def ruta(self) -> Path:
        return CARPETA / ("rechazados" if self.razon else "aceptados") / f"{self.nombre}.pdf"


def nombre(hacer: Hacer) -> str:
    return hacer.__name__
