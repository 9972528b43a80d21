"""A new version of the aviso, and the boleta typed once more before its data go."""

from wtforms import BooleanField
from wtforms.validators import Length

from sisr.forma import Forma, Parrafos, Texto, obligatorio


class AvisoForm(Forma):
    simplificado = Parrafos("Aviso simplificado", [obligatorio("Escribe el aviso simplificado."), Length(max=4000)])
    integral = Parrafos("Aviso integral", [obligatorio("Escribe el aviso integral."), Length(max=40_000)])
    borrador = BooleanField("Es un borrador: falta que lo revise el área jurídica")


class CancelacionForm(Forma):
    boleta = Texto("Escribe la boleta para confirmar", [obligatorio("Escribe la boleta.")])
