"""The rows of the catalogues, and the accounts of the staff."""

from typing import Any

from wtforms import BooleanField, SelectMultipleField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, Optional, ValidationError

from sisr.cuentas.forms import CuentaForm
from sisr.cuentas.model import Funcion
from sisr.forma import Entero, Fecha, Forma, Parrafos, Texto, obligatorio
from sisr.proceso import TIPOS
from sisr.texto import limpiar

_DIAS_JUNTOS = 62


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


class MotivoForm(Forma):
    id = Entero("Motivo")
    para = Texto("Para", [AnyOf(["", *TIPOS], "Elige para qué documento es, o para todos.")])
    nombre = Texto("Nombre", [obligatorio("Escribe un nombre corto: es lo que dice su botón."), Length(max=40)])
    texto = Parrafos("Texto", [obligatorio("Escribe el texto que recibe el alumno."), Length(max=500)])
    orden = Entero("Orden", [InputRequired("Escribe en qué lugar va: 1 es el primero.")])
    activo = BooleanField("Activo")


class DiaForm(Forma):
    dia = Fecha("Día", [InputRequired("Escribe el día.")])
    hasta = Fecha("Último día", [Optional()])
    motivo = Texto(
        "Motivo", [obligatorio("Escribe por qué es inhábil, por ejemplo «Vacaciones IPN»."), Length(max=80)]
    )

    def validate_hasta(self, campo: Fecha) -> None:
        if self.dia.data and campo.data and not 0 <= (campo.data - self.dia.data).days < _DIAS_JUNTOS:
            raise ValidationError(f"El último día no va antes del primero, y son hasta {_DIAS_JUNTOS} días juntos.")


class Renglones(StringField):
    """A text whose every line break counts."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        escrito = valuelist[0] if valuelist else ""
        self.data = "\n".join(limpiar(linea) for linea in escrito.splitlines()).strip()


class TextoForm(Forma):
    texto = Renglones("Asunto y texto", [obligatorio("Escribe el asunto y, debajo, el texto del correo.")])


class FuncionesForm(Forma):
    funciones = SelectMultipleField("Funciones", choices={funcion.value: funcion.label for funcion in Funcion})

    @property
    def elegidas(self) -> frozenset[Funcion]:
        return frozenset(Funcion(nombre) for nombre in self.funciones.data or ())


class InvitacionForm(CuentaForm, FuncionesForm):
    """A name of the staff, its person, and what they may do."""
