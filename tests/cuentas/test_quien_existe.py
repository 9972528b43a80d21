"""Login and reset tell nobody who has an account; what has to tell, the registration, is slowed down.

Of the time, here only that the same is asked of the database in the same order; `make faults` measures it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, insert

from sisr.cuentas import acceso, freno
from sisr.cuentas.model import SegundoFactor, Usuario
from sisr.db import db, escritura
from sisr.reloj import ahora
from tests.cliente import Cliente
from tests.elenco import _CIFRADA, Alumna
from tests.tramite.solicitud import ANA, errores, registrar, reintentar

MALA = "Equivocada-1"
FORMAS = {"/sesion": ("/", {"contrasena": MALA}), "/contrasena": ("/contrasena", {})}


@pytest.fixture
def quienes(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whom nobody knows, a student, one whose account was closed, staff with a second factor, one only invited."""
    monkeypatch.setattr(acceso, "SIEMPRE", 0.001)
    quienes = [f"202135100{n}" for n in range(5)]
    base = {"nombre": "Quien sea", "correo": "q@ipn.mx", "contrasena": _CIFRADA, "es_alumno": True}
    base |= {"creado_en": ahora(), "activo": True}
    propios = ({}, {"activo": False}, {"es_alumno": False}, {"es_alumno": False, "contrasena": ""})
    with app.app_context(), escritura() as conexion:
        for usuario, propio in zip(quienes[1:], propios, strict=True):
            cuenta = insert(Usuario).values(base | {"clave": usuario} | propio)
            usuario_id = conexion.execute(cuenta.returning(Usuario.id)).scalar_one()
            if propio == {"es_alumno": False}:
                fila = {"usuario_id": usuario_id, "secreto": "A" * 32, "confirmado_en": ahora()}
                conexion.execute(insert(SegundoFactor).values(fila))
    return quienes


@pytest.mark.parametrize("ruta", FORMAS)
def test_todos_oyen_lo_mismo_tambien_cuando_se_frena(app: Flask, quienes: list[str], ruta: str) -> None:
    """Status, headers, length and text."""
    dichos = []
    for usuario in quienes:
        with app.test_request_context(environ_base={"REMOTE_ADDR": "127.0.0.1"}):
            cubetas = freno.de_ingreso(usuario, None) if ruta == "/sesion" else freno.de_restablecer(usuario)
            for _ in range(cubetas[0].limite - 1):
                freno.contar(cubetas)
        cliente = _en(app, ruta)
        dichos.append([_vista(_enviar(cliente, ruta, usuario), usuario) for _ in range(2)])
    assert [vista[0] for vista in dichos[0]] == [422 if ruta == "/sesion" else 200, 429]
    assert dichos == [dichos[0]] * len(quienes)


def test_al_ingresar_se_pregunta_lo_mismo_a_la_base(app: Flask, quienes: list[str]) -> None:
    preguntas = []
    for usuario in quienes:
        cliente = _en(app, "/sesion")
        with ordenes(app) as dichas:
            _enviar(cliente, "/sesion", usuario)
        preguntas.append(dichas)
    assert len(preguntas[0]) > 5
    assert preguntas == [preguntas[0]] * len(quienes)


def test_el_registro_que_dice_que_boleta_tiene_cuenta_se_frena(app: Flask, ana: Alumna, cliente: Cliente) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        for _ in range(19):
            with pytest.raises(KeyError), freno.contado(freno.de_registro(ana.boleta), falla=KeyError):
                raise KeyError
    registrar(cliente, estado=422, boleta=ana.boleta)
    assert errores(cliente)["boleta"].endswith("ya tiene cuenta: ingresa con tu contraseña.")
    reintentar(cliente, estado=429, boleta=ana.boleta)
    assert errores(cliente)["boleta"].startswith("Hubo demasiados intentos. Espera 60 minutos")
    assert reintentar(cliente, boleta=f"{ANA['boleta'][:-1]}9").dice("h1") == "Acuse de registro"


def _en(app: Flask, ruta: str) -> Cliente:
    return Cliente(app).ver(FORMAS[ruta][0])


def _enviar(cliente: Cliente, ruta: str, usuario: str) -> Any:
    return cliente.crudo("POST", ruta, data={"csrf_token": cliente.token(), "usuario": usuario} | FORMAS[ruta][1])


def _vista(respuesta: Any, usuario: str) -> tuple[Any, ...]:
    """All that can be told of an answer; the seconds to wait may differ by the one that went by."""
    texto = re.sub(r'name="csrf_token" value="[^"]*"', "", respuesta.text).replace(usuario, "X")
    cabeceras = [(n, v) for n, v in respuesta.headers if n not in {"Date", "Retry-After", "Set-Cookie"}]
    return respuesta.status_code, [*cabeceras, *respuesta.headers.keys()], texto


@contextmanager
def ordenes(app: Flask) -> Iterator[list[str]]:
    """What is said to the database meanwhile."""
    dichas: list[str] = []

    def anotar(*argumentos: Any) -> None:
        dichas.append(argumentos[2])

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", anotar)
        yield dichas
        event.remove(db.engine, "before_cursor_execute", anotar)
