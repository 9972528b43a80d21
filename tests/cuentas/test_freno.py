"""Tries are slowed down and nobody is locked out (QUALITY «Accounts and privacy»)."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from sisr import create_app
from sisr.cuentas import freno
from sisr.cuentas.freno import Cubeta, Demasiados, Intento
from sisr.db import db
from sisr.reloj import ahora
from tests.cliente import Cliente
from tests.elenco import CONTRASENA, Alumna

MALA = "Equivocada-1"
UNA = Cubeta("una", 25, timedelta(minutes=5))


class Visitante:
    """A browser at an address."""

    def __init__(self, app: Flask, direccion: str = "127.0.0.1") -> None:
        self.cliente = Cliente(app).ver("/")
        self.direccion = direccion

    def intentar(self, usuario: str, contrasena: str = MALA) -> Any:
        datos = {"csrf_token": self.cliente.token(), "usuario": usuario, "contrasena": contrasena}
        return self.cliente.crudo("POST", "/sesion", data=datos, environ_overrides={"REMOTE_ADDR": self.direccion})

    def salir(self) -> None:
        self.cliente.ver("/tramite").enviar("/sesion/fin")

    def intentos(self, veces: int, usuario: str) -> list[int]:
        return [self.intentar(usuario).status_code for _ in range(veces)]


def cuenta(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Intento)) or 0


def test_diez_intentos_en_cinco_minutos_desde_una_direccion(app: Flask, ana: Alumna) -> None:
    visitante = Visitante(app, "10.1.1.1")
    assert visitante.intentos(12, ana.boleta) == [422] * 10 + [429] * 2
    respuesta = visitante.intentar(ana.boleta, CONTRASENA)
    assert respuesta.status_code == 429
    assert 290 < int(respuesta.headers["Retry-After"]) <= 300
    assert "Hubo demasiados intentos. Espera 5 minutos y vuelve a intentarlo." in respuesta.text
    assert ana.boleta in respuesta.text  # what was typed stays
    assert Visitante(app, "10.1.1.1").intentar("martha", CONTRASENA).status_code == 303  # others do not wait
    with time_machine.travel(ahora() + timedelta(seconds=301), tick=False):
        assert visitante.intentar(ana.boleta, CONTRASENA).status_code == 303


def test_quien_no_existe_se_frena_igual(app: Flask, ana: Alumna) -> None:
    visitante, otro = Visitante(app, "10.1.1.1"), Visitante(app, "10.1.1.2")
    assert visitante.intentos(12, ana.boleta) == otro.intentos(12, "2099999999")


def test_la_letra_no_da_intentos_de_mas(app: Flask) -> None:
    visitante = Visitante(app)
    assert visitante.intentos(10, "martha") == [422] * 10
    assert visitante.intentos(1, "Martha") == [429]


def test_mil_contrasenas_equivocadas_de_una_boleta(app: Flask, ana: Alumna) -> None:
    """From a hundred addresses: a hundred looks at the password; and its owner gets in twenty times of twenty."""
    duenia = Visitante(app, "10.2.0.1")
    assert duenia.intentar(ana.boleta, CONTRASENA).status_code == 303
    vistas = 0
    for ataque in range(100):
        visitante = Visitante(app, f"10.3.0.{ataque}")
        estados = visitante.intentos(10, ana.boleta)
        assert set(estados) <= {422, 429}
        vistas += estados.count(422)
        if ataque % 5 == 0:
            duenia.salir()
            assert duenia.intentar(ana.boleta, CONTRASENA).status_code == 303
    assert vistas == 100
    assert Visitante(app, "10.4.0.1").intentar(ana.boleta, CONTRASENA).status_code == 429


def test_el_navegador_conocido_entra_aunque_martillen_desde_su_direccion(app: Flask, ana: Alumna) -> None:
    duenia = Visitante(app)
    duenia.intentar(ana.boleta, CONTRASENA)
    assert Visitante(app).intentos(11, ana.boleta)[-1] == 429
    for _ in range(20):
        duenia.salir()
        assert duenia.intentar(ana.boleta, CONTRASENA).status_code == 303


def test_lo_conocido_de_una_cuenta_no_sirve_para_otra(app: Flask, ana: Alumna, beto: Alumna) -> None:
    suyo = Visitante(app)
    suyo.intentar(beto.boleta, CONTRASENA)
    suyo.salir()
    assert suyo.intentos(11, ana.boleta) == [422] * 10 + [429]
    assert suyo.intentos(11, beto.boleta) == [422] * 10 + [429]  # nor is a known browser free to guess


def test_cien_alumnos_de_una_escuela_entran_en_un_minuto(app: Flask) -> None:
    """From one address, where some make mistakes; what was good leaves nothing counted."""
    for cual in range(9):
        Visitante(app, "148.204.1.1").intentar(f"{2021000000 + cual}")
    assert [Visitante(app, "148.204.1.1").intentar("martha", CONTRASENA).status_code for _ in range(100)] == [
        303
    ] * 100
    assert cuenta(app) == 36


def test_una_red_de_ipv6_es_una_direccion(app: Flask, ana: Alumna) -> None:
    estados = [Visitante(app, f"2001:db8::{cual:x}").intentar(ana.boleta).status_code for cual in range(1, 12)]
    assert estados == [422] * 10 + [429]
    assert Visitante(app, "2001:db8:0:1::1").intentar(ana.boleta).status_code == 422


def test_preguntar_que_boletas_tienen_cuenta_se_frena(app: Flask, ana: Alumna) -> None:
    with app.test_request_context():
        for _ in range(20):
            with pytest.raises(KeyError), freno.contado(freno.de_registro(ana.boleta), falla=KeyError):
                raise KeyError
        with pytest.raises(Demasiados), freno.contado(freno.de_registro(ana.boleta), falla=KeyError):
            pytest.fail("one more was let through")
        for _ in range(200):  # who registers well is not counted
            with freno.contado(freno.de_registro("2026000001"), falla=KeyError):
                pass


def test_lo_viejo_se_olvida(app: Flask, ana: Alumna) -> None:
    Visitante(app).intentos(3, ana.boleta)
    assert cuenta(app) == 12
    with time_machine.travel(ahora() + timedelta(hours=1, seconds=1), tick=False):
        Visitante(app).intentos(1, ana.boleta)
    assert cuenta(app) == 4


def test_no_se_guarda_lo_que_se_escribio(app: Flask) -> None:
    Visitante(app).intentar("MiClave-Secreta-9")
    with app.app_context():
        assert not [c for c in db.session.scalars(select(Intento.cubeta)) if "SECRETA" in c.upper() or "ingreso" in c]


def test_ni_uno_mas_aunque_sean_muchos_procesos(app: Flask) -> None:
    with ProcessPoolExecutor(4, mp_context=multiprocessing.get_context("spawn")) as procesos:
        pasaron = sum(procesos.map(_empujar, range(4)))
    assert (pasaron, cuenta(app)) == (UNA.limite, UNA.limite)


def _empujar(_cual: int) -> int:
    app, pasaron = create_app(TESTING=True), 0
    with app.test_request_context():
        for _ in range(20):
            try:
                freno.contar([UNA])
            except Demasiados:
                continue
            pasaron += 1
        db.engine.dispose()
    return pasaron
