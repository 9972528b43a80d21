"""What keeps the service from beginning is said in one sentence, and the recipe ends with 1."""

import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.puerta.servicio import RAIZ

Correr = Callable[[], tuple[str, str]]
ACABA_EN_1 = re.compile(r"make: \*\*\* \[Makefile:\d+: run\] Error 1")


def test_un_puerto_ocupado_se_dice(make_run: Correr, entorno: dict[str, str]) -> None:
    with socket.socket() as otro:
        otro.bind(("127.0.0.1", 0))
        otro.listen()
        puerto = otro.getsockname()[1]
        entorno["SISR_BIND"] = f"127.0.0.1:{puerto}"
        dicho, final = make_run()
    assert str(puerto) in dicho
    assert _es_una_frase(dicho)
    assert ACABA_EN_1.fullmatch(final)


def test_un_ajuste_equivocado_se_nombra(make_run: Correr, entorno: dict[str, str]) -> None:
    entorno["SISR_WORKERS"] = "muchos"
    dicho, final = make_run()
    assert dicho == "SISR_WORKERS debe ser un número entero, no «muchos»."
    assert ACABA_EN_1.fullmatch(final)


def test_un_ajuste_desconocido_se_nombra(make_run: Correr, entorno: dict[str, str]) -> None:
    instancia = Path(entorno["SISR_INSTANCE_PATH"])
    instancia.mkdir()
    (instancia / "config.toml").write_text("PUERTO = 8000\n")
    dicho, final = make_run()
    assert dicho == "instance/config.toml dice «PUERTO», que no es un ajuste de SISR."
    assert ACABA_EN_1.fullmatch(final)


@pytest.mark.parametrize("cual", ["SISR_INSTANCE_PATH", "SISR_UPLOADS_PATH"])
def test_una_carpeta_en_que_no_se_puede_escribir_se_nombra(
    make_run: Correr, entorno: dict[str, str], tmp_path: Path, cual: str
) -> None:
    estorbo = tmp_path / "estorbo"
    estorbo.write_text("un archivo donde debía ir una carpeta")  # holds even for root
    entorno[cual] = str(estorbo / "carpeta")
    dicho, final = make_run()
    assert str(estorbo / "carpeta") in dicho
    assert _es_una_frase(dicho)
    assert ACABA_EN_1.fullmatch(final)


def test_una_base_que_no_lo_es_se_dice(make_run: Correr, entorno: dict[str, str]) -> None:
    instancia = Path(entorno["SISR_INSTANCE_PATH"])
    instancia.mkdir()
    (instancia / "sisr.db").write_bytes(b"esto no es una base de datos" * 100)
    dicho, final = make_run()
    assert dicho == f"No se puede usar {instancia / 'sisr.db'}: no es una base de datos; recupera tu respaldo."
    assert ACABA_EN_1.fullmatch(final)


def test_el_candado_de_desarrollo_contiene_entero_el_otro() -> None:
    """Makefile installs only one of them."""
    entero, propio = (_versiones(RAIZ / f"requirements{cual}.txt") for cual in ("-dev", ""))
    assert propio
    assert propio == {nombre: entero.get(nombre) for nombre in propio}


def _es_una_frase(dicho: str) -> bool:
    return "\n" not in dicho and dicho.endswith(".") and "Error:" not in dicho


def _versiones(candado: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", candado.read_text(), re.MULTILINE))
