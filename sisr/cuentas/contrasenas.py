"""Passwords: the document's rule, and hashes of which one at a time is made in a process."""

import threading
from functools import cache

from werkzeug.security import check_password_hash, generate_password_hash

MAXIMA = 128
_uno_a_la_vez = threading.Lock()  # scrypt takes 33 MB and 0.1 s: a hundred at once would take the machine


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


def cifrar(contrasena: str) -> str:
    with _uno_a_la_vez:
        return generate_password_hash(contrasena)


def comprobar(cifrada: str | None, contrasena: str) -> bool:
    """Whether it is the password; for a user who does not exist (None) it takes the same time."""
    with _uno_a_la_vez:
        return check_password_hash(cifrada or _de_nadie(), contrasena[: MAXIMA + 1]) and cifrada is not None


def _es_signo(letra: str) -> bool:
    return not (letra.isalpha() or letra.isdigit() or letra.isspace())


@cache
def _de_nadie() -> str:
    return generate_password_hash("nadie tiene esta contraseña")
