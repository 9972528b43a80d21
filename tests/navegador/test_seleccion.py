"""Boxes marked in a real browser: kept as they are marked, and through a decision that paints the row again."""

from playwright.sync_api import expect

from tests.elenco import Alumna
from tests.navegador.casa import Casa
from tests.navegador.gestos import aceptar, fila
from tests.navegador.persona import Entrar


def test_lo_marcado_se_guarda_y_el_dictamen_no_lo_pierde(entrar: Entrar, casa: Casa) -> None:
    iris = Alumna.registrar(casa.app, "Iris", boleta="2025900021", prestatario="ESCA UST")
    jana = Alumna.registrar(casa.app, "Jana", boleta="2025900022", prestatario="ESCA UST")
    martha = entrar("martha", ruta="/expedientes?q=20259000")
    for alumna, cuantos in ((iris, "1 elegido"), (jana, "2 elegidos")):
        martha.pagina.get_by_label(f"Elegir {alumna.boleta}").check()
        expect(martha.pagina.locator("#elegidos p")).to_have_text(cuantos)
    aceptar(fila(martha, iris.boleta))
    expect(fila(martha, iris.boleta).locator(".estatus")).to_have_text("ACEPTADO")
    expect(martha.pagina.get_by_label(f"Elegir {iris.boleta}")).to_be_checked()
    martha.pagina.get_by_label(f"Elegir {iris.boleta}").uncheck()
    expect(martha.pagina.locator("#elegidos p")).to_have_text("1 elegido")
    martha.boton("Aceptar…")
    martha.boton("Aceptar 1 expediente")
    expect(martha.pagina.get_by_text("Se aceptó 1 expediente y se avisó a su alumno por correo.")).to_be_visible()
    martha.boton("Quitar todos")
