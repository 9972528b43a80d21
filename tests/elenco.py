"""The cast: Ana (long menu), Beto (short menu), Martha, Rosa, Teo and Elena of the staff."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import insert, select, update
from werkzeug.security import generate_password_hash

from sisr.alumnos.model import Alumno
from sisr.archivos.deposito import Guardado
from sisr.archivos.recepcion import Recibido
from sisr.catalogos.model import Carrera, Prestatario, prestatario_de_nombre
from sisr.cuentas.model import Funcion, Usuario
from sisr.db import escritura
from sisr.documentos.avance import Avance, avance_de
from sisr.documentos.entregar import anotar_entrega
from sisr.proceso import EXPEDIENTE, PASOS
from sisr.reloj import ahora
from sisr.texto import clave_orden
from tests.cliente import Cliente, archivo
from tests.pdfs import una_pagina

CONTRASENA = "Clave-2026"
COSTO = "scrypt:1024:8:1"  # little, so that a test logs in quickly
_CIFRADA = generate_password_hash(CONTRASENA, COSTO)
PERSONAL = {
    "martha": ("Martha", {Funcion.EXPEDIENTES}),
    "rosa": ("Rosa", {Funcion.REPORTES}),
    "teo": ("Teo", {Funcion.TERMINOS}),
    "elena": ("Elena", {Funcion.ADMINISTRACION}),
    "nadia": ("Nadia", set()),  # staff with no function
    "marta2": ("Marta", {Funcion.EXPEDIENTES, Funcion.REPORTES, Funcion.TERMINOS}),
}
PDF = una_pagina()


def contratar(personal: dict[str, tuple[str, set[Funcion]]] = PERSONAL) -> None:
    """The staff, with the password that everybody has here."""
    with escritura() as conexion:
        for clave, (nombre, funciones) in personal.items():
            conexion.execute(
                insert(Usuario).values(
                    clave=clave,
                    nombre=nombre,
                    correo=f"{clave}@ipn.mx",
                    contrasena=_CIFRADA,
                    es_alumno=False,
                    funciones=frozenset(funciones),
                    creado_en=ahora(),
                )
            )


@dataclass
class Alumna:
    """A student with an account, whom the staff take along the trámite by what they do over HTTP."""

    app: Flask
    id: int
    boleta: str
    correo: str

    @classmethod
    def registrar(
        cls, app: Flask, nombre: str, *, boleta: str, prestatario: str, termino: date = date(2027, 6, 1)
    ) -> "Alumna":
        """Written directly, as the registration leaves it; the registration itself has tests of its own."""
        with app.app_context(), escritura() as conexion:
            correo = f"{nombre.lower()}@alumno.ipn.mx"
            usuario = {"clave": boleta, "nombre": f"Quezada Flores {nombre}", "correo": correo}
            usuario |= {"contrasena": _CIFRADA, "es_alumno": True, "creado_en": ahora()}
            alumno_id = conexion.execute(insert(Usuario).values(usuario).returning(Usuario.id)).scalar_one()
            donde = prestatario_de_nombre(prestatario)
            conexion.execute(update(Prestatario).where(Prestatario.id == donde).values(confirmado=True))
            conexion.execute(
                insert(Alumno).values(
                    id=alumno_id,
                    boleta=boleta,
                    apellido_paterno="Quezada",
                    apellido_materno="Flores",
                    nombres=nombre,
                    orden=clave_orden(f"Quezada Flores {nombre}"),
                    carrera_id=conexion.scalar(select(Carrera.id).where(Carrera.siglas == "L.A.D.E.")),
                    semestre=7,
                    genero="F",
                    prestatario_id=donde,
                    inicio=date(2025, 9, 1),
                    termino=termino,
                    registrado_en=ahora(),
                )
            )
            self = cls(app, alumno_id, boleta, correo)
            self._guardar(EXPEDIENTE.clave)
        return self

    @property
    def avance(self) -> Avance:
        """As the database has it now."""
        with self.app.app_context():
            avance = avance_de(self.id)
            assert avance
            return avance

    def documento(self, clave: str) -> Any:
        return self.avance.documentos[clave]

    def entrar(self) -> Cliente:
        return Cliente(self.app).ingresar(self.boleta)

    def entregar(self, clave: str, datos: bytes = PDF) -> Cliente:
        """Through the menu, as she would."""
        quien = self.entrar().ver("/tramite")
        return quien.llenar(f"Enviar {PASOS[clave].nombre}", archivo=archivo(datos))

    def aceptada(self, clave: str) -> "Alumna":
        """The reviewer flips ACEPTADO on what she delivered."""
        self.decidir(clave, "aceptacion")
        return self

    def rechazada(self, clave: str, motivo: str = "No se lee.") -> "Alumna":
        self.decidir(clave, "rechazo", motivo=motivo)
        return self

    def decidir(self, clave: str, decision: str, *, htmx: bool = True, **datos: Any) -> Cliente:
        documento = self.documento(clave)
        revisor = Cliente(self.app).ingresar("martha" if clave == EXPEDIENTE.clave else "rosa")
        ruta = f"/documentos/{documento.id}/{decision}"
        return revisor.enviar(ruta, {"entrega": documento.entrega_id} | datos, htmx=htmx)

    def numerada(self, numero: str | None = None) -> "Alumna":
        """Her expediente ACEPTADO and her number given."""
        if self.documento(EXPEDIENTE.clave).estatus != "ACEPTADO":
            self.aceptada(EXPEDIENTE.clave)
        martha = Cliente(self.app).ingresar("martha")
        datos = {"numero": numero or f"21140/{self.id:04d}", "version": self.avance.alumno.version}
        martha.enviar(f"/alumnos/{self.id}/registro", datos, htmx=True)
        return self

    def hasta(self, clave: str) -> "Alumna":
        """Everything before that paso delivered and ACEPTADO."""
        self.numerada()
        for paso in self.avance.proceso.informes:
            if paso.clave == clave:
                return self
            self.entregar(paso.clave)
            self.aceptada(paso.clave)
        return self

    def enlistada(self, numero: int = 15) -> "Alumna":
        """Everything ACEPTADO, and on a list."""
        self.hasta("lista")
        teo = Cliente(self.app).ingresar("teo")
        datos = {"numero": numero, "version": self.avance.alumno.version}
        teo.enviar(f"/alumnos/{self.id}/lista", datos, htmx=True)
        return self

    def _guardar(self, clave: str) -> None:
        carpeta = f"{self.app.config['UPLOADS_PATH']}/{self.boleta}"
        ruta = f"{self.boleta}/{clave}-1.pdf"
        import os

        os.makedirs(carpeta, exist_ok=True)
        with open(f"{self.app.config['UPLOADS_PATH']}/{ruta}", "wb") as salida:
            salida.write(PDF)
        suma = hashlib.sha256(ruta.encode()).hexdigest()  # nobody delivers the file of another
        recibido = Recibido("", "expediente.pdf", len(PDF), suma, 1)
        anotar_entrega(self.id, clave, recibido, Guardado(n=1, ruta=ruta), por=self.id)
