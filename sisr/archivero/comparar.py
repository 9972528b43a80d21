"""Two entregas of one document, side by side."""

from dataclasses import dataclass
from typing import Any

from sisr.archivos import pagina1
from sisr.archivos.errores import ArchivoPerdido
from sisr.db import db


@dataclass(frozen=True)
class Lado:
    entrega: Any
    vista: pagina1.Vista


def elegir(entregas: list[Any], izquierda: int | None, derecha: int | None) -> list[Any]:
    """The two whose `n` are asked for, otherwise the last two; `entregas` has the last one first."""
    por_n = {entrega.n: entrega for entrega in entregas}
    ultima, anterior = entregas[0], entregas[min(1, len(entregas) - 1)]
    return [por_n.get(izquierda, anterior), por_n.get(derecha, ultima)]


def lados(dos: list[Any]) -> list[Lado]:
    db.session.close()  # drawing may take seconds: meanwhile others need the connection
    return [Lado(entrega, _ver(entrega)) for entrega in dos]


def _ver(entrega: Any) -> pagina1.Vista:
    try:
        return pagina1.ver(entrega.ruta, entrega.sha256)
    except ArchivoPerdido:
        return pagina1.Vista()
