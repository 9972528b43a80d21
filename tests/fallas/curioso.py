"""Somebody who asks of accounts: over one connection, from as many addresses as they like, with a watch."""

import http.client
import re
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.fallas.maquina import PUERTO

_CALLADA = 2  # seconds
_CAMBIAN = {"date", "set-cookie", "retry-after", "content-length"}  # the last is told by the text
_ESPERA = re.compile(r"Espera \d+ minutos?")  # so many until another try: it goes down as time passes
_TOKEN = re.compile(r'(name="csrf_token" value=")([^"]+)')


@dataclass(frozen=True)
class Oida:
    """An answer, and its time. `vista`: all that can be told of it, but for what differs between any two."""

    estado: int
    segundos: float
    vista: tuple[object, ...]


class Curioso:
    """Behind the proxy of docs/nginx.conf (`SISR_PROXY_HOPS=1`), which says from which address each request came."""

    def __init__(self, ruta: str) -> None:
        self._conexion = http.client.HTTPConnection("127.0.0.1", PUERTO, timeout=60)
        self._ultima = 0.0
        self._galletas: dict[str, str] = {}
        self._token = ""
        self._pedir("GET", ruta)

    def ver(self, ruta: str) -> int:
        return self._pedir("GET", ruta)[0]

    def enviar(self, ruta: str, datos: dict[str, str], *, desde: str) -> Oida:
        cuerpo = urlencode({"csrf_token": self._token} | datos)
        self._conectar()
        inicio = time.perf_counter()
        estado, cabeceras, texto = self._pedir("POST", ruta, cuerpo, desde)
        segundos = time.perf_counter() - inicio
        texto = _ESPERA.sub("Espera", _TOKEN.sub(r"\1", texto)).replace(datos.get("usuario", "\0"), "X")
        dichas = sorted((nombre, "" if nombre in _CAMBIAN else valor) for nombre, valor in cabeceras)
        return Oida(estado, segundos, (estado, dichas, texto))

    def _conectar(self) -> None:
        """Anew where it was idle: the server hangs up after five seconds."""
        if time.monotonic() - self._ultima > _CALLADA:
            self._conexion.close()
            self._conexion.connect()
        self._ultima = time.monotonic()

    def _pedir(
        self, metodo: str, ruta: str, cuerpo: str = "", desde: str = ""
    ) -> tuple[int, list[tuple[str, str]], str]:
        self._conectar()
        dichas = {"Cookie": "; ".join(f"{n}={v}" for n, v in self._galletas.items())}
        dichas |= {"X-Forwarded-For": desde} if desde else {}
        dichas |= {"Content-Type": "application/x-www-form-urlencoded"} if cuerpo else {}
        self._conexion.request(metodo, ruta, cuerpo or None, dichas)
        respuesta = self._conexion.getresponse()
        texto = respuesta.read().decode()
        self._ultima = time.monotonic()
        cabeceras = [(nombre.lower(), valor) for nombre, valor in respuesta.getheaders()]
        for nombre, valor in cabeceras:
            if nombre == "set-cookie":
                galleta, _, dicho = valor.partition(";")[0].partition("=")
                self._galletas[galleta] = dicho
        if metodo == "GET" and (encontrado := _TOKEN.search(texto)):
            self._token = encontrado[2]
        return respuesta.status, cabeceras, texto
