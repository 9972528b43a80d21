"""Fill an instance that has no students: what each history leaves, inserted in bulk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, literal, select

from sisr.alumnos.model import Alumno
from sisr.db import escritura
from sisr.demostracion import catalogos
from sisr.demostracion.archivos import Deposito
from sisr.demostracion.guion import Hecho
from sisr.demostracion.relato import TABLAS, Fila, Oficina, relatar
from sisr.demostracion.vidas import Vida, numero_de_lista, vida
from sisr.informes.cierre import cerrar
from sisr.privacidad.aviso import vigente
from sisr.privacidad.model import AceptacionAviso
from sisr.reloj import ahora, dia

_TANDA = 500  # students a transaction: some forty thousand rows
_MEMORIA = "PRAGMA cache_size=-262144"  # KiB: indexes in no order outgrow the few megabytes of a request


@dataclass(frozen=True)
class Orden:
    """Who comes first: students by their registration, entregas by when they came, as ids grow."""

    alumnos: list[int]
    entregas: list[list[int]]
    listas: dict[int, datetime]


def sembrar(alumnos: int, *, semilla: int, propios: bool) -> None:
    """`propios`: every entrega gets a PDF of its own; otherwise they are links to a few."""
    instante = ahora()
    orden = _ordenar(alumnos, semilla, instante)
    with escritura() as conexion:
        catalogo = catalogos.llenar(conexion, ahora=instante)
        catalogos.listar(conexion, orden.listas, catalogo.personal["teo"])
    oficina = Oficina(catalogo, Deposito(propios=propios), semilla, instante)
    primero = max(catalogo.personal.values()) + 1
    for desde in range(0, alumnos, _TANDA):
        with escritura() as conexion:
            _insertar(conexion, _relatos(orden, oficina, desde, primero))
    with escritura() as conexion:
        acepto = select(Alumno.id, literal(vigente().version), Alumno.registrado_en)
        conexion.execute(insert(AceptacionAviso).from_select(["alumno_id", "version", "en"], acepto))
    cerrar()


def _ordenar(alumnos: int, semilla: int, instante: datetime) -> Orden:
    registros: list[tuple[datetime, int]] = []
    llegadas: list[tuple[datetime, int]] = []
    listas: dict[int, datetime] = {}
    for indice in range(alumnos):
        una = vida(indice, semilla=semilla, ahora=instante)
        registros.append((una.hitos[0].en, indice))
        llegadas += ((hito.en, indice) for hito in una.entregas)
        listas |= _lista(una, instante)
    entregas: list[list[int]] = [[] for _ in range(alumnos)]
    for folio, (_, indice) in enumerate(sorted(llegadas), start=1):
        entregas[indice].append(folio)
    return Orden([indice for _, indice in sorted(registros)], entregas, listas)


def _relatos(orden: Orden, oficina: Oficina, desde: int, primero: int) -> Iterator[dict[type[Any], list[Fila]]]:
    for lugar, indice in enumerate(orden.alumnos[desde : desde + _TANDA], start=desde):
        una = vida(indice, semilla=oficina.semilla, ahora=oficina.ahora)
        yield relatar(una, oficina, alumno_id=primero + lugar, entregas=orden.entregas[indice])


def _insertar(conexion: Connection, relatos: Iterator[dict[type[Any], list[Fila]]]) -> None:
    todos = list(relatos)
    conexion.exec_driver_sql(_MEMORIA)
    for tabla in TABLAS:
        filas = [fila for relato in todos for fila in relato[tabla]]
        if filas:
            conexion.execute(insert(tabla.__table__), filas)


def _lista(una: Vida, instante: datetime) -> dict[int, datetime]:
    en = next((hito.en for hito in una.hitos if hito.hecho is Hecho.LISTA), None)
    return {numero_de_lista(dia(en), dia(instante)): en} if en else {}
