"""The nginx that docs/nginx.conf sets up, with a certificate of its own and ports that anybody may use."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.fallas.maquina import PUERTO
from tests.fallas.visitante import Respuesta, Visitante, recibir
from tests.puerta.servicio import PACIENCIA, RAIZ, puerto_libre

NOMBRE = "sisr.escuela.mx"
_EJECUTABLE = shutil.which("nginx", path=os.defpath + ":/usr/sbin:/usr/local/sbin") or ""
_MARCO = """
daemon off; pid {carpeta}/pid; error_log {carpeta}/error.log warn; worker_processes 1; worker_rlimit_nofile 8192;
{dueno}
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {carpeta}/cuerpos; proxy_temp_path {carpeta}/respuestas;
    fastcgi_temp_path {carpeta}/f; uwsgi_temp_path {carpeta}/u; scgi_temp_path {carpeta}/s;
    include {carpeta}/sitio.conf;
}}
"""
_CONFIANZA = ssl.create_default_context()
_CONFIANZA.check_hostname, _CONFIANZA.verify_mode = False, ssl.CERT_NONE


def lo_que_falta() -> str:
    falta = [nombre for nombre, esta in (("nginx", _EJECUTABLE), ("openssl", shutil.which("openssl"))) if not esta]
    return f"instalar {' y '.join(falta)} (en Debian, «apt-get install nginx-light openssl»)" if falta else ""


class Nginx:
    def __init__(self, carpeta: Path) -> None:
        self.carpeta, self.seguro, self.llano = carpeta, puerto_libre(), puerto_libre()
        carpeta.mkdir()
        clave, certificado = carpeta / "clave.pem", carpeta / "certificado.pem"
        orden = (
            f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={NOMBRE} -keyout {clave} -out {certificado}"
        )
        subprocess.run(orden.split(), check=True, capture_output=True)
        sitio = (RAIZ / "docs/nginx.conf").read_text()
        for como, otro in (
            (r"\b443\b", str(self.seguro)),
            (r"\blisten 80\b", f"listen {self.llano}"),
            (r"127\.0\.0\.1:8000", f"127.0.0.1:{PUERTO}"),
            ("/etc/ssl/sisr", str(carpeta)),
        ):
            sitio, veces = re.subn(como, otro, sitio)
            assert veces, como
        (carpeta / "sitio.conf").write_text(sitio)
        dueno = "user root;" if os.geteuid() == 0 else ""
        (carpeta / "nginx.conf").write_text(_MARCO.format(carpeta=carpeta, dueno=dueno))

    @contextmanager
    def encendido(self) -> Iterator["Nginx"]:
        orden = [_EJECUTABLE, "-e", str(self.carpeta / "error.log"), "-c", str(self.carpeta / "nginx.conf")]
        prueba = subprocess.run([*orden, "-t"], capture_output=True, text=True)
        avisos = [linea for linea in prueba.stderr.splitlines() if "[warn]" in linea and "http2" not in linea]
        assert (prueba.returncode, avisos) == (0, []), prueba.stderr  # from 1.25 on it would have http2 said apart
        proceso = subprocess.Popen(orden)
        try:
            limite = time.monotonic() + PACIENCIA
            while socket.socket().connect_ex(("127.0.0.1", self.seguro)):
                assert proceso.poll() is None
                assert time.monotonic() < limite
                time.sleep(0.05)
            yield self
        finally:
            proceso.terminate()
            proceso.wait(PACIENCIA)

    def enchufar(self, *, nombre: str = NOMBRE, desde: str = "127.0.0.1") -> ssl.SSLSocket:
        crudo = socket.create_connection(("127.0.0.1", self.seguro), timeout=120, source_address=(desde, 0))
        return _CONFIANZA.wrap_socket(crudo, server_hostname=nombre)

    def guardado(self) -> int:
        """Bytes that it keeps of bodies and answers in its own folders."""
        suyos = [ruta for cual in ("cuerpos", "respuestas") for ruta in (self.carpeta / cual).rglob("*")]
        return sum(ruta.stat().st_size for ruta in suyos if ruta.is_file())


class PorNginx(Visitante):
    """Comes by HTTPS, from an address that is not nginx's own."""

    equipo = NOMBRE
    nginx: Nginx  # of the scene

    def conexion(self) -> http.client.HTTPConnection:
        conexion = http.client.HTTPSConnection(self.equipo, timeout=300)
        conexion.sock = self.nginx.enchufar(desde="127.0.0.2")
        return conexion

    def _recibir(self, conexion: http.client.HTTPConnection, respuesta: Respuesta, *, entera: bool) -> None:
        """TLS has no half that can be closed: who is cut off hears nothing."""
        if entera:
            recibir(conexion, respuesta)
