"""Staff accounts kept by administración (REQUIREMENTS X3)."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from sisr.bitacora.model import Acto
from sisr.cuentas.model import Funcion, Usuario
from sisr.db import db
from tests.cliente import Cliente
from tests.cuentas.cartas import asuntos, enlace
from tests.elenco import Alumna

LUPITA: dict[str, Any] = {
    "usuario": "Lupita.R",
    "nombre": "Lupita",
    "correo": "lupita@ipn.mx",
    "funciones": ["expedientes"],
}
ADMINISTRA: dict[str, Any] = {"funciones": ["administracion"]}
NUEVA = "Ñandú-2027"
LUGAR = "/administracion/personal"


@pytest.fixture
def elena(como: Callable[[str], Cliente]) -> Cliente:
    return como("elena").seguir("Personal")


def cuenta(app: Flask, clave: str) -> Usuario:
    with app.app_context():
        return db.session.scalars(select(Usuario).where(Usuario.clave == clave)).one()


def actos(app: Flask) -> list[Any]:
    with app.app_context():
        return [
            (acto.accion, acto.detalle)
            for acto in db.session.scalars(select(Acto).order_by(Acto.id))
            if acto.accion not in {"ingreso", "salida"}
        ]


def test_de_la_invitacion_a_trabajar(app: Flask, elena: Cliente) -> None:
    app.config["MAIL_SERVER"] = "127.0.0.1"
    elena.llenar("Invitar", **LUPITA)
    assert elena.dice(".aviso--exito") == "Enviamos la invitación a Lupita. Sirve siete días."
    assert "invitada, no ha entrado" in elena.dice("tbody")
    assert asuntos(app, "lupita@ipn.mx") == ["Te abrieron una cuenta en SISR: elige tu contraseña"]
    Cliente(app).ver("/").llenar("Ingresar", usuario="lupita.r", contrasena="Clave-2026", estado=422)
    lupita = Cliente(app).ver(enlace(app, "lupita@ipn.mx"))
    assert lupita.dice("h1") == "Elige tu contraseña"
    lupita.llenar("Guardar contraseña", contrasena=NUEVA, confirmacion=NUEVA)
    lupita.llenar("Ingresar", usuario="lupita.r", contrasena=NUEVA)
    assert (lupita.dice("h1"), lupita.dice(".barra__menu")) == ("Lupita", "Inicio Expedientes Estadísticas")
    nueva = cuenta(app, "lupita.r").id
    assert actos(app) == [
        ("personal", {"usuario": nueva}),
        ("invitacion", {"usuario": nueva}),
        ("fallido", {"cuenta": nueva}),
        ("contrasena", {}),
    ]


def test_sin_servidor_de_correo_el_enlace_se_entrega_en_mano(app: Flask, elena: Cliente) -> None:
    elena.llenar("Invitar", **LUPITA)
    dicho = elena.dice(".aviso code")
    assert dicho == app.config["BASE_URL"] + enlace(app, "lupita@ipn.mx")
    assert dicho not in elena.ver(LUGAR).respuesta.text
    otro = elena.llenar("Invitar otra vez").dice(".aviso code")
    Cliente(app).ver(dicho.removeprefix(app.config["BASE_URL"]), estado=410)
    Cliente(app).ver(otro.removeprefix(app.config["BASE_URL"]))


@pytest.mark.parametrize(
    ("campos", "dicho"),
    [
        ({"usuario": ""}, "Escribe el usuario con que se entra."),
        ({"usuario": "lupita ramos"}, "El usuario lleva letras sin acento, números, puntos o guiones, como martha.q"),
        ({"usuario": "2021350009"}, "Ese usuario parece una boleta: elige otro, para no quitársela a un alumno."),
        ({"usuario": "MARTHA"}, "El usuario «martha» ya existe: elige otro."),
        ({"correo": "lupita"}, "Revisa el correo electrónico: debe ser como nombre@ejemplo.mx."),
        ({"nombre": " "}, "Escribe el nombre con que se firma."),
    ],
)
def test_lo_que_esta_mal_se_dice_y_no_se_pierde_nada(
    app: Flask, elena: Cliente, campos: dict[str, Any], dicho: str
) -> None:
    estado = 409 if campos.get("usuario") == "MARTHA" else 422
    elena.llenar("Invitar", estado=estado, **(LUPITA | campos))
    assert elena.dice(".campo__error") == dicho
    assert elena.hay("#invitar ~ form [value=expedientes][checked]") == 1
    assert actos(app) == []


def test_cambiar_las_funciones_cierra_sus_sesiones(app: Flask, elena: Cliente) -> None:
    martha = Cliente(app).ingresar("martha")
    ruta = f"{LUGAR}/{cuenta(app, 'martha').id}/funciones"
    elena.enviar(ruta, {"funciones": ["reportes", "terminos"]})
    assert cuenta(app, "martha").funciones == {Funcion.REPORTES, Funcion.TERMINOS}
    assert martha.crudo("GET", "/expedientes").headers["Location"] == "/?siguiente=/expedientes"
    assert "Expedientes" not in Cliente(app).ingresar("martha").dice(".barra__menu")
    elena.enviar(ruta, {"funciones": ["todo"]}, estado=422)


def test_una_cuenta_cerrada_no_entra_y_una_abierta_otra_vez_si(app: Flask, elena: Cliente) -> None:
    rosa, suya = Cliente(app).ingresar("rosa"), cuenta(app, "rosa").id
    Cliente(app).ver("/contrasena").llenar("Enviar enlace", usuario="rosa")
    elena.enviar(f"{LUGAR}/{suya}/cierre")
    assert rosa.crudo("GET", "/inicio").status_code == 303
    Cliente(app).ver("/").llenar("Ingresar", usuario="rosa", contrasena="Clave-2026", estado=422)
    elena.enviar(f"{LUGAR}/{suya}/apertura")
    Cliente(app).ver(enlace(app, "rosa@ipn.mx"), estado=410)  # what was sent before does not open it
    assert rosa.crudo("GET", "/inicio").status_code == 303
    Cliente(app).ingresar("rosa").ver("/reportes")


def test_siempre_queda_alguien_en_administracion(app: Flask, elena: Cliente) -> None:
    suya = cuenta(app, "elena").id
    elena.llenar("Invitar", **LUPITA | ADMINISTRA)  # who has not entered cannot help
    for ruta in ("cierre", "funciones"):
        elena.enviar(f"{LUGAR}/{suya}/{ruta}", {"funciones": ["reportes"]}, estado=409)
        assert elena.dice(".aviso--error").startswith("Es la única cuenta de Administración")
    assert (cuenta(app, "elena").funciones, cuenta(app, "elena").activo) == ({Funcion.ADMINISTRACION}, True)
    elena.enviar(f"{LUGAR}/{cuenta(app, 'martha').id}/funciones", {"funciones": ["administracion"]})
    elena.enviar(f"{LUGAR}/{suya}/cierre", estado=303)
    elena.ver(LUGAR, estado=303)  # she closed her own: it was her last act
    Cliente(app).ingresar("martha").ver(LUGAR)


def test_un_alumno_no_es_del_personal(app: Flask, ana: Alumna, elena: Cliente) -> None:
    for verbo in ("funciones", "cierre", "apertura", "invitacion"):
        elena.enviar(f"{LUGAR}/{ana.id}/{verbo}", {"funciones": ["administracion"]}, estado=404)
    assert (cuenta(app, ana.boleta).es_alumno, cuenta(app, ana.boleta).funciones) == (True, frozenset())
