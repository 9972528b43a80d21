"""A PDF opened from the row is shown by the browser's own viewer, in a page of its own."""

from playwright.sync_api import Page, Request, expect

from tests.navegador.escuela import Escuela
from tests.navegador.gestos import fila, renglon
from tests.navegador.persona import Entrar, Persona


def test_el_pdf_del_renglon_se_lee_en_el_visor_y_no_se_descarga(entrar: Entrar, escuela: Escuela) -> None:
    martha = entrar("martha")
    martha.pagina.goto(f"/expedientes?q={escuela.en_espera.boleta}")
    suya = fila(martha, escuela.en_espera.boleta)
    with martha.contexto.expect_event("request", _es_el_visor), martha.contexto.expect_page() as abierta:
        suya.get_by_role("link", name="PDF").click()
    _no_descarga(martha, abierta.value)
    expect(suya).to_be_visible()


def test_la_alumna_lee_de_vuelta_lo_que_mando(entrar: Entrar, escuela: Escuela) -> None:
    aida = entrar(escuela.en_espera.boleta)
    with aida.pagina.expect_response("**/archivo") as respuesta:
        renglon(aida, "Estatus").get_by_role("link", name="Expediente").click()
    tipo, como = (respuesta.value.headers[nombre] for nombre in ("content-type", "content-disposition"))
    assert (tipo, como.split(";")[0]) == ("application/pdf", "inline")


def _es_el_visor(peticion: Request) -> bool:
    return peticion.url.startswith("chrome-extension://") and peticion.url.endswith("/index.html")


def _no_descarga(persona: Persona, pagina: Page) -> None:
    descargas: list[str] = []
    pagina.on("download", lambda descarga: descargas.append(descarga.url))
    pagina.wait_for_load_state("networkidle")
    assert descargas == []
