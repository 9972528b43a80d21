"""The rule of a new password, ticked off as one types (REQUIREMENTS R3): the same that the server holds to."""

from playwright.sync_api import expect

from sisr.cuentas.contrasenas import faltas
from tests.elenco import CONTRASENA
from tests.navegador.persona import Entrar

ESCRITAS = ("c", "clave", "Clave", "Clave-nueva", "clave-2026", "CLAVE2026", "Clave 2026", "Ñandú2026", "ñandúÑ1!")


def test_la_regla_se_marca_al_escribir_y_tambien_al_pegar(entrar: Entrar) -> None:
    pagina = entrar(ruta="/registro").pagina
    campo, cumplidas = pagina.locator("#contrasena"), pagina.locator("#contrasena-reglas .reglas__si")
    for escrita in ESCRITAS:
        campo.fill(escrita)
        expect(cumplidas, escrita).to_have_count(4 - len(faltas(escrita)))
    campo.fill("")
    pagina.locator("#nombres").fill(CONTRASENA)
    pagina.keyboard.press("Control+A")
    pagina.keyboard.press("Control+C")
    campo.focus()
    pagina.keyboard.press("Control+V")
    expect(campo).to_have_value(CONTRASENA)
    expect(cumplidas).to_have_count(4)
