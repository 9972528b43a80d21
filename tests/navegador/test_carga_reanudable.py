"""A large file on its way from a real browser: killed servers, reloads, pauses, nothing left behind (R6, R7, A6)."""

import hashlib
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Locator, Request, expect

from tests.elenco import PDF, Alumna
from tests.navegador.casa import Casa
from tests.navegador.gestos import escribir_contrasena, llenar_registro, pdf, renglon
from tests.navegador.persona import PACIENCIA, Entrar, Persona
from tests.pdfs import a_mano

MB = 1024**2
RITMO = 6 * MB  # bytes a second: a loaded machine has seconds to cut before all has gone
_GUARDADO = "() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
_DE_INMEDIATO = """document.addEventListener("change", ({ target: { form } }) =>
  form.requestSubmit(form.querySelector("button:not([type=button])")))"""
DE_HTMX = "htmx-current-path-for-history"


@pytest.fixture(scope="module")
def grande(tmp_path_factory: pytest.TempPathFactory) -> Path:
    ruta = tmp_path_factory.mktemp("grande") / "expediente de Inés.pdf"
    ruta.write_bytes(_de_ruido(60 * MB))
    return ruta


def _de_ruido(largo: int) -> bytes:
    """A PDF whose parts are all different."""
    hoja = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>"
    ruido = b"<</Length %d>>\nstream\n%b\nendstream" % (largo, os.urandom(largo))
    return a_mano([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", hoja, ruido])


@pytest.fixture
def caediza(molde: Path, tmp_path: Path) -> Iterator[Casa]:
    """A house whose server may be killed."""
    casa = Casa.abrir(molde, tmp_path)
    yield casa
    casa.cerrar()


def test_sigue_donde_iba_aunque_maten_al_servidor(entrar: Entrar, caediza: Casa, grande: Path) -> None:
    ana = Alumna.registrar(caediza.app, "Ana", boleta="2021350001", prestatario="ESCA UST").numerada()
    persona = entrar(ana.boleta, en=caediza, admite=(0, 423))
    partes, red = _partes(persona), Red(persona)
    fila = renglon(persona, "Reporte 1")
    fila.get_by_label("CARGAR ARCHIVO").set_input_files(grande)
    fila.get_by_role("button", name="Enviar Reporte 1").click()
    expect(fila.get_by_role("button", name="Se enviará al terminar")).to_be_visible()
    _hasta(fila, 0.25)
    caediza.caer()
    red.suelta()
    expect(fila.get_by_text("No hay conexión con el sistema; seguimos intentando")).to_be_visible()
    caediza.servir()
    expect(persona.pagina.get_by_role("heading", name="Acuse de entrega")).to_be_visible()
    expect(persona.pagina.get_by_text(hashlib.sha256(grande.read_bytes()).hexdigest())).to_be_visible()
    assert partes[0] == 0
    assert partes[-1] > 6 * MB
    assert set(persona.pagina.evaluate(_GUARDADO)) <= {DE_HTMX}


def test_el_registro_sigue_tras_recargar_y_no_se_pierde_por_otro_campo(
    entrar: Entrar, caediza: Casa, grande: Path
) -> None:
    ines = entrar(en=caediza, admite=(422, 423))
    partes, red = _partes(ines), Red(ines)
    fechas = {"inicio": date(2026, 10, 1), "termino": date(2027, 6, 1)}
    llenar_registro(ines, nombre="Inés", boleta="2026350001", prestatario="ESCA UST", **fechas)
    ines.pagina.get_by_label("CARGAR ARCHIVO").set_input_files(grande)
    _hasta(ines.pagina.locator("main"), 0.25)
    ines.pagina.goto("/")
    red.suelta()
    llenar_registro(ines, nombre="Inés", boleta="2026350001", prestatario="ESCA UST", **fechas)
    expect(ines.pagina.locator(".carga__cifras")).to_contain_text("Quedó a medias expediente de Inés.pdf")
    ines.pagina.get_by_label("CARGAR ARCHIVO").set_input_files(grande)
    ines.pagina.get_by_label("correo electrónico").fill("sin arroba")
    ines.boton("REGISTRAR")
    expect(ines.pagina.get_by_role("alert")).to_contain_text("Tu archivo ya llegó")
    assert partes[0] == 0
    assert partes[-1] > 6 * MB
    ines.pagina.get_by_label("correo electrónico").fill("ines@alumno.ipn.mx")
    escribir_contrasena(ines)
    ines.boton("REGISTRAR")
    expect(ines.pagina.get_by_role("heading", name="Acuse de registro")).to_be_visible()
    expect(ines.pagina.get_by_text(hashlib.sha256(grande.read_bytes()).hexdigest())).to_be_visible()
    assert set(ines.pagina.evaluate(_GUARDADO)) <= {DE_HTMX}


def test_se_pausa_se_continua_y_se_cancela(entrar: Entrar, caediza: Casa, grande: Path, tmp_path: Path) -> None:
    nadie = entrar(en=caediza, ruta="/registro")
    partes, _ = _partes(nadie), Red(nadie)
    campo = nadie.pagina.get_by_label("CARGAR ARCHIVO")
    no_es = tmp_path / "foto.pdf"
    no_es.write_bytes(b"\x89PNG" + bytes(MB))
    campo.set_input_files(no_es)
    expect(nadie.pagina.locator("#archivo-falta")).to_contain_text("El archivo no es un PDF")
    nadie.boton("REGISTRAR")
    expect(campo).to_be_focused()
    campo.set_input_files(grande)
    lugar = nadie.pagina.get_by_role("group", name="Envío de expediente de Inés.pdf")
    _hasta(lugar, 0.2)
    lugar.get_by_role("button", name="Pausar").click()
    expect(lugar).to_contain_text("En pausa")
    detenido = _avance(lugar)
    nadie.pagina.wait_for_timeout(500)
    assert _avance(lugar) == detenido
    lugar.get_by_role("button", name="Continuar").click()
    expect(lugar).to_contain_text("faltan")
    assert len(partes) == 2
    assert partes[1] > 4 * MB
    lugar.get_by_role("button", name="Cancelar").click()
    expect(lugar).to_be_hidden()
    _se_vacia(nadie, caediza.carpeta / "uploads")


def test_lo_que_se_envia_en_cuanto_se_elige_se_envia(entrar: Entrar, casa: Casa) -> None:
    """Before its first bytes were looked at."""
    alumna = Alumna.registrar(casa.app, "Zoe", boleta="2026350002", prestatario="ESCA UST").numerada()
    zoe = entrar(alumna.boleta)
    zoe.pagina.evaluate(_DE_INMEDIATO)
    zoe.pagina.get_by_label("CARGAR ARCHIVO").set_input_files(pdf(PDF))
    expect(zoe.pagina.get_by_role("heading", name="Acuse de entrega")).to_be_visible()


def test_lo_que_se_elige_antes_de_saber_que_quedo_a_medias_se_envia(entrar: Entrar, casa: Casa) -> None:
    """On a slow network the page asks for it meanwhile."""
    alumna = Alumna.registrar(casa.app, "Zita", boleta="2026350003", prestatario="ESCA UST").numerada()
    zita, preguntas = entrar(alumna.boleta, ruta=None), []
    zita.pagina.route("**/subidas", lambda ruta: preguntas.append(ruta) if not preguntas else ruta.continue_())
    with zita.pagina.expect_request("**/subidas"):
        zita.pagina.goto("/tramite")
    zita.pagina.evaluate(_DE_INMEDIATO)
    with zita.pagina.expect_response("**/subidas?*"):
        zita.pagina.get_by_label("CARGAR ARCHIVO").set_input_files(pdf(_de_ruido(MB)))
    preguntas[0].continue_()
    expect(zita.pagina.get_by_role("heading", name="Acuse de entrega")).to_be_visible()


class Red:
    """A person's network, of that pace until it is let go."""

    def __init__(self, persona: Persona) -> None:
        self._sesion = persona.contexto.new_cdp_session(persona.pagina)
        self._sesion.send("Network.enable")
        self._sube(RITMO)

    def suelta(self) -> None:
        self._sube(-1)

    def _sube(self, ritmo: int) -> None:
        condiciones = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": ritmo}
        self._sesion.send("Network.emulateNetworkConditions", condiciones)


def _partes(persona: Persona) -> list[int]:
    """Where each part of an upload begins, as it is sent."""
    partes: list[int] = []

    def anotar(peticion: Request) -> None:
        if peticion.method == "PATCH":
            partes.append(int(peticion.headers["upload-offset"]))

    persona.pagina.on("request", anotar)
    return partes


def _avance(lugar: Locator) -> float:
    return lugar.locator("progress").evaluate("(barra) => barra.position")


def _hasta(lugar: Locator, parte: float) -> None:
    limite = monotonic() + PACIENCIA / 1000
    while _avance(lugar) < parte:
        assert monotonic() < limite, f"the bar stays at {_avance(lugar)}"
        lugar.page.wait_for_timeout(50)


def _se_vacia(persona: Persona, uploads: Path) -> None:
    """The browser asks for it and the server does it, each in its time."""
    limite = monotonic() + PACIENCIA / 1000
    while quedan := list(uploads.rglob("*-*")):
        assert monotonic() < limite, quedan
        persona.pagina.wait_for_timeout(50)
