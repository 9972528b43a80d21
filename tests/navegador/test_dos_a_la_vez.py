"""Two reviewers, a session that ended, a server that fell: nothing is lost, and a sentence says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect
from sqlalchemy import update

from sisr.cuentas.model import Funcion, Usuario
from sisr.db import escritura
from tests.elenco import Alumna
from tests.navegador.casa import Casa
from tests.navegador.gestos import aceptar, fila, rechazar
from tests.navegador.persona import Entrar, Persona

SIN_CONEXION = "No hay conexión con el sistema. No se cambió nada; inténtalo otra vez."


def test_quien_llega_segunda_lo_sabe_en_el_renglon_y_conserva_su_motivo(entrar: Entrar, casa: Casa) -> None:
    olga = _alumna(casa, "Olga", "2024800001")
    martha, marta = entrar("martha"), entrar("marta2", admite=(409,))
    de_martha, de_marta = (_su_renglon(quien, olga) for quien in (martha, marta))
    de_marta.get_by_role("link", name="RECHAZADO").click()
    de_marta.get_by_role("textbox", name="Motivo").fill("Falta la carta compromiso, hoja 3.")
    aceptar(de_martha)
    expect(de_martha.locator(".estatus")).to_have_text("ACEPTADO")
    with marta.sin_recargar():
        de_marta.get_by_role("button", name="Enviar").click()
        expect(de_marta.get_by_role("alert")).to_contain_text("Martha ya decidió: ACEPTADO")
    expect(de_marta.locator(".estatus")).to_have_text("ACEPTADO")
    expect(de_marta.get_by_role("textbox", name="Motivo")).to_have_value("Falta la carta compromiso, hoja 3.")
    assert olga.documento("expediente").revisor == "Martha"


def test_la_pestania_vieja_de_la_misma_persona_recibe_el_mismo_aviso(entrar: Entrar, casa: Casa) -> None:
    paula = _alumna(casa, "Paula", "2024800002")
    martha = entrar("martha", admite=(409,))
    vieja = _su_renglon(martha, paula)
    nueva = martha.otra_pestania()
    rechazar(_su_renglon(nueva, paula), "Falta la firma.")
    expect(fila(nueva, paula.boleta).locator(".estatus")).to_have_text("RECHAZADO")
    aceptar(vieja)
    expect(vieja.get_by_role("alert")).to_contain_text("Martha ya decidió: RECHAZADO")
    assert paula.documento("expediente").estatus == "RECHAZADO"


def test_quien_salio_en_otra_pestania_va_a_la_portada_y_nada_cambia(entrar: Entrar, casa: Casa) -> None:
    queta = _alumna(casa, "Queta", "2024800003")
    martha = entrar("martha")
    suya = _su_renglon(martha, queta)
    martha.otra_pestania().boton("Salir")
    aceptar(suya)
    expect(martha.pagina.get_by_role("heading", name="Ingreso al Sistema")).to_be_visible()
    martha.llegar()
    expect(martha.pagina.locator("table")).to_have_count(0)
    assert queta.documento("expediente").estatus == "EN REVISIÓN"


def test_quien_entro_otra_vez_en_otra_pestania_lee_que_recargue(entrar: Entrar, casa: Casa) -> None:
    """The token of the old page is of a session that ended."""
    renata = _alumna(casa, "Renata", "2024800004")
    martha = entrar("martha", admite=(400,))
    suya = _su_renglon(martha, renata)
    otra = martha.otra_pestania()
    otra.boton("Salir")
    otra.ingresar("martha")
    expect(otra.pagina.get_by_role("heading", name="Martha")).to_be_visible()
    aceptar(suya)
    _se_lee(martha, "La página estuvo abierta demasiado tiempo. Recárgala, y vuelve a hacer lo que hacías")
    assert renata.documento("expediente").estatus == "EN REVISIÓN"


def test_quien_perdio_su_funcion_lee_por_que_no_puede(entrar: Entrar, casa: Casa) -> None:
    sonia = _alumna(casa, "Sonia", "2024800005")
    _funciones(casa, "marta2", frozenset({Funcion.EXPEDIENTES}))
    marta = entrar("marta2", admite=(403,))
    suya = _su_renglon(marta, sonia)
    _funciones(casa, "marta2", frozenset({Funcion.TERMINOS}))
    aceptar(suya)
    _se_lee(marta, "Esta página no es parte de tus funciones. Si la necesitas, pídela a Administración.")
    assert sonia.documento("expediente").estatus == "EN REVISIÓN"
    _funciones(casa, "marta2", frozenset({Funcion.EXPEDIENTES, Funcion.REPORTES, Funcion.TERMINOS}))


def test_con_el_servidor_caido_se_dice_y_al_volver_se_puede(entrar: Entrar, casa_propia: Casa) -> None:
    tania = _alumna(casa_propia, "Tania", "2024800006")
    martha = entrar("martha", en=casa_propia, ancho=390, admite=(0,))
    suya = _su_renglon(martha, tania)
    casa_propia.caer()
    aceptar(suya)
    _se_lee(martha, SIN_CONEXION)
    assert tania.documento("expediente").estatus == "EN REVISIÓN"
    casa_propia.servir()
    aceptar(suya)
    expect(suya.locator(".estatus")).to_have_text("ACEPTADO")
    expect(martha.pagina.get_by_text(SIN_CONEXION)).to_have_count(0)


def test_una_respuesta_de_otro_programa_no_se_muestra_en_crudo(entrar: Entrar, casa: Casa) -> None:
    """The proxy's own page of error, as nginx writes it."""
    ursula = _alumna(casa, "Ursula", "2024800007")
    martha = entrar("martha", admite=(502,))
    suya = _su_renglon(martha, ursula)
    pagina = "<html><h1>502 Bad Gateway</h1></html>"
    martha.pagina.route("**/aceptacion", lambda ruta: ruta.fulfill(status=502, content_type="text/html", body=pagina))
    aceptar(suya)
    _se_lee(martha, "El sistema no pudo responder. Recarga la página y mira cómo quedó.")


@pytest.fixture
def casa_propia(molde: Path, tmp_path: Path) -> Iterator[Casa]:
    casa = Casa.abrir(molde, tmp_path / "casa")
    yield casa
    casa.cerrar()


def _alumna(casa: Casa, nombre: str, boleta: str) -> Alumna:
    return Alumna.registrar(casa.app, nombre, boleta=boleta, prestatario="ESCA UST")


def _su_renglon(revisora: Persona, alumna: Alumna) -> Locator:
    revisora.pagina.goto(f"/expedientes?q={alumna.boleta}")
    return fila(revisora, alumna.boleta)


def _funciones(casa: Casa, clave: str, funciones: frozenset[Funcion]) -> None:
    with casa.app.app_context(), escritura() as conexion:
        conexion.execute(update(Usuario).where(Usuario.clave == clave).values(funciones=funciones))


def _se_lee(persona: Persona, frase: str) -> None:
    """Whole, on the screen wherever the page is scrolled to, and by a screen reader."""
    aviso = persona.pagina.get_by_role("status").filter(has_text=frase)
    persona.pagina.evaluate("window.scrollTo(0, 0)")
    expect(aviso).to_be_in_viewport(ratio=1)
    caja = aviso.bounding_box()
    assert caja
    assert caja["height"] >= 20, caja
