"""A foreign name is refused, and nobody says where they come from (sisr/equipos.py)."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from sisr import create_app
from sisr.bitacora.model import Acto
from sisr.correo.model import Correo
from sisr.db import db
from tests.cliente import Cliente, archivo
from tests.elenco import CONTRASENA, PDF
from tests.navegador.casa import Casa
from tests.seguridad.peticiones import pedir
from tests.tramite.solicitud import registrar

AJENOS = (
    "malo.example",
    "127.0.0.1.malo.example",
    "malo.example:80",
    "127.0.0.1@malo.example",
    "localhost.",
    "[::1]",
)


@pytest.mark.parametrize("ajeno", AJENOS)
@pytest.mark.parametrize("cabecera", ["Host", "X-Forwarded-Host"])
def test_un_nombre_ajeno_recibe_400(casa: Casa, cabecera: str, ajeno: str) -> None:
    for metodo, ruta in (("GET", "/"), ("GET", "/registro"), ("POST", "/registro"), ("GET", "/no-existe")):
        respuesta = pedir(casa.url, metodo, ruta, dicho={cabecera: ajeno})
        assert respuesta.estado == 400
        assert b"malo.example" not in respuesta.cuerpo
        assert respuesta.cabeceras["X-Content-Type-Options"] == "nosniff"


def test_ni_entre_otros_se_deja_pasar(casa: Casa) -> None:
    propio = casa.url.removeprefix("http://")
    for nombres, estado in ((propio, 200), (f"{propio}, malo.example", 400), (f"malo.example, {propio}", 400)):
        assert pedir(casa.url, "GET", "/", dicho={"X-Forwarded-Host": nombres}).estado == estado


def test_con_un_nombre_ajeno_no_sale_ningun_correo(app: Flask, cliente: Cliente) -> None:
    registrar(cliente, estado=422, correo="")
    token = cliente.token()
    for cabecera in ("Host", "X-Forwarded-Host"):
        datos = {"csrf_token": token, "archivo": archivo(PDF)}
        assert cliente.crudo("POST", "/registro", data=datos, headers={cabecera: "malo.example"}).status_code == 400
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Correo)) == 0


def test_lo_que_alguien_diga_de_donde_viene_no_cuenta(casa: Casa) -> None:
    dicho = {"X-Forwarded-For": "203.0.113.9", "X-Real-IP": "203.0.113.9", "Forwarded": "for=203.0.113.9"}
    entrada = pedir(casa.url, "GET", "/")
    galleta = entrada.cabeceras["Set-Cookie"].partition("sisr=")[2].partition(";")[0]
    encontrado = re.search(r'name="csrf_token" value="([^"]+)"', entrada.cuerpo.decode())
    assert encontrado
    cuerpo = f"csrf_token={encontrado[1]}&usuario=nadia&contrasena={CONTRASENA}".encode()
    tipo = {"Content-Type": "application/x-www-form-urlencoded"}
    assert pedir(casa.url, "POST", "/sesion", galleta=galleta, cuerpo=cuerpo, dicho=tipo | dicho).estado == 303
    with closing(sqlite3.connect(casa.carpeta / "instance/sisr.db")) as base:
        assert base.execute("SELECT direccion FROM acto ORDER BY id DESC LIMIT 1").fetchone() == ("127.0.0.1",)


@pytest.mark.parametrize(
    ("saltos", "dicho", "creido"),
    [
        ("0", "203.0.113.9", "127.0.0.1"),
        ("1", "203.0.113.9", "203.0.113.9"),
        ("1", "198.51.100.7, 203.0.113.9", "203.0.113.9"),  # the first is what the client made up
        ("2", "198.51.100.7, 203.0.113.9, 192.0.2.1", "203.0.113.9"),
    ],
)
def test_se_cree_a_los_intermediarios_que_hay_y_a_nadie_mas(
    app: Flask, monkeypatch: pytest.MonkeyPatch, saltos: str, dicho: str, creido: str
) -> None:
    monkeypatch.setenv("SISR_INSTANCE_PATH", app.instance_path)
    monkeypatch.setenv("SISR_PROXY_HOPS", saltos)
    otra = create_app(TESTING=True)
    cliente = Cliente(otra).ver("/")
    datos = {"csrf_token": cliente.token(), "usuario": "nadia", "contrasena": CONTRASENA}
    cliente.crudo("POST", "/sesion", data=datos, headers={"X-Forwarded-For": dicho})
    with otra.app_context():
        assert db.session.scalar(select(Acto.direccion).order_by(Acto.id.desc())) == creido
        db.engine.dispose()


def test_readme_y_la_configuracion_de_nginx_dicen_lo_mismo() -> None:
    """The lines that LIBRARIES calls for: uploads are not kept by the proxy, and the names go on as they came."""
    raiz = Path(__file__).parents[2]
    nginx = (raiz / "docs/nginx.conf").read_text()
    assert "docs/nginx.conf" in (raiz / "README.md").read_text()
    for renglon in (
        "client_max_body_size 0;",
        "proxy_request_buffering off;",
        "proxy_set_header Host $host;",
        "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
        "proxy_set_header X-Forwarded-Proto $scheme;",
    ):
        assert renglon in nginx
