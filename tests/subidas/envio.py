"""A client of tus 1.0, by hand, for the test client."""

import io
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.cliente import Cliente
from tests.pdfs import de_paginas

TUS = {"Tus-Resumable": "1.0.0"}
TIPO = "application/offset+octet-stream"
PDF = de_paginas(3)
MITAD = len(PDF) // 2
MIB = 1024**2


class Envio:
    """One file on its way to a form; `quien` is a person with a browser."""

    def __init__(self, quien: Cliente, destino: str, datos: bytes, nombre: str = "reporte.pdf") -> None:
        self.quien, self.destino, self.datos, self.nombre = quien, destino, datos, nombre
        self.url = ""

    def crear(self, cabeceras: dict[str, str] | None = None) -> Any:
        dichas = {"Upload-Length": str(len(self.datos)), "Upload-Metadata": self._metadatos()} | (cabeceras or {})
        respuesta = self._pedir("POST", "/subidas", dichas)
        self.url = respuesta.headers.get("Location", "")
        return respuesta

    def parte(self, desde: int, hasta: int | None = None) -> Any:
        return self.parte_con({"Upload-Offset": str(desde)}, self.datos[desde:hasta])

    def parte_con(self, cabeceras: dict[str, str], cuerpo: bytes | None = None) -> Any:
        """With these headers said otherwise; without a body, the whole file."""
        dichas = {"Upload-Offset": "0", "Content-Type": TIPO} | cabeceras
        return self._pedir("PATCH", self.url, dichas, self.datos if cuerpo is None else cuerpo)

    def estado(self) -> Any:
        return self._pedir("HEAD", self.url)

    def descartar(self) -> Any:
        return self._pedir("DELETE", self.url)

    def entero(self) -> "Envio":
        """Created, and sent in one go."""
        assert self.crear().status_code == 201
        assert self.parte(0).status_code == 204
        return self

    @property
    def ficha(self) -> str:
        """What the form carries."""
        return self.url.rpartition("/")[2]

    def _metadatos(self) -> str:
        pares = {"filename": self.nombre, "destino": self.destino}
        return ",".join(f"{clave} {b64encode(valor.encode()).decode()}" for clave, valor in pares.items())

    def _pedir(
        self, metodo: str, ruta: str, cabeceras: dict[str, str] | None = None, cuerpo: bytes | None = None
    ) -> Any:
        dichas = TUS | {"X-CSRFToken": self.quien.token()} | (cabeceras or {})
        return self.quien.crudo(metodo, ruta, data=cuerpo, headers={c: v for c, v in dichas.items() if v})


class Cuerpo:
    """What a connection brings, and how much of it was read."""

    def __init__(self, datos: bytes, *, largo: int | None = None, al_leer: Callable[[int], object] = bool) -> None:
        self._datos, self._al_leer = io.BytesIO(datos), al_leer
        self.largo = len(datos) if largo is None else largo

    @property
    def leidos(self) -> int:
        return self._datos.tell()

    def read(self, cuantos: int = -1) -> bytes:
        self._al_leer(self.leidos)
        return self._datos.read(cuantos)


def parte_cruda(envio: Envio, cuerpo: Cuerpo, *, tipo: str = TIPO, **entorno: Any) -> Any:
    cabeceras = TUS | {"X-CSRFToken": envio.quien.token(), "Upload-Offset": "0"}
    entorno = {"wsgi.input": cuerpo, "CONTENT_LENGTH": str(cuerpo.largo), "CONTENT_TYPE": tipo} | entorno
    return envio.quien.crudo("PATCH", envio.url, headers=cabeceras, environ_overrides=entorno)


def en_recepcion(uploads: Path) -> list[str]:
    return sorted(ruta.name for ruta in (uploads / ".recepcion").glob("*"))
