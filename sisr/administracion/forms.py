"""The rows of the catalogues."""

from typing import Any

from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length

from sisr.forma import Entero, Fecha, Forma, Texto, obligatorio
from sisr.texto import limpiar


class CarreraForm(Forma):
    id = Entero("Carrera")
    nombre = Texto("Nombre", [obligatorio("Escribe el nombre de la carrera."), Length(max=80)])
    siglas = Texto("Siglas", [obligatorio("Escribe las siglas de la carrera."), Length(max=30)])
    activa = BooleanField("Activa")


class PrestatarioForm(Forma):
    id = Entero("Prestatario")
    nombre = Texto("Nombre", [obligatorio("Escribe el nombre del prestatario."), Length(min=2, max=120)])
    con_reportes = BooleanField("Entrega reportes mensuales")


class UnionForm(Forma):
    nombre = Texto("Se queda", [obligatorio("Escribe el nombre del prestatario que se queda.")])


class DiaForm(Forma):
    dia = Fecha("Día", [InputRequired("Escribe el día.")])
    motivo = Texto(
        "Motivo", [obligatorio("Escribe por qué es inhábil, por ejemplo «Vacaciones IPN»."), Length(max=80)]
    )


class Renglones(StringField):
    """A text whose every line break counts."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        escrito = valuelist[0] if valuelist else ""
        self.data = "\n".join(limpiar(linea) for linea in escrito.splitlines()).strip()


class TextoForm(Forma):
    texto = Renglones("Asunto y texto", [obligatorio("Escribe el asunto y, debajo, el texto del correo.")])
