"""A demonstration, made once by the command itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests import instancia
from tests.puerta.servicio import puerto_libre


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with pytest.MonkeyPatch.context() as entorno:
        app = abrir(entorno, tmp_path_factory.mktemp("demo"))
        hecho = app.test_cli_runner().invoke(args=["demo", "preparar", "--alumnos", "45"])
        assert hecho.exit_code == 0, hecho.output
        yield app
        instancia.cerrar(app)


@pytest.fixture
def base(demo: Flask) -> Iterator[Flask]:
    """The demonstration, to look at its rows; not for requests, which need a context of their own."""
    with demo.app_context():
        yield demo


def abrir(entorno: pytest.MonkeyPatch, casa: Path) -> Flask:
    entorno.setenv("SISR_BIND", bind_libre())
    return instancia.abrir(entorno, casa)


def bind_libre() -> str:
    return f"127.0.0.1:{puerto_libre()}"
