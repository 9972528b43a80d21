"""Multipart bodies, byte for byte, and how they are posted."""

import io
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

FRONTERA = "----prueba"
TIPO = f"multipart/form-data; boundary={FRONTERA}"


def formulario(*partes: tuple[str, str | None, bytes], cierre: bool = True) -> bytes:
    """Of (field, filename, bytes)."""
    cuerpo = b""
    for campo, nombre, contenido in partes:
        archivo = "" if nombre is None else f'; filename="{nombre}"'
        cuerpo += f'--{FRONTERA}\r\nContent-Disposition: form-data; name="{campo}"{archivo}\r\n\r\n'.encode()
        cuerpo += contenido + b"\r\n"
    return cuerpo + (f"--{FRONTERA}--\r\n".encode() if cierre else b"")


def enviar(cliente: FlaskClient, cuerpo: Any, ruta: str = "/subir", *, en_trozos: bool = False) -> Any:
    entorno: dict[str, Any] = {}
    if isinstance(cuerpo, Contado):
        entorno = {"wsgi.input": cuerpo, "CONTENT_LENGTH": str(cuerpo.largo), "CONTENT_TYPE": TIPO}
        cuerpo = None
    if en_trozos:
        entorno |= {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": "", "wsgi.input_terminated": True}
    return cliente.post(ruta, data=cuerpo, content_type=TIPO, environ_overrides=entorno)


class Contado:
    """A form of one large file that tells how much of it was read."""

    def __init__(self, bytes_: int, al_leer: Callable[[int], object] = bool, *, token: str | None = None) -> None:
        campos = [] if token is None else [("csrf_token", None, token.encode())]
        entero = formulario(*campos, ("archivo", "grande.pdf", b"%PDF-1.4\n" + bytes(bytes_)))
        self._cuerpo = io.BytesIO(entero)
        self._al_leer = al_leer
        self.largo = len(entero)

    @property
    def leidos(self) -> int:
        return self._cuerpo.tell()

    def read(self, cuantos: int = -1) -> bytes:
        self._al_leer(self.leidos)
        return self._cuerpo.read(cuantos)
