"""The rule of passwords (REQUIREMENTS R3), and how many of them are looked at at once."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import given, strategies as st

from sisr.cuentas import contrasenas, lugares
from sisr.cuentas.contrasenas import COMUN, MAXIMA, cifrar, comprobar, es_comun, faltas, objecion
from sisr.demostracion.catalogos import CONTRASENA as DE_LA_DEMOSTRACION

OCHO, MAYUSCULA, NUMERO = "al menos ocho caracteres", "una letra mayúscula", "un número"
SIGNO = "un signo, por ejemplo ! # $ % & * . -"


@pytest.mark.parametrize(
    "contrasena",
    ["Clave-2026", "ñandúÑ1!", "ágilÁ1.x", "Clave_2026", "Clave 2026 ¿sí?", "Clave2026€", "Clave2026😀", "Ω-2345678"],
)
def test_la_que_cumple(contrasena: str) -> None:
    assert faltas(contrasena) == []


@pytest.mark.parametrize(
    ("contrasena", "dicho"),
    [
        ("", [OCHO, MAYUSCULA, NUMERO, SIGNO]),
        ("Clav-26", [OCHO]),
        ("clave-2026", [MAYUSCULA]),
        ("ñandú-2026", [MAYUSCULA]),
        ("Clave-nueva", [NUMERO]),
        ("Clave2026", [SIGNO]),
        ("Clave 2026", [SIGNO]),  # a space is no sign
        ("Clave2026ñ", [SIGNO]),
        ("CLAVEÁÑÜ", [NUMERO, SIGNO]),
        ("A1-" + "x" * (MAXIMA - 3), []),
        ("A1-" + "x" * (MAXIMA - 2), [f"no más de {MAXIMA} caracteres"]),
    ],
)
def test_cada_regla_que_falta_se_nombra(contrasena: str, dicho: list[str]) -> None:
    assert faltas(contrasena) == dicho


@given(st.text(max_size=12))
def test_un_signo_es_lo_que_no_es_letra_ni_numero_ni_espacio(texto: str) -> None:
    signos = [letra for letra in texto if not letra.isalpha() and not letra.isdigit() and not letra.isspace()]
    assert (SIGNO in faltas(texto)) == (not signos)


def test_solo_la_propia_abre() -> None:
    cifrada = cifrar("Ñandú-2026")
    assert [comprobar(cifrada, intento) for intento in ("Ñandú-2026", "ñandú-2026", "")] == [True, False, False]
    assert not comprobar(None, "Ñandú-2026")
    assert cifrada.startswith("scrypt:")


@pytest.mark.parametrize(
    "contrasena",
    [
        "Password1!",
        "P@ssw0rd1",
        "Pa55word!",
        "Qwerty123!",
        "¡Mexico2024!",
        "Dragon-2026",
        "Politecnico1!",
        "Alumno-2026",
        "Serviciosocial1$",
    ],
)
def test_la_que_todos_usan_no_sirve_aunque_cumpla(contrasena: str) -> None:
    assert faltas(contrasena) == []
    assert objecion(contrasena) == COMUN


@pytest.mark.parametrize(
    "contrasena",
    [
        "Clave-2026",
        DE_LA_DEMOSTRACION,
        "Ñandú-2026",
        "Dragon-7 de papel",
        "Guadalupe#77Torres",
        "Michael#83920183!",
        "aB3!kq9Zx",
    ],
)
def test_la_propia_sirve(contrasena: str) -> None:
    assert objecion(contrasena) is None


def test_la_lista_es_de_miles_y_dice_de_donde_viene() -> None:
    lineas = contrasenas._COMUNES.read_text().splitlines()
    assert "zxcvbn" in " ".join(linea for linea in lineas if linea.startswith("#"))
    assert len(contrasenas._comunes()) > 8000


@given(st.text(max_size=200))
def test_cualquier_texto_se_juzga(texto: str) -> None:
    assert es_comun(texto) in {True, False}


@pytest.mark.usefixtures("al_costo_de_la_casa")
def test_la_de_nadie_cuesta_lo_que_las_de_todos() -> None:
    assert contrasenas._DE_NADIE.split("$")[0] == cifrar("Ñandú-2026").split("$")[0] == "scrypt:32768:8:1"
    assert len(contrasenas._DE_NADIE) == len(cifrar("Ñandú-2026"))
    assert not comprobar(None, "Ñandú-2026")


def test_una_cuenta_sin_contrasena_no_se_abre_con_ninguna() -> None:
    assert [comprobar("", intento) for intento in ("", "nadie tiene esta contraseña", "!")] == [False] * 3


def test_se_cifra_a_la_vez_tanto_como_procesadores_hay() -> None:
    estan, salen = Barrier(lugares.CUANTOS + 1), Barrier(lugares.CUANTOS + 1)

    def entrar() -> None:
        with lugares.lugar():
            estan.wait(60)
            salen.wait(60)

    with ThreadPoolExecutor(lugares.CUANTOS + 1) as hilos:
        dentro = [hilos.submit(entrar) for _ in range(lugares.CUANTOS)]
        estan.wait(60)
        otro = hilos.submit(comprobar, None, "Clave-2026")
        with pytest.raises(TimeoutError):
            otro.result(0.3)
        salen.wait(60)
        assert [uno.result(60) for uno in dentro] == [None] * lugares.CUANTOS
        assert otro.result(60) is False


def test_quien_muere_cifrando_deja_su_lugar() -> None:
    """Another process has all of them, and is killed."""
    todos = f"{lugares._lugares}, fcntl.LOCK_EX, {lugares.CUANTOS}, 0"
    toma = f"import fcntl; fcntl.lockf({todos}); print(flush=True); input()"
    orden = [sys.executable, "-c", toma]
    tubo = subprocess.PIPE
    with (
        ThreadPoolExecutor() as hilos,
        subprocess.Popen(orden, stdin=tubo, stdout=tubo, pass_fds=[lugares._lugares]) as otro,
    ):
        assert otro.stdout
        assert otro.stdout.readline()
        esta = hilos.submit(comprobar, None, "Clave-2026")
        with pytest.raises(TimeoutError):
            esta.result(0.3)
        otro.kill()
        assert esta.result(60) is False
    libre = lugares._tomar()
    assert libre is not None
    lugares._soltar(libre)
