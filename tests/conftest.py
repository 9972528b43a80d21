"""What every test may ask for: a fresh instance with the cast in it, and people with browsers."""

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from hypothesis import settings
from werkzeug.routing import Rule
from werkzeug.security import generate_password_hash
from werkzeug.wsgi import get_current_url

from sisr.cuentas import contrasenas
from tests import elenco
from tests.cliente import Cliente
from tests.instancia import abrir, cerrar

MEMORIA = Path("/dev/shm")
_DE_LA_CASA = {nombre: getattr(contrasenas, nombre) for nombre in ("COSTO", "_DE_NADIE")}
# A loaded machine is no reason to fail; `make test` draws the same cases whenever it runs, `make faults` others.
settings.register_profile("sisr", deadline=None, derandomize=True)
settings.register_profile("azar", deadline=None, max_examples=2_000)
settings.load_profile("sisr")


def pytest_configure() -> None:
    """What the tests write is made sure of thousands of times; in memory that takes a fifth of the time less.

    Only where there is room for it, and nobody said where; what lasts through a power cut is for `make faults`.
    """
    if "TMPDIR" not in os.environ and _cabe_en(MEMORIA):
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORIA)


def _cabe_en(carpeta: Path) -> bool:
    """The programs that some tests write have to run there too."""
    if not os.access(carpeta, os.W_OK | os.X_OK):
        return False
    disco = os.statvfs(carpeta)
    return disco.f_bavail * disco.f_frsize > 4 * 1024**3 and not disco.f_flag & os.ST_NOEXEC


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those of the browser first and together: one worker takes them, and nothing slow is left for the end."""
    items.sort(key=lambda prueba: "navegador" not in prueba.path.parts)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is loaded stays: there is nothing to look for in it."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    """The libraries and the tests themselves stay: a fifth of the time went into looking whether they still serve."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _direcciones_compiladas_una_vez() -> Iterator[None]:
    """werkzeug takes each route apart and compiles two functions of it, most of what an app costs; in each test's
    the routes are the same."""
    compilar, compiladas = Rule.compile, dict[tuple[object, ...], tuple[dict[str, Any], dict[str, Any]]]()

    def recordar(regla: Rule) -> None:
        cual = (regla.rule, repr(regla.defaults), regla.merge_slashes, regla.map.converters["int"])
        if cual not in compiladas:
            compilar(regla)
            partes = {nombre: getattr(regla, nombre) for nombre in ("_parts", "_trace", "_converters", "arguments")}
            escritores = {nombre: getattr(regla, nombre).__func__ for nombre in ("_build", "_build_unknown")}
            compiladas[cual] = partes, escritores
        partes, escritores = compiladas[cual]
        vars(regla).update(partes, **{nombre: suyo.__get__(regla) for nombre, suyo in escritores.items()})

    with pytest.MonkeyPatch.context() as parche:
        parche.setattr(Rule, "compile", recordar)
        yield


@pytest.fixture(scope="session", autouse=True)
def _contrasenas_baratas() -> Iterator[None]:
    """Hashes as the house makes them, for a thirtieth of what they cost; in other processes they cost it all."""
    with pytest.MonkeyPatch.context() as parche:
        parche.setattr(contrasenas, "COSTO", elenco.COSTO)
        parche.setattr(contrasenas, "_DE_NADIE", generate_password_hash("de nadie", elenco.COSTO))
        yield


@pytest.fixture(scope="session", autouse=True)
def _galletas_por_su_ruta() -> Iterator[None]:
    """The client takes a whole address apart for them, twice a request, however much its query says."""
    with pytest.MonkeyPatch.context() as parche:
        parche.setattr("werkzeug.test.get_current_url", partial(get_current_url, strip_querystring=True))
        yield


@pytest.fixture
def al_costo_de_la_casa(monkeypatch: pytest.MonkeyPatch) -> None:
    for nombre, suyo in _DE_LA_CASA.items():
        monkeypatch.setattr(contrasenas, nombre, suyo)


@pytest.fixture(scope="session")
def molde(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with the tables, the catalogues and the staff of the cast, made once."""
    carpeta = tmp_path_factory.mktemp("molde")
    with pytest.MonkeyPatch.context() as entorno:
        app = abrir(entorno, carpeta)
        with app.app_context():
            upgrade()
            elenco.contratar()
        cerrar(app)
    return carpeta


@pytest.fixture
def app(molde: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    shutil.copytree(molde, tmp_path / "casa")
    app = abrir(monkeypatch, tmp_path / "casa")
    yield app
    cerrar(app)


@pytest.fixture
def uploads(app: Flask) -> Path:
    return Path(app.config["UPLOADS_PATH"])


@pytest.fixture
def cliente(app: Flask) -> Cliente:
    """Somebody who has not logged in."""
    return Cliente(app)


@pytest.fixture
def como(app: Flask) -> Callable[[str], Cliente]:
    """`como("martha")`: that person, logged in, each with a browser of their own."""
    return lambda usuario: Cliente(app).ingresar(usuario)


@pytest.fixture
def ana(app: Flask) -> elenco.Alumna:
    """Ana serves at ESCA UST: the long menu. She has sent her expediente."""
    return elenco.Alumna.registrar(app, "Ana", boleta="2021350001", prestatario="ESCA UST")


@pytest.fixture
def beto(app: Flask) -> elenco.Alumna:
    """Beto serves elsewhere: the short menu. His service ended already."""
    return elenco.Alumna.registrar(
        app, "Beto", boleta="20190A0000", prestatario="AYUNTAMIENTO DE TLALNEPANTLA", termino=date(2026, 3, 1)
    )
