"""What the responsable de términos types."""

from flask_wtf.file import FileField
from wtforms import HiddenField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional

from sisr.forma import Entero, Forma

_NUMERO = NumberRange(min=1, max=999_999, message="El número de lista va de 1 a 999999.")


def _id(escrito: str) -> int:
    if not (escrito.isascii() and escrito.isdecimal() and len(escrito) < 19):
        raise ValueError
    return int(escrito)


class GenerarForm(Forma):
    numero = Entero("Lista de emisión N°", [InputRequired("Escribe el número de la lista."), _NUMERO])
    alumnos = SelectMultipleField("Alumnos", coerce=_id, validate_choice=False)


class ListaForm(Forma):
    """The number on the card; empty takes the student off."""

    numero = Entero("LISTA DE EMISIÓN", [Optional(), _NUMERO])
    version = Entero("Versión", [InputRequired()])
    situacion = HiddenField()  # the heading under which the card was painted


class ConstanciaForm(Forma):
    archivo = FileField("CARGA DE DOCUMENTO")
    subida = HiddenField()
    sustituye = Entero("Sustituye", [Optional()])  # the entrega that the card showed
