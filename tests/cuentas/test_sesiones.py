"""How a session lives and ends, and with which cookies (QUALITY «Accounts and privacy»)."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from http.cookies import SimpleCookie
from threading import Barrier
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from sisr import create_app
from sisr.cuentas.model import Sesion
from sisr.cuentas.sesiones import LATIDO
from sisr.db import Prestada, db
from sisr.reloj import ahora
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.sentencias import sentencias
from tests.subidas.envio import Envio

MINUTO = timedelta(minutes=1)


@pytest.fixture
def al_cabo() -> Iterator[Callable[[timedelta], datetime]]:
    """`al_cabo(HORA)`: it is that much later, until the end of the test."""
    viajes: list[Any] = []
    desde = ahora()

    def viajar(cuanto: timedelta) -> datetime:
        viajes.append(time_machine.travel(desde + cuanto, tick=False))
        viajes[-1].start()
        return desde + cuanto

    yield viajar
    for viaje in reversed(viajes):
        viaje.stop()


@pytest.fixture
def segura(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A browser before the same instance, served by HTTPS."""
    monkeypatch.setenv("SISR_BASE_URL", "https://localhost")
    otra = create_app(TESTING=True)
    yield otra.test_client()
    with otra.app_context():
        db.engine.dispose()


def sesiones(app: Flask) -> list[Sesion]:
    with app.app_context():
        return list(db.session.scalars(select(Sesion).order_by(Sesion.id)))


@pytest.mark.parametrize(
    ("usuario", "horas", "minutos"),
    [
        ("2021350001", "SESSION_HOURS", "SESSION_IDLE_MINUTES"),
        ("martha", "STAFF_SESSION_HOURS", "STAFF_SESSION_IDLE_MINUTES"),
    ],
)
def test_la_sesion_caduca_sin_uso_y_de_todos_modos(
    app: Flask, ana: Alumna, al_cabo: Callable[..., Any], usuario: str, horas: str, minutos: str
) -> None:
    quieta = timedelta(minutes=app.config[minutos])
    dentro, callada, lugar = Cliente(app).ingresar(usuario), Cliente(app).ingresar(usuario), "/cuenta"
    lugar = "/tramite" if usuario[0] == "2" else "/inicio"
    al_cabo(quieta + MINUTO)
    assert callada.crudo("GET", lugar).status_code == 303
    dentro = Cliente(app).ingresar(usuario)
    total, paso = timedelta(hours=app.config[horas]), quieta - MINUTO
    cuando = quieta + MINUTO
    fin = cuando + total
    while (cuando := cuando + paso) < fin:
        al_cabo(cuando)
        dentro.ver(lugar)
    al_cabo(fin + MINUTO)
    assert dentro.crudo("GET", lugar).status_code == 303


def test_la_del_personal_dura_menos(app: Flask) -> None:
    assert app.config["STAFF_SESSION_HOURS"] < app.config["SESSION_HOURS"]
    assert app.config["STAFF_SESSION_IDLE_MINUTES"] < app.config["SESSION_IDLE_MINUTES"]


def test_mirar_solo_anota_que_se_sigue_ahi_y_a_lo_mas_una_vez_por_minuto(
    ana: Alumna, al_cabo: Callable[..., Any]
) -> None:
    dentro = ana.entrar()
    antes = vars(sesiones(ana.app)[0]).copy()

    with sentencias(ana.app) as vistas:
        dentro.ver("/tramite").ver("/tramite")
        assert _escrituras(vistas) == []
        cuando = al_cabo(LATIDO + timedelta(seconds=1))
        dentro.ver("/tramite").ver("/tramite").ver("/tramite")
    assert _escrituras(vistas) == ["UPDATE sesion SET vista_en="]
    despues = vars(sesiones(ana.app)[0])
    cambio = {campo for campo in despues if despues[campo] != antes[campo]} - {"_sa_instance_state"}
    assert (cambio, despues["vista_en"]) == ({"vista_en"}, cuando)


def _escrituras(vistas: list[str]) -> list[str]:
    return [vista.partition("'")[0] for vista in vistas if vista.startswith(("INSERT", "UPDATE", "DELETE"))]


def test_recibir_una_parte_de_un_archivo_es_seguir_ahi(ana: Alumna, al_cabo: Callable[..., Any]) -> None:
    dentro = ana.entrar()
    envio = Envio(dentro, "/tramite/expediente", b"%PDF-1.7\n" * 9)
    envio.crear()
    quieta = timedelta(minutes=ana.app.config["SESSION_IDLE_MINUTES"]) - MINUTO
    for parte in range(3):
        al_cabo(quieta * (parte + 1))
        assert envio.parte(parte * 9, parte * 9 + 9).status_code == 204
    assert dentro.ver("/tramite").hay("ol.tramite") == 1


def test_la_galleta_es_nueva_al_ingresar_y_la_de_antes_no_sirve(app: Flask) -> None:
    """Also where somebody else was in: their session is over, not only forgotten."""
    primera = Cliente(app).ingresar("martha")
    vieja = primera._http.get_cookie("sisr")
    assert vieja
    token = primera.token()
    primera.crudo("POST", "/sesion", data={"csrf_token": token, "usuario": "rosa", "contrasena": "Clave-2026"})
    primera.ver("/reportes")
    primera._http.set_cookie("sisr", vieja.value)
    assert primera.crudo("GET", "/inicio").status_code == 303
    assert [fila.terminada_en is None for fila in sesiones(app)] == [False, True]


def test_las_galletas_son_del_sitio_y_de_nadie_mas(app: Flask, segura: Any) -> None:
    puesta = _galletas(Cliente(app).ver("/").crudo("POST", "/sesion", data=_ingreso(Cliente(app))))
    assert puesta == {}  # the token was of another browser: no session, no cookie
    abierta = segura.get("/", base_url="https://localhost")
    token = abierta.text.partition('csrf_token" value="')[2].partition('"')[0]
    datos = {"csrf_token": token, "usuario": "martha", "contrasena": "Clave-2026"}
    respuesta = segura.post(
        "/sesion", data=datos, base_url="https://localhost", headers={"Referer": "https://localhost/"}
    )
    assert respuesta.status_code == 303
    atributos = {"secure": True, "httponly": True, "samesite": "Lax", "path": "/", "domain": ""}
    assert _galletas(respuesta) == {"__Host-sisr": atributos, "__Host-sisr-conocido": atributos}
    dentro = segura.get("/inicio", base_url="https://localhost")
    token = dentro.text.partition('csrf_token" value="')[2].partition('"')[0]
    fin = segura.post("/sesion/fin", data={"csrf_token": token}, base_url="https://localhost")
    assert (fin.status_code, fin.headers["Clear-Site-Data"]) == (303, '"cache", "storage"')


def _ingreso(cliente: Cliente) -> dict[str, str]:
    return {"csrf_token": cliente.token(), "usuario": "martha", "contrasena": "Clave-2026"}


def _galletas(respuesta: Any) -> dict[str, dict[str, Any]]:
    puestas: dict[str, dict[str, Any]] = {}
    for cabecera in respuesta.headers.getlist("Set-Cookie"):
        for nombre, galleta in SimpleCookie(cabecera).items():
            cuales = ("secure", "httponly", "samesite", "path", "domain")
            puestas[nombre] = {cual: galleta[cual] for cual in cuales}
    return puestas


def test_muchos_que_preguntan_a_la_vez_no_se_quedan_con_las_conexiones(app: Flask) -> None:
    """More than the threads of a worker, each with one in hand at the same instant."""
    muchos = app.config["THREADS"]
    juntos = Barrier(muchos)

    def preguntar(_: int) -> int:
        with app.app_context(), Prestada() as conexion:
            juntos.wait(30)
            return conexion.execute("SELECT 1").fetchone()[0]

    with ThreadPoolExecutor(muchos) as hilos:
        assert list(hilos.map(preguntar, range(muchos))) == [1] * muchos
    with app.app_context():
        motor: Any = db.engine
        assert motor.pool.checkedout() == len(app.extensions["sueltas"]) == 8
