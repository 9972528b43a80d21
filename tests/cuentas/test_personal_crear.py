"""`flask personal crear`: staff accounts made from the console (REQUIREMENTS X3, R3)."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from sisr.bitacora.model import Acto
from sisr.cuentas.model import Usuario
from sisr.db import db
from tests.cliente import Cliente
from tests.elenco import Alumna

LUPITA = ["lupita", "--nombre", "Lupita", "--correo", "lupita@ipn.mx", "--funcion", "expedientes"]


def crear(app: Flask, *argumentos: str, contrasena: str = "Clave-2026") -> Any:
    return app.test_cli_runner().invoke(
        args=["personal", "crear", *argumentos, "--contrasena-stdin"], input=f"{contrasena}\n"
    )


def usuarios(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Usuario.clave).order_by(Usuario.id)))


def test_la_cuenta_creada_entra_y_firma_con_su_nombre(app: Flask) -> None:
    resultado = crear(app, *LUPITA, "--funcion", "terminos")
    assert (resultado.exit_code, resultado.output) == (
        0,
        "Se creó la cuenta «lupita» de Lupita: expedientes, terminos.\n",
    )
    lupita = Cliente(app).ingresar("lupita")
    assert lupita.dice("h1") == "Lupita"
    assert lupita.dice(".barra__menu") == "Inicio Expedientes Constancias Estadísticas"
    with app.app_context():
        acto = db.session.scalars(select(Acto).order_by(Acto.id).limit(1)).one()
        assert (acto.accion, acto.por_id) == ("personal", None)


@pytest.mark.parametrize(
    ("contrasena", "falta"),
    [("Clave2026", "un signo, por ejemplo ! # $ % & * . -"), ("", "al menos ocho caracteres; una letra mayúscula")],
)
def test_una_mala_contrasena_se_dice_y_no_crea_nada(app: Flask, contrasena: str, falta: str) -> None:
    antes = usuarios(app)
    resultado = crear(app, *LUPITA, contrasena=contrasena)
    assert resultado.exit_code == 1
    assert resultado.output.startswith(f"Error: A la contraseña le falta: {falta}")
    assert usuarios(app) == antes


@pytest.mark.parametrize("usuario", ["martha", "MARTHA", " Martha ", "20190a0000", "20190A0000"])
def test_un_usuario_que_ya_existe_se_dice(app: Flask, beto: Alumna, usuario: str) -> None:
    antes = usuarios(app)
    resultado = crear(app, usuario, *LUPITA[1:])
    clave = usuario.strip().lower()
    assert (resultado.exit_code, resultado.output) == (1, f"Error: El usuario «{clave}» ya existe: elige otro.\n")
    assert usuarios(app) == antes


@pytest.mark.parametrize("quita", ["--nombre", "--correo", "--funcion"])
def test_lo_que_falta_en_la_orden_se_nombra(app: Flask, quita: str) -> None:
    lugar = LUPITA.index(quita)
    resultado = crear(app, *LUPITA[:lugar], *LUPITA[lugar + 2 :])
    assert resultado.exit_code == 2
    assert quita in resultado.output


def test_una_funcion_que_no_existe_no_crea_nada(app: Flask) -> None:
    antes = usuarios(app)
    assert crear(app, *LUPITA, "--funcion", "todo").exit_code == 2
    assert usuarios(app) == antes


@pytest.mark.parametrize("argumentos", [("  ", *LUPITA[1:]), (*LUPITA, "--nombre", " ")])
def test_sin_usuario_o_sin_nombre_no_crea_nada(app: Flask, argumentos: tuple[str, ...]) -> None:
    antes = usuarios(app)
    resultado = crear(app, *argumentos)
    assert (resultado.exit_code, resultado.output) == (1, "Error: El usuario y el nombre no pueden ir vacíos.\n")
    assert usuarios(app) == antes
