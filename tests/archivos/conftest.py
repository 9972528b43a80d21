"""An app with uploads of its own, and a look at what is left on its disk."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.archivos.envios import enviar, formulario
from tests.archivos.miniapp import crear

Subir = Callable[..., Any]


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    return tmp_path / "uploads"


@pytest.fixture
def app(uploads: Path) -> Flask:
    return crear(str(uploads))


@pytest.fixture
def cliente(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def subir(cliente: FlaskClient) -> Subir:
    def _subir(bytes_: bytes | None, nombre: str = "reporte.pdf", **campos: str) -> Any:
        otros = [(campo, None, valor.encode()) for campo, valor in campos.items()]
        archivos = [] if bytes_ is None else [("archivo", nombre, bytes_)]
        return enviar(cliente, formulario(*otros, *archivos))

    return _subir


@pytest.fixture
def quedan(uploads: Path) -> Callable[[], list[str]]:
    """Every file under the uploads, by its path there."""

    def _quedan() -> list[str]:
        return sorted(str(ruta.relative_to(uploads)) for ruta in uploads.rglob("*") if ruta.is_file())

    return _quedan


@pytest.fixture
def abiertos(uploads: Path) -> Callable[[], list[str]]:
    """The files under the uploads that this process holds open, unlinked ones too."""

    def _abiertos() -> list[str]:
        destinos = [os.path.realpath(f"/proc/self/fd/{uno}") for uno in os.listdir("/proc/self/fd")]
        return [destino for destino in destinos if destino.startswith(str(uploads))]

    return _abiertos
