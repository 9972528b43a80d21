"""Passwords: the document's rule, the common ones, and their hashes."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from werkzeug.security import check_password_hash, generate_password_hash

from sisr.cuentas.lugares import lugar

MAXIMA = 128
COMUN = "Esa contraseña es de las más usadas y cualquiera la prueba primero: elige otra."
_COMUNES = Path(__file__).with_name("comunes.txt")
_RELLENO = 6  # signs and digits around a common word up to which it is still that word
_DISFRAZ = str.maketrans("013457@$!", "oleastasi")
_ORILLAS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_FINAL = re.compile(r"[\W\d_]+$")
_SIGNOS = re.compile(r"[^\w]+$")
COSTO = "scrypt:32768:8:1"  # of making a hash, and of trying one: 33 MB
# Of a password that nobody knows, as `cifrar` makes them: a user who does not exist costs the same time.
_DE_NADIE = (
    f"{COSTO}$lZXyPnOP0OhUrFc3$ae3e5c9ec96508268c8e82fe909216cdfb7d589e1725e1ea7e174f0cb06fba04"
    "ac039c183fea497aa7d6aa44113478ee0f6a433359f6eb7a13244e70897a4b3b"
)


def objecion(contrasena: str, *, a: str = "tu contraseña") -> str | None:
    """Why it will not do, in a sentence that says what to change; None when it will."""
    if falta := faltas(contrasena):
        return f"A {a} le falta: {'; '.join(falta)}."
    return COMUN if es_comun(contrasena) else None


def faltas(contrasena: str) -> list[str]:
    """What the password lacks (REQUIREMENTS R3), each in words; empty when it is good."""
    reglas = (
        (len(contrasena) >= 8, "al menos ocho caracteres"),
        (any(letra.isupper() for letra in contrasena), "una letra mayúscula"),
        (any(letra.isdigit() for letra in contrasena), "un número"),
        (any(_es_signo(letra) for letra in contrasena), "un signo, por ejemplo ! # $ % & * . -"),
        (len(contrasena) <= MAXIMA, f"no más de {MAXIMA} caracteres"),
    )
    return [falta for cumple, falta in reglas if not cumple]


def es_comun(contrasena: str) -> bool:
    """Whether it is one of the most used, or one of them with a capital, a digit and a sign put on."""
    return any(
        palabra in _comunes() and len(contrasena) - len(palabra) <= _RELLENO
        for palabra in _palabras(contrasena.lower())
    )


def cifrar(contrasena: str) -> str:
    with lugar():
        return generate_password_hash(contrasena, COSTO)


def comprobar(cifrada: str | None, contrasena: str) -> bool:
    """Whether it is the password; where there is none (nobody, or who was only invited) it takes the same time."""
    with lugar():
        return check_password_hash(cifrada or _DE_NADIE, contrasena[: MAXIMA + 1]) and bool(cifrada)


def _es_signo(letra: str) -> bool:
    return not (letra.isalpha() or letra.isdigit() or letra.isspace())


def _palabras(contrasena: str) -> Iterator[str]:
    """What is left of it without its ends, as it is and with the letters that its digits stand for."""
    for sin_orillas in (_SIGNOS.sub("", contrasena), _FINAL.sub("", contrasena), _ORILLAS.sub("", contrasena)):
        yield sin_orillas
        yield sin_orillas.translate(_DISFRAZ)


@cache
def _comunes() -> frozenset[str]:
    lineas = _COMUNES.read_text().splitlines()
    return frozenset(linea for linea in lineas if not linea.startswith("#"))
