"""Tables of figures, as the screen, the paper and the spreadsheet show them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from sisr.catalogos.model import Carrera, Genero, Motivo, Prestatario
from sisr.db import db
from sisr.informes.contar import Cuenta, contar
from sisr.informes.corte import OTRO, Corte
from sisr.informes.model import Hecho, PrestatarioUnido
from sisr.proceso import PASOS


@dataclass(frozen=True)
class Cifra:
    """A count and where the list of what it counts is: the endpoint and its arguments."""

    n: int
    args: Mapping[str, Any]
    destino: str = "informes.sucesos"


@dataclass(frozen=True)
class Fila:
    nombre: str
    celdas: tuple[Cifra | str, ...]


@dataclass(frozen=True)
class Tabla:
    """`columnas` begins with what the rows are; `clave` is its id on the page."""

    clave: str
    titulo: str
    columnas: tuple[str, ...]
    filas: list[Fila] = field(default_factory=list)
    nota: str = ""


HECHOS = {
    Hecho.REGISTRO: "Registros",
    Hecho.ENTREGA: "1ª entrega",
    Hecho.REENTREGA: "Reentregas",
    Hecho.ACEPTACION: "ACEPTADO",
    Hecho.RECHAZO: "RECHAZADO",
    Hecho.LISTA: "En lista",
    Hecho.CONSTANCIA: "Constancias",
}
_DE_DOCUMENTO = (Hecho.ENTREGA, Hecho.REENTREGA, Hecho.ACEPTACION, Hecho.RECHAZO)
ENTREGABLES = {paso.clave: paso.nombre for paso in PASOS.values() if paso.es_entregable}
SEMANA = ("Lunes", "Martes", "Miércoles", "Jueves", "Viernes", "Sábado", "Domingo")
OTRO_MOTIVO = "Otro motivo"
TITULOS = {"carrera": "Carrera", "genero": "Género", "semestre": "Semestre", "prestatario": "Prestatario"}


def por_documento(corte: Corte) -> Tabla:
    """Deliveries and decisions of each document, in the order of the process."""
    columnas = {hecho: HECHOS[hecho] for hecho in _DE_DOCUMENTO}
    cuenta = contar("documento", corte)
    filas = _filas(ENTREGABLES, columnas, cuenta, corte, lambda clave: {"clave": clave})
    return Tabla("documento", "Por documento", ("Documento", *columnas.values()), filas)


def por_grupo(dimension: str, corte: Corte, columnas: Mapping[Hecho, str] = HECHOS) -> Tabla:
    """Every hecho by carrera, género, semestre or prestatario; those that had none are left out."""
    cuenta = contar(dimension, corte)
    valores = {valor for hecho, valor in cuenta if hecho in columnas}
    nombres = {valor: nombre for valor, nombre in nombres_de(dimension).items() if valor in valores}
    nombres |= {valor: f"{TITULOS[dimension]} {valor}" for valor in sorted(valores - nombres.keys())}
    filas = _filas(nombres, columnas, cuenta, corte, lambda valor: {dimension: valor})
    if dimension == "prestatario":
        filas.sort(key=lambda fila: -sum(celda.n for celda in fila.celdas if isinstance(celda, Cifra)))
    titulo = TITULOS[dimension]
    return Tabla(dimension, f"Por {titulo.lower()}", (titulo, *columnas.values()), filas)


def nombres_de(dimension: str) -> dict[str, str]:
    """How each value of what can be chosen is called, in the order in which it is shown."""
    if dimension == "genero":
        return {genero.value: genero.label for genero in Genero}
    if dimension == "semestre":
        return {str(numero): f"{numero}º" for numero in range(1, 100)}
    if dimension == "dia_semana":
        return {str(dia): nombre.lower() for dia, nombre in enumerate(SEMANA)}
    if dimension == "motivo":
        return _de_catalogo(select(Motivo.id, Motivo.nombre)) | {str(OTRO): OTRO_MOTIVO}
    if dimension == "carrera":
        return _de_catalogo(select(Carrera.id, Carrera.siglas).order_by(Carrera.siglas))
    unidos = _de_catalogo(select(PrestatarioUnido.id, PrestatarioUnido.nombre))
    return unidos | _de_catalogo(select(Prestatario.id, Prestatario.nombre).order_by(Prestatario.clave))


def prestatarios_elegibles(elegido: int | None) -> list[Any]:
    """Those that can be chosen in a filter: the confirmed ones, and the one that is chosen."""
    cuales = Prestatario.confirmado | (Prestatario.id == (elegido or 0))
    return list(
        db.session.execute(select(Prestatario.id, Prestatario.nombre).where(cuales).order_by(Prestatario.clave))
    )


def _filas(
    nombres: Mapping[str, str],
    columnas: Iterable[Hecho],
    cuenta: Cuenta,
    corte: Corte,
    cual: Callable[[str], dict[str, str]],
) -> list[Fila]:
    return [
        Fila(
            nombre,
            tuple(
                Cifra(cuenta.get((hecho.value, valor), 0), corte.args(hecho=hecho.value, **cual(valor)))
                for hecho in columnas
            ),
        )
        for valor, nombre in nombres.items()
    ]


def _de_catalogo(consulta: Any) -> dict[str, str]:
    filas: Any = db.session.execute(consulta)
    return {str(id_): nombre for id_, nombre in filas}
