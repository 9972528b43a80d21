"""The process as data: the pasos of each menu, and what is open today (REQUIREMENTS A1–A7).

What may be done is what is missing from the first incomplete etapa. Nobody else lists reportes: the
menu, the reviewers' grid, the guard on uploads and the statistics iterate what is declared here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

REPORTES = 7


class Quien(StrEnum):
    """Who fulfils a paso."""

    ALUMNO = "alumno"
    PERSONAL = "personal"


@dataclass(frozen=True, eq=False)
class Paso:
    clave: str
    nombre: str
    quien: Quien = Quien.ALUMNO
    con_pdf: bool = True
    femenino: bool = False
    espera: str = ""  # what the next etapa says while this paso is missing
    indicacion: str = ""  # what to put in the file, said beside the button

    @property
    def es_entregable(self) -> bool:
        """Whether the student delivers it as a PDF and somebody decides on it."""
        return self.con_pdf and self.quien is Quien.ALUMNO

    @property
    def tipo(self) -> str:
        """What kind of document it is: the monthly reportes are all of one."""
        return "reporte" if self in MENSUALES else self.clave


@dataclass(frozen=True)
class Etapa:
    pasos: tuple[Paso, ...]
    desde_termino: bool = False  # also waits for Fecha de Término (REQUIREMENTS A5)


@dataclass(frozen=True)
class Proceso:
    etapas: tuple[Etapa, ...]

    @cached_property
    def pasos(self) -> tuple[Paso, ...]:
        return tuple(paso for etapa in self.etapas for paso in etapa.pasos)

    @cached_property
    def entregables(self) -> tuple[Paso, ...]:
        return tuple(paso for paso in self.pasos if paso.es_entregable)

    @cached_property
    def informes(self) -> tuple[Paso, ...]:
        """What the reviewer of reportes decides on: every entregable but the expediente."""
        return tuple(paso for paso in self.entregables if paso is not EXPEDIENTE)

    def despues(self, paso: Paso) -> tuple[Paso, ...]:
        """The pasos of the etapas that come after its own; none where it is no part of this menu."""
        lugar = next((n for n, etapa in enumerate(self.etapas, start=1) if paso in etapa.pasos), len(self.etapas))
        return tuple(posterior for etapa in self.etapas[lugar:] for posterior in etapa.pasos)

    def abiertos(self, cumplidos: Collection[str], *, hoy: date, termino: date) -> tuple[Paso, ...]:
        """The pasos that may be fulfilled today, given the claves of those that are."""
        etapa = self._actual(cumplidos)
        if etapa is None or (etapa.desde_termino and hoy < termino):
            return ()
        return tuple(paso for paso in etapa.pasos if paso.clave not in cumplidos)

    def espera(self, paso: Paso, cumplidos: Collection[str], *, hoy: date, termino: date) -> str:
        """What a closed paso waits for, in words for the student; empty when it is open or fulfilled."""
        if paso.clave in cumplidos or paso in self.abiertos(cumplidos, hoy=hoy, termino=termino):
            return ""
        return self.falta(paso, cumplidos, termino)

    def falta(self, paso: Paso, cumplidos: Collection[str], termino: date) -> str:
        """What a closed paso waits for, of one that is known to be closed."""
        anterior = self._anterior(paso)
        faltan = [previo.espera for previo in anterior if previo.clave not in cumplidos]
        if not faltan:
            return f"Se habilita el {termino:%d/%m/%Y}, tu Fecha de Término."
        return f"Se habilita cuando {' y '.join(faltan)}."

    def _actual(self, cumplidos: Collection[str]) -> Etapa | None:
        for etapa in self.etapas:
            if any(paso.clave not in cumplidos for paso in etapa.pasos):
                return etapa
        return None

    def _anterior(self, paso: Paso) -> tuple[Paso, ...]:
        for previa, etapa in zip(self.etapas, self.etapas[1:], strict=False):
            if paso in etapa.pasos:
                return previa.pasos
        return ()


def _entregable(clave: str, nombre: str, *, femenino: bool = False, indicacion: str = "") -> Paso:
    espera = f"tu {nombre} esté {'ACEPTADA' if femenino else 'ACEPTADO'}"
    return Paso(clave, nombre, femenino=femenino, espera=espera, indicacion=indicacion)


EXPEDIENTE = Paso(
    "expediente",
    "Expediente",
    espera="tu expediente esté ACEPTADO",
    indicacion="Un PDF con tu expediente completo, de acuerdo con las instrucciones recibidas.",
)
NUMERO = Paso(
    "numero",
    "Número de Registro",
    Quien.PERSONAL,
    con_pdf=False,
    espera="se visualice tu Número de Registro",
)
MENSUALES = tuple(
    _entregable(
        f"reporte-{numero}",
        f"Reporte {numero}",
        indicacion="Un PDF donde contenga los formatos oficiales con sus evidencias.",
    )
    for numero in range(1, REPORTES + 1)
)
GLOBAL = _entregable("reporte-global", "Reporte Global", indicacion="Un PDF con tu Reporte Global firmado y sellado.")
EVALUACION = _entregable(
    "evaluacion",
    "Evaluación de Desempeño",
    femenino=True,
    indicacion="Un PDF con la Evaluación de Desempeño que te dio tu prestatario.",
)
CARTA = _entregable(
    "carta-termino",
    "Carta Término",
    femenino=True,
    indicacion="Un PDF con la Carta Término que te dio tu prestatario.",
)
LISTA = Paso("lista", "Lista de Emisión", Quien.PERSONAL, con_pdf=False, espera="se te asigne tu Lista de Emisión")
CONSTANCIA = Paso("constancia", "Constancia de Liberación", Quien.PERSONAL)

MENU_LARGO = Proceso(
    tuple(Etapa((paso,)) for paso in (EXPEDIENTE, NUMERO, *MENSUALES, GLOBAL, EVALUACION, CARTA, LISTA, CONSTANCIA))
)
MENU_CORTO = Proceso(
    (
        Etapa((EXPEDIENTE,)),
        Etapa((NUMERO,)),
        Etapa((EVALUACION, CARTA), desde_termino=True),
        Etapa((LISTA,)),
        Etapa((CONSTANCIA,)),
    )
)
PASOS = {paso.clave: paso for paso in MENU_LARGO.pasos}
TIPOS = {paso.tipo: "Reporte mensual" if paso in MENSUALES else paso.nombre for paso in MENU_LARGO.entregables}


def proceso_de(con_reportes: bool) -> Proceso:
    """The menu of a student whose prestatario delivers monthly reports, or does not."""
    return MENU_LARGO if con_reportes else MENU_CORTO
