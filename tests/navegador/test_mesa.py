"""The desk in a real browser: a number mended in its row."""

from playwright.sync_api import expect

from tests.elenco import Alumna
from tests.navegador.casa import Casa
from tests.navegador.gestos import fila
from tests.navegador.persona import Entrar


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


def _alumna(casa: Casa, nombre: str, boleta: str, prestatario: str = "ESCA UST") -> Alumna:
    return Alumna.registrar(casa.app, nombre, boleta=boleta, prestatario=prestatario)
