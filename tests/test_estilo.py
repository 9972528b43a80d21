"""What the house forbids itself, read from its files (STYLE.md; the Content-Security-Policy needs it too)."""

import re
from pathlib import Path

import pytest

from sisr.estaticos import DEL_AREA, JUNTAS

RAIZ = Path(__file__).parents[1]
PLANTILLAS = sorted((RAIZ / "templates").rglob("*.html"))
MODULOS = sorted((RAIZ / "sisr").rglob("*.py"))


@pytest.mark.parametrize(
    "prohibido",
    [r"\|\s*safe\b", r"\bautoescape\b", r"\sstyle=", r"<style", r"<script(?![^>]*\ssrc=)", r"\son[a-z]+=", r"hx-on"],
)
def test_ninguna_plantilla_lo_lleva(prohibido: str) -> None:
    assert [str(ruta) for ruta in PLANTILLAS if re.search(prohibido, ruta.read_text())] == []


@pytest.mark.parametrize(
    ("palabra", "duenio"),
    [("HX-", "htmx.py"), ("datetime.now", "reloj.py"), ("date.today", ""), ("os.environ", "__init__.py")],
)
def test_cada_cosa_se_hace_en_un_solo_lugar(palabra: str, duenio: str) -> None:
    assert {str(ruta.relative_to(RAIZ / "sisr")) for ruta in MODULOS if palabra in ruta.read_text()} <= {duenio}


@pytest.mark.parametrize(
    "al_instante", [r"\.(all|all_\w+|count|evaluate_all|is_\w+|content)\(", r"pagina\.(url|title)\b"]
)
def test_ninguna_prueba_del_navegador_lee_sin_esperar(al_instante: str) -> None:
    """What playwright reads at once may be of a page half arrived: `gestos` waits for it, or `expect` does."""
    pruebas = sorted((RAIZ / "tests/navegador").glob("test_*.py"))
    assert [ruta.name for ruta in pruebas if re.search(al_instante, ruta.read_text())] == []


def test_cada_hoja_de_estilo_se_enlaza_y_ninguna_falta() -> None:
    enlazadas = [*JUNTAS["css/del-personal.css"], *(hoja for hojas in DEL_AREA.values() for hoja in hojas)]
    assert sorted(enlazadas) == sorted(ruta.stem for ruta in (RAIZ / "static/css").glob("*.css"))
    assert set(JUNTAS["css/de-todos.css"]) < set(enlazadas)


def test_cada_parcial_se_usa() -> None:
    """A partial that no template and no route names is dead."""
    dicho = "".join(ruta.read_text() for ruta in [*PLANTILLAS, *MODULOS])
    parciales = {ruta.name for ruta in PLANTILLAS if ruta.name.startswith("_")}
    assert [parcial for parcial in sorted(parciales) if parcial not in dicho] == []
