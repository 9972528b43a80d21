"""The reading page in a real browser: a queue by keyboard, typing is only typing, and who else is there (E10)."""

from time import monotonic

from playwright.sync_api import expect

from tests.elenco import Alumna
from tests.navegador.casa import Casa
from tests.navegador.persona import Entrar, Persona

DIEZ = 10


def _cola(casa: Casa, apellido: str, cuantas: int, desde: int) -> list[Alumna]:
    """Their names have a word in common, by which they are found."""
    return [
        Alumna.registrar(casa.app, f"{apellido}{chr(97 + n)}", boleta=f"20251{desde + n:05d}", prestatario="ESCA UST")
        for n in range(cuantas)
    ]


def _titulo(persona: Persona, alumna: Alumna) -> None:
    expect(persona.pagina.get_by_role("heading", level=1)).to_contain_text(alumna.avance.alumno.nombre)
    persona.llegar()  # only then does it listen to keys


def test_diez_documentos_con_dos_teclas_cada_uno_a_lo_mas(entrar: Entrar, casa: Casa) -> None:
    alumnas = _cola(casa, "Diezma", DIEZ, 0)
    martha, teclas = entrar("martha", ruta="/expedientes/lectura?q=diezma"), 0
    for n, alumna in enumerate(alumnas):
        _titulo(martha, alumna)
        expect(martha.pagina.locator("h1")).to_be_focused()
        expect(martha.pagina.locator(".lectura__pasos p")).to_have_text(f"1 de {DIEZ - n} que esperan")
        martha.pagina.keyboard.press("a")
        teclas += 1
    expect(martha.pagina).to_have_url(f"{casa.url}/expedientes?q=diezma")
    assert [alumna.documento("expediente").estatus for alumna in alumnas] == ["ACEPTADO"] * DIEZ
    assert teclas <= 2 * DIEZ


def test_se_rechaza_con_el_teclado_y_lo_escrito_no_son_teclas(entrar: Entrar, casa: Casa) -> None:
    una, dos = _cola(casa, "Tecla", 2, 20)
    martha = entrar("martha", ruta="/expedientes/lectura?q=tecla")
    _titulo(martha, una)
    martha.pagina.keyboard.press("Control+a")
    martha.pagina.keyboard.press("r")
    martha.pagina.keyboard.type("Para ojo: ajuste, no clara. ")
    martha.pagina.get_by_label("Página", exact=True).fill("3")
    martha.pagina.keyboard.press("Enter")
    martha.pagina.keyboard.type("falta sello")
    escrito = "Para ojo: ajuste, no clara.\nPágina 3: falta sello"
    expect(martha.pagina.get_by_role("textbox", name="Motivo")).to_have_value(escrito)
    martha.pagina.keyboard.press("Control+Enter")
    _titulo(martha, dos)
    expect(martha.pagina.locator("#anuncio")).to_contain_text("RECHAZADO")
    assert una.documento("expediente").motivo == escrito


def test_se_camina_y_se_pide_ayuda_con_el_teclado(entrar: Entrar, casa: Casa) -> None:
    una, dos = _cola(casa, "Camina", 2, 30)
    martha = entrar("martha", ruta="/expedientes/lectura?q=camina")
    _titulo(martha, una)
    for tecla, alumna in (("j", dos), ("k", una), ("n", dos), ("p", una)):
        martha.pagina.keyboard.press(tecla)
        _titulo(martha, alumna)
    martha.pagina.keyboard.press("?")
    expect(martha.pagina.get_by_text("El siguiente, sin decidir")).to_be_visible()
    martha.pagina.get_by_label("Usar estas teclas en este equipo").uncheck()
    martha.pagina.locator("h1").focus()
    martha.pagina.keyboard.press("a")
    martha.pagina.keyboard.press("Escape")
    expect(martha.pagina.get_by_text("El siguiente, sin decidir")).to_be_hidden()
    _titulo(martha, una)
    assert una.documento("expediente").estatus == "EN REVISIÓN"


def test_el_pdf_se_lee_al_lado_y_las_teclas_vuelven(entrar: Entrar, casa: Casa) -> None:
    una, dos = _cola(casa, "Visora", 2, 40)
    martha = entrar("martha", ruta=None)
    with martha.contexto.expect_event("request", lambda p: p.url.startswith("chrome-extension://")):
        martha.pagina.goto("/expedientes/lectura?q=visora")
    _titulo(martha, una)
    _entrar_al_visor(martha)
    martha.pagina.mouse.move(5, 5)
    expect(martha.pagina.locator("h1")).to_be_focused()
    martha.pagina.keyboard.press("j")
    _titulo(martha, dos)


def _entrar_al_visor(persona: Persona) -> None:
    """The viewer is a process of its own, and says to nobody that it can be clicked: until it takes the focus."""
    visor, limite = persona.pagina.locator("iframe"), monotonic() + 20
    while monotonic() < limite and not visor.evaluate("visor => visor === document.activeElement"):
        visor.click()
        persona.pagina.wait_for_timeout(200)
    expect(visor).to_be_focused()


def test_en_un_telefono_se_ve_la_pagina_1(entrar: Entrar, casa: Casa) -> None:
    (una,) = _cola(casa, "Movil", 1, 50)
    martha = entrar("martha", ruta="/expedientes/lectura?q=movil", ancho=390)
    _titulo(martha, una)
    expect(martha.pagina.locator("iframe")).to_be_hidden()
    martha.pagina.get_by_role("img").scroll_into_view_if_needed()
    expect(martha.pagina.get_by_role("img", name="Primera página de Expediente")).to_be_visible()
    martha.boton("ACEPTADO")
    expect(martha.pagina).to_have_url(f"{casa.url}/expedientes?q=movil")
    assert una.documento("expediente").estatus == "ACEPTADO"


def test_sin_javascript_tambien_se_pasa_al_siguiente(entrar: Entrar, casa: Casa) -> None:
    una, dos = _cola(casa, "Llana", 2, 60)
    martha = entrar("martha", ruta="/expedientes/lectura?q=llana", javascript=False)
    martha.pagina.get_by_text("RECHAZADO", exact=True).click()
    martha.pagina.get_by_role("textbox", name="Motivo").fill("Sin firma.")
    martha.boton("Falta un documento")
    martha.boton("Enviar")
    _titulo(martha, dos)
    martha.boton("ACEPTADO")
    expect(martha.pagina).to_have_url(f"{casa.url}/expedientes?q=llana")
    assert una.documento("expediente").motivo.startswith("Sin firma.\nFalta un documento del expediente.")


def test_dos_que_lo_tienen_abierto_se_ven_y_la_segunda_conserva_su_motivo(entrar: Entrar, casa: Casa) -> None:
    (una,) = _cola(casa, "Juntas", 1, 70)
    ruta = f"/lectura/{una.documento('expediente').id}"
    martha, marta = entrar("martha", ruta=ruta), entrar("marta2", ruta=ruta, admite=(409,))
    expect(marta.pagina.locator("#presencia")).to_have_text("Martha también lo tiene abierto.")
    marta.pagina.keyboard.press("r")
    marta.pagina.keyboard.type("Falta la hoja 3.")
    martha.pagina.keyboard.press("a")
    expect(martha.pagina.locator(".aviso").first).to_contain_text("ACEPTADO")
    marta.pagina.keyboard.press("Control+Enter")
    expect(marta.pagina.get_by_role("alert")).to_contain_text("Martha ya decidió: ACEPTADO")
    expect(marta.pagina.get_by_role("textbox", name="Motivo")).to_have_value("Falta la hoja 3.")
    assert una.documento("expediente").revisor == "Martha"
