"""What is measured in an instance of 100,000 students and some 900,000 entregas, made once a run."""

import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench import informes, listas
from tests.bench.instancia import preparar
from tests.bench.navegador import Navegador
from tests.bench.servidor import Servidor
from tests.bench.tabla import Medida

ALUMNOS = 100_000
_MINUTOS = 6  # what making it may take


def medir(casa: Path) -> Iterator[Medida]:
    """An instance that is in `casa` already is measured as it is."""
    if not (casa / "instance/sisr.db").is_file():
        yield _hacer(casa)
    yield from informes.medir_sql(casa)
    servidor = Servidor.nuestro(casa).esperar()
    try:
        elena = Navegador(servidor.puerto).ingresar("elena")
        yield from informes.medir_paginas(elena)
        yield from listas.medir(casa, servidor)
    finally:
        servidor.terminar()


def _hacer(casa: Path) -> Medida:
    inicio = time.monotonic()
    casa.mkdir(parents=True, exist_ok=True)
    preparar(casa, ALUMNOS)
    return Medida(f"hacer la instancia de {ALUMNOS:,} alumnos", (time.monotonic() - inicio) / 60, _MINUTOS, "min")
