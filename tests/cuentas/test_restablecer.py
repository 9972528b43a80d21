"""«¿Olvidaste tu contraseña?» (REQUIREMENTS P4)."""

import re
import time
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from sisr.correo.model import Correo
from sisr.cuentas import acceso
from sisr.cuentas.enlaces import Enlace
from sisr.cuentas.model import Sesion, Usuario
from sisr.db import db, escritura
from sisr.reloj import ahora
from tests.cliente import Cliente
from tests.cuentas.cartas import asuntos, cartas, enlace
from tests.elenco import Alumna

NUEVA = "Ñandú-2027"
PEDIDA, CAMBIADA = "Elige otra contraseña: el enlace sirve una hora", "Tu contraseña cambió"


@pytest.fixture(autouse=True)
def sin_espera(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acceso, "SIEMPRE", 0.001)


def pedir(app: Flask, usuario: str) -> Cliente:
    return Cliente(app).ver("/").seguir("¿Olvidaste tu contraseña?").llenar("Enviar enlace", usuario=usuario)


def guardar(cliente: Cliente, contrasena: str = NUEVA, *, estado: int | None = None) -> Cliente:
    return cliente.llenar("Guardar contraseña", contrasena=contrasena, confirmacion=contrasena, estado=estado)


def test_de_la_portada_a_entrar_con_la_nueva(ana: Alumna) -> None:
    dentro = ana.entrar()
    pedir(ana.app, ana.boleta.lower())
    assert asuntos(ana.app, ana.correo) == [PEDIDA]
    cliente = guardar(Cliente(ana.app).ver(enlace(ana.app, ana.correo)))
    assert cliente.dice(".aviso--exito") == f"Tu contraseña quedó guardada. Ingresa con tu usuario, {ana.boleta}."
    assert asuntos(ana.app, ana.correo) == [PEDIDA, CAMBIADA]
    assert dentro.crudo("GET", "/tramite").status_code == 303  # every session ended
    assert cliente.llenar("Ingresar", usuario=ana.boleta, contrasena=NUEVA).hay("ol.tramite") == 1
    Cliente(ana.app).ver("/").llenar("Ingresar", usuario=ana.boleta, contrasena="Clave-2026", estado=422)


def test_se_oye_lo_mismo_haya_cuenta_o_no(ana: Alumna) -> None:
    with ana.app.app_context(), escritura() as conexion:
        conexion.execute(update(Usuario).where(Usuario.clave == "rosa").values(activo=False))
    paginas = [
        re.sub(r'value="[^"]*"', "", pedir(ana.app, usuario).respuesta.text).replace(usuario, "X")
        for usuario in (ana.boleta, "2099999999", "nadie", "rosa", "martha")
    ]
    assert len(set(paginas)) == 1
    assert [asuntos(ana.app, para) for para in (ana.correo, "martha@ipn.mx", "rosa@ipn.mx")] == [[PEDIDA]] * 2 + [[]]


@pytest.mark.parametrize("usuario", ["2021350001", "2099999999"])
def test_la_respuesta_espera_haya_cuenta_o_no(ana: Alumna, monkeypatch: pytest.MonkeyPatch, usuario: str) -> None:
    """A fixed while, or as many of them as it takes; that nothing is told by it, `make faults` measures."""
    monkeypatch.setattr(acceso, "SIEMPRE", 0.1)
    cliente = Cliente(ana.app).ver("/contrasena")
    datos, desde = {"csrf_token": cliente.token(), "usuario": usuario}, time.perf_counter()
    cliente.crudo("POST", "/contrasena", data=datos)
    assert time.perf_counter() - desde >= 0.1


def test_mirar_el_enlace_no_lo_gasta_y_usarlo_si(ana: Alumna) -> None:
    """A mail scanner opens it first."""
    pedir(ana.app, ana.boleta)
    ruta = enlace(ana.app, ana.correo)
    for metodo in ("GET", "HEAD", "GET"):
        assert Cliente(ana.app).crudo(metodo, ruta).status_code == 200
    cliente = guardar(Cliente(ana.app).ver(ruta))
    assert Cliente(ana.app).ver(ruta, estado=410).dice("h1") == "Este enlace ya no sirve"
    cliente.enviar(ruta, {"contrasena": NUEVA, "confirmacion": NUEVA}, estado=410)


def test_vence_en_una_hora(ana: Alumna) -> None:
    pedir(ana.app, ana.boleta)
    ruta = enlace(ana.app, ana.correo)
    with time_machine.travel(ahora() + timedelta(minutes=59), tick=False):
        Cliente(ana.app).ver(ruta)
    with time_machine.travel(ahora() + timedelta(minutes=61), tick=False):
        Cliente(ana.app).ver(ruta, estado=410)


def test_solo_sirve_el_ultimo_y_ninguno_tras_cambiarla(ana: Alumna) -> None:
    pedir(ana.app, ana.boleta)
    primero = enlace(ana.app, ana.correo)
    pedir(ana.app, ana.boleta)
    ultimo = enlace(ana.app, ana.correo)
    Cliente(ana.app).ver(primero, estado=410)
    cuenta = Cliente(ana.app).ingresar(ana.boleta).ver("/cuenta")
    cuenta.llenar("Cambiar contraseña", actual="Clave-2026", contrasena=NUEVA, confirmacion=NUEVA)
    Cliente(ana.app).ver(ultimo, estado=410)


def test_ni_la_base_ni_la_bandeja_guardan_el_enlace(ana: Alumna, caplog: pytest.LogCaptureFixture) -> None:
    pedir(ana.app, ana.boleta)
    token = enlace(ana.app, ana.correo).rpartition("/")[2]
    with ana.app.app_context():
        fila = db.session.scalars(select(Enlace)).one()
        correo = db.session.scalars(select(Correo).where(Correo.para == ana.correo)).one()
    assert token not in " ".join(map(str, [*vars(fila).values(), *vars(correo).values()]))
    expediente = Cliente(ana.app).ingresar("martha").ver(f"/alumnos/{ana.id}")
    assert "/contrasena/••••••••" in expediente.respuesta.text
    assert token not in expediente.respuesta.text


def test_el_enlace_es_de_la_direccion_configurada(ana: Alumna) -> None:
    cliente = Cliente(ana.app).ver("/contrasena")
    datos = {"csrf_token": cliente.token(), "usuario": ana.boleta}
    for cabecera in ("Host", "X-Forwarded-Host"):
        respuesta = cliente.crudo("POST", "/contrasena", data=datos, headers={cabecera: "malo.example"})
        assert respuesta.status_code == 400
    assert asuntos(ana.app, ana.correo) == []
    pedir(ana.app, ana.boleta)
    assert f"\n{ana.app.config['BASE_URL']}/contrasena/" in cartas(ana.app, ana.correo)[0][1]


def test_su_pagina_no_dice_a_nadie_donde_esta(ana: Alumna) -> None:
    pedir(ana.app, ana.boleta)
    respuesta = Cliente(ana.app).ver(enlace(ana.app, ana.correo)).respuesta
    assert (respuesta.headers["Referrer-Policy"], respuesta.headers["Cache-Control"]) == ("no-referrer", "no-store")


def test_una_mala_contrasena_no_gasta_el_enlace(ana: Alumna) -> None:
    pedir(ana.app, ana.boleta)
    cliente = Cliente(ana.app).ver(enlace(ana.app, ana.correo))
    guardar(cliente, "corta", estado=422)
    assert "A tu contraseña le falta: al menos ocho caracteres; una letra mayúscula" in cliente.dice(".campo__error")
    guardar(cliente, "Password1!", estado=422)
    assert cliente.dice(".campo__error").startswith("Esa contraseña es de las más usadas")
    guardar(cliente)


def test_pedir_muchos_se_frena(ana: Alumna) -> None:
    for _ in range(3):
        pedir(ana.app, ana.boleta)
    cliente = Cliente(ana.app).ver("/contrasena").llenar("Enviar enlace", usuario=ana.boleta, estado=429)
    assert cliente.dice(".aviso--error").startswith("Hubo demasiados intentos. Espera 10 minutos")
    assert len(asuntos(ana.app, ana.correo)) == 3


def test_dos_a_la_vez_con_un_enlace(ana: Alumna) -> None:
    pedir(ana.app, ana.boleta)
    ruta = enlace(ana.app, ana.correo)
    uno, otro = Cliente(ana.app).ver(ruta), Cliente(ana.app).ver(ruta)
    guardar(uno)
    guardar(otro, "Zorro-gris-8", estado=410)
    Cliente(ana.app).ingresar(ana.boleta, NUEVA).ver("/tramite")


def test_las_sesiones_de_antes_quedan_terminadas_en_la_tabla(ana: Alumna) -> None:
    ana.entrar()
    ana.entrar()
    pedir(ana.app, ana.boleta)
    guardar(Cliente(ana.app).ver(enlace(ana.app, ana.correo)))
    with ana.app.app_context():
        assert db.session.scalars(select(Sesion).where(Sesion.terminada_en.is_(None))).all() == []
