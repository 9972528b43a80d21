"""Reports and statistics over 100,000 students: their SQL alone, and their pages whole."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.navegador import Navegador
from tests.bench.servidor import RAIZ, entorno_de
from tests.bench.tabla import Medida, sin_basurero

_VECES = 7
_LO_DEMAS = 500  # ms: for everything that has no goal of its own
_METAS = {"semanal": _LO_DEMAS, "mensual": 5, "trimestral": _LO_DEMAS, "anual": 30}
_HOY = date.today()
_ENTRE = f"desde={_HOY - timedelta(days=2 * 365 + 200)}&hasta={_HOY}"
_MES = (_HOY.replace(day=1) - timedelta(days=1)).replace(day=1)
_PAGINAS = {
    **{f"reporte {tipo}": f"/informes/{tipo}?dia={_MES}" for tipo in _METAS},
    "estadísticas": "/informes/estadisticas",
    "estadísticas de una carrera": "/informes/estadisticas?carrera=1",
    "estadísticas de un prestatario": "/informes/estadisticas?prestatario=1",
    "estadísticas de una carrera y un prestatario": "/informes/estadisticas?carrera=1&prestatario=1",
    "lo mismo, entre dos fechas": f"/informes/estadisticas?carrera=1&prestatario=1&{_ENTRE}",
    "estadísticas de noventa días": f"/informes/estadisticas?desde={_HOY - timedelta(days=90)}",
    "hoja de cálculo de las estadísticas": "/informes/estadisticas/hoja.xlsx",
    "lista de todas las entregas": "/informes/sucesos?hecho=entregas",
    "lista de todas las entregas, al final": "/informes/sucesos?hecho=entregas&pagina=999999",
    "lista de los rechazos de un motivo": "/informes/sucesos?hecho=rechazo&motivo=1",
    "lista de los alumnos en un paso": "/informes/alumnos?paso=reporte-3",
    "lista de lo que espera de más": "/informes/tarde",
}


def medir_sql(casa: Path) -> Iterator[Medida]:
    """Every statement of a page, run again by sqlite3 alone."""
    consultas = _consultas(casa)
    with closing(sqlite3.connect(casa / "instance/sisr.db")) as base, sin_basurero():
        base.execute("PRAGMA cache_size=-8000")  # as sisr/db.py sets it
        for que, suyas in consultas.items():
            tiempos = [_correr(base, suyas) for _ in range(_VECES)]
            meta = _METAS.get(que.removeprefix("reporte "), _LO_DEMAS)
            yield Medida(f"SQL: {que}", median(tiempos) * 1000, meta, "ms", nuestro=f"{len(suyas)} frases")


def medir_paginas(administradora: Navegador) -> Iterator[Medida]:
    for que, ruta in _PAGINAS.items():
        administradora.ver(ruta)
        peticion, tiempos = administradora.peticion("GET", ruta), []
        for _ in range(_VECES):
            inicio = time.perf_counter()
            assert administradora.pedir(peticion).estado == 200
            tiempos.append(time.perf_counter() - inicio)
        yield Medida(f"página: {que}", median(tiempos) * 1000, _LO_DEMAS, "ms")


def _correr(base: sqlite3.Connection, consultas: list[tuple[str, list[Any]]]) -> float:
    inicio = time.perf_counter()
    for sql, valores in consultas:
        base.execute(sql, valores).fetchall()
    return time.perf_counter() - inicio


def _consultas(casa: Path) -> dict[str, list[tuple[str, list[Any]]]]:
    """What each page asks of the database, written down in a process that has its environment."""
    escrito = subprocess.run(
        [sys.executable, "-m", "tests.bench.consultas", json.dumps(_PAGINAS)],
        cwd=RAIZ,
        env=os.environ | entorno_de(casa),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(escrito.stdout)
