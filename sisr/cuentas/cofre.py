"""What has to be read again and must not lie in clear: sealed under a key made from the house's own.

Whoever gets the database, or a copy of it, without `instance/clave_secreta` reads nothing of it. Each thing has a
key of its own, so that what was sealed for one is good for no other. The library is loaded when it is first used:
it takes 8 MiB of each process, and most never need it.
"""

import base64
from typing import TYPE_CHECKING

from flask import current_app

if TYPE_CHECKING:
    from cryptography.fernet import Fernet


class ClaveCambiada(Exception):
    """It was sealed under another key than the one that the house has now."""


def sellar(texto: str, *, de: str) -> str:
    """`de`: what it is and whose."""
    return _llave(de).encrypt(texto.encode()).decode()


def abrir(sellado: str, *, de: str) -> str:
    """Raises ClaveCambiada."""
    from cryptography.fernet import InvalidToken

    try:
        return _llave(de).decrypt(sellado.encode()).decode()
    except InvalidToken:
        raise ClaveCambiada from None


def _llave(de: str) -> "Fernet":
    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    clave = current_app.config["SECRET_KEY"].encode()
    propia = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"cofre {de}".encode()).derive(clave)
    return Fernet(base64.urlsafe_b64encode(propia))
