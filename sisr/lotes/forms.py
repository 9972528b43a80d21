"""What is chosen in the table, and what is said once for many."""

from typing import Any

from wtforms import Field, SelectMultipleField, StringField
from wtforms.validators import InputRequired, NumberRange

from sisr.forma import Entero, Fecha, Forma

_LARGO = 18  # digits of an id, at most


class Ids(Field):
    """Many ids in one hidden field, joined by commas: «7,12,31». What is no id is not there."""

    data: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = [int(parte) for parte in (valuelist[0].split(",") if valuelist else ()) if _es_id(parte)]


class Pares(Field):
    """Many ids, each with what was seen beside it: «7:1,12:3»."""

    data: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        pares = [parte.partition(":") for parte in (valuelist[0].split(",") if valuelist else ())]
        self.data = {int(uno): int(otro) for uno, _, otro in pares if _es_id(uno) and _es_id(otro)}


def _id(escrito: str) -> int:
    if not _es_id(escrito):
        raise ValueError
    return int(escrito)


def _es_id(texto: str) -> bool:
    return texto.isascii() and texto.isdecimal() and len(texto) <= _LARGO


class SeleccionForm(Forma):
    """The boxes of a page: whom it showed, and who is marked."""

    vistos = Ids()
    alumno = SelectMultipleField("Alumnos", coerce=_id, validate_choice=False)
    hacer = StringField()


class AceptacionForm(Forma):
    """The entregas that the page named."""

    entregas = Ids()


class ListaForm(Forma):
    """A lista de registro for many; each student with the version that the page showed."""

    numero = Entero(
        "Lista de registro N°",
        [
            InputRequired("Escribe el número de la lista."),
            NumberRange(min=1, max=999_999, message="El número de lista va de 1 a 999999."),
        ],
    )
    envio = Fecha("Fecha de envío", [InputRequired("Escribe la fecha de envío.")])
    alumnos = Pares()
