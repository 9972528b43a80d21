"""The desk in a real browser: counts that follow decisions, a number mended in its row, students first on a phone."""

from playwright.sync_api import Locator, expect
from sqlalchemy import update

from sisr.catalogos.model import Prestatario
from sisr.db import escritura
from tests.elenco import Alumna
from tests.navegador.casa import Casa
from tests.navegador.gestos import aceptar, fila, rechazar, tarjeta
from tests.navegador.persona import Entrar, Persona
from tests.pdfs import de_paginas

DOS = ("martha", "marta2")
PESTANAS = {"revision": "EN REVISIÓN", "aceptado": "ACEPTADO", "rechazado": "RECHAZADO"}


def test_las_pestanas_cuentan_lo_que_se_decide_sin_preguntar(entrar: Entrar, casa: Casa) -> None:
    ada, ema = _alumna(casa, "Ada", "2025700001"), _alumna(casa, "Ema", "2025700002")
    martha = entrar("martha", ruta="/expedientes?q=202570000")
    _decir(martha, revision="1,000", aceptado="999", rechazado="0")
    with martha.sin_recargar():
        aceptar(fila(martha, ada.boleta))
        _cuenta(martha, revision="999", aceptado="1,000", rechazado="0")
    suya = fila(martha, ema.boleta)
    suya.get_by_role("link", name="RECHAZADO").click()
    suya.get_by_role("link", name="Cancelar").click()
    expect(suya.get_by_role("link", name="RECHAZADO")).to_be_focused()
    _cuenta(martha, revision="999", aceptado="1,000", rechazado="0")
    rechazar(suya, "Falta la firma.")
    _cuenta(martha, revision="998", aceptado="1,000", rechazado="1")


def test_lo_que_no_se_acepto_no_se_cuenta_y_lo_de_otra_persona_una_vez(entrar: Entrar, casa: Casa) -> None:
    """The counts are of when the page was painted, and so are its rows."""
    ida = _alumna(casa, "Ida", "2025700003", prestatario="Taller de Ida")
    martha, marta = (entrar(quien, admite=(409, 422), ruta=f"/expedientes?q={ida.boleta}") for quien in DOS)
    for quien in (martha, marta):
        _decir(quien, revision="7", aceptado="7", rechazado="7")
    _confirmar(casa, ida, si=False)
    aceptar(fila(martha, ida.boleta))
    expect(martha.pagina.get_by_role("alert")).to_contain_text("Primero confirma el prestatario")
    _cuenta(martha, revision="7", aceptado="7", rechazado="7")
    _confirmar(casa, ida, si=True)
    aceptar(fila(martha, ida.boleta))
    _cuenta(martha, revision="6", aceptado="8", rechazado="7")
    aceptar(fila(marta, ida.boleta))
    expect(marta.pagina.get_by_role("alert")).to_contain_text("Martha ya decidió: ACEPTADO")
    _cuenta(marta, revision="6", aceptado="8", rechazado="7")


def test_un_numero_se_corrige_en_su_renglon_con_el_teclado(entrar: Entrar, casa: Casa) -> None:
    olga = _alumna(casa, "Olga", "2025700004").numerada()
    martha = entrar("martha", ruta=f"/expedientes?q={olga.boleta}", admite=(422,))
    suya = fila(martha, olga.boleta)
    corregir, numero = suya.get_by_role("link", name="Corregir"), suya.get_by_label("Número")
    for cierra in ("Escape", "Cancelar"):
        corregir.press("Enter")
        expect(numero).to_be_focused()
        if cierra == "Escape":
            numero.press(cierra)
        else:
            suya.get_by_role("link", name=cierra).press("Enter")
        expect(corregir).to_be_focused()
    corregir.press("Enter")
    numero.fill("21140")
    numero.press("Enter")
    expect(suya.get_by_role("alert")).to_contain_text("El número va como 21140/0002")
    expect(numero).to_be_focused()
    numero.fill("21140/7004")
    with martha.sin_recargar():
        numero.press("Enter")
        expect(suya.get_by_role("cell", name="21140/7004")).to_be_visible()
    expect(corregir).to_be_focused()


def test_sin_javascript_tambien_se_corrige_y_se_filtra(entrar: Entrar, casa: Casa) -> None:
    alma = _alumna(casa, "Alma", "2025700005").numerada()
    martha = entrar("martha", ruta=f"/expedientes?q={alma.boleta}", javascript=False, ancho=390)
    martha.enlace("Corregir")
    fila(martha, alma.boleta).get_by_label("Número").fill("21140/7005")
    martha.boton("Guardar")
    expect(fila(martha, alma.boleta).get_by_text("21140/7005")).to_be_visible()
    martha.boton("Más filtros")
    martha.pagina.get_by_label("Carrera", exact=True).select_option("L.A.D.E.")
    martha.pagina.get_by_label("Semestre", exact=True).select_option("7º")
    martha.boton("Filtrar")
    expect(martha.pagina.get_by_label("Semestre", exact=True)).to_be_hidden()
    martha.boton("Más filtros (1)")
    expect(martha.pagina.get_by_label("Semestre", exact=True)).to_have_value("7")


def test_en_un_telefono_el_primer_alumno_se_ve_sin_deslizar(entrar: Entrar, casa: Casa) -> None:
    zoe = _alumna(casa, "Zoe", "2025700006")
    martha = entrar("martha", ruta=None)
    martha.pagina.set_viewport_size({"width": 390, "height": 844})
    for ruta in (f"/expedientes?q={zoe.boleta}", f"/expedientes?q={zoe.boleta}&semestre=7&orden=nombre"):
        martha.pagina.goto(ruta)
        expect(fila(martha, zoe.boleta).get_by_role("button", name="ACEPTADO")).to_be_in_viewport(ratio=1)
    zoe.numerada().entregar("reporte-1", de_paginas(23))  # nobody else sends that one
    rosa = entrar("rosa", ruta=None)
    rosa.pagina.set_viewport_size({"width": 390, "height": 844})
    rosa.pagina.goto(f"/reportes?q={zoe.boleta}")
    expect(tarjeta(rosa, zoe.boleta).get_by_role("button", name="ACEPTADO")).to_be_in_viewport(ratio=1)


def _alumna(casa: Casa, nombre: str, boleta: str, prestatario: str = "ESCA UST") -> Alumna:
    return Alumna.registrar(casa.app, nombre, boleta=boleta, prestatario=prestatario)


def _confirmar(casa: Casa, alumna: Alumna, *, si: bool) -> None:
    suyo = Prestatario.id == alumna.avance.alumno.prestatario_id
    with casa.app.app_context(), escritura() as conexion:
        conexion.execute(update(Prestatario).where(suyo).values(confirmado=si))


def _cuentas(persona: Persona, estatus: str) -> Locator:
    return persona.pagina.get_by_label("Estatus").get_by_role("link", name=estatus).locator("span")


def _decir(persona: Persona, **cuentas: str) -> None:
    """As if the school were bigger."""
    for cual, cuenta in cuentas.items():
        _cuentas(persona, PESTANAS[cual]).evaluate("(lugar, dicho) => { lugar.textContent = dicho }", cuenta)


def _cuenta(persona: Persona, **cuentas: str) -> None:
    for cual, cuenta in cuentas.items():
        expect(_cuentas(persona, PESTANAS[cual])).to_have_text(cuenta)
