"""A client of tus 1.0, by hand, for the test client."""

from base64 import b64encode
from typing import Any

from tests.cliente import Cliente

TUS = {"Tus-Resumable": "1.0.0"}
TIPO = "application/offset+octet-stream"


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
