"""The columns by which a list of students is sorted, each in an order that an index keeps."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import InstrumentedAttribute

from sisr.alumnos.model import Alumno
from sisr.catalogos.model import Carrera, Prestatario
from sisr.cuentas.model import Usuario
from sisr.documentos.model import Documento

POR_ESPERA = "espera"


@dataclass(frozen=True)
class Columna:
    """What is compared, and the student's id after it; `de` is where it is, when that is not the student's table."""

    nombre: str
    claves: tuple[InstrumentedAttribute[Any], ...]
    de: type[Any] | None = None
    al_reves: bool = False  # whether whoever picks it looks for the greatest first

    @property
    def orden(self) -> tuple[InstrumentedAttribute[Any], ...]:
        """No two students alike in all of it: an entrega is of one document."""
        return self.claves if self.de is Documento else (*self.claves, Alumno.id)


COLUMNAS = {
    "boleta": Columna("Boleta", (Alumno.boleta,)),
    "nombre": Columna("Nombre", (Alumno.orden,)),
    "carrera": Columna("Carrera", (Carrera.siglas, Alumno.orden), Carrera),
    "semestre": Columna("Semestre", (Alumno.semestre, Alumno.orden)),
    "genero": Columna("Género", (Alumno.genero, Alumno.orden)),
    "prestatario": Columna("Prestatario", (Prestatario.clave, Alumno.orden), Prestatario),
    "inicio": Columna("Fecha de inicio", (Alumno.inicio, Alumno.orden)),
    "termino": Columna("Fecha de Término", (Alumno.termino, Alumno.orden)),
    "correo": Columna("correo electrónico", (Usuario.correo,), Usuario),
    "entrega": Columna("Expediente", (Documento.entrega_id,), Documento),
    "estatus": Columna("Estatus", (Documento.estatus, Documento.entrega_id), Documento),
    "numero": Columna("Número", (Alumno.numero_registro,), al_reves=True),
    "lista": Columna("Lista", (Alumno.lista_registro, Alumno.orden), al_reves=True),
    "envio": Columna("Fecha de envío", (Alumno.fecha_envio, Alumno.orden), al_reves=True),
}
ORDENES = {POR_ESPERA: "Lo que espera primero"} | {clave: columna.nombre for clave, columna in COLUMNAS.items()}


def siguiente(orden: str, columna: str) -> str:
    """The order that a heading leads to: its column, or the other way where it is sorted by it already."""
    primero = f"-{columna}" if COLUMNAS[columna].al_reves else columna
    if orden != primero:
        return primero
    return columna if primero.startswith("-") else f"-{columna}"


def direccion(orden: str, columna: str) -> str:
    """As `aria-sort` says it; empty for a column that the list is not sorted by."""
    return {columna: "ascending", f"-{columna}": "descending"}.get(orden, "")
