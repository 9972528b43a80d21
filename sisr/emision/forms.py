"""What the responsable de términos types."""

from flask_wtf.file import FileField, MultipleFileField
from wtforms import HiddenField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, NumberRange, Optional, Regexp

from sisr.emision.cotejo import BOLETA
from sisr.forma import Entero, Forma, Texto

_DIEZ = "La boleta son diez números o letras, como 2002100400 o 20190A0000."
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


class VariasForm(Forma):
    archivos = MultipleFileField("CARGA DE DOCUMENTOS")
    subida = HiddenField()


class PublicacionForm(Forma):
    """The señas of what was shown to go."""

    vistas = StringField("Vistas", [InputRequired()])


class BoletaForm(Forma):
    """Of whom a file is; empty, whom its name says."""

    boleta = Texto("Boleta", [Optional(), Regexp(BOLETA, message=_DIEZ)])

    def __init__(self) -> None:
        super().__init__()
        self.boleta.data = str(self.boleta.data).upper().replace(" ", "")
