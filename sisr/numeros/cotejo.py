"""What a sheet would change: each row compared with what there is, in a few queries however many they are (E8)."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from sisr.alumnos.model import Alumno
from sisr.db import db
from sisr.documentos.avance import FICHA, SU_EXPEDIENTE
from sisr.documentos.model import Documento, Estatus
from sisr.documentos.registro import FORMATO_NUMERO
from sisr.numeros.tabla import Renglon

_LOTE = 10_000  # values in one statement


@dataclass(frozen=True)
class Cambio:
    """A number that would be written; `alumno` is a row of FICHA, which says the one that there is."""

    renglon: Renglon
    alumno: Any


@dataclass
class Cotejo:
    nuevos: list[Cambio] = field(default_factory=list)
    corregidos: list[Cambio] = field(default_factory=list)
    iguales: int = 0
    problemas: list[tuple[Renglon, str]] = field(default_factory=list)

    @property
    def cambios(self) -> list[Cambio]:
        return self.nuevos + self.corregidos

    @property
    def huella(self) -> str:
        """The same while the same would be written over the same."""
        dicho = sorted((c.alumno.id, c.alumno.version, c.renglon.numero) for c in self.cambios)
        return hashlib.sha256(repr(dicho).encode()).hexdigest()


def cotejar(renglones: Sequence[Renglon]) -> Cotejo:
    """A row that says the same as another counts once."""
    unicos = {(r.boleta, r.numero): r for r in reversed(renglones)}
    leidos = sorted(unicos.values())
    alumnos, duenios = _alumnos(r.boleta for r in leidos), _duenios(r.numero for r in leidos)
    boletas, numeros = Counter(r.boleta for r in leidos), Counter(r.numero for r in leidos)
    cotejo = Cotejo()
    for renglon in leidos:
        alumno: Any = alumnos.get(renglon.boleta)
        if problema := _problema(renglon, alumno, boletas, numeros):
            cotejo.problemas.append((renglon, problema))
        elif alumno.numero_registro == renglon.numero:
            cotejo.iguales += 1
        else:
            (cotejo.corregidos if alumno.numero_registro else cotejo.nuevos).append(Cambio(renglon, alumno))
    return _sin_los_de_otro(cotejo, duenios)


def _problema(renglon: Renglon, alumno: Any, boletas: Counter[str], numeros: Counter[str]) -> str:
    if not FORMATO_NUMERO.fullmatch(renglon.numero):
        return "El número va como 21140/0002: números, diagonal, números."
    if alumno is None:
        return "Ninguna cuenta tiene esa boleta." if renglon.boleta else "Falta la boleta."
    if boletas[renglon.boleta] > 1:
        return "La boleta está en la hoja con otro número."
    if numeros[renglon.numero] > 1:
        return "El número está en la hoja con otra boleta."
    if alumno.estatus != Estatus.ACEPTADO:
        return f"Su expediente está {alumno.estatus}: el número se anota cuando esté ACEPTADO."
    return ""


def _sin_los_de_otro(cotejo: Cotejo, duenios: dict[str, Any]) -> Cotejo:
    """A number may pass from one student to another only where the sheet gives the first one another.

    Leaving a row out may leave its number with who has it, so it is looked into until nothing more changes.
    """
    while True:
        cambian = {cambio.alumno.id for cambio in cotejo.cambios}
        ajenos = {
            cambio.renglon: duenio
            for cambio in cotejo.cambios
            if (duenio := duenios.get(cambio.renglon.numero)) and duenio.id not in cambian
        }
        if not ajenos:
            cotejo.problemas.sort()
            return cotejo
        cotejo.problemas += [(r, f"El número ya es de la boleta {de.boleta}.") for r, de in ajenos.items()]
        cotejo.nuevos = [c for c in cotejo.nuevos if c.renglon not in ajenos]
        cotejo.corregidos = [c for c in cotejo.corregidos if c.renglon not in ajenos]


def _alumnos(boletas: Iterable[str]) -> dict[str, Any]:
    consulta = FICHA.add_columns(Documento.estatus).join(Documento, SU_EXPEDIENTE)
    return {fila.boleta: fila for fila in _por_lotes(consulta, Alumno.boleta, boletas)}


def _duenios(numeros: Iterable[str]) -> dict[str, Any]:
    consulta = select(Alumno.id, Alumno.boleta, Alumno.numero_registro)
    return {fila.numero_registro: fila for fila in _por_lotes(consulta, Alumno.numero_registro, numeros)}


def _por_lotes(consulta: Any, columna: Any, valores: Iterable[str]) -> Iterable[Any]:
    todos = sorted(set(valores))
    for desde in range(0, len(todos), _LOTE):
        yield from db.session.execute(consulta.where(columna.in_(todos[desde : desde + _LOTE])))
