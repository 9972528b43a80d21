"""What travels: a first visit, and one flip (QUALITY «Hands and eyes»)."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Request, expect

from tests.elenco import Alumna
from tests.navegador.casa import Casa
from tests.navegador.escuela import Escuela
from tests.navegador.gestos import aceptar, fila
from tests.navegador.persona import Entrar, Persona

KB = 1024


@pytest.mark.parametrize(
    ("quien", "ruta"),
    [
        ("", "/"),
        ("", "/registro"),
        ("alumna", "/tramite"),
        ("martha", "/expedientes"),
        ("rosa", "/reportes"),
        ("teo", "/constancias?situacion=con-constancia"),
    ],
)
def test_la_primera_visita_pesa_menos_de_150_kb(entrar: Entrar, escuela: Escuela, quien: str, ruta: str) -> None:
    usuario = escuela.en_servicio.boleta if quien == "alumna" else quien
    persona = entrar(usuario, ruta=None)
    with _lo_que_viaja(persona) as peticiones:
        persona.pagina.goto(ruta)
    assert _bajado(peticiones) <= 150 * KB


def test_un_dictamen_es_una_peticion_de_menos_de_4_kb(entrar: Entrar, casa: Casa) -> None:
    """There and back (QUALITY), the first one too: no picture is fetched for the new estatus."""
    vera = Alumna.registrar(casa.app, "Vera", boleta="2025900001", prestatario="ESCA UST")
    martha = entrar("martha", ruta=f"/expedientes?q={vera.boleta}")
    martha.pagina.wait_for_load_state("networkidle")
    with _lo_que_viaja(martha) as peticiones:
        aceptar(fila(martha, vera.boleta))
        expect(fila(martha, vera.boleta).locator(".estatus")).to_have_text("ACEPTADO")
    assert len(peticiones) == 1, peticiones
    assert _bajado(peticiones) <= KB * 3 // 2
    assert _subido(peticiones) + _bajado(peticiones) <= 4 * KB


@contextmanager
def _lo_que_viaja(persona: Persona) -> Iterator[list[Request]]:
    """What the page asks for until it is quiet, each to its end."""
    peticiones: list[Request] = []
    persona.pagina.on("request", lambda peticion: peticiones.append(peticion))
    yield peticiones
    persona.pagina.wait_for_load_state("networkidle")
    for peticion in peticiones:
        respuesta = peticion.response()
        assert respuesta, peticion
        respuesta.finished()


def _bajado(peticiones: list[Request]) -> int:
    """What the browser's own tools call transferred: the answers, compressed, with their headers."""
    pesos = [peticion.sizes() for peticion in peticiones]
    return sum(peso["responseBodySize"] + peso["responseHeadersSize"] for peso in pesos)


def _subido(peticiones: list[Request]) -> int:
    pesos = [peticion.sizes() for peticion in peticiones]
    return sum(peso["requestBodySize"] + peso["requestHeadersSize"] for peso in pesos)
