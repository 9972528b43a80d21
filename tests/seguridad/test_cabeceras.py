"""What every answer of a running service carries, whatever it answers."""

import sqlite3
from pathlib import Path

import pytest
from flask import Flask

from sisr.config import Ajustes, aplicar
from tests.cliente import CSP
from tests.navegador.casa import Casa
from tests.navegador.escuela import Escuela
from tests.seguridad.peticiones import Respuesta, pedir

SIEMPRE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": None,  # this one does not serve HTTPS
    "Server": "gunicorn",
}
PAGINA = SIEMPRE | {"Content-Security-Policy": CSP, "X-Frame-Options": "DENY", "Cache-Control": "no-store"}
DOCUMENTO = SIEMPRE | {
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'self'",
    "X-Frame-Options": "SAMEORIGIN",
    "Cache-Control": "private, no-store",
    "Content-Type": "application/pdf",
}


def test_las_paginas_y_los_errores(casa: Casa) -> None:
    martha = casa.galleta("martha")
    for metodo, ruta, galleta, estado in (
        ("GET", "/", "", 200),
        ("HEAD", "/", "", 200),
        ("OPTIONS", "/", "", 200),
        ("GET", "/registro", "", 200),
        ("GET", "/expedientes", "", 303),
        ("GET", "/", martha, 302),
        ("GET", "/expedientes", martha, 200),
        ("HEAD", "/expedientes", martha, 200),
        ("GET", "/constancias", martha, 403),
        ("GET", "/no-existe", martha, 404),
        ("DELETE", "/expedientes", martha, 405),
        ("POST", "/sesion", "", 400),
        ("GET", "/alumnos/1%00", martha, 404),
    ):
        respuesta = pedir(casa.url, metodo, ruta, galleta=galleta)
        assert (respuesta.estado, _dichas(respuesta, PAGINA)) == (estado, PAGINA), f"{metodo} {ruta}"


def test_quien_solo_pide_las_cabeceras_no_oye_un_largo_que_no_es(casa: Casa) -> None:
    gzip = {"Accept-Encoding": "gzip"}
    cabeza, entera = (pedir(casa.url, metodo, "/", dicho=gzip) for metodo in ("HEAD", "GET"))
    assert (cabeza.cuerpo, "Content-Length" in cabeza.cabeceras) == (b"", False)
    assert entera.cabeceras["Content-Length"] == str(len(entera.cuerpo))
    assert cabeza.cabeceras["Vary"] == entera.cabeceras["Vary"]


def test_lo_demasiado_grande(casa: Casa) -> None:
    tipo = {"Content-Type": "application/x-www-form-urlencoded"}
    respuesta = pedir(casa.url, "POST", "/sesion", cuerpo=b"usuario=" + b"a" * 1_200_000, dicho=tipo)
    assert (respuesta.estado, _dichas(respuesta, PAGINA)) == (413, PAGINA)


def test_lo_que_falla_y_lo_que_esta_ocupado(casa: Casa) -> None:
    """A table that is not there, and a database that another process holds."""
    elena, teo = casa.galleta("elena"), casa.galleta("teo")
    with sqlite3.connect(casa.carpeta / "instance/sisr.db", isolation_level=None) as base:
        base.execute("ALTER TABLE dia_inhabil RENAME TO otra")
        roto = pedir(casa.url, "GET", "/administracion/dias", galleta=elena)
        base.execute("ALTER TABLE otra RENAME TO dia_inhabil")
        token = _token(pedir(casa.url, "GET", "/inicio", galleta=teo))
        base.execute("BEGIN IMMEDIATE")
        cuerpo = f"csrf_token={token}".encode()
        tipo = {"Content-Type": "application/x-www-form-urlencoded"}
        ocupado = pedir(casa.url, "POST", "/sesion/fin", galleta=teo, cuerpo=cuerpo, dicho=tipo)
        base.execute("ROLLBACK")
    assert (roto.estado, _dichas(roto, PAGINA)) == (500, PAGINA)
    assert (ocupado.estado, _dichas(ocupado, PAGINA)) == (503, PAGINA)
    assert ocupado.cabeceras["Retry-After"] == "5"


def test_lo_estatico_se_guarda_y_lo_demas_no(casa: Casa) -> None:
    pagina = pedir(casa.url, "GET", "/").cuerpo.decode()
    ruta = pagina.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
    propias = PAGINA | {"Cache-Control": "public, max-age=31536000, immutable"}
    for metodo in ("GET", "HEAD"):
        respuesta = pedir(casa.url, metodo, ruta)
        assert (respuesta.estado, _dichas(respuesta, propias)) == (200, propias)


def test_los_documentos_y_lo_que_se_descarga(casa: Casa, escuela: Escuela) -> None:
    martha, teo = casa.galleta("martha"), casa.galleta("teo")
    archivo = f"/entregas/{escuela.en_espera.documento('expediente').entrega_id}/archivo"
    for metodo, rango, estado in (("GET", "", 200), ("HEAD", "", 200), ("GET", "bytes=0-3", 206)):
        respuesta = pedir(casa.url, metodo, archivo, galleta=martha, dicho={"Range": rango} if rango else {})
        assert (respuesta.estado, _dichas(respuesta, DOCUMENTO)) == (estado, DOCUMENTO)
        assert "filename*=UTF-8''" in respuesta.cabeceras["Content-Disposition"] or (
            respuesta.cabeceras["Content-Disposition"].startswith('inline; filename="')
        )
    for ruta, quien in (
        ("/listas/3/relacion.xlsx", teo),
        ("/expedientes/archivos.zip", martha),
        ("/informes/semanal/hoja.xlsx", teo),
        ("/informes/estadisticas/hoja.xlsx", teo),
        (archivo.replace("archivo", "pagina-1.jpg"), martha),
    ):
        respuesta = pedir(casa.url, "GET", ruta, galleta=quien)
        assert (respuesta.estado, _dichas(respuesta, PAGINA)) == (200, PAGINA), ruta


@pytest.mark.parametrize(("base", "dice"), [("https://sisr.escuela.mx", True), ("http://sisr.escuela.mx", False)])
def test_con_https_se_pide_que_siga_siendolo(app: Flask, tmp_path: Path, base: str, dice: bool) -> None:
    app.config.update(aplicar(Ajustes(BASE_URL=base), tmp_path))
    respuesta = app.test_client().get("/no-existe", base_url=base)
    assert respuesta.status_code == 404
    assert respuesta.headers.get("Strict-Transport-Security") == ("max-age=31536000" if dice else None)


def test_una_galleta_que_no_es_utf8_no_deja_fuera_a_nadie(app: Flask) -> None:
    """A neighbour's site may have set it for all of the school's."""
    respuesta = app.test_client().get("/", environ_overrides={"HTTP_COOKIE": "nombre=Jos\xe9; sisr=\xff"})
    assert (respuesta.status_code, respuesta.headers["Content-Security-Policy"]) == (200, CSP)


@pytest.mark.parametrize(
    ("dicho", "comprime"), [("gzip, br", True), ("*", True), ("gzip;q=0, br", False), ("br", False), ("", False)]
)
def test_se_comprime_para_quien_lo_admite(app: Flask, dicho: str, comprime: bool) -> None:
    """A page, and a file that is compressed ahead."""
    estatico = app.jinja_env.globals["estatico"]
    for ruta in ("/", estatico("css/de-todos.css")):
        respuesta = app.test_client().get(ruta, headers={"Accept-Encoding": dicho})
        assert (respuesta.headers.get("Content-Encoding") == "gzip") is comprime
        assert "Accept-Encoding" in respuesta.headers["Vary"]


def _dichas(respuesta: Respuesta, cuales: dict[str, str | None]) -> dict[str, str | None]:
    return {nombre: respuesta.cabeceras[nombre] for nombre in cuales}


def _token(respuesta: Respuesta) -> str:
    return respuesta.cuerpo.decode().partition('name="csrf_token" value="')[2].partition('"')[0]
