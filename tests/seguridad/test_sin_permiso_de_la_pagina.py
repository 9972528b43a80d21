"""A request that changes something comes from a page of this site, of this very session (QUALITY «Accounts»)."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from sisr.cuentas.permisos import PERMISOS, TODOS
from sisr.db import db
from tests.cliente import Cliente
from tests.elenco import PERSONAL, Alumna
from tests.test_permisos import LEEN, METODOS, _endpoint, _permitido, _rutas

AJENAS = (
    {"Origin": "https://malo.example"},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Origin": "http://localhost.malo.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
)


@pytest.mark.parametrize("quien", ["nadie", "ana", *PERSONAL])
def test_sin_su_token_no_cambia_nada(app: Flask, ana: Alumna, quien: str) -> None:
    """None, one that was made up, and a good one of another session; by GET, whatever it brings, neither."""
    persona = _persona(app, ana, quien)
    otro, antes = Cliente(app).ver("/").token(), _todo(app)
    for ruta, metodo in _que_cambian(app, ana, quien):
        for token in ({}, {"csrf_token": "inventado"}, {"csrf_token": otro}):
            respuesta = persona.crudo(metodo, ruta, data=token)
            assert respuesta.status_code >= 400, f"{metodo} {ruta}"
        propio = {"csrf_token": persona.token()}
        assert persona.crudo("GET", ruta, query_string=propio).status_code < 500
    assert _todo(app) == antes


@pytest.mark.parametrize("quien", ["nadie", "ana", *PERSONAL])
def test_desde_otro_sitio_no_cambia_nada_aunque_traiga_el_token(app: Flask, ana: Alumna, quien: str) -> None:
    persona = _persona(app, ana, quien)
    datos, antes = {"csrf_token": persona.token()}, _todo(app)
    for ruta, metodo in _que_cambian(app, ana, quien):
        for cabeceras in AJENAS:
            respuesta = persona.crudo(metodo, ruta, data=datos, headers=cabeceras)
            assert respuesta.status_code == 400, f"{metodo} {ruta} {cabeceras}"
    assert _todo(app) == antes


def test_desde_este_sitio_si(app: Flask) -> None:
    cliente = Cliente(app).ver("/")
    datos = {"csrf_token": cliente.token(), "usuario": "nadia", "contrasena": "Clave-2026"}
    dicho = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert cliente.crudo("POST", "/sesion", data=datos, headers=dicho).status_code == 303


def _persona(app: Flask, ana: Alumna, quien: str) -> Cliente:
    persona = Cliente(app).ver("/")
    return persona if quien == "nadie" else persona.ingresar(ana.boleta if quien == "ana" else quien)


def _que_cambian(app: Flask, ana: Alumna, quien: str) -> list[tuple[str, str]]:
    """Every address and method by which this person may change something."""
    posibles = [(ruta, metodo) for ruta in _rutas(app, ana) for metodo in METODOS if metodo not in LEEN]
    return [(ruta, metodo) for ruta, metodo in posibles if _suya(app, ruta, metodo, quien)]


def _suya(app: Flask, ruta: str, metodo: str, quien: str) -> bool:
    endpoint = _endpoint(app, ruta, metodo)
    return endpoint is not None and (PERMISOS[endpoint] is TODOS or _permitido(endpoint, quien, metodo))


def _todo(app: Flask) -> dict[str, list[Any]]:
    """Every row but the lines of what was opened or downloaded, and when a session was last seen."""
    salidas = {"lectura", "exportacion", "datos"}
    with app.app_context():
        filas = {
            tabla.name: [tuple(fila) for fila in db.session.execute(select(tabla))]
            for tabla in db.metadata.sorted_tables
            if tabla.name not in {"sesion", "intento"}
        }
    return filas | {"acto": [linea for linea in filas["acto"] if linea[2] not in salidas]}
