"""A school with a history, only to be looked at, and what its figures lead to."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from sisr import create_app
from sisr.db import db
from sisr.demostracion.catalogos import CONTRASENA
from sisr.demostracion.sembrar import sembrar
from tests.cliente import Cliente

ALUMNOS = 45  # the demonstration's cast, and one at every point of the trámite


@pytest.fixture(scope="session")
def sembrada(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instance of the school, made once."""
    casa = tmp_path_factory.mktemp("sembrada")
    with pytest.MonkeyPatch.context() as entorno:
        app = _abrir(entorno, casa)
        with app.app_context():
            upgrade()
            sembrar(ALUMNOS, semilla=7, propios=False)
            db.engine.dispose()
    return casa


@pytest.fixture
def escuela(sembrada: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    shutil.copytree(sembrada / "instance", tmp_path / "instance")
    app = _abrir(monkeypatch, tmp_path)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def carmen(escuela: Flask) -> Cliente:
    """She has every function."""
    return Cliente(escuela).ingresar("carmen", CONTRASENA)


def _abrir(entorno: pytest.MonkeyPatch, casa: Path) -> Flask:
    entorno.setenv("SISR_INSTANCE_PATH", str(casa / "instance"))
    entorno.setenv("SISR_UPLOADS_PATH", str(casa / "uploads"))
    (casa / "uploads").mkdir(parents=True, exist_ok=True)
    return create_app(TESTING=True, PROPAGATE_EXCEPTIONS=False)
