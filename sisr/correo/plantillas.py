"""The texts that administración may edit: what each is called, what can be said in it, and a guard on the rest.

An edited text is a template of the same kind as those in templates/correo/, held to a few words of the
language: values, conditions and the filters below. Whatever loops, calls or multiplies is refused when it is
saved, so that no text can delay a decision or keep it from being mailed (REQUIREMENTS X2).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sisr.proceso import EVALUACION, EXPEDIENTE, MENSUALES
from sisr.reloj import fecha, fecha_hora
from sisr.texto import tamano

ASUNTO_MAXIMO, TEXTO_MAXIMO = 150, 5000
_FILTROS = {"fecha": fecha, "fecha_hora": fecha_hora, "tamano": tamano}
_PALABRAS = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.Filter,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Assign,
)


class TextoInvalido(Exception):
    """A text that cannot be used; its sentence says what to mend."""


@dataclass(frozen=True)
class Plantilla:
    """A mail: `muestras` are the cases in which it is written, `lleva` what it must say in each."""

    nombre: str
    muestras: tuple[Mapping[str, Any], ...]
    lleva: tuple[str, ...] = ()

    @property
    def valores(self) -> list[str]:
        """What can be put between {{ and }}, with its sample."""
        return [nombre for clave, valor in self.muestras[0].items() for nombre in _nombres(clave, valor)]


_ALUMNA: dict[str, Any] = {"nombre": "Quezada Flores Martha Yaneli"}
_EN_LISTA = _ALUMNA | {"lista_emision": 15}
_LARGO = _ALUMNA | {"con_reportes": True, "termino": date(2027, 3, 1)}
_CORTO = _LARGO | {"con_reportes": False}
_REPORTE = {"nombre": MENSUALES[2].nombre, "femenino": False}
_EXPEDIENTE = {"nombre": EXPEDIENTE.nombre, "femenino": False}
_EVALUACION = {"nombre": EVALUACION.nombre, "femenino": True}
_RECHAZO = {
    "motivo": "El archivo no es legible. Deberás volver a cargar con la nitidez adecuada.",
    "firma": "Martha",
}
_CORRECCION = {"antes": "ACEPTADO", "dictado_en": datetime(2026, 11, 23, 18, 30, tzinfo=UTC), "es_expediente": False}
_NUMERO = {"numero": "21140/0002", "antes": None, "hoy": date(2027, 1, 15)}
_ACUSE = {
    "nombre": _ALUMNA["nombre"],
    "boleta": "2002100400",
    "folio": "2026-000015",
    "recibida_en": datetime(2026, 11, 23, 18, 30, tzinfo=UTC),
    "archivo": {"nombre": "expediente.pdf", "bytes": 2_411_724, "paginas": 12, "sha256": "9f2c" * 16},
}

PLANTILLAS = {
    "registro_acuse": Plantilla("Acuse del registro", (_ACUSE,), lleva=("folio",)),
    "expediente_aceptado": Plantilla("Expediente ACEPTADO", ({"alumno": _ALUMNA},)),
    "numero_registro": Plantilla(
        "Número de registro",
        (
            {"alumno": _LARGO} | _NUMERO,
            {"alumno": _CORTO} | _NUMERO,
            {"alumno": _CORTO} | _NUMERO | {"hoy": date(2027, 4, 1)},
            {"alumno": _LARGO} | _NUMERO | {"antes": "21140/0020"},
        ),
        lleva=("numero",),
    ),
    "documento_aceptado": Plantilla(
        "Reporte, evaluación o carta, ACEPTADO",
        ({"alumno": _ALUMNA, "paso": _REPORTE}, {"alumno": _ALUMNA, "paso": _EVALUACION}),
    ),
    "documento_rechazado": Plantilla(
        "Cualquier documento, RECHAZADO",
        ({"alumno": _ALUMNA, "paso": _REPORTE} | _RECHAZO, {"alumno": _ALUMNA, "paso": _EVALUACION} | _RECHAZO),
        lleva=("motivo", "firma"),
    ),
    "dictamen_corregido": Plantilla(
        "Dictamen corregido de cualquier documento",
        (
            {"alumno": _ALUMNA, "paso": _REPORTE} | _CORRECCION | _RECHAZO,
            {"alumno": _ALUMNA, "paso": _EVALUACION} | _CORRECCION | _RECHAZO | {"motivo": None},
            {"alumno": _ALUMNA, "paso": _EXPEDIENTE}
            | _CORRECCION
            | _RECHAZO
            | {"motivo": None, "es_expediente": True},
        ),
        lleva=("firma", "antes"),
    ),
    "lista_emision": Plantilla(
        "Puesto en una lista de emisión", ({"alumno": _ALUMNA, "lista": 15},), lleva=("lista",)
    ),
    "lista_cambio": Plantilla(
        "Cambiado de lista de emisión", ({"alumno": _EN_LISTA, "lista": 16},), lleva=("lista",)
    ),
    "lista_retiro": Plantilla("Quitado de la lista de emisión", ({"alumno": _ALUMNA, "lista": 15},)),
    "constancia": Plantilla("Constancia cargada", ({"alumno": _ALUMNA},)),
    "constancia_sustituida": Plantilla(
        "Constancia sustituida por otra",
        ({"alumno": _ALUMNA, "anterior": datetime(2026, 11, 3, 18, 30, tzinfo=UTC)},),
    ),
}

_taller = ImmutableSandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
_taller.filters = dict(_FILTROS)
_taller.globals.clear()


def llenar(texto: str, datos: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and text, from a template whose first line is the subject. Raises jinja2.TemplateError."""
    return partir(_compilar(texto).render(datos))


@lru_cache(maxsize=32)
def _compilar(texto: str) -> Template:
    return _taller.from_string(texto)


def partir(escrito: str) -> tuple[str, str]:
    asunto, _, texto = escrito.partition("\n")
    return asunto.strip(), texto.strip() + "\n"


def ensayar(clave: str, texto: str, *, siglas: str) -> list[tuple[str, str]]:
    """The mail in each of its cases, as it would read. Raises TextoInvalido."""
    _que_sea_llano(texto)
    casos = []
    for muestra in PLANTILLAS[clave].muestras:
        try:
            asunto, cuerpo = llenar(texto, {"siglas": siglas} | dict(muestra))
        except (TemplateError, TypeError, ValueError, AttributeError) as error:
            raise TextoInvalido(f"Así no se puede escribir el correo: {_en_claro(error)}") from None
        if not 0 < len(asunto) <= ASUNTO_MAXIMO:
            raise TextoInvalido(f"La primera línea es el asunto: escribe de 1 a {ASUNTO_MAXIMO} caracteres.")
        if not cuerpo.strip():
            raise TextoInvalido("Falta el texto del correo, debajo del asunto.")
        for valor in PLANTILLAS[clave].lleva:
            if str(muestra[valor]) not in asunto + cuerpo:
                raise TextoInvalido(f"Falta {{{{ {valor} }}}}: sin él, el correo no dice lo que debe.")
        casos.append((asunto, cuerpo))
    return casos


def _que_sea_llano(texto: str) -> None:
    if len(texto) > TEXTO_MAXIMO:
        raise TextoInvalido(f"El texto va hasta {TEXTO_MAXIMO} caracteres.")
    try:
        arbol = _taller.parse(texto)
    except TemplateError as error:
        raise TextoInvalido(f"Así no se puede escribir el correo: {_en_claro(error)}") from None
    for nodo in arbol.find_all(nodes.Node):
        con_otro = isinstance(nodo, nodes.Filter) and (nodo.name not in _FILTROS or nodo.args or nodo.kwargs)
        if con_otro or not isinstance(nodo, _PALABRAS):
            raise TextoInvalido(
                f"Línea {nodo.lineno}: entre llaves solo van los valores de la lista, «if», «set»"
                f" y {', '.join(f'|{nombre}' for nombre in _FILTROS)}."
            )


def _en_claro(error: Exception) -> str:
    linea = getattr(error, "lineno", None)
    lugar = f"revisa las llaves de la línea {linea}" if linea else "revisa los nombres que van entre llaves"
    return f"{lugar} ({error})."


def _nombres(clave: str, valor: Any) -> list[str]:
    return [f"{clave}.{nombre}" for nombre in valor] if isinstance(valor, dict) else [clave]
