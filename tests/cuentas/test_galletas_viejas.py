"""A cookie of before opens nothing after logout, or a change of password, functions or factor: 0 live (QUALITY)."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from sisr.cuentas.model import Usuario
from sisr.db import db
from tests.cliente import Cliente
from tests.cuentas.cartas import enlace
from tests.cuentas.test_cuenta import NUEVA, cambiar
from tests.cuentas.test_factor import poner
from tests.elenco import CONTRASENA, Alumna

PERSONAL = "/administracion/personal"


def _al_restablecer(app: Flask, otra: Cliente) -> None:
    Cliente(app).ver("/contrasena").llenar("Enviar enlace", usuario="martha")
    nueva = Cliente(app).ver(enlace(app, "martha@ipn.mx"))
    nueva.llenar("Guardar contraseña", contrasena=NUEVA, confirmacion=NUEVA)


def _elena(app: Flask, que: str, **datos: str) -> None:
    with app.app_context():
        martha = db.session.scalars(select(Usuario.id).where(Usuario.clave == "martha")).one()
    Cliente(app).ingresar("elena").enviar(f"{PERSONAL}/{martha}/{que}", datos)


FINES: dict[str, Callable[[Flask, Cliente], object]] = {
    "cambiar la contraseña": lambda _, otra: cambiar(otra),
    "restablecerla": _al_restablecer,
    "cerrar las demás": lambda _, otra: otra.ver("/cuenta").llenar("Cerrar las demás"),
    "cambiar sus funciones": lambda app, _: _elena(app, "funciones", funciones="expedientes"),
    "cerrar su cuenta": lambda app, _: _elena(app, "cierre"),
    "poner un segundo factor": lambda app, _: poner(app),
    "quitárselo": lambda app, _: _elena(app, "factor/fin"),
}


@pytest.mark.parametrize("que", FINES)
def test_despues_no_vive_ninguna(app: Flask, que: str) -> None:
    otra, viejas = Cliente(app).ingresar("martha"), [_galleta(Cliente(app).ingresar("martha")) for _ in range(3)]
    assert _vivas(app, viejas) == 3
    FINES[que](app, otra)
    assert _vivas(app, viejas) == 0


def test_al_salir_muere_la_suya_y_al_apartar_o_cancelar_todas(app: Flask, ana: Alumna, beto: Alumna) -> None:
    una, otra = ana.entrar(), ana.entrar()
    suya, ajena = _galleta(una), _galleta(otra)
    una.enviar("/sesion/fin")
    assert (_vivas(app, [suya]), _vivas(app, [ajena])) == (0, 1)
    Cliente(app).ingresar("martha").enviar(f"/alumnos/{ana.id}/apartado")
    de_beto = [_galleta(beto.entrar()) for _ in range(2)]
    Cliente(app).ingresar("elena").enviar(f"/alumnos/{beto.id}/datos/cancelacion", {"boleta": beto.boleta})
    assert _vivas(app, [suya, ajena, *de_beto]) == 0


def test_la_de_antes_de_entrar_no_se_queda_con_la_sesion(app: Flask) -> None:
    """Whoever put a cookie into somebody's browser ahead is not in when they are."""
    persona = Cliente(app).ver("/")
    puesta = _galleta(persona)
    persona.llenar("Ingresar", usuario="martha", contrasena=CONTRASENA)
    assert (_vivas(app, [puesta]), _vivas(app, [_galleta(persona)])) == (0, 1)


def _galleta(quien: Cliente) -> str:
    galleta = quien._http.get_cookie("sisr")
    assert galleta
    return galleta.value


def _vivas(app: Flask, galletas: list[str]) -> int:
    """How many of them open a page that asks for an account, by whatever method."""
    return sum(_abre(app, galleta) for galleta in galletas)


def _abre(app: Flask, galleta: str) -> bool:
    quien = Cliente(app)
    quien._http.set_cookie("sisr", galleta)
    estados = {
        quien.crudo(metodo, "/cuenta", headers=cabeceras).status_code
        for metodo, cabeceras in (("GET", {}), ("HEAD", {}), ("GET", {"HX-Request": "true"}))
    }
    assert estados in ({200}, {303, 204}), estados
    return estados == {200}
