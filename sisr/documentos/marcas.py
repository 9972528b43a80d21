"""What is noted of a file, in short words beside it: for who reviews it, not for who sent it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sisr.archivos import antivirus
from sisr.archivos.antivirus import Antivirus
from sisr.proceso import PASOS


@dataclass(frozen=True)
class Marca:
    texto: str
    alumno_id: int | None = None  # whose page says more


def marcas(entrega: Any) -> list[Marca]:
    """Of a row that has `notas`, `antivirus` and the columns of `gemelas.con_gemela`."""
    return [*(Marca(nota.value) for nota in entrega.notas), *_del_antivirus(entrega), *_de_la_gemela(entrega)]


def _del_antivirus(entrega: Any) -> Iterator[Marca]:
    """That nobody looked is worth saying only where somebody should have."""
    if entrega.antivirus == Antivirus.INFECTADO or (entrega.antivirus != Antivirus.LIMPIO and antivirus.hay()):
        yield Marca(f"antivirus: {entrega.antivirus}")


def _de_la_gemela(entrega: Any) -> Iterator[Marca]:
    if entrega.gemela_boleta is None:
        return
    nombre = PASOS[entrega.gemela_clave].nombre
    if entrega.gemela_alumno_id == entrega.alumno_id:
        yield Marca(f"Mismo archivo que su {nombre}, entrega {entrega.gemela_n}")
    else:
        cual = f", {nombre}" if entrega.gemela_clave != entrega.clave else ""
        yield Marca(f"Mismo archivo que {entrega.gemela_boleta}{cual}", entrega.gemela_alumno_id)
