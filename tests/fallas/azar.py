"""The same histories and words as in `make test`, but many more, and others each time."""

import subprocess
import sys
from pathlib import Path

_RAIZ = Path(__file__).parents[2]


def al_azar() -> str:
    """Every test that draws its cases, with a seed of its own; a failure tells the steps that lead to it."""
    pruebas = sorted((_RAIZ / "tests").rglob("test_*.py"))
    usan = [str(prueba) for prueba in pruebas if "from hypothesis" in prueba.read_text()]
    orden = [sys.executable, "-m", "pytest", "-q", "--hypothesis-profile=azar", *usan]
    corrida = subprocess.run(orden, cwd=_RAIZ, capture_output=True, text=True, check=False)
    assert corrida.returncode == 0, corrida.stdout
    return corrida.stdout.strip().splitlines()[-1]
