"""Somebody who registers, over plain sockets: by the form or in parts, fast or slow, whole or cut off."""

import http.client
import re
import socket
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.elenco import CONTRASENA
from tests.fallas.maquina import PUERTO

TUS = {"Tus-Resumable": "1.0.0"}
_TROZO = 1024**2
_FRONTERA = "----fallas"


@dataclass
class Respuesta:
    """`estado` is 0 where the connection died before there was an answer."""

    estado: int = 0
    cabeceras: dict[str, str] = field(default_factory=dict)
    cuerpo: str = ""
    enviados: int = 0


class Visitante:
    equipo = f"127.0.0.1:{PUERTO}"

    def __init__(self, numero: int = 0) -> None:
        self.boleta = f"20{numero:08d}"
        self.galleta = ""
        self.token = ""

    def conexion(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.equipo, timeout=300)

    def llegar(self) -> "Visitante":
        """Open the registration page."""
        pagina = self.pedir("GET", "/registro").cuerpo
        encontrado = re.search(r'name="csrf_token" value="([^"]+)"', pagina)
        assert encontrado, pagina[:500]
        self.token = encontrado[1]
        return self

    def crear(self, largo: int, nombre: str = "expediente.pdf") -> Respuesta:
        pares = {"filename": nombre, "destino": "/registro"}
        dicho = ",".join(f"{clave} {b64encode(valor.encode()).decode()}" for clave, valor in pares.items())
        return self.pedir("POST", "/subidas", {"Upload-Length": str(largo), "Upload-Metadata": dicho})

    def parte(
        self,
        url: str,
        ruta: Path,
        desde: int = 0,
        *,
        ritmo: float = 0,
        hasta: int | None = None,
        bytes_: int | None = None,
    ) -> Respuesta:
        """From there to the end, or so many bytes; `hasta` cuts it off there; `ritmo` is in bytes a second."""
        cabeceras = {"Upload-Offset": str(desde), "Content-Type": "application/offset+octet-stream"}
        largo = ruta.stat().st_size - desde
        if bytes_ is not None:
            largo = min(bytes_, largo)
            hasta = desde + largo
        return self.pedir("PATCH", url, cabeceras, _leer(ruta, desde, hasta), largo, ritmo=ritmo)

    def llegado(self, url: str) -> int:
        return int(self.pedir("HEAD", url).cabeceras["upload-offset"])

    def registrar(
        self, ruta: Path | None = None, *, subida: str = "", ritmo: float = 0, hasta: int | None = None
    ) -> Respuesta:
        """REGISTRAR, with a file in the form or one that was uploaded ahead."""
        cabeza, cola = self._formulario(subida, ruta)
        entero = ruta.stat().st_size if ruta else 0

        def cuerpo() -> Iterator[bytes]:
            yield cabeza
            if ruta:
                yield from _leer(ruta, 0, hasta)
            if hasta is None:
                yield cola

        cabeceras = {"Content-Type": f"multipart/form-data; boundary={_FRONTERA}"}
        return self.pedir("POST", "/registro", cabeceras, cuerpo(), len(cabeza) + entero + len(cola), ritmo=ritmo)

    def forma_cruda(self, ruta: Path) -> bytes:
        """The bytes of REGISTRAR with that file in the form."""
        cabeza, cola = self._formulario("", ruta)
        tipo = f"multipart/form-data; boundary={_FRONTERA}"
        return self._cruda("POST", "/registro", {"Content-Type": tipo}, cabeza + ruta.read_bytes() + cola)

    def parte_cruda(self, url: str, ruta: Path) -> bytes:
        """The bytes of a part that is the whole file."""
        cabeceras = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        return self._cruda("PATCH", url, cabeceras, ruta.read_bytes())

    def _cruda(self, metodo: str, ruta: str, cabeceras: dict[str, str], cuerpo: bytes) -> bytes:
        dichas = TUS | {"Host": self.equipo, "X-CSRFToken": self.token, "Cookie": self.galleta} | cabeceras
        dichas |= {"Content-Length": str(len(cuerpo)), "Connection": "close"}
        lineas = [f"{metodo} {ruta} HTTP/1.1", *(f"{nombre}: {valor}" for nombre, valor in dichas.items())]
        return "\r\n".join([*lineas, "", ""]).encode() + cuerpo

    def pedir(
        self,
        metodo: str,
        ruta: str,
        cabeceras: dict[str, str] | None = None,
        cuerpo: Iterator[bytes] | None = None,
        largo: int = 0,
        *,
        ritmo: float = 0,
    ) -> Respuesta:
        dichas = TUS | {"X-CSRFToken": self.token, "Cookie": self.galleta} | (cabeceras or {})
        respuesta = Respuesta()
        conexion = self.conexion()
        try:
            conexion.putrequest(metodo, ruta)
            for nombre, valor in dichas.items():
                if valor:
                    conexion.putheader(nombre, valor)
            conexion.putheader("Content-Length", str(largo))
            conexion.endheaders()
            _enviar(conexion, cuerpo or iter(()), respuesta, ritmo)
            self._recibir(conexion, respuesta, entera=respuesta.enviados == largo)
        except (OSError, http.client.HTTPException):
            pass
        finally:
            conexion.close()
        self.galleta = respuesta.cabeceras.get("set-cookie", self.galleta).partition(";")[0]
        return respuesta

    def _recibir(self, conexion: http.client.HTTPConnection, respuesta: Respuesta, *, entera: bool) -> None:
        if not entera:
            with suppress(OSError):
                conexion.sock.shutdown(socket.SHUT_WR)  # a body that is cut off ends here
        recibir(conexion, respuesta)

    def _formulario(self, subida: str, ruta: Path | None) -> tuple[bytes, bytes]:
        campos = {
            "csrf_token": self.token,
            "apellido_paterno": "Quezada",
            "nombres": "Ana",
            "boleta": self.boleta,
            "carrera": "1",
            "semestre": "7",
            "genero": "F",
            "correo": "ana@alumno.ipn.mx",
            "prestatario": "ESCA UST",
            "inicio": "2026-10-01",
            "termino": "2027-06-01",
            "contrasena": CONTRASENA,
            "confirmacion": CONTRASENA,
            "aviso": "y",
            "subida": subida,
        }
        parte = f'--{_FRONTERA}\r\nContent-Disposition: form-data; name="%s"'
        texto = "".join(f"{parte % nombre}\r\n\r\n{valor}\r\n" for nombre, valor in campos.items())
        if ruta:
            texto += f'{parte % "archivo"}; filename="expediente.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
        salto = "\r\n" if ruta else ""
        return texto.encode(), f"{salto}--{_FRONTERA}--\r\n".encode()


def _leer(ruta: Path, desde: int, hasta: int | None) -> Iterator[bytes]:
    with ruta.open("rb") as archivo:
        archivo.seek(desde)
        while trozo := archivo.read(_TROZO if hasta is None else min(_TROZO, hasta - archivo.tell())):
            yield trozo


def _enviar(
    conexion: http.client.HTTPConnection, cuerpo: Iterator[bytes], respuesta: Respuesta, ritmo: float
) -> None:
    """Until all of it went, or the other side hangs up: then there may be an answer to be read all the same."""
    inicio = time.monotonic()
    paso = max(1024, int(ritmo / 20)) if ritmo else _TROZO
    try:
        for trozo in cuerpo:
            for lugar in range(0, len(trozo), paso):
                conexion.send(trozo[lugar : lugar + paso])
                respuesta.enviados += len(trozo[lugar : lugar + paso])
                if ritmo:
                    time.sleep(max(0.0, inicio + respuesta.enviados / ritmo - time.monotonic()))
    except OSError:
        pass


def recibir(conexion: http.client.HTTPConnection, respuesta: Respuesta) -> None:
    cruda = conexion.getresponse()
    respuesta.estado = cruda.status
    respuesta.cabeceras = {nombre.lower(): valor for nombre, valor in cruda.getheaders()}
    respuesta.cuerpo = cruda.read().decode("utf-8", "replace")
