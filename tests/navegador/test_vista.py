"""«¿Se lee?» in a real browser: page 1 comes by itself after a delivery, and on the phone of who reviews it."""

from playwright.sync_api import expect

from tests import pdfs
from tests.corpus import dudosos
from tests.elenco import Alumna
from tests.navegador.casa import Casa
from tests.navegador.persona import Entrar
from tests.navegador.test_accesibilidad import _en_cada_ancho


def _alumna(casa: Casa, numero: int) -> Alumna:
    return Alumna.registrar(casa.app, "Vera", boleta=f"202691000{numero}", prestatario="ESCA UST")


def test_la_primera_pagina_llega_sola_al_acuse(entrar: Entrar, casa: Casa) -> None:
    vera = _alumna(casa, 1)
    vera.entregar("expediente", pdfs.escaneado())
    ella = entrar(vera.boleta, ruta=f"/entregas/{vera.documento('expediente').entrega_id}/acuse")
    imagen = ella.pagina.get_by_role("img", name="Primera página de Expediente")
    expect(imagen).to_be_visible()
    expect(imagen).to_have_js_property("naturalWidth", 720)
    expect(ella.pagina.get_by_role("alert")).to_contain_text("muy baja resolución")
    assert _en_cada_ancho(ella) == []


def test_en_el_telefono_de_quien_revisa_hay_imagen_y_enlace(entrar: Entrar, casa: Casa) -> None:
    """What was noted, too, is within the screen."""
    vera, otra = _alumna(casa, 2), _alumna(casa, 3)
    for alumna in (vera, otra):
        alumna.entregar("expediente", dudosos.de_todo())
    martha = entrar("martha", ancho=390, ruta=f"/expedientes?q={vera.boleta}")
    expect(martha.pagina.get_by_text(f"Mismo archivo que {otra.boleta}")).to_be_visible()
    expect(martha.pagina.get_by_text("adjuntos")).to_be_visible()
    assert _en_cada_ancho(martha) == []
    martha.pagina.get_by_role("link", name="Leer y decidir").click()
    expect(martha.pagina.get_by_role("img", name="Primera página de Expediente")).to_be_visible()
    expect(martha.pagina.get_by_role("link", name="Abrir el PDF")).to_be_visible()
    assert _en_cada_ancho(martha) == []


def test_sin_javascript_el_acuse_lleva_a_la_imagen(entrar: Entrar, casa: Casa) -> None:
    vera = _alumna(casa, 4)
    ruta = f"/entregas/{vera.documento('expediente').entrega_id}/acuse"
    ella = entrar(vera.boleta, javascript=False, ruta=ruta)
    ella.pagina.get_by_role("link", name="¿Se lee?").click()
    expect(ella.pagina.get_by_role("img")).to_be_visible()
