"""The first administrator, made in the browser with a code from the console (REQUIREMENTS X3)."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from sisr.consola import PRIMERO
from sisr.cuentas.model import Disposicion, Usuario
from sisr.db import db, escritura
from tests.cliente import Cliente

CAMPOS: dict[str, Any] = {"usuario": "Elena", "nombre": "Elena", "correo": "elena@ipn.mx"}
CAMPOS |= {"contrasena": "Ñandú-2027", "confirmacion": "Ñandú-2027"}


@pytest.fixture
def nueva(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """An instance in which nobody works yet."""
    with app.app_context(), escritura() as conexion:
        conexion.execute(delete(Usuario))
    monkeypatch.setattr("sisr.consola.que_se_pueda_servir", lambda: None)
    return app


def preparar(app: Flask) -> str:
    with app.app_context():
        return app.test_cli_runner().invoke(args=["preparar"]).output


def codigo(app: Flask) -> str:
    hallado = re.search(r"abre http://\S+/primera-vez y escribe este código, que sirve una vez: (\S+)", preparar(app))
    assert hallado
    return hallado[1]


def crear(app: Flask, escrito: str, *, estado: int | None = None, **campos: Any) -> Cliente:
    return Cliente(app).ver("/primera-vez").llenar("Crear cuenta", codigo=escrito, estado=estado, **CAMPOS | campos)


def test_la_consola_dice_las_dos_maneras(nueva: Flask) -> None:
    dicho = preparar(nueva)
    assert dicho.startswith(PRIMERO)
    assert "/primera-vez y escribe este código" in dicho


def test_con_el_codigo_se_crea_y_entra(nueva: Flask) -> None:
    escrito = codigo(nueva)
    elena = crear(nueva, escrito.lower().replace("-", " "))
    assert elena.dice(".aviso--exito") == "Se creó la cuenta elena. Ya puedes ingresar."
    elena.llenar("Ingresar", usuario="elena", contrasena="Ñandú-2027").ver("/administracion/personal")
    Cliente(nueva).ver("/primera-vez", estado=404)
    assert preparar(nueva) == ""


def test_sin_el_codigo_no(nueva: Flask) -> None:
    Cliente(nueva).ver("/primera-vez", estado=404)  # before the console gave one
    viejo = codigo(nueva)
    codigo(nueva)
    for escrito in (viejo, "AAAA-BBBB-CCCC-DDDD"):
        assert crear(nueva, escrito, estado=422).dice(".campo__error").startswith("Ese no es el código")
    for _ in range(8):
        crear(nueva, "AAAA", estado=422)
    crear(nueva, "AAAA", estado=429)
    with nueva.app_context():
        assert db.session.scalars(select(Usuario)).all() == []


def test_el_codigo_no_sirve_cuando_ya_hay_quien_administre(nueva: Flask) -> None:
    escrito = codigo(nueva)
    cliente = Cliente(nueva).ver("/primera-vez")
    argumentos = ["personal", "crear", "otra", "--nombre", "Otra", "--correo", "otra@ipn.mx"]
    argumentos += ["--funcion", "administracion", "--contrasena-stdin"]
    assert nueva.test_cli_runner().invoke(args=argumentos, input="Ñandú-2027\n").exit_code == 0
    cliente.enviar("/primera-vez", CAMPOS | {"codigo": escrito}, estado=404)
    Cliente(nueva).ver("/primera-vez", estado=404)


def test_lo_que_esta_mal_no_gasta_el_codigo(nueva: Flask) -> None:
    escrito = codigo(nueva)
    mala: dict[str, Any] = {"contrasena": "Password1!", "confirmacion": "Password1!"}
    assert "de las más usadas" in crear(nueva, escrito, **mala, estado=422).dice(".campo__error")
    crear(nueva, escrito)


def test_la_base_no_guarda_el_codigo(nueva: Flask, tmp_path: Path) -> None:
    escrito = codigo(nueva)
    with nueva.app_context():
        valores = db.session.scalars(select(Disposicion.valor)).all()
    assert len(valores) == 1
    assert escrito not in valores
    assert escrito.replace("-", "") not in valores
