"""A login that failed leaves its line, which keeps nothing of what was typed (sisr/cuentas/fallidos.py)."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import select

from sisr.bitacora.model import Acto
from sisr.cuentas.model import Usuario
from sisr.db import db
from tests.cliente import Cliente
from tests.cuentas.test_factor import poner
from tests.elenco import CONTRASENA, Alumna


def test_cada_ingreso_que_falla_dice_de_que_cuenta(app: Flask, ana: Alumna, cliente: Cliente) -> None:
    for usuario in (ana.boleta, "martha", "nadie-asi", "Mi-Clave-Secreta-1"):
        _fallar(cliente, usuario)
    with app.app_context():
        martha = db.session.scalar(select(Usuario.id).where(Usuario.clave == "martha"))
    assert _lineas(app) == [
        (None, ana.id, "127.0.0.1", {"cuenta": ana.id}),
        (None, None, "127.0.0.1", {"cuenta": martha}),
        (None, None, "127.0.0.1", {"cuenta": None}),
        (None, None, "127.0.0.1", {"cuenta": None}),
    ]


def test_sin_contrasena_no_es_un_intento(app: Flask, cliente: Cliente) -> None:
    cliente.ver("/").llenar("Ingresar", usuario="martha", contrasena="", estado=422)
    assert _lineas(app) == []


def test_un_codigo_equivocado_del_telefono_tambien_y_se_cuenta(app: Flask) -> None:
    """Whose password was good is written down, for somebody else may have it; the throttle counts it as well."""
    poner(app)
    cliente = Cliente(app).ver("/").llenar("Ingresar", usuario="martha", contrasena=CONTRASENA)
    for codigo, estado in (("", 422), *[("abcdef", 422)] * 10, ("abcdef", 429)):
        cliente.llenar("Ingresar", codigo=codigo, estado=estado)
    with app.app_context():
        martha = db.session.scalar(select(Usuario.id).where(Usuario.clave == "martha"))
    assert _lineas(app) == [(None, None, "127.0.0.1", {"cuenta": martha, "paso": "segundo factor"})] * 10


def test_administracion_los_encuentra(ana: Alumna, cliente: Cliente, como: Callable[[str], Cliente]) -> None:
    _fallar(cliente, ana.boleta)
    elena = como("elena").ver(f"/administracion/bitacora?boleta={ana.boleta}&accion=fallido")
    assert elena.dice(".bitacora tbody th") == "Falló un ingreso"


def _fallar(cliente: Cliente, usuario: str) -> None:
    cliente.ver("/").llenar("Ingresar", usuario=usuario, contrasena="Otra-2026", estado=422)


def _lineas(app: Flask) -> list[Any]:
    columnas = Acto.por_id, Acto.alumno_id, Acto.direccion, Acto.detalle
    with app.app_context():
        filas = db.session.execute(select(*columnas).where(Acto.accion == "fallido").order_by(Acto.id))
        return [tuple(fila) for fila in filas]
