"""Whose each constancia of a tanda is, by the boleta in the name of its file; and which can be published (T5)."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from sisr.alumnos.model import Alumno
from sisr.db import db
from sisr.documentos.avance import FICHA
from sisr.documentos.model import Documento, Entrega
from sisr.proceso import CONSTANCIA
from sisr.reloj import fecha

BOLETA = re.compile(r"[0-9A-Z]{10}$")
_PALABRA = re.compile(r"[^\W_]+")
_PEGADA = re.compile(r"(?<!\d)\d{10}(?!\d)")


@dataclass(frozen=True)
class Renglon:
    """A file (a row of EnTanda), its student (of FICHA) and what it would replace; `problema`, why it does not go."""

    fila: Any
    boleta: str
    alumno: Any
    anterior: Any
    problema: str

    @property
    def senia(self) -> str:
        """The same while the same file would go to the same student in place of the same constancia."""
        return f"{self.fila.id}:{self.alumno.id}:{self.anterior.entrega_id if self.anterior else 0}"


@dataclass
class Cotejo:
    fuera: list[Renglon] = field(default_factory=list)
    sustituyen: list[Renglon] = field(default_factory=list)
    nuevas: list[Renglon] = field(default_factory=list)

    @property
    def van(self) -> list[Renglon]:
        return self.sustituyen + self.nuevas

    @property
    def todos(self) -> list[Renglon]:
        """In the order in which they are shown."""
        return self.fuera + self.van


def cotejar(filas: Sequence[Any]) -> Cotejo:
    """In two queries, however many they are."""
    dichas = {fila.id: [fila.boleta] if fila.boleta else boletas_en(fila.nombre) for fila in filas}
    veces = Counter(dichas[fila.id][0] for fila in filas if len(dichas[fila.id]) == 1 and not fila.razon)
    alumnos = _alumnos(veces)
    anteriores = _constancias(alumno.id for alumno in alumnos.values())
    cotejo = Cotejo()
    for fila in filas:
        boletas = dichas[fila.id]
        boleta = boletas[0] if len(boletas) == 1 else ""
        alumno: Any = alumnos.get(boleta)
        anterior = anteriores.get(alumno.id) if alumno else None
        problema = _problema(fila, boletas, alumno, anterior, veces)
        renglon = Renglon(fila, boleta, alumno, anterior, problema)
        (cotejo.fuera if problema else cotejo.sustituyen if anterior else cotejo.nuevas).append(renglon)
    return cotejo


def boletas_en(nombre: str) -> list[str]:
    """The different ones in the name of a file: its words of ten letters and digits, at least one of them a digit,
    for «Constancia» has ten letters too. Where there is none, ten digits with letters beside them."""
    palabras = _PALABRA.findall(nombre.upper())
    enteras = [palabra for palabra in palabras if BOLETA.fullmatch(palabra) and re.search(r"\d", palabra)]
    return list(dict.fromkeys(enteras or _PEGADA.findall(nombre)))


def _problema(fila: Any, boletas: list[str], alumno: Any, anterior: Any, veces: Counter[str]) -> str:
    if fila.razon:
        return fila.razon
    if not boletas:
        return "Su nombre no lleva ninguna boleta: escríbela."
    if len(boletas) > 1:
        return f"Su nombre lleva más de una boleta, {' y '.join(boletas[:2])}: escribe de quién es."
    if alumno is None:
        return "Ninguna cuenta tiene esa boleta."
    if veces[boletas[0]] > 1:
        return "Hay otro archivo con la misma boleta: quita el que no va."
    if not alumno.lista_emision:
        return "No está en ninguna lista de emisión."
    if anterior and anterior.sha256 == fila.sha256:
        return f"Es la misma constancia que ya tiene, del {fecha(anterior.recibida_en)}."
    return ""


def _alumnos(boletas: Iterable[str]) -> dict[str, Any]:
    return {fila.boleta: fila for fila in db.session.execute(FICHA.where(Alumno.boleta.in_(boletas)))}


def _constancias(alumnos: Iterable[int]) -> dict[int, Any]:
    """What each has now."""
    presentes = (
        select(Documento.alumno_id, Documento.entrega_id, Entrega.recibida_en, Entrega.sha256)
        .join(Entrega, Entrega.id == Documento.entrega_id)
        .where(Documento.clave == CONSTANCIA.clave, Documento.alumno_id.in_(alumnos))
    )
    return {fila.alumno_id: fila for fila in db.session.execute(presentes)}
