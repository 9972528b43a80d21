"""The antivirus: three states, and nothing is clean because nobody looked."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest
from flask import Flask

from sisr.archivos import antivirus
from sisr.archivos.antivirus import Antivirus
from sisr.archivos.errores import Razon
from sisr.archivos.juez import Veredicto, juzgar
from sisr.config import AjusteInvalido, leer
from tests import pdfs
from tests.archivos.clamd import EICAR, clamd

INFECTADO = pdfs.una_pagina() + b"\n%" + EICAR + b"\n"


@pytest.fixture
def ruta(tmp_path: Path) -> Path:
    ruta = tmp_path / "reporte"
    ruta.write_bytes(pdfs.una_pagina())
    return ruta


@pytest.fixture(params=["por red", "por archivo"])
def socket_de_clamd(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    with clamd(ruta=str(tmp_path / "clamd.sock") if request.param == "por archivo" else None) as donde:
        yield donde


def _juzgar(app: Flask, ruta: Path, donde: str) -> Veredicto:
    app.config["CLAMD_SOCKET"] = donde
    with app.app_context():
        return juzgar(ruta)


def test_un_archivo_limpio(app: Flask, ruta: Path, socket_de_clamd: str) -> None:
    assert _juzgar(app, ruta, socket_de_clamd) == Veredicto(None, 1, (), Antivirus.LIMPIO)


def test_un_archivo_infectado_se_rechaza_con_su_frase_y_no_deja_nada(
    app: Flask, subir: Any, quedan: Any, abiertos: Any, socket_de_clamd: str
) -> None:
    app.config["CLAMD_SOCKET"] = socket_de_clamd
    respuesta = subir(INFECTADO)
    assert (respuesta.status_code, respuesta.text) == (422, str(Razon.INFECTADO))
    assert (quedan(), abiertos()) == ([], [])
    assert subir(pdfs.una_pagina()).status_code == 200


def test_uno_de_varios_pedazos_llega_entero(app: Flask, ruta: Path) -> None:
    ruta.write_bytes(pdfs.una_pagina() + b"\n%" + b"x" * 600_000 + b"\n" + pdfs.una_pagina())
    recibidos: list[bytes] = []

    def anotar(recibido: bytes) -> bytes:
        recibidos.append(recibido)
        return b"stream: OK\0"

    with clamd(anotar) as donde:
        assert _juzgar(app, ruta, donde).antivirus is Antivirus.LIMPIO
    assert recibidos == [ruta.read_bytes()]


def test_sin_antivirus_nadie_dice_que_esta_limpio(app: Flask, ruta: Path) -> None:
    assert _juzgar(app, ruta, "") == Veredicto(None, 1, (), Antivirus.SIN_REVISAR)
    assert juzgar(ruta).antivirus is Antivirus.SIN_REVISAR


@pytest.mark.parametrize("donde", ["/no/hay/clamd.sock", "127.0.0.1:9"])
def test_con_el_antivirus_caido_se_recibe_sin_revisar(app: Flask, ruta: Path, donde: str) -> None:
    assert _juzgar(app, ruta, donde) == Veredicto(None, 1, (), Antivirus.SIN_REVISAR)


def test_un_antivirus_que_calla_no_detiene_a_nadie(app: Flask, ruta: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    callado = Event()
    monkeypatch.setattr(antivirus, "PACIENCIA", 0.2)
    with clamd(lambda _: bytes(callado.wait(5))) as donde:
        assert _juzgar(app, ruta, donde).antivirus is Antivirus.SIN_REVISAR
        callado.set()


@pytest.mark.parametrize("respuesta", [b"", b"stream: OK FOUNDATION\0", b"UNKNOWN COMMAND\0", b"\xff\xfe"])
def test_lo_que_no_se_entiende_no_es_limpio(app: Flask, ruta: Path, respuesta: bytes) -> None:
    with clamd(lambda _: respuesta) as donde:
        assert _juzgar(app, ruta, donde).antivirus is Antivirus.SIN_REVISAR


def test_uno_mayor_que_lo_que_el_antivirus_toma_queda_sin_revisar(app: Flask, ruta: Path) -> None:
    ruta.write_bytes(pdfs.una_pagina() + b"\n%" + b"x" * 3_000_000 + b"\n" + pdfs.una_pagina())
    with clamd(hasta=1_000_000) as donde:
        assert _juzgar(app, ruta, donde) == Veredicto(None, 1, (), Antivirus.SIN_REVISAR)


def test_un_ajuste_mal_escrito_se_dice_al_arrancar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SISR_CLAMD_SOCKET", "localhost")
    with pytest.raises(AjusteInvalido, match=r"SISR_CLAMD_SOCKET debe ser DIRECCIÓN:PUERTO, como 127.0.0.1:3310"):
        leer(tmp_path)
    monkeypatch.setenv("SISR_CLAMD_SOCKET", "/run/clamav/clamd.ctl")
    assert leer(tmp_path).CLAMD_SOCKET == "/run/clamav/clamd.ctl"
