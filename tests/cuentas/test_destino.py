"""After the login one goes on to the page asked for, and never to another site."""

import pytest
from flask import Flask

from tests.cliente import Cliente
from tests.elenco import CONTRASENA


def destino(app: Flask, siguiente: str) -> str:
    cliente = Cliente(app).ver("/")
    datos = {"csrf_token": cliente.token(), "usuario": "martha", "contrasena": CONTRASENA, "siguiente": siguiente}
    return cliente.crudo("POST", "/sesion", data=datos).headers["Location"]


@pytest.mark.parametrize("propio", ["/expedientes", "/expedientes?q=Ana+Mar%C3%ADa&pagina=2", "/alumnos/7"])
def test_lo_propio_se_abre(app: Flask, propio: str) -> None:
    assert destino(app, propio) == propio


def test_lo_ajeno_no(app: Flask) -> None:
    ajenos = [
        "//evil.mx",
        "///evil.mx",
        "/\\evil.mx",
        "\\\\evil.mx",
        "\\/evil.mx",
        "https:evil.mx",
        "https://evil.mx",
        "http:/evil.mx",
        "javascript:alert(1)",
        " //evil.mx",
        "/\t/evil.mx",
        "\t//evil.mx",
        "/\n/evil.mx",
        "/x\r\nSet-Cookie: a=b",
        "/x\\@evil.mx",
        "evil.mx",
        "@evil.mx",
        "?q=1",
        "",
    ]
    assert {ajeno: destino(app, ajeno) for ajeno in ajenos} == dict.fromkeys(ajenos, "/inicio")


def test_lo_que_pide_htmx_sin_sesion_lleva_a_la_portada(app: Flask) -> None:
    respuesta = Cliente(app).crudo("POST", "/documentos/1/aceptacion", headers={"HX-Request": "true"})
    assert (respuesta.status_code, respuesta.headers["HX-Redirect"], respuesta.data) == (204, "/", b"")
