"""A browser reduced to its bytes: one keep-alive connection, its cookies, its token."""

import gzip
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlencode

from sisr.demostracion.catalogos import CONTRASENA

TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
_CABECERAS = (  # as Chromium sends them, for the bytes are counted
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0",
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding: gzip, deflate, br, zstd",
    "Accept-Language: es-MX,es;q=0.9",
    "Connection: keep-alive",
)


@dataclass(frozen=True)
class Respuesta:
    estado: int
    cabeza: bytes
    crudo: bytes

    @property
    def cuerpo(self) -> bytes:
        return gzip.decompress(self.crudo) if b"content-encoding: gzip" in self.cabeza.lower() else self.crudo

    @property
    def en_el_cable(self) -> int:
        return len(self.cabeza) + len(self.crudo)

    def dice(self, cabecera: str) -> str:
        encontrada = re.search(
            rf"^{cabecera}:\s*(.*?)\r?$", self.cabeza.decode("latin-1"), re.IGNORECASE | re.MULTILINE
        )
        return encontrada[1] if encontrada else ""


class Navegador:
    """Raises AssertionError at any answer that is not the expected one."""

    def __init__(self, puerto: int) -> None:
        self.puerto = puerto
        self._galletas: dict[str, str] = {}
        self.token = ""
        self.conectar()

    def conectar(self) -> None:
        """Anew: the server closes a connection that was idle for five seconds."""
        self.enchufe = socket.create_connection(("127.0.0.1", self.puerto), timeout=60)
        self.enchufe.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ingresar(self, usuario: str) -> "Navegador":
        """As one of the demonstration."""
        self.ver("/")
        self.enviar("/sesion", {"usuario": usuario, "contrasena": CONTRASENA}, estado=303)
        self.ver("/")
        return self

    def ver(self, ruta: str) -> Respuesta:
        self.conectar()
        respuesta = self.pedir(self.peticion("GET", ruta))
        if respuesta.estado == 302:
            return self.ver(respuesta.dice("Location"))
        assert respuesta.estado == 200, (ruta, respuesta.estado)
        if encontrado := TOKEN.search(respuesta.cuerpo):
            self.token = encontrado[1].decode()
        return respuesta

    def enviar(self, ruta: str, datos: dict[str, str], *, estado: int = 200, htmx: bool = False) -> Respuesta:
        respuesta = self.pedir(self.formulario(ruta, datos, htmx=htmx))
        assert respuesta.estado == estado, (ruta, respuesta.estado, respuesta.cuerpo[:500])
        return respuesta

    def formulario(self, ruta: str, datos: dict[str, str], *, htmx: bool = False) -> bytes:
        """The bytes of a form that is sent."""
        cuerpo = urlencode({"csrf_token": self.token} | datos).encode()
        return self.peticion("POST", ruta, cuerpo, "application/x-www-form-urlencoded", htmx=htmx)

    def peticion(self, metodo: str, ruta: str, cuerpo: bytes = b"", tipo: str = "", *, htmx: bool = False) -> bytes:
        lineas = [f"{metodo} {ruta} HTTP/1.1", f"Host: 127.0.0.1:{self.puerto}", *_CABECERAS]
        if self._galletas:
            lineas.append(f"Cookie: {self._galleta}")
        if metodo == "POST":
            lineas += [f"Content-Type: {tipo}", f"Content-Length: {len(cuerpo)}"]
        if htmx:
            lineas += ["HX-Request: true", "HX-Current-URL: http://127.0.0.1/expedientes"]
        return "\r\n".join([*lineas, "", ""]).encode() + cuerpo

    def cabeza(self, metodo: str, ruta: str, largo: int, **cabeceras: str) -> bytes:
        """Of a request whose body goes apart, as the page's script sends it (tus 1.0)."""
        dichas = {"Host": f"127.0.0.1:{self.puerto}", "Cookie": self._galleta, "Content-Length": str(largo)}
        dichas |= {"X-CSRFToken": self.token, "Tus-Resumable": "1.0.0"} | cabeceras
        lineas = [f"{metodo} {ruta} HTTP/1.1", *(f"{nombre}: {valor}" for nombre, valor in dichas.items() if valor)]
        return "\r\n".join([*lineas, "", ""]).encode()

    def pedir(self, peticion: bytes) -> Respuesta:
        self.enchufe.sendall(peticion)
        return self.recibir()

    def recibir(self) -> Respuesta:
        llegado = b""
        while b"\r\n\r\n" not in llegado:
            llegado += self._trozo()
        cabeza, _, cuerpo = llegado.partition(b"\r\n\r\n")
        dicho = re.search(rb"(?i)content-length: (\d+)", cabeza)  # a 204 has none
        largo = int(dicho[1]) if dicho else 0
        while len(cuerpo) < largo:
            cuerpo += self._trozo()
        respuesta = Respuesta(int(cabeza.split(b" ", 2)[1]), cabeza + b"\r\n\r\n", cuerpo)
        puestas = re.findall(rb"(?im)^set-cookie:\s*([^=\s]+)=([^;\r]*)", cabeza)
        self._galletas |= {nombre.decode(): valor.decode() for nombre, valor in puestas}
        return respuesta

    @property
    def _galleta(self) -> str:
        return "; ".join(f"{nombre}={valor}" for nombre, valor in self._galletas.items() if valor)

    def _trozo(self) -> bytes:
        trozo = self.enchufe.recv(262_144)
        assert trozo, "the server closed the connection"
        return trozo
