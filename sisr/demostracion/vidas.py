"""The history of one student, dated backwards from where they stand today: nothing is in the future."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random

from sisr.calendario import es_habil, sumar_habiles
from sisr.demostracion.guion import Dias, Hecho, Servicio, Suceso, guion
from sisr.demostracion.puntos import Momento, Punto, punto_de
from sisr.proceso import CONSTANCIA, EVALUACION
from sisr.reloj import ZONA, dia

_OFICINA, _ALUMNOS = range(9, 15), range(8, 22)  # hours at which each does things
_MIERCOLES = 2
_habil = cache(es_habil)


@dataclass(frozen=True)
class Hito:
    """Something that happened; `n` is which delivery of that document it was, or was about."""

    en: datetime
    hecho: Hecho
    clave: str
    n: int


@dataclass(frozen=True)
class Vida:
    indice: int
    punto: Punto
    hitos: tuple[Hito, ...]
    inicio: date
    termino: date

    @property
    def entregas(self) -> list[Hito]:
        return [hito for hito in self.hitos if hito.hecho in (Hecho.ENTREGA, Hecho.CONSTANCIA)]


def vida(indice: int, *, semilla: int, ahora: datetime) -> Vida:
    """The same one each time it is asked for, so that a million entregas need not be held in memory."""
    azar = Random(f"{semilla}/{indice}")
    punto = punto_de(indice, azar)
    servicio = Servicio(espera=azar.randint(3, 20), dura=azar.randint(183, 212))
    hitos = _fechar(list(guion(punto, servicio, azar)), punto, servicio, azar, ahora)
    inicio = _inicio(hitos, servicio)
    return Vida(indice, punto, hitos, inicio, inicio + timedelta(days=servicio.dura))


def numero_de_lista(enlistado: date, hoy: date) -> int:
    """Lists are numbered by month since the January of five years ago."""
    return (enlistado.year - hoy.year + 5) * 12 + enlistado.month


def _fechar(
    sucesos: list[Suceso], punto: Punto, servicio: Servicio, azar: Random, ahora: datetime
) -> tuple[Hito, ...]:
    lista = _dia_de_lista(dia(ahora), hace=_hace(punto, azar))
    limite, pausa = ahora - _edad(sucesos[-1], punto, servicio, azar), (0.0, 0.0)
    hitos: list[Hito] = []
    for suceso in reversed(sucesos):
        limite = _cuando(suceso, limite, pausa, lista, azar)
        hitos.append(Hito(limite, suceso.hecho, suceso.clave, suceso.n))
        limite, pausa = limite - timedelta(days=azar.uniform(*suceso.pausa)), suceso.pausa
    return tuple(reversed(hitos))


def _cuando(suceso: Suceso, limite: datetime, pausa: Dias, lista: date, azar: Random) -> datetime:
    """At an hour when people do such things, not after the day of `limite`; staff on días hábiles."""
    if suceso.hecho is Hecho.CONSTANCIA:
        return _a_la_hora(sumar_habiles(lista, azar.randint(38, 45)), _OFICINA, azar)
    if suceso.hecho is Hecho.LISTA:
        return datetime.combine(lista, time(12), ZONA).astimezone(UTC)
    if suceso.hecho is Hecho.ENTREGA:
        return _a_la_hora(dia(limite), _ALUMNOS, azar) if pausa[0] >= 1 else limite
    fecha = dia(limite)
    while not _habil(fecha):
        fecha -= timedelta(days=1)
    return _a_la_hora(fecha, _OFICINA, azar)


def _edad(ultimo: Suceso, punto: Punto, servicio: Servicio, azar: Random) -> timedelta:
    """How long ago the last thing happened."""
    if punto.momento is Momento.FUTURO:
        return timedelta(days=azar.uniform(5, servicio.hasta_termino - 10))
    if punto.clave == EVALUACION.clave and ultimo.hecho is Hecho.NUMERO:
        return timedelta(days=servicio.hasta_termino + azar.uniform(2, 12))
    return timedelta(days=(0.05 if ultimo.hecho is Hecho.ENTREGA else 1) + azar.random() ** 2 * 9)


def _inicio(hitos: tuple[Hito, ...], servicio: Servicio) -> date:
    numerado = next((hito.en for hito in hitos if hito.hecho is Hecho.NUMERO), None)
    return dia(numerado or hitos[0].en + timedelta(days=25)) + timedelta(days=servicio.espera)


def _hace(punto: Punto, azar: Random) -> int:
    """How many lists ago theirs was."""
    if punto.clave != CONSTANCIA.clave:
        return 4 + int(azar.random() ** 2 * 28)
    return azar.randint(4, 6) if punto.momento is Momento.ANTIGUO else 0


def _dia_de_lista(hoy: date, *, hace: int) -> date:
    """A list is made on the first Wednesday of each month; `hace` lists before the last one."""
    mes = hoy.year * 12 + hoy.month - 1
    return _miercoles(mes - hace - (_miercoles(mes) >= hoy))


def _miercoles(mes: int) -> date:
    primero = date(mes // 12, mes % 12 + 1, 1)
    return primero + timedelta(days=(_MIERCOLES - primero.weekday()) % 7)


def _a_la_hora(fecha: date, horas: range, azar: Random) -> datetime:
    hora = time(azar.choice(horas), azar.randrange(60), azar.randrange(60))
    return datetime.combine(fecha, hora, ZONA).astimezone(UTC)
