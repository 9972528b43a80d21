"""The rule of passwords (REQUIREMENTS R3)."""

import pytest
from hypothesis import given, strategies as st

from sisr.cuentas.contrasenas import MAXIMA, cifrar, comprobar, faltas

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
