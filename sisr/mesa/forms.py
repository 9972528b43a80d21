"""What reviewers type: a decision, its motivo, the registro of a row, a prestatario."""

from wtforms import BooleanField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from sisr.documentos.registro import FORMATO_NUMERO
from sisr.forma import Entero, Fecha, Forma, Parrafos, Texto, obligatorio


class RechazoForm(Forma):
    """Carries the entrega that the page showed.

    `agregar`: what is put into the motivo instead of sending it, a frequent one or a page.
    """

    entrega = Entero("Entrega", [InputRequired()])
    motivo = Parrafos("Motivo", [Length(max=2000, message="El motivo puede tener hasta 2,000 caracteres: resúmelo.")])
    agregar = Texto("Agregar", [Optional()])
    pagina = Texto("Página", [Optional()])


class CorreccionForm(RechazoForm):
    """Carries the dictamen that the page showed; `acepta` where it is now to be ACEPTADO."""

    dictamen = Entero("Dictamen", [InputRequired()])
    acepta = BooleanField("ACEPTADO")


class RegistroForm(Forma):
    numero = Texto("Número", [Optional()])
    lista = Entero("Lista", [Optional()])
    envio = Fecha("Fecha de envío", [Optional()])
    version = Entero("Versión", [InputRequired()])

    def validate_numero(self, campo: Texto) -> None:
        if not FORMATO_NUMERO.fullmatch(str(campo.data)):
            raise ValidationError("El número va como 21140/0002: números, diagonal, números.")

    def validate_lista(self, campo: Entero) -> None:
        if campo.data is not None and campo.data < 1:
            raise ValidationError("La lista es un número, 1 o más.")


class PrestatarioForm(Forma):
    """Confirm a prestatario as it was written, or say which one of the catalogue it is."""

    con_reportes = BooleanField("Entrega reportes mensuales")
    union = Texto("Es el mismo que", [Optional()])


class NombreForm(Forma):
    """What a kept filter is called."""

    nombre = Texto(
        "Nombre",
        [obligatorio("Escribe un nombre para el filtro."), Length(max=60, message="El nombre va hasta 60 letras.")],
    )


class FiltroForm(NombreForm):
    lista = Texto("Lista")
    consulta = Texto("Filtro")
