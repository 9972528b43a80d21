"""What judging a file costs, of its process alone: a small one starts it, which has no other children."""

import json
import subprocess
import sys
from pathlib import Path

from sisr.archivos.juez import SEGUNDOS, Veredicto, leer, orden

_TESTIGO = """
import json, subprocess, sys
from resource import RUSAGE_CHILDREN, getrusage
hecho = subprocess.run(sys.argv[1:], capture_output=True, text=True)
uso = getrusage(RUSAGE_CHILDREN)
print(json.dumps((hecho.returncode, hecho.stdout, hecho.stderr, uso.ru_utime + uso.ru_stime, uso.ru_maxrss * 1024)))
"""


def juzgar_con_su_costo(ruta: Path) -> tuple[Veredicto, float, int]:
    """The verdict, the seconds of processor and the bytes of memory that it took."""
    testigo = [sys.executable, "-I", "-c", _TESTIGO, *orden(ruta, SEGUNDOS)]
    dicho = subprocess.run(testigo, stdout=subprocess.PIPE, text=True, check=True, env={}).stdout
    estado, salida, errores, segundos, memoria = json.loads(dicho)
    return leer(subprocess.CompletedProcess(testigo, estado, salida, errores)), segundos, memoria
