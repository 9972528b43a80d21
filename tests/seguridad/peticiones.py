"""Requests by hand to a running service: any method, any header, nothing followed."""

import http.client
from dataclasses import dataclass
from http.client import HTTPMessage
from urllib.parse import urlsplit

from tests.puerta.servicio import PACIENCIA


@dataclass(frozen=True)
class Respuesta:
    estado: int
    cabeceras: HTTPMessage
    cuerpo: bytes


def pedir(
    url: str, metodo: str, ruta: str, *, galleta: str = "", cuerpo: bytes = b"", dicho: dict[str, str] | None = None
) -> Respuesta:
    cabeceras = dict(dicho or {}) | ({"Cookie": f"sisr={galleta}"} if galleta else {})
    conexion = http.client.HTTPConnection(urlsplit(url).netloc, timeout=PACIENCIA)
    try:
        conexion.request(metodo, ruta, body=cuerpo or None, headers=cabeceras)
        respuesta = conexion.getresponse()
        return Respuesta(respuesta.status, respuesta.headers, respuesta.read())
    finally:
        conexion.close()
