"""What stays in the browser after logout: nothing private, Back and its storages included (QUALITY)."""

from playwright.sync_api import expect

from tests.navegador.escuela import Escuela
from tests.navegador.persona import Entrar

_GUARDADO = "() => [...Object.entries(localStorage), ...Object.entries(sessionStorage)].flat().join()"


def test_al_salir_no_queda_nada_de_lo_que_se_vio(entrar: Entrar, escuela: Escuela) -> None:
    boleta = escuela.en_espera.boleta
    martha = entrar("martha", ruta=f"/expedientes?q={boleta}")
    expect(martha.pagina.get_by_role("link", name=boleta, exact=True)).to_be_visible()
    martha.boton("Salir")
    expect(martha.pagina.get_by_role("button", name="Ingresar")).to_be_visible()
    assert martha.pagina.evaluate(_GUARDADO) == ""
    martha.pagina.go_back()
    expect(martha.pagina.get_by_role("button", name="Ingresar")).to_be_visible()
    martha.llegar()
    expect(martha.pagina.locator("body")).not_to_contain_text(boleta)
