"""Listas de emisión: generated from a selection, all or none; moved and taken off by the card (T1–T3, A9)."""

from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from sisr.bitacora.model import Acto
from sisr.catalogos.model import Prestatario
from sisr.db import db, escritura
from sisr.emision.model import ListaEmision
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import aceptado, completa, correos, enlistada, poblar
from tests.mesa.test_a_la_vez import a_la_vez, enviar
from tests.pagina import elegir

SOLICITADA = (
    "La solicitud de tu constancia de liberación de Servicio Social ha sido enviada a través de la relación {},"
    " y deberás esperar de 40 a 45 días hábiles para recibir la notificación de tu documento para descarga\n"
)


@pytest.fixture
def teo(app: Flask) -> Cliente:
    return Cliente(app).ingresar("teo")


def listas(app: Flask) -> dict[int, int]:
    """How many students each list has."""
    with app.app_context():
        numeros = db.session.scalars(select(ListaEmision.numero).order_by(ListaEmision.numero)).all()
        tabla = db.metadata.tables["alumno"].c.lista_emision
        suyas = db.session.scalars(select(tabla)).all()
        return {numero: suyas.count(numero) for numero in numeros}


def lista_de(alumna: Alumna) -> int | None:
    return alumna.avance.alumno.lista_emision


def mandado(alumna: Alumna) -> tuple[str, str]:
    """The last mail to her, without whom it greets."""
    correo = correos(alumna)[-1]
    return correo.asunto, correo.texto.partition(":\n\n")[2]


def test_la_lista_se_genera_con_los_completos(teo: Cliente, ana: Alumna, beto: Alumna) -> None:
    completa(ana)
    completa(beto)
    teo.ver("/constancias")
    assert elegir(teo.pagina, "#numero")[0].get("value") == "1"
    with time_machine.travel("2026-10-26T18:00:00+00:00", tick=False):
        de_octubre = Cliente(ana.app).ingresar("teo").ver("/constancias").llenar("Generar lista de emisión")
    assert de_octubre.dice(".aviso--exito") == "Se generó la lista de emisión 1 y se avisó a cada alumno por correo."
    assert de_octubre.dice(".titulo p") == (
        "26/10/2026 · 2 alumnos · constancias esperadas entre el 22/12/2026 y el 30/12/2026"
    )
    assert de_octubre.dice("tbody th") == "Quezada Flores Ana Quezada Flores Beto"
    assert [lista_de(alumna) for alumna in (ana, beto)] == [1, 1]
    for alumna in (ana, beto):
        assert mandado(alumna) == ("Tu constancia fue solicitada en la relación 1", SOLICITADA.format(1))
        assert len(correos(alumna)) == 1
    assert teo.ver("/constancias").dice(".vacio") == "No hay alumnos con todo ACEPTADO que esperen lista."


def test_la_siguiente_propone_el_siguiente_numero(teo: Cliente, ana: Alumna, beto: Alumna) -> None:
    enlistada(ana, 68)
    completa(beto)
    assert elegir(teo.ver("/constancias").pagina, "#numero")[0].get("value") == "69"
    teo.llenar("Generar lista de emisión", numero="15")
    assert listas(ana.app) == {15: 1, 68: 1}


def test_un_numero_mal_escrito_se_dice(teo: Cliente, ana: Alumna) -> None:
    completa(ana)
    rango = "El número de lista va de 1 a 999999."
    dichos = {"": "Escribe el número de la lista.", "0": rango, "1000000": rango}
    for numero, dicho in (dichos | {"uno": f"Escribe un número entero. {rango}"}).items():
        teo.ver("/constancias").llenar("Generar lista de emisión", numero=numero, estado=422)
        assert teo.dice(".aviso--error") == dicho
    assert listas(ana.app) == {}


def test_sin_elegir_a_nadie_no_hay_lista(teo: Cliente, ana: Alumna) -> None:
    for alumnos in ([], ["999999"]):
        teo.enviar("/listas", {"numero": 1, "alumnos": alumnos}, estado=409)
        assert teo.dice(".aviso--error") == "Elige al menos a un alumno para la lista."
    for alumnos in ("x", "9" * 30, "-1"):
        teo.enviar("/listas", {"numero": 1, "alumnos": alumnos}, estado=422)
    assert listas(ana.app) == {}


def test_una_lista_dos_veces_al_mismo_instante(app: Flask) -> None:
    personas = [Cliente(app).ingresar(quien) for quien in ("teo", "marta2")]
    for numero in range(1, 6):
        alumna = completa(poblar(app, 1, desde=numero, prestatario="Cruz Roja")[0])
        actos = [enviar(persona, "/listas", numero=numero, alumnos=alumna.id) for persona in personas]
        respuestas = a_la_vez(*actos)
        assert sorted(codigo for codigo, _ in respuestas) == [303, 409]
        assert (lista_de(alumna), len(correos(alumna))) == (numero, 1)
        dicho = next(dicho for codigo, dicho in respuestas if codigo == 409)
        assert f"La lista {numero} ya existe: usa el número que se propone ahora." in dicho


def test_el_numero_de_la_tarjeta_pone_mueve_y_quita(teo: Cliente, beto: Alumna) -> None:
    completa(beto)
    dentro = f"#tarjeta-{beto.id}"
    teo.ver("/constancias").llenar("Guardar", dentro=dentro, htmx=True, numero="15")
    assert teo.respuesta.text.startswith("<article")
    assert "Lista 15" in teo.dice(dentro)
    assert mandado(beto) == ("Tu constancia fue solicitada en la relación 15", SOLICITADA.format(15))
    teo.llenar("Guardar", dentro=dentro, htmx=True, numero="16")
    assert mandado(beto) == (
        "Tu solicitud de constancia pasó a la relación 16",
        "La solicitud de tu constancia de liberación de Servicio Social pasó de la relación 15 a la relación 16.\n\n"
        + SOLICITADA.format(16),
    )
    teo.llenar("Guardar", dentro=dentro, htmx=True)
    teo.llenar("Guardar", dentro=dentro, htmx=True, numero="")
    assert mandado(beto) == (
        "Tu solicitud de constancia salió de la relación 16",
        "La solicitud de tu constancia de liberación de Servicio Social ya no está en la relación 16."
        " Te escribiremos cuando se envíe en otra; no tienes que hacer nada.\n",
    )
    assert (lista_de(beto), len(correos(beto))) == (None, 3)
    with beto.app.app_context():
        de_listas = select(Acto.accion, Acto.detalle).where(Acto.accion.in_(["lista", "retiro"])).order_by(Acto.id)
        assert [tuple(fila) for fila in db.session.execute(de_listas)] == [
            ("lista", {"lista": 15, "antes": None}),
            ("lista", {"lista": 16, "antes": 15}),
            ("retiro", {"lista": 16}),
        ]


def test_sin_htmx_se_vuelve_a_su_tarjeta(teo: Cliente, beto: Alumna) -> None:
    completa(beto)
    teo.ver("/constancias").llenar("Guardar", dentro=f"#tarjeta-{beto.id}", numero="15")
    assert teo.respuesta.request.full_path == f"/constancias?q={beto.boleta}&situacion=en-espera"
    assert "Lista 15" in teo.dice(f"#tarjeta-{beto.id}")


@pytest.mark.parametrize("htmx", [True, False])
def test_un_numero_malo_en_la_tarjeta_se_dice_en_ella(teo: Cliente, beto: Alumna, htmx: bool) -> None:
    completa(beto)
    teo.ver("/constancias").llenar("Guardar", dentro=f"#tarjeta-{beto.id}", htmx=htmx, numero="x", estado=422)
    assert teo.dice(f"#tarjeta-{beto.id} .aviso--error").startswith("Escribe un número entero.")
    assert lista_de(beto) is None


def test_una_tarjeta_vieja_no_encima_lo_de_otro(teo: Cliente, beto: Alumna) -> None:
    enlistada(beto, 15)
    teo.ver("/constancias?situacion=en-espera")
    Cliente(beto.app).ingresar("marta2").ver("/constancias?situacion=en-espera").llenar("Guardar", numero="16")
    teo.llenar("Guardar", dentro=f"#tarjeta-{beto.id}", htmx=True, numero="17", estado=409)
    assert teo.dice(".aviso--error") == "Alguien más cambió a este alumno hace un momento: así está ahora."
    assert elegir(teo.pagina, "[name=numero]")[0].get("value") == "16"
    assert lista_de(beto) == 16


@pytest.mark.parametrize("numero", ["16", ""])
def test_con_constancia_ya_no_se_mueve_ni_se_quita(teo: Cliente, beto: Alumna, numero: str) -> None:
    aceptado(enlistada(beto, 15), "constancia")
    antes = len(correos(beto))
    cuerpo = {"numero": numero, "version": beto.avance.alumno.version}
    teo.enviar(f"/alumnos/{beto.id}/lista", cuerpo, htmx=True, estado=409)
    assert teo.dice(".aviso--error") == "Ya tiene su constancia cargada: su lista de emisión no cambia."
    teo.enviar("/listas", {"numero": 20, "alumnos": beto.id}, estado=409)
    assert (lista_de(beto), listas(beto.app), len(correos(beto))) == (15, {15: 1}, antes)


def marcar(alumna: Alumna, *, con_reportes: bool) -> None:
    with alumna.app.app_context(), escritura() as conexion:
        suyo = Prestatario.id == alumna.avance.alumno.prestatario_id
        conexion.execute(update(Prestatario).where(suyo).values(con_reportes=con_reportes))


def pasos(alumna: Alumna) -> list[Any]:
    return [fila.get("id") for fila in elegir(alumna.entrar().pagina, ".tramite > li")]


def test_la_marca_del_prestatario_no_toca_a_quien_ya_esta_en_lista(ana: Alumna, beto: Alumna) -> None:
    enlistada(ana, 15)
    completa(beto)
    antes = pasos(ana)
    marcar(ana, con_reportes=False)
    marcar(beto, con_reportes=True)
    assert (pasos(ana), len(antes)) == (antes, 14)
    assert (len(pasos(beto)), beto.avance.completo) == (14, False)
    assert beto.documento("carta-termino").estatus == "ACEPTADO"
    teo = Cliente(ana.app).ingresar("teo").ver("/constancias")
    assert teo.hay("[name=alumnos]") == 0
    teo.ver("/constancias?situacion=en-espera").llenar("Guardar", numero="16")
    assert (lista_de(ana), pasos(ana)) == (16, antes)


def test_al_quitarlo_de_la_lista_tiene_el_menu_de_hoy(ana: Alumna) -> None:
    enlistada(ana, 15)
    marcar(ana, con_reportes=False)
    teo = Cliente(ana.app).ingresar("teo").ver("/constancias?situacion=en-espera")
    teo.llenar("Guardar", htmx=True, numero="")
    assert (len(pasos(ana)), ana.avance.completo) == (6, True)
