"""What nobody comes back for goes after a day, and `flask archivos revisar` finds what is not as the rows say."""

import os
import time
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from sisr.archivos.subida import Subida
from sisr.db import db
from sisr.documentos import barrendero, revisar
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.pdfs import de_paginas
from tests.puerta.servicio import PACIENCIA
from tests.subidas.envio import Envio
from tests.tramite.solicitud import quedan, registrar

PDF = de_paginas(3)


@pytest.fixture
def registrada(cliente: Cliente) -> Cliente:
    """Ana, whose expediente came as she sent it."""
    return registrar(cliente)


def test_un_envio_abandonado_se_va_en_un_dia_con_su_renglon(app: Flask, cliente: Cliente, uploads: Path) -> None:
    nuevo, viejo = Envio(cliente, "/registro", PDF).entero(), Envio(cliente, "/registro", PDF).entero()
    _envejecer(uploads / ".recepcion" / viejo.ficha)
    assert _barrer(app) == 1
    assert quedan(uploads) == [f".recepcion/{nuevo.ficha}"]
    assert _fichas(app) == [nuevo.ficha]


def test_el_renglon_de_un_envio_usado_se_va(app: Flask, cliente: Cliente) -> None:
    registrar(cliente, pdf=None, subida=Envio(cliente, "/registro", PDF).entero().ficha)
    assert len(_fichas(app)) == 1
    _barrer(app)
    assert _fichas(app) == []


def test_un_pdf_sin_renglon_se_va_en_un_dia(
    app: Flask, ana: Alumna, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    huerfano = uploads / ana.boleta / "reporte-1-1.pdf"
    huerfano.write_bytes(PDF)
    assert _barrer(app) == 0
    monkeypatch.setattr(revisar, "_desde", lambda ruta: time.time() - 90_000)
    assert _barrer(app) == 1
    assert quedan(uploads) == [f"{ana.boleta}/expediente-1.pdf"]


def test_muchos_sin_renglon_no_se_tocan(
    app: Flask, ana: Alumna, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database was restored from an older copy: those files are somebody's."""
    for numero in range(51):
        (uploads / ana.boleta / f"reporte-1-{numero}.pdf").write_bytes(PDF)
    monkeypatch.setattr(revisar, "_desde", lambda ruta: time.time() - 90_000)
    assert _barrer(app) == 0
    assert len(quedan(uploads)) == 52


def test_revisar_dice_que_todo_esta_bien(app: Flask, registrada: Cliente) -> None:
    assert _revisar(app) == (0, ["Entregas revisadas: 1. Faltan 0, sobran 0, cambiaron 0."])


def test_revisar_dice_que_falta_que_sobra_y_que_cambio(
    app: Flask, registrada: Cliente, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (suyo,) = quedan(uploads)
    (uploads / suyo).write_bytes(PDF)
    assert _revisar(app)[1] == [f"Cambió: {suyo}", "Entregas revisadas: 1. Faltan 0, sobran 0, cambiaron 1."]
    (uploads / suyo).rename(uploads / f"{suyo}.otro")
    assert _revisar(app)[1] == [f"Falta: {suyo}", "Entregas revisadas: 1. Faltan 1, sobran 0, cambiaron 0."]
    monkeypatch.setattr(revisar, "_desde", lambda ruta: time.time() - 600)
    assert _revisar(app) == (
        1,
        [f"Falta: {suyo}", f"Sobra: {suyo}.otro", "Entregas revisadas: 1. Faltan 1, sobran 1, cambiaron 0."],
    )


def test_el_barrendero_barre_el_solo_y_uno_en_la_maquina(
    app: Flask, cliente: Cliente, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(barrendero, "_SUPLENTE", 0.01)
    envio = Envio(cliente, "/registro", PDF).entero()
    _envejecer(uploads / ".recepcion" / envio.ficha)
    hechas: list[str] = []

    def fallar() -> None:
        raise OSError("whatever it is, what comes after is done")

    with barrendero._turno(app) as mio:
        assert mio
        barrendero.arrancar(app, fallar, lambda: hechas.append("otra"))
        time.sleep(0.2)
        assert (len(quedan(uploads)), hechas) == (1, [])
    limite = time.monotonic() + PACIENCIA
    while quedan(uploads) or not hechas:
        assert time.monotonic() < limite
        time.sleep(0.01)
    barrendero.detener()


def _envejecer(ruta: Path) -> None:
    os.utime(ruta, (0, time.time() - 90_000))


def _barrer(app: Flask) -> int:
    with app.app_context():
        return barrendero.barrer()


def _fichas(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Subida.ficha)))


def _revisar(app: Flask) -> tuple[int, list[str]]:
    hecho = app.test_cli_runner().invoke(args=["archivos", "revisar"])
    return hecho.exit_code, hecho.output.splitlines()
