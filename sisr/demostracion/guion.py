"""What happens to a student until the punto at which they stand, in order and without dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from random import Random

from sisr.demostracion.puntos import Momento, Punto
from sisr.proceso import CARTA, EVALUACION, LISTA, MENSUALES, NUMERO, Paso

Dias = tuple[float, float]  # the least and the most


class Hecho(Enum):
    ENTREGA = auto()
    ACEPTACION = auto()
    RECHAZO = auto()
    ENVIO = auto()  # lista de registro and fecha de envío
    NUMERO = auto()
    LISTA = auto()
    CONSTANCIA = auto()


@dataclass(frozen=True)
class Suceso:
    """`pausa` is how long after the one before it; `n`, which delivery of that document."""

    pausa: Dias
    hecho: Hecho
    clave: str
    n: int = 0


@dataclass(frozen=True)
class Servicio:
    """Days from the number to Inicio, and from Inicio to Término."""

    espera: int
    dura: int

    @property
    def hasta_termino(self) -> int:
        return self.espera + self.dura


def guion(punto: Punto, servicio: Servicio, azar: Random) -> Iterator[Suceso]:
    for paso in punto.proceso.pasos:
        if paso.clave == punto.clave:
            yield from _presente(punto, servicio)
            return
        yield from _cumplido(paso, punto, servicio, azar)


def _cumplido(paso: Paso, punto: Punto, servicio: Servicio, azar: Random) -> Iterator[Suceso]:
    if paso is NUMERO:
        yield Suceso((2, 6), Hecho.ENVIO, paso.clave)
        yield Suceso((5, 15), Hecho.NUMERO, paso.clave)
    elif not paso.es_entregable:
        yield Suceso((1, 9), Hecho.LISTA if paso is LISTA else Hecho.CONSTANCIA, paso.clave, 1)
    else:
        antes = azar.choices((Momento.EN_REVISION, Momento.CORREGIDO, Momento.SUSTITUIDA), (78, 15, 7))[0]
        yield from _entregas(paso.clave, antes, _pausa(paso.clave, punto, servicio))
        yield Suceso((1, 6), Hecho.ACEPTACION, paso.clave, 1 if antes is Momento.EN_REVISION else 2)


def _presente(punto: Punto, servicio: Servicio) -> Iterator[Suceso]:
    clave, momento = punto.clave, punto.momento
    if momento is Momento.ENVIADO:
        yield Suceso((2, 6), Hecho.ENVIO, clave)
    elif momento not in (Momento.ABIERTO, Momento.FUTURO, Momento.ANTIGUO):
        yield from _entregas(clave, momento, _pausa(clave, punto, servicio))
    if momento is Momento.JUNTAS:
        yield Suceso((0.01, 0.1), Hecho.ENTREGA, CARTA.clave, 1)


def _entregas(clave: str, momento: Momento, pausa: Dias) -> Iterator[Suceso]:
    yield Suceso(pausa, Hecho.ENTREGA, clave, 1)
    if momento in (Momento.RECHAZADO, Momento.CORREGIDO):
        yield Suceso((1, 6), Hecho.RECHAZO, clave, 1)
    if momento is Momento.CORREGIDO:
        yield Suceso((1, 7), Hecho.ENTREGA, clave, 2)
    if momento is Momento.SUSTITUIDA:
        yield Suceso((0.01, 0.4), Hecho.ENTREGA, clave, 2)


def _pausa(clave: str, punto: Punto, servicio: Servicio) -> Dias:
    """How long a student takes to deliver once the paso is open."""
    if clave == EVALUACION.clave and not punto.con_reportes:
        return servicio.hasta_termino + 2, servicio.hasta_termino + 12
    if clave == MENSUALES[0].clave:
        return 45, 60
    return (20, 28) if any(clave == mensual.clave for mensual in MENSUALES) else (2, 12)
