"""The orders as IT gives them, and the house that a backup is put back in."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from sisr import create_app
from sisr.db import db, escritura, tabla
from sisr.documentos.model import Entrega
from tests.elenco import PDF, Alumna

Orden = Callable[..., tuple[int, str]]
Otra = Callable[[], Flask]


@pytest.fixture
def ana(ana: Alumna) -> Alumna:
    return _con_lo_suyo(ana)


@pytest.fixture
def beto(beto: Alumna) -> Alumna:
    return _con_lo_suyo(beto)


@pytest.fixture
def respaldos(tmp_path: Path) -> Path:
    """Where IT keeps them; its name has what people put in names."""
    carpeta = tmp_path / "Respaldos de la ñ, 100% #1?"
    carpeta.mkdir()
    return carpeta


@pytest.fixture
def ordenar() -> Orden:
    """`ordenar(app, "hacer", carpeta)`: how it ended, and all that it said."""

    def correr(app: Flask, *orden: Any) -> tuple[int, str]:
        hecho = app.test_cli_runner().invoke(args=["respaldo", *(str(parte) for parte in orden)])
        assert hecho.exception is None or isinstance(hecho.exception, SystemExit), hecho.exc_info
        return hecho.exit_code, hecho.output

    return correr


@pytest.fixture
def otra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Otra]:
    """Another machine, with nothing yet."""
    abiertas: list[Flask] = []

    def abrir() -> Flask:
        casa = tmp_path / "otra"
        monkeypatch.setenv("SISR_INSTANCE_PATH", str(casa / "instance"))
        monkeypatch.setenv("SISR_UPLOADS_PATH", str(casa / "uploads"))
        abiertas.append(create_app(TESTING=True, PROPAGATE_EXCEPTIONS=False))
        return abiertas[-1]

    yield abrir
    for app in abiertas:
        with app.app_context():
            db.engine.dispose()


def contenido(carpeta: Path) -> dict[str, bytes]:
    """Every file in it, by its path."""
    return {str(ruta.relative_to(carpeta)): ruta.read_bytes() for ruta in carpeta.rglob("*") if ruta.is_file()}


def _con_lo_suyo(alumna: Alumna) -> Alumna:
    """A PDF that is nobody else's, and its row says so."""
    datos = PDF + f"% {alumna.boleta}\n".encode()
    (Path(alumna.app.config["UPLOADS_PATH"]) / alumna.boleta / "expediente-1.pdf").write_bytes(datos)
    with alumna.app.app_context(), escritura() as conexion:
        suya = update(tabla(Entrega)).where(Entrega.alumno_id == alumna.id)
        conexion.execute(suya.values(sha256=hashlib.sha256(datos).hexdigest(), bytes=len(datos)))
    return alumna
