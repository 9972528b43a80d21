"""A running service of its own, asked as whoever is not a browser asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.navegador.casa import Casa
from tests.navegador.escuela import Escuela


@pytest.fixture(scope="module")
def casa(molde: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casa]:
    casa = Casa.abrir(molde, tmp_path_factory.mktemp("casa"))
    yield casa
    casa.cerrar()


@pytest.fixture(scope="module")
def escuela(casa: Casa) -> Escuela:
    return Escuela.poblar(casa.app)
