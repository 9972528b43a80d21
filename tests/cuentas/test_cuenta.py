"""A person's own page: mail address, password, sessions (REQUIREMENTS A9)."""

from flask import Flask
from sqlalchemy import select

from sisr.bitacora.model import Acto
from sisr.cuentas.model import Usuario
from sisr.db import db
from tests.cliente import Cliente
from tests.cuentas.cartas import asuntos, enlace
from tests.elenco import CONTRASENA, Alumna

NUEVA = "Ñandú-2027"


def correo_de(app: Flask, clave: str) -> str:
    with app.app_context():
        return db.session.scalars(select(Usuario.correo).where(Usuario.clave == clave)).one()


def cambiar(cliente: Cliente, *, actual: str = CONTRASENA, otra: str = NUEVA, estado: int | None = None) -> Cliente:
    return cliente.ver("/cuenta").llenar(
        "Cambiar contraseña", actual=actual, contrasena=otra, confirmacion=otra, estado=estado
    )


def test_se_llega_desde_el_encabezado(ana: Alumna) -> None:
    assert ana.entrar().seguir(ana.boleta).dice("h1") == "Mi cuenta"
    assert Cliente(ana.app).ingresar("martha").seguir("Martha").dice("h1") == "Mi cuenta"


def test_cambiar_la_contrasena_cierra_lo_demas(ana: Alumna) -> None:
    aqui, alla = ana.entrar(), ana.entrar()
    cambiar(aqui)
    assert aqui.dice(".aviso--exito") == "Cambiaste tu contraseña. Tus otras sesiones se cerraron."
    assert alla.crudo("GET", "/tramite").status_code == 303
    assert asuntos(ana.app, ana.correo) == ["Tu contraseña cambió"]
    Cliente(ana.app).ingresar(ana.boleta, NUEVA).ver("/tramite")


def test_sin_la_actual_no_se_cambia_nada(ana: Alumna) -> None:
    aqui, alla = ana.entrar(), ana.entrar()
    assert cambiar(aqui, actual="Otra-2026x", estado=422).dice(".campo__error") == "Esa no es tu contraseña actual."
    alla.ver("/tramite")
    for _ in range(9):
        cambiar(aqui, actual="Otra-2026x", estado=422)
    assert "demasiados intentos" in cambiar(aqui, actual=CONTRASENA, estado=429).dice("main")
    assert asuntos(ana.app, ana.correo) == []


def test_lo_que_no_cumple_se_dice(ana: Alumna) -> None:
    aqui = cambiar(ana.entrar(), otra="Dragon-2026", estado=422)
    assert aqui.dice(".campo__error").startswith("Esa contraseña es de las más usadas")


def test_el_correo_cambia_cuando_se_confirma_desde_el_nuevo(ana: Alumna) -> None:
    aqui = ana.entrar().ver("/cuenta").llenar("Cambiar correo", correo="nueva@ejemplo.mx", clave=CONTRASENA)
    assert "Enviamos un enlace a nueva@ejemplo.mx" in aqui.dice(".aviso--exito")
    assert asuntos(ana.app, ana.correo) == ["Pidieron cambiar el correo de tu cuenta"]
    assert correo_de(ana.app, ana.boleta) == ana.correo
    ruta = enlace(ana.app, "nueva@ejemplo.mx")
    telefono = Cliente(ana.app).ver(ruta).ver(ruta)  # elsewhere, where nobody is in; looking changes nothing
    assert correo_de(ana.app, ana.boleta) == ana.correo
    telefono.llenar("Usar este correo")
    assert correo_de(ana.app, ana.boleta) == "nueva@ejemplo.mx"
    assert asuntos(ana.app, ana.correo)[-1] == "El correo de tu cuenta cambió"
    Cliente(ana.app).ver(ruta, estado=410)


def test_el_correo_pide_la_contrasena_y_ser_un_correo(ana: Alumna) -> None:
    aqui = ana.entrar().ver("/cuenta").llenar("Cambiar correo", correo="nueva", clave=CONTRASENA, estado=422)
    assert aqui.hay("[name=correo][value=nueva]") == 1
    assert "debe ser como nombre@ejemplo.mx" in aqui.dice(".campo__error")
    aqui.llenar("Cambiar correo", correo="a@b.mx\r\nBcc: c@d.mx", clave=CONTRASENA, estado=422)
    aqui.llenar("Cambiar correo", correo="nueva@ejemplo.mx", clave="Otra-2026x", estado=422)
    assert asuntos(ana.app, "nueva@ejemplo.mx") == asuntos(ana.app, ana.correo) == []


def test_cada_quien_ve_y_cierra_sus_sesiones(ana: Alumna, beto: Alumna) -> None:
    chrome = {
        "HTTP_USER_AGENT": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36"
    }
    alla = Cliente(ana.app)
    alla._http.environ_base |= chrome
    alla.ingresar(ana.boleta)
    tercera, ajena = ana.entrar(), beto.entrar()
    aqui = ana.entrar().ver("/cuenta")
    assert aqui.dice("tbody th") == "Otro navegador Otro navegador Chrome en Windows"
    assert aqui.dice("tbody tr:first-child td:last-child") == "es esta"
    de_beto = ajena.ver("/cuenta").hay("tbody tr")
    assert de_beto == 1
    aqui.llenar("Cerrar", dentro="tbody tr:last-child")
    assert alla.crudo("GET", "/tramite").status_code == 303
    aqui.llenar("Cerrar las demás")
    assert tercera.crudo("GET", "/tramite").status_code == 303
    assert aqui.hay("tbody tr") == 1
    ajena.ver("/tramite")
    with ana.app.app_context():
        actos = db.session.execute(select(Acto.por_id, Acto.detalle).where(Acto.accion == "sesiones")).all()
    assert actos == [(ana.id, {"cuantas": 1}), (ana.id, {"cuantas": 1})]


def test_la_sesion_de_otro_no_existe(ana: Alumna, beto: Alumna) -> None:
    ajena = beto.entrar()
    aqui = ana.entrar()
    for sesion in range(1, 4):
        if sesion != 2:
            aqui.enviar(f"/cuenta/sesiones/{sesion}/fin", estado=404)
    ajena.ver("/tramite")
