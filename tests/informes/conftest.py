"""A school with a history, only to be looked at, and what its figures lead to."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from sisr.demostracion.catalogos import CONTRASENA
from sisr.demostracion.sembrar import sembrar
from tests.cliente import Cliente
from tests.instancia import abrir, cerrar

ALUMNOS = 45  # the demonstration's cast, and one at every point of the trámite


@pytest.fixture(scope="session")
def sembrada(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instance of the school, made once."""
    casa = tmp_path_factory.mktemp("sembrada")
    with pytest.MonkeyPatch.context() as entorno:
        app = abrir(entorno, casa)
        with app.app_context():
            upgrade()
            sembrar(ALUMNOS, semilla=7, propios=False)
        cerrar(app)
    return casa


@pytest.fixture
def escuela(sembrada: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    shutil.copytree(sembrada / "instance", tmp_path / "instance")
    app = abrir(monkeypatch, tmp_path)
    yield app
    cerrar(app)


@pytest.fixture
def carmen(escuela: Flask) -> Cliente:
    """She has every function."""
    return Cliente(escuela).ingresar("carmen", CONTRASENA)
