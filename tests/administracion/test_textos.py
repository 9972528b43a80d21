"""The texts of the mails, edited with a preview and refused when they cannot be used (REQUIREMENTS X2)."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select

from sisr.correo.model import TextoPropio
from sisr.correo.plantillas import PLANTILLAS, ensayar
from sisr.correo.textos import original
from sisr.cuentas.model import Usuario
from sisr.db import db, escritura
from sisr.reloj import ahora
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import correos
from tests.pagina import elegir, texto

RUTA = "/administracion/correos/expediente_aceptado"
NUEVO = "¡Aceptado!\nHola, {{ alumno.nombre }}:\n\nTu expediente cumple. Ya puedes ingresar a {{ siglas }}."
QUEDA = ("¡Aceptado!", "Hola, Quezada Flores Ana:\n\nTu expediente cumple. Ya puedes ingresar a ESCA UST.\n")


@pytest.fixture
def elena(app: Flask) -> Cliente:
    return Cliente(app).ingresar("elena")


def propios(app: Flask) -> dict[str, str]:
    with app.app_context():
        return {fila.plantilla: fila.texto for fila in db.session.scalars(select(TextoPropio))}


def cartas(cliente: Cliente) -> list[str]:
    return [texto(carta) for carta in elegir(cliente.pagina, ".carta h3")]


def guardar(elena: Cliente, escrito: str, *, hacer: str = "guardar", ruta: str = RUTA, **resto: Any) -> Cliente:
    return elena.enviar(ruta, {"texto": escrito, "hacer": hacer}, **resto)


def test_los_textos_de_la_casa_pasan_el_examen(app: Flask) -> None:
    with app.app_context():
        casos = {clave: ensayar(clave, original(clave), siglas="ESCA UST") for clave in PLANTILLAS}
    assert {clave: len(caso) for clave, caso in casos.items()} == {
        clave: len(plantilla.muestras) for clave, plantilla in PLANTILLAS.items()
    }


def test_ver_como_queda_no_cambia_nada(app: Flask, elena: Cliente) -> None:
    assert cartas(elena.ver(RUTA)) == ["Tu expediente fue ACEPTADO: espera tu número de registro"]
    assert cartas(guardar(elena, NUEVO, hacer="ver")) == ["¡Aceptado!"]
    assert elena.dice("textarea") == " ".join(NUEVO.split())
    assert propios(app) == {}


def test_el_texto_guardado_es_el_que_recibe_el_alumno(elena: Cliente, ana: Alumna) -> None:
    guardar(elena, NUEVO.replace("\n", "\r\n"))
    assert elena.dice(".aviso--exito") == "Guardado. Los correos que salgan desde ahora llevan este texto."
    assert propios(ana.app) == {"expediente_aceptado": NUEVO}
    assert "Elena" in elena.ver("/administracion/correos").dice("tbody")
    ana.aceptada("expediente")
    (correo,) = correos(ana)
    assert (correo.asunto, correo.texto) == QUEDA


def test_se_vuelve_al_original(elena: Cliente, ana: Alumna) -> None:
    guardar(elena, NUEVO)
    elena.ver(RUTA).llenar("Volver al texto original")
    assert (propios(ana.app), elena.dice(".aviso--exito")) == ({}, "Volvió el texto original.")
    ana.aceptada("expediente")
    (correo,) = correos(ana)
    assert correo.asunto == "Tu expediente fue ACEPTADO: espera tu número de registro"


@pytest.mark.parametrize(
    ("escrito", "dicho"),
    [
        ("", "Escribe el asunto y, debajo, el texto del correo."),
        ("Solo asunto", "Falta el texto del correo, debajo del asunto."),
        ("x" * 151 + "\nHola", "La primera línea es el asunto: escribe de 1 a 150 caracteres."),
        ("Hola\n" + "x" * 5000, "El texto va hasta 5000 caracteres."),
        ("Hola\n{{ alumno.nombre", "Así no se puede escribir el correo: revisa las llaves de la línea 2"),
        ("Hola\n{{ alumno.contrasena }}", "Así no se puede escribir el correo: revisa los nombres"),
        ("Hola\n{{ config }}", "Así no se puede escribir el correo: revisa los nombres"),
        ("Hola\n{{ alumno.nombre|fecha }}", "Así no se puede escribir el correo: revisa los nombres"),
        ("Hola\n{% for i in 'aa' %}x{% endfor %}", "Línea 2: entre llaves solo van los valores de la lista"),
        ("Hola\n{{ 'x' * 999999999 }}", "Línea 2: entre llaves solo van los valores de la lista"),
        ("Hola\n{{ alumno.nombre.upper() }}", "Línea 2: entre llaves solo van los valores de la lista"),
        ("Hola\n{{ ''.__class__ }}", "Así no se puede escribir el correo: revisa los nombres"),
        ("Hola\n{{ siglas|center(99999999) }}", "Línea 2: entre llaves solo van los valores de la lista"),
        ("Hola\n{% include 'base.html' %}", "Línea 2: entre llaves solo van los valores de la lista"),
    ],
)
def test_un_texto_que_no_se_puede_usar_se_rechaza_y_no_se_pierde(
    app: Flask, elena: Cliente, escrito: str, dicho: str
) -> None:
    guardar(elena, escrito, estado=422)
    assert elena.dice(".campo__error").startswith(dicho)
    assert elena.dice("textarea") == " ".join(escrito.split())
    assert propios(app) == {}


def test_un_rechazo_sin_motivo_no_se_guarda(app: Flask, elena: Cliente) -> None:
    ruta = "/administracion/correos/documento_rechazado"
    guardar(elena, "RECHAZADO\nCorrige. Atentamente: {{ firma }}", ruta=ruta, estado=422)
    assert elena.dice(".campo__error") == "Falta {{ motivo }}: sin él, el correo no dice lo que debe."
    guardar(
        elena,
        "RECHAZADO\n{% if paso.femenino %}\nCorrige: {{ motivo }} {{ firma }}\n{% endif %}\nx",
        ruta=ruta,
        estado=422,
    )
    assert propios(app) == {}


def test_un_texto_que_dejo_de_servir_no_detiene_una_decision(ana: Alumna) -> None:
    """A row that no screen wrote: the text of the house goes out."""
    with ana.app.app_context(), escritura() as conexion:
        elena = conexion.scalar(select(Usuario.id).where(Usuario.clave == "elena"))
        malo = {
            "plantilla": "expediente_aceptado",
            "texto": "Hola\n{{ nada }}",
            "por_id": elena,
            "escrito_en": ahora(),
        }
        conexion.execute(insert(TextoPropio).values(malo))
    ana.aceptada("expediente")
    (correo,) = correos(ana)
    assert correo.asunto == "Tu expediente fue ACEPTADO: espera tu número de registro"


def test_un_correo_que_no_se_edita_no_se_encuentra(elena: Cliente) -> None:
    elena.ver("/administracion/correos/contrasena_enlace", estado=404)
    elena.enviar("/administracion/correos/contrasena_enlace", {"texto": "x\ny"}, estado=404)
    elena.enviar("/administracion/correos/contrasena_enlace/original", estado=404)
