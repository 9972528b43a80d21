"""The command: what it prints, what it begins anew, and what it does not touch."""

import os
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from sisr.alumnos.model import Alumno
from sisr.db import db
from sisr.demostracion import hojas
from sisr.documentos.model import Entrega
from tests.demostracion.conftest import abrir, bind_libre


@pytest.fixture
def casa(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    return abrir(monkeypatch, tmp_path)


def _preparar(app: Flask, *opciones: str) -> tuple[int, str]:
    hecho = app.test_cli_runner().invoke(args=["demo", "preparar", *opciones])
    with app.app_context():
        db.engine.dispose()
    return hecho.exit_code, hecho.output


def test_dice_las_cuentas_y_su_contrasena(casa: Flask) -> None:
    codigo, dicho = _preparar(casa, "--alumnos", "3")
    assert codigo == 0
    assert "la contraseña Demo-2026" in dicho
    with casa.app_context():
        boletas = list(db.session.scalars(select(Alumno.boleta)))
    assert {palabra for palabra in dicho.split() if palabra in boletas} == set(boletas)


def test_cada_vez_empieza_de_nuevo(casa: Flask) -> None:
    _preparar(casa, "--alumnos", "5")
    assert _preparar(casa, "--alumnos", "2")[0] == 0
    with casa.app_context():
        assert db.session.scalar(select(func.count(Alumno.id))) == 2
        rutas = set(db.session.scalars(select(Entrega.ruta)))
    raiz = Path(casa.config["UPLOADS_PATH"])
    assert {str(ruta.relative_to(raiz)) for ruta in raiz.rglob("*.pdf")} == rutas


def test_no_toca_una_base_que_no_es_de_una_demostracion(app: Flask) -> None:
    with app.app_context():
        antes = db.session.execute(select(func.count()).select_from(Alumno)).scalar_one()
    app.config["BIND"] = bind_libre()
    codigo, dicho = _preparar(app)
    assert codigo == 1
    assert "hay datos que no son de una demostración: no se tocó nada" in dicho
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Alumno)) == antes


def test_no_toca_los_archivos_de_otros_aunque_la_base_sea_de_una_demostracion(casa: Flask, tmp_path: Path) -> None:
    _preparar(casa, "--alumnos", "2")
    ajena = tmp_path / "ajena"
    (ajena / "2021350001").mkdir(parents=True)
    (ajena / "2021350001/expediente-1.pdf").write_bytes(hojas.pdf("Expediente", []))
    casa.config["UPLOADS_PATH"] = str(ajena)
    codigo, dicho = _preparar(casa, "--alumnos", "2")
    assert codigo == 1
    assert str(ajena) in dicho
    assert os.listdir(ajena) == ["2021350001"]


def test_los_archivos_enlazados_son_unos_pocos_y_sus_filas_de_alumnos_distintos(casa: Flask) -> None:
    assert _preparar(casa, "--alumnos", "12", "--enlazados")[0] == 0
    with casa.app_context():
        filas = db.session.execute(select(Entrega.ruta, Entrega.clave, Entrega.bytes, Entrega.sha256)).all()
    raiz = Path(casa.config["UPLOADS_PATH"])
    assert [fila.bytes for fila in filas] == [(raiz / fila.ruta).stat().st_size for fila in filas]
    inodos = {(fila.clave, (raiz / fila.ruta).stat().st_ino) for fila in filas}
    assert len(inodos) == len({fila.clave for fila in filas})
    assert len({fila.sha256 for fila in filas}) == len(filas)
