"""A whole SISR of its own: gunicorn, an instance from the mould, and a mail server that really receives."""

import os
import shutil
import sys
import time
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest
from flask import Flask

from tests import instancia
from tests.cliente import Cliente
from tests.puerta.servicio import PACIENCIA, RAIZ, Servicio, puerto_libre


@dataclass
class Casa:
    """`app` is the same instance seen from the test's own process, to prepare what a person finds."""

    carpeta: Path
    entorno: dict[str, str]
    app: Flask
    servicios: list[Servicio]

    @classmethod
    def abrir(cls, molde: Path, carpeta: Path) -> "Casa":
        shutil.copytree(molde, carpeta, dirs_exist_ok=True)
        entorno = _entorno(carpeta)
        with pytest.MonkeyPatch.context() as ambiente:
            ambiente.setenv("SISR_BIND", entorno["SISR_BIND"])
            app = instancia.abrir(ambiente, carpeta)
        casa = cls(carpeta, entorno, app, [])
        casa._servir_correo()
        casa.servir()
        return casa

    @property
    def url(self) -> str:
        return f"http://{self.entorno['SISR_BIND']}"

    def servir(self) -> None:
        orden = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "app:app"]
        self._iniciar(orden, self.entorno).espera("SISR atiende en")

    def caer(self) -> None:
        """The machine of the department goes off."""
        self.servicios[-1].mata()

    def galleta(self, usuario: str) -> str:
        """The cookie of a session that somebody opened."""
        inicio = Cliente(self.app).ingresar(usuario).crudo("GET", "/")
        return inicio.request.cookies["sisr"]

    def correos(self, para: str, cuantos: int) -> list[EmailMessage]:
        """The first `cuantos` mails that arrived for somebody, in the order of their arrival."""
        limite = time.monotonic() + PACIENCIA
        while len(llegados := self._llegados(para)) < cuantos:
            assert time.monotonic() < limite, [correo["Subject"] for correo in llegados]
            time.sleep(0.05)
        return llegados[:cuantos]

    def cerrar(self) -> None:
        for servicio in self.servicios:
            servicio.mata()
        instancia.cerrar(self.app)

    def _llegados(self, para: str) -> list[EmailMessage]:
        lector = BytesParser(policy=policy.default)
        correos = (lector.parsebytes(ruta.read_bytes()) for ruta in sorted(self.carpeta.glob("buzon/mail/*.eml")))
        return [correo for correo in correos if correo["To"] == para]

    def _servir_correo(self) -> None:
        puerto = self.entorno["SISR_MAIL_PORT"]
        programa = str(RAIZ / "tests/herramientas/hostile_smtp.py")
        orden = [sys.executable, programa, str(self.carpeta / "buzon"), "--port", puerto]
        self._iniciar(orden, self.entorno | {"SISR_BIND": f"127.0.0.1:{puerto}"}).espera("ready")

    def _iniciar(self, orden: list[str], entorno: dict[str, str]) -> Servicio:
        salida = self.carpeta / f"salida-{len(self.servicios)}"
        self.servicios.append(Servicio(orden, entorno, salida))
        return self.servicios[-1]


def _entorno(carpeta: Path) -> dict[str, str]:
    heredado = {nombre: valor for nombre, valor in os.environ.items() if not nombre.startswith("SISR_")}
    return heredado | {
        "SISR_BIND": f"127.0.0.1:{puerto_libre()}",
        "SISR_INSTANCE_PATH": str(carpeta / "instance"),
        "SISR_UPLOADS_PATH": str(carpeta / "uploads"),
        "SISR_MAIL_SERVER": "127.0.0.1",
        "SISR_MAIL_PORT": str(puerto_libre()),
    }
