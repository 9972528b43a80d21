"""A sheet, loaded or pasted; and then that it is to be applied."""

from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired

from sisr.forma import Entero, Forma


class HojaForm(Forma):
    archivo = FileField("Hoja de cálculo (.xlsx, .xls o .csv)")
    texto = TextAreaField("O pega aquí las dos columnas, boleta y número")


class AplicacionForm(Forma):
    """The sheet, and the mark of what it was shown to change."""

    hoja = Entero("Hoja", [InputRequired()])
    huella = StringField("Huella", [InputRequired()])
