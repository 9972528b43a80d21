"""The second factor of the staff."""

import re
import socket
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask_migrate import downgrade, upgrade
from pyotp.totp import TOTP
from sqlalchemy import select, update

from sisr.cuentas import factor
from sisr.cuentas.cofre import ClaveCambiada
from sisr.cuentas.model import CodigoRespaldo, SegundoFactor, Usuario
from sisr.db import db, escritura, tabla
from sisr.reloj import ahora
from tests.cliente import Cliente
from tests.cuentas.cartas import asuntos
from tests.elenco import CONTRASENA, Alumna

LUGAR = "/cuenta/segundo-factor"


def secreto(app: Flask) -> str:
    with app.app_context():
        return factor.destapar(guardado(app), db.session.scalars(select(SegundoFactor.usuario_id)).one())


def guardado(app: Flask) -> str:
    """As the table has it."""
    with app.app_context():
        return db.session.scalars(select(SegundoFactor.secreto)).one()


def del_telefono(app: Flask, dentro_de: int = 0) -> str:
    return TOTP(secreto(app)).at(ahora() + timedelta(seconds=dentro_de))


def poner(app: Flask, usuario: str = "martha") -> tuple[Cliente, list[str]]:
    """That person puts hers to use; returns her recovery codes too."""
    quien = Cliente(app).ingresar(usuario).ver(LUGAR).llenar("Empezar")
    with time_machine.travel(ahora(), tick=False):  # at the end of its half minute the one before serves no more
        quien.llenar("Confirmar", codigo=del_telefono(app, -30), estado=200)
    return quien, _codigos(quien)


def _codigos(quien: Cliente) -> list[str]:
    return re.findall(r"[a-z2-9]{5}-[a-z2-9]{5}", quien.dice(".codigos code"))


def con_codigo(app: Flask, codigo: str, *, estado: int | None = None) -> Cliente:
    cliente = Cliente(app).ver("/").llenar("Ingresar", usuario="martha", contrasena=CONTRASENA)
    assert cliente.dice("h1") == "Escribe el código de tu teléfono"
    return cliente.llenar("Ingresar", codigo=codigo, estado=estado)


def test_con_contrasena_y_codigo_se_entra_y_sin_el_no(app: Flask) -> None:
    poner(app)
    cliente = Cliente(app).ver("/").llenar("Ingresar", usuario="martha", contrasena=CONTRASENA)
    assert cliente.crudo("GET", "/expedientes").headers["Location"] == "/?siguiente=/expedientes"
    cliente.llenar("Ingresar", codigo="000000x", estado=422)
    assert cliente.dice(".campo__error").startswith("Ese código no es")
    assert cliente.llenar("Ingresar", codigo=del_telefono(app)).dice("h1") == "Martha"


def test_un_codigo_no_sirve_dos_veces_ni_uno_anterior_al_usado(app: Flask) -> None:
    poner(app)
    codigo, anterior = del_telefono(app), del_telefono(app, -30)
    con_codigo(app, codigo)
    for usado in (codigo, anterior):
        con_codigo(app, usado, estado=422)
    con_codigo(app, del_telefono(app, 30))


def test_el_de_otro_momento_no_sirve(app: Flask) -> None:
    poner(app)
    for segundos in (-300, 300):
        con_codigo(app, del_telefono(app, segundos), estado=422)


def test_cada_codigo_de_recuperacion_sirve_una_vez(app: Flask) -> None:
    quien, codigos = poner(app)
    assert len(set(codigos)) == 10
    con_codigo(app, codigos[0].upper())
    con_codigo(app, codigos[0], estado=422)
    con_codigo(app, codigos[1].replace("-", ""))
    assert "Te quedan 8 códigos" in quien.ver(LUGAR).dice("main")
    assert codigos[2] not in quien.respuesta.text
    with app.app_context():
        guardado = " ".join(db.session.scalars(select(CodigoRespaldo.huella)))
    assert not [uno for uno in codigos if uno in guardado or uno.replace("-", "") in guardado]


def test_los_codigos_nuevos_anulan_los_de_antes(app: Flask) -> None:
    quien, codigos = poner(app)
    quien.ver(LUGAR).llenar("Hacer códigos nuevos", clave="Otra-2026x", estado=422)
    nuevos = _codigos(quien.ver(LUGAR).llenar("Hacer códigos nuevos", clave=CONTRASENA))
    con_codigo(app, codigos[0], estado=422)
    con_codigo(app, nuevos[0])


def test_adivinar_se_frena(app: Flask) -> None:
    poner(app)
    cliente = Cliente(app).ver("/").llenar("Ingresar", usuario="martha", contrasena=CONTRASENA)
    for _ in range(10):
        cliente.llenar("Ingresar", codigo="abc", estado=422)
    assert cliente.llenar("Ingresar", codigo=del_telefono(app), estado=429).respuesta.headers["Retry-After"]


def test_la_contrasena_escrita_vale_cinco_minutos_y_mientras_sea_la_misma(app: Flask) -> None:
    poner(app)
    cliente = Cliente(app).ver("/").llenar("Ingresar", usuario="martha", contrasena=CONTRASENA)
    with time_machine.travel(ahora() + timedelta(minutes=6), tick=False):
        assert cliente.crudo("GET", "/sesion/codigo").headers["Location"] == "/"
    with app.app_context(), escritura() as conexion:
        conexion.execute(update(tabla(Usuario)).values(contrasena="otra"))
    assert cliente.crudo("GET", "/sesion/codigo").headers["Location"] == "/"


def test_el_qr_es_svg_y_dice_la_clave(app: Flask) -> None:
    quien = Cliente(app).ingresar("martha").ver(LUGAR).llenar("Empezar")
    assert '<div class="qr" role="img"' in quien.respuesta.text
    assert "<svg" in quien.respuesta.text.partition('class="qr"')[2]
    assert secreto(app) in quien.dice("main")
    quien.llenar("Confirmar", codigo="12", estado=422)
    assert quien.dice(".campo__error") == "Ese código no es. Escribe el que tu teléfono muestra en este momento."


def test_quien_lo_tiene_no_pierde_el_suyo_al_empezar_otra_vez(app: Flask) -> None:
    quien, _ = poner(app)
    antes = secreto(app)
    quien.enviar(LUGAR)
    assert secreto(app) == antes


def test_quitarlo_pide_la_contrasena_y_se_avisa(app: Flask) -> None:
    quien, _ = poner(app)
    quien.ver(LUGAR).enviar(f"{LUGAR}/fin", {"clave": "Otra-2026x"}, estado=422)
    quien.enviar(f"{LUGAR}/fin", {"clave": CONTRASENA})
    assert asuntos(app, "martha@ipn.mx") == ["Tu cuenta ya no pide un código del teléfono"]
    assert Cliente(app).ingresar("martha").dice("h1") == "Martha"


def test_administracion_lo_quita_a_quien_perdio_el_telefono(app: Flask, como: Callable[[str], Cliente]) -> None:
    martha, _ = poner(app)
    como("elena").ver("/administracion/personal").llenar("Quitar segundo factor")
    assert martha.crudo("GET", "/inicio").status_code == 303
    assert asuntos(app, "martha@ipn.mx") == ["Tu cuenta ya no pide un código del teléfono"]
    Cliente(app).ingresar("martha").ver("/expedientes")


def test_administracion_lo_exige_a_todos(app: Flask, ana: Alumna, como: Callable[[str], Cliente]) -> None:
    martha, elena = como("martha"), como("elena").ver("/administracion/personal")
    elena.enviar("/administracion/personal/segundo-factor", {"exigir": "si"}, estado=303)
    for quien, ruta in ((martha, "/expedientes"), (elena, "/administracion/personal")):
        assert quien.crudo("GET", ruta).headers["Location"] == LUGAR
    respuesta = martha.crudo("GET", "/expedientes", headers={"HX-Request": "true"})
    assert (respuesta.status_code, respuesta.headers["HX-Redirect"]) == (204, LUGAR)
    martha.ver("/cuenta")
    ana.entrar().ver("/tramite")
    martha.ver(LUGAR).llenar("Empezar").llenar("Confirmar", codigo=del_telefono(app), estado=200)
    martha.ver("/expedientes")
    assert martha.ver(LUGAR).hay("[formaction]") == 0


@pytest.mark.parametrize("metodo", ["GET", "POST"])
def test_sin_contrasena_no_hay_codigo_que_valga(app: Flask, metodo: str) -> None:
    cliente = Cliente(app).ver("/")
    datos = {"csrf_token": cliente.token(), "codigo": "123456"}
    assert cliente.crudo(metodo, "/sesion/codigo", data=datos).headers["Location"] == "/"


def test_el_secreto_no_esta_en_claro_en_la_base(app: Flask) -> None:
    quien, _ = poner(app)
    en_claro, tapado = secreto(app), guardado(app)
    assert re.fullmatch(r"[A-Z2-7]{32}", en_claro)
    assert en_claro not in tapado
    assert en_claro not in quien.ver(LUGAR).respuesta.text
    with app.app_context(), pytest.raises(ClaveCambiada):
        factor.destapar(tapado, 0)  # nor is one person's good for another


def test_los_que_estaban_en_claro_se_tapan_al_poner_al_dia(app: Flask) -> None:
    poner(app)
    en_claro = secreto(app)
    with app.app_context():
        downgrade(revision="0021")
        assert guardado(app) == en_claro
        upgrade()
    assert guardado(app) != en_claro
    con_codigo(app, del_telefono(app))


def test_si_cambia_la_clave_del_servidor_se_dice_y_hay_salida(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the telephone nor the codes serve; whoever is at the server takes the factor off, and one enters."""
    _, codigos = poner(app)
    with socket.socket() as sonda:
        sonda.bind(("127.0.0.1", 0))
        monkeypatch.setitem(app.config, "BIND", f"127.0.0.1:{sonda.getsockname()[1]}")
    monkeypatch.setitem(app.config, "SECRET_KEY", "otra clave " * 6)
    for codigo in ("123456", codigos[0]):
        dicho = con_codigo(app, codigo, estado=409).dice("main")
        assert "La clave secreta del servidor cambió" in dicho
    correr = app.test_cli_runner().invoke
    with app.app_context():
        assert "martha no puede entrar con su segundo factor" in correr(args=["preparar"]).output
    hecho = correr(args=["personal", "quitar-factor", "Martha"])
    assert (hecho.exit_code, hecho.output) == (
        0,
        "La cuenta «martha» entra solo con su contraseña. Se le avisó por correo.\n",
    )
    assert "No hay una cuenta del personal «rosa»" in correr(args=["personal", "quitar-factor", "rosa"]).output
    assert asuntos(app, "martha@ipn.mx") == ["Tu cuenta ya no pide un código del teléfono"]
    with app.app_context():
        assert "segundo factor" not in correr(args=["preparar"]).output
    assert Cliente(app).ingresar("martha").dice("h1") == "Martha"


def test_uno_por_confirmar_de_otra_clave_se_empieza_otra_vez(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    Cliente(app).ingresar("martha").ver(LUGAR).llenar("Empezar")
    monkeypatch.setitem(app.config, "SECRET_KEY", "otra clave " * 6)
    quien = Cliente(app).ingresar("martha").ver(LUGAR)
    quien.enviar(f"{LUGAR}/confirmacion", {"codigo": "123456"}, estado=409)
    assert quien.ver(LUGAR).llenar("Empezar").hay(".qr") == 1
