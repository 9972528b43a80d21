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
    with _lo_que_viaja(persona) as pesos:
        persona.pagina.goto(ruta, wait_until="networkidle")
    assert _bajado(pesos) <= 150 * KB, pesos


def test_un_dictamen_viaja_en_una_peticion_de_menos_de_4_kb(entrar: Entrar, casa: Casa) -> None:
    vera = Alumna.registrar(casa.app, "Vera", boleta="2025900001", prestatario="ESCA UST")
    martha = entrar("martha")
    martha.pagina.goto(f"/expedientes?q={vera.boleta}", wait_until="networkidle")
    with _lo_que_viaja(martha) as pesos:
        aceptar(fila(martha, vera.boleta))
        expect(fila(martha, vera.boleta).locator(".estatus")).to_have_text("ACEPTADO")
        martha.pagina.wait_for_load_state("networkidle")
    assert len(pesos) == 1, pesos
    assert sum(sum(peso.values()) for peso in pesos.values()) <= 4 * KB, pesos


@contextmanager
def _lo_que_viaja(persona: Persona) -> Iterator[dict[str, dict[str, int]]]:
    """Bytes of each request and its answer, compressed as they went, by address."""
    peticiones: list[Request] = []
    persona.pagina.on("requestfinished", lambda peticion: peticiones.append(peticion))
    pesos: dict[str, dict[str, int]] = {}
    yield pesos
    pesos |= {
        peticion.url: {parte: int(bytes_) for parte, bytes_ in peticion.sizes().items()} for peticion in peticiones
    }


def _bajado(pesos: dict[str, dict[str, int]]) -> int:
    """What the browser's own tools call transferred: the answers, with their headers."""
    return sum(peso["responseBodySize"] + peso["responseHeadersSize"] for peso in pesos.values())
