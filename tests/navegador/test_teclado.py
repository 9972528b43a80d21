"""The desk without a mouse: where the focus goes, and what a screen reader hears (QUALITY «Hands and eyes»)."""

from playwright.sync_api import Locator, expect

from tests.elenco import CONTRASENA, Alumna
from tests.navegador.casa import Casa
from tests.navegador.gestos import documento, fila
from tests.navegador.persona import Entrar, Persona

MOTIVO = "Falta la firma."


def test_martha_ingresa_rechaza_y_acepta_solo_con_el_teclado(entrar: Entrar, casa: Casa) -> None:
    lina = Alumna.registrar(casa.app, "Lina", boleta="2023700001", prestatario="ESCA UST")
    mara = Alumna.registrar(casa.app, "Mara", boleta="2023700002", prestatario="ESCA UST")
    martha = entrar()
    _ingresar(martha, "martha")
    _tabular(martha, martha.pagina.get_by_role("link", name="Revisar expedientes"))
    martha.tecla("Enter")
    _escribir(martha, martha.pagina.get_by_label("Buscar"), "202370000")
    martha.tecla("Enter")
    de_lina, de_mara = fila(martha, lina.boleta), fila(martha, mara.boleta)
    expect(de_mara).to_be_visible()
    _rechazar(martha, de_lina)
    assert lina.documento("expediente").motivo == MOTIVO
    _pulsar(martha, de_mara.get_by_role("button", name="ACEPTADO"))
    _queda_en(martha, de_mara, "ACEPTADO")
    _escribir(martha, de_mara.get_by_label("Número"), "21140/7002")
    martha.pagina.keyboard.press("Enter")
    _queda_en(martha, de_mara, "ACEPTADO")
    assert mara.avance.alumno.numero_registro == "21140/7002"


def test_rosa_rechaza_y_acepta_en_las_tarjetas_solo_con_el_teclado(entrar: Entrar, casa: Casa) -> None:
    nora = Alumna.registrar(casa.app, "Nora", boleta="2023700003", prestatario="ESCA UST").numerada()
    nora.entregar("reporte-1")
    rosa = entrar("rosa")
    rosa.pagina.goto(f"/reportes?q={nora.boleta}")
    suyo = documento(rosa, nora.boleta, "Reporte 1")
    _pulsar(rosa, suyo.get_by_role("link", name="RECHAZADO"))
    expect(suyo.get_by_role("textbox", name="Motivo")).to_be_focused()
    _pulsar(rosa, suyo.get_by_role("link", name="Cancelar"))
    _queda_en(rosa, suyo, "EN REVISIÓN")
    _rechazar(rosa, suyo)
    nora.entregar("reporte-1")
    rosa.pagina.reload()
    _pulsar(rosa, suyo.get_by_role("button", name="ACEPTADO"))
    _queda_en(rosa, suyo, "ACEPTADO")


def _ingresar(persona: Persona, usuario: str) -> None:
    _escribir(persona, persona.pagina.get_by_label("Usuario"), usuario)
    _escribir(persona, persona.pagina.get_by_label("Contraseña"), CONTRASENA)
    persona.tecla("Enter")


def _rechazar(persona: Persona, lugar: Locator) -> None:
    _pulsar(persona, lugar.get_by_role("link", name="RECHAZADO"))
    expect(lugar.get_by_role("textbox", name="Motivo")).to_be_focused()
    persona.pagina.keyboard.type(MOTIVO)
    _pulsar(persona, lugar.get_by_role("button", name="Enviar"))
    _queda_en(persona, lugar, "RECHAZADO")


def _queda_en(persona: Persona, lugar: Locator, estatus: str) -> None:
    """The focus is within what changed, and the change was announced."""
    expect(persona.pagina.locator("#anuncio")).to_have_text(estatus)
    expect(lugar.locator(":focus")).to_have_count(1)
    persona.pagina.evaluate("document.getElementById('anuncio').textContent = ''")


def _pulsar(persona: Persona, cual: Locator) -> None:
    _tabular(persona, cual)
    persona.pagina.keyboard.press("Enter")


def _escribir(persona: Persona, cual: Locator, texto: str) -> None:
    _tabular(persona, cual)
    persona.pagina.keyboard.type(texto)


def _tabular(persona: Persona, hasta: Locator) -> None:
    """Tab until there; where it cannot be reached, fails."""
    expect(hasta).to_be_visible()
    for _ in range(80):
        if hasta.evaluate("(este) => este === document.activeElement"):
            return
        persona.pagina.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {hasta}")
