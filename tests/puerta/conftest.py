"""The door, tried as whoever installs SISR: through make, with an instance and a port of one's own."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.puerta.servicio import PACIENCIA, RAIZ, Servicio, puerto_libre


@pytest.fixture
def entorno(tmp_path: Path) -> dict[str, str]:
    """Nothing set but where the data live and a free port."""
    heredado = {
        nombre: valor for nombre, valor in os.environ.items() if not nombre.startswith(("SISR_", "MAKE", "MFLAGS"))
    }
    return heredado | {
        "SISR_BIND": f"127.0.0.1:{puerto_libre()}",
        "SISR_INSTANCE_PATH": str(tmp_path / "instance"),
        "SISR_UPLOADS_PATH": str(tmp_path / "uploads"),
    }


@pytest.fixture
def servir(entorno: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., Servicio]]:
    servicios: list[Servicio] = []

    def iniciar(*variables: str) -> Servicio:
        servicios.append(Servicio(["make", "run", *variables], entorno, tmp_path / f"salida-{len(servicios)}"))
        return servicios[-1]

    yield iniciar
    for servicio in servicios:
        servicio.mata()


@pytest.fixture
def make_run(entorno: dict[str, str]) -> Callable[[], tuple[str, str]]:
    """What a `make run` that does not begin says, and the line with which make ends."""

    def correr() -> tuple[str, str]:
        proceso = subprocess.run(
            ["make", "run"],
            cwd=RAIZ,
            env=entorno,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PACIENCIA,
        )
        dicho, _, final = proceso.stdout.rstrip("\n").rpartition("\n")
        return dicho, final

    return correr
