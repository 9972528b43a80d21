"""The instances that are measured, made by the command of the demonstration; their files are links to a few PDFs."""

import os
import subprocess
import sys
from pathlib import Path

from tests.bench.servidor import RAIZ, entorno_de, puerto_libre


def preparar(casa: Path, alumnos: int) -> None:
    """Some nine entregas a student, and 18 KB of database; on the disk already when the measuring begins."""
    orden = ["-m", "flask", "--app", "app", "demo", "preparar", "--alumnos", str(alumnos), "--enlazados"]
    entorno = os.environ | entorno_de(casa) | {"SISR_BIND": f"127.0.0.1:{puerto_libre()}"}
    subprocess.run([sys.executable, *orden], cwd=RAIZ, env=entorno, check=True, stdout=subprocess.DEVNULL)
    os.sync()
