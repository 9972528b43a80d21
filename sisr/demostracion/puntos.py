"""Where in the trámite a student may stand: each paso of both menus, and how it is with it."""

from dataclasses import dataclass
from enum import Enum, auto
from random import Random

from sisr.proceso import CARTA, CONSTANCIA, EVALUACION, EXPEDIENTE, LISTA, MENU_CORTO, MENU_LARGO, NUMERO, Proceso


class Momento(Enum):
    ABIERTO = auto()  # nobody has done anything about it
    EN_REVISION = auto()
    SUSTITUIDA = auto()  # replaced before anybody decided, and waits
    RECHAZADO = auto()
    CORREGIDO = auto()  # rejected, delivered again, and waits
    SIN_CONFIRMAR = auto()  # an expediente that waits for its prestatario
    ENVIADO = auto()  # lista and fecha de envío are there, the number is not
    FUTURO = auto()  # short menu, before Fecha de Término
    JUNTAS = auto()  # Evaluación and Carta both wait
    ANTIGUO = auto()  # on a list whose 45 días hábiles are over


@dataclass(frozen=True)
class Punto:
    """`clave` is the first paso that is not fulfilled; empty when all are."""

    proceso: Proceso
    clave: str = ""
    momento: Momento = Momento.ABIERTO

    @property
    def con_reportes(self) -> bool:
        return self.proceso is MENU_LARGO


_LARGO_LIBERADO, _CORTO_LIBERADO = Punto(MENU_LARGO), Punto(MENU_CORTO)
_INFORMES = [paso.clave for paso in MENU_LARGO.informes]
ELENCO = (
    Punto(MENU_LARGO, _INFORMES[3], Momento.RECHAZADO),  # Ana
    Punto(MENU_CORTO, EVALUACION.clave),  # Beto
    _LARGO_LIBERADO,  # Carla
)
_DE_EXPEDIENTE = (
    Momento.EN_REVISION,
    Momento.SIN_CONFIRMAR,
    Momento.RECHAZADO,
    Momento.CORREGIDO,
    Momento.SUSTITUIDA,
)
_LARGOS = [
    *(Punto(MENU_LARGO, EXPEDIENTE.clave, momento) for momento in _DE_EXPEDIENTE),
    Punto(MENU_LARGO, NUMERO.clave),
    *(Punto(MENU_LARGO, clave, Momento.EN_REVISION) for clave in _INFORMES),
    *(Punto(MENU_LARGO, clave, Momento.RECHAZADO) for clave in _INFORMES if clave != ELENCO[0].clave),
    Punto(MENU_LARGO, _INFORMES[0]),
    Punto(MENU_LARGO, _INFORMES[1], Momento.CORREGIDO),
    Punto(MENU_LARGO, _INFORMES[2], Momento.SUSTITUIDA),
    Punto(MENU_LARGO, LISTA.clave),
    Punto(MENU_LARGO, CONSTANCIA.clave),
]
_CORTOS = [
    Punto(MENU_CORTO, EXPEDIENTE.clave, Momento.EN_REVISION),
    Punto(MENU_CORTO, NUMERO.clave, Momento.ENVIADO),
    Punto(MENU_CORTO, EVALUACION.clave, Momento.FUTURO),
    Punto(MENU_CORTO, EVALUACION.clave, Momento.JUNTAS),
    Punto(MENU_CORTO, CARTA.clave, Momento.RECHAZADO),
    Punto(MENU_CORTO, LISTA.clave),
    Punto(MENU_CORTO, CONSTANCIA.clave, Momento.ANTIGUO),
    _CORTO_LIBERADO,
]
TODOS = (*ELENCO, *_LARGOS, *_CORTOS)
_PESOS = {_LARGO_LIBERADO: 30.0, _CORTO_LIBERADO: 20.0, **dict.fromkeys(ELENCO[:2], 0.5)}
_REPARTO = [_PESOS.get(punto, 0.6) for punto in TODOS]


def punto_de(indice: int, azar: Random) -> Punto:
    """The cast first, then every point once; after them mostly students who are through, as in an old office."""
    if indice < len(TODOS):
        return TODOS[indice]
    return azar.choices(TODOS, _REPARTO)[0]
