"""The judge by itself: what it costs, and that it only looks."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sisr.archivos.errores import Razon
from sisr.archivos.juez import Veredicto, juzgar
from tests import pdfs
from tests.archivos.costo import juzgar_con_su_costo


@pytest.fixture
def ruta(tmp_path: Path) -> Path:
    return tmp_path / "reporte"


def test_cada_razon_tiene_su_propia_frase() -> None:
    frases = {razon.frase(3 * 1024**3) for razon in Razon}
    assert len(frases) == len(Razon)
    assert all(frase.endswith(".") and "{" not in frase for frase in frases)


def test_la_frase_del_limite_lo_dice_como_lo_dice_la_gente() -> None:
    assert "pasa de 3 GB" in Razon.DEMASIADO_GRANDE.frase(3 * 1024**3)


def test_el_archivo_no_se_toca(ruta: Path) -> None:
    """A repaired copy would break a signature."""
    ruta.write_bytes(pdfs.con_xref_equivocado())
    ruta.chmod(0o400)
    antes = ruta.stat()
    assert juzgar(ruta) == Veredicto(None, 1)
    assert ruta.stat().st_mtime_ns == antes.st_mtime_ns
    assert ruta.read_bytes() == pdfs.con_xref_equivocado()


def test_tres_gigas_se_juzgan_en_poca_memoria(ruta: Path) -> None:
    pdfs.gigante(ruta, 3 * 1024**3)
    veredicto, segundos, memoria = juzgar_con_su_costo(ruta)
    assert veredicto == Veredicto(None, 1)
    assert segundos < 5
    assert memoria < 512 * 1024**2


def test_muchos_a_la_vez_esperan_su_turno(ruta: Path) -> None:
    ruta.write_bytes(pdfs.doscientas_paginas())
    with ThreadPoolExecutor(5) as hilos:
        veredictos = list(hilos.map(juzgar, [ruta] * 5))
    assert veredictos == [Veredicto(None, 200)] * 5


def test_un_enlace_a_su_propio_siguiente_no_lo_entretiene(ruta: Path) -> None:
    ruta.write_bytes(pdfs.con_cadena_sin_fin())
    assert juzgar(ruta) == Veredicto(None, 1)


@pytest.mark.parametrize("corte", [5, 25, 50, 75, 99])
def test_cortado_donde_sea_nunca_pasa_por_bueno(corte: int, ruta: Path) -> None:
    entero = pdfs.de_paginas(20)
    ruta.write_bytes(entero[: len(entero) * corte // 100])
    assert juzgar(ruta) == Veredicto(Razon.INCOMPLETO)
