"""The way in and out (REQUIREMENTS P2, P3, R2)."""

import pytest
from flask import Flask
from sqlalchemy import select, update

from sisr.cuentas.model import Sesion, Usuario
from sisr.cuentas.routes import EQUIVOCADO
from sisr.db import db, escritura
from tests.cliente import Cliente
from tests.elenco import CONTRASENA, PERSONAL, Alumna


def llega_a(cliente: Cliente) -> str:
    return cliente.respuesta.request.full_path.rstrip("?")


def test_la_portada_es_la_del_documento(cliente: Cliente) -> None:
    cliente.ver("/")
    assert cliente.dice("h1, h2") == (
        "SISTEMA INTRAINSTITUCIONAL DE REGISTRO Y SEGUIMIENTO PARA SERVICIO SOCIAL ESCA UST Ingreso al Sistema"
    )
    assert cliente.dice(".nota") == (
        "Nota: el usuario deberá ser tu número de boleta y la contraseña deberá contener al menos ocho"
        " caracteres incluyendo una mayúscula, un número y un signo"
    )
    assert cliente.dice(".ingreso label") == "Usuario Contraseña"
    assert cliente.dice(".ingreso__alta") == "* Si aún no cuentas con usuario y contraseña da clic aquí"
    assert cliente.seguir("clic aquí").dice("h1") == "Registro al sistema"


def test_cada_pagina_lleva_el_encabezado_de_la_escuela(ana: Alumna, cliente: Cliente) -> None:
    nombres = (
        "INSTITUTO POLITÉCNICO NACIONAL ESCUELA SUPERIOR DE COMERCIO Y ADMINISTRACIÓN UNIDAD SANTO TOMÁS"
        " SUBDIRECCIÓN DE SERVICIOS EDUCATIVOS E INTEGRACIÓN SOCIAL DEPARTAMENTO DE EXTENSIÓN Y APOYOS EDUCATIVOS"
    )
    sistema = "SISTEMA INTRAINSTITUCIONAL DE REGISTRO Y SEGUIMIENTO PARA SERVICIO SOCIAL ESCA UST"
    martha = Cliente(ana.app).ingresar("martha")
    paginas = [cliente.ver("/registro"), ana.entrar(), martha, Cliente(ana.app).ver("/nada", estado=404)]
    assert [pagina.dice(".encabezado__nombres") for pagina in paginas] == [nombres] * 4
    assert [pagina.dice(".barra__sistema") for pagina in paginas] == [sistema] * 4


def test_los_nombres_de_la_escuela_son_ajustes(app: Flask, cliente: Cliente) -> None:
    app.config.update(ESCUELA="ESCUELA DE AL LADO", SIGLAS_ESCUELA="E.A.L.")
    cliente.ver("/")
    assert "ESCUELA DE AL LADO" in cliente.dice(".encabezado")
    assert cliente.dice("h1").endswith("SERVICIO SOCIAL E.A.L.")


def test_cada_quien_llega_a_su_lugar(app: Flask, ana: Alumna) -> None:
    assert llega_a(ana.entrar()) == "/tramite"
    for usuario in PERSONAL:
        assert llega_a(Cliente(app).ingresar(usuario)) == "/inicio"


def test_quien_ya_ingreso_pasa_de_la_portada_a_su_lugar(ana: Alumna) -> None:
    respuesta = ana.entrar().crudo("GET", "/")
    assert (respuesta.status_code, respuesta.headers["Location"]) == (302, "/tramite")


@pytest.mark.parametrize("usuario", ["20190A0000", "20190a0000", "  20190a0000\t", "MARTHA", " martha ", "Marta2"])
def test_el_usuario_se_reconoce_aunque_cambie_de_letra(beto: Alumna, usuario: str) -> None:
    cliente = Cliente(beto.app).ingresar(usuario)
    assert llega_a(cliente) == ("/tramite" if "2019" in usuario else "/inicio")


def test_la_contrasena_equivocada_y_quien_no_existe_oyen_lo_mismo(ana: Alumna) -> None:
    dichos = []
    for usuario, contrasena in ((ana.boleta, "Otra-2026"), ("2021999999", CONTRASENA), ("", ""), ("nadie", "x")):
        cliente = Cliente(ana.app).ver("/").llenar("Ingresar", usuario=usuario, contrasena=contrasena, estado=422)
        dichos.append((cliente.dice(".aviso--error"), cliente.dice(".campo__error")))
    assert dichos == [
        (EQUIVOCADO, ""),
        (EQUIVOCADO, ""),
        ("", "Escribe tu usuario. Escribe tu contraseña."),
        (EQUIVOCADO, ""),
    ]


def test_al_equivocarse_queda_el_usuario_y_no_la_contrasena(cliente: Cliente) -> None:
    cliente.ver("/").llenar("Ingresar", usuario="2021350001", contrasena="Secreta-1", estado=422)
    assert cliente.hay("[name=usuario][value='2021350001']") == 1
    assert "Secreta-1" not in cliente.respuesta.text


def test_una_cuenta_cerrada_no_entra_ni_sigue_dentro(ana: Alumna) -> None:
    dentro = ana.entrar()
    with ana.app.app_context(), escritura() as conexion:
        conexion.execute(update(Usuario).where(Usuario.id == ana.id).values(activo=False))
    dentro.ver("/tramite", estado=303)
    Cliente(ana.app).ver("/").llenar("Ingresar", usuario=ana.boleta, contrasena=CONTRASENA, estado=422)


@pytest.mark.parametrize("htmx", [False, True])
def test_salir_termina_la_sesion_tambien_en_el_servidor(ana: Alumna, htmx: bool) -> None:
    dentro, otro = ana.entrar(), ana.entrar()
    galleta = dentro._http.get_cookie("sisr")
    assert galleta
    dentro.enviar("/sesion/fin", htmx=htmx, estado=204 if htmx else 303)
    dentro._http.set_cookie("sisr", galleta.value)
    assert dentro.crudo("GET", "/tramite").headers["Location"] == "/?siguiente=/tramite"
    assert llega_a(otro.ver("/tramite")) == "/tramite"
    with ana.app.app_context():
        sesiones = db.session.scalars(select(Sesion).order_by(Sesion.id)).all()
        assert [sesion.terminada_en is None for sesion in sesiones] == [False, True]


def test_la_galleta_vieja_no_sirve_al_cambiar_de_persona(app: Flask, ana: Alumna) -> None:
    """Logging in as another gives another session, and a token of the first is not good in it."""
    cliente = ana.entrar()
    token = cliente.token()
    cliente.enviar("/sesion/fin").llenar("Ingresar", usuario="martha", contrasena=CONTRASENA)
    assert cliente.crudo("POST", "/sesion/fin", data={"csrf_token": token}).status_code == 400
    assert llega_a(cliente.ver("/inicio")) == "/inicio"


def test_la_tabla_no_guarda_el_secreto_de_la_galleta(ana: Alumna) -> None:
    dentro = ana.entrar()
    with dentro._http.session_transaction() as sesion:
        token = sesion["_user_id"]
    with ana.app.app_context():
        assert token not in {fila.huella for fila in db.session.scalars(select(Sesion))}
