"""The cold start, against the import of the same libraries."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.servidor import RAIZ, Servidor, entorno_de
from tests.bench.tabla import Medida, razon

_VECES = 5
_CUALES = """
import json, sys, app, gunicorn.app.wsgiapp, gunicorn.workers.gthread
print(json.dumps([m for m in sys.modules if m.split(".")[0] not in ("sisr", "app", "__main__")]))
"""
_IMPORTAR = """
import importlib, json, sys
for modulo in json.load(open(sys.argv[1])):
    try:
        importlib.import_module(modulo)
    except ImportError:
        pass  # one that a library made up as it was imported
"""


def medir(casa: Path) -> Iterator[Medida]:
    modulos = casa / "modulos.json"
    modulos.write_text(_python(casa, "-c", _CUALES))
    nuestros, pisos = [], []
    for _ in range(_VECES):
        nuestros.append(_arrancar(casa))
        inicio = time.perf_counter()
        _python(casa, "-c", _IMPORTAR, str(modulos))
        pisos.append(time.perf_counter() - inicio)
    yield razon("arranque, hasta el primer 200", nuestros, pisos, 1.5)


def _arrancar(casa: Path) -> float:
    inicio = time.perf_counter()
    servidor = Servidor.nuestro(casa).esperar()
    tardo = time.perf_counter() - inicio
    servidor.terminar()
    return tardo


def _python(casa: Path, *argumentos: str) -> str:
    entorno = os.environ | entorno_de(casa)
    return subprocess.run(
        [sys.executable, *argumentos], cwd=RAIZ, env=entorno, check=True, stdout=subprocess.PIPE, text=True
    ).stdout
