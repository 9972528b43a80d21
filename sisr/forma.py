"""The form that every form is made from: Spanish messages, trimmed input, dates typed two ways."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, StringField
from wtforms.validators import DataRequired

from sisr.texto import limpiar, limpiar_parrafos

FORMATOS_FECHA = ["%Y-%m-%d", "%d/%m/%Y"]


class Forma(FlaskForm):
    class Meta(FlaskForm.Meta):
        locales = ["es"]
        csrf = False  # pyright: ignore  # CSRFProtect looked at the token before any form was made

    def mensajes(self) -> list[str]:
        """Every error, one sentence after the other."""
        return [str(error) for errores in self.errors.values() for error in errores]


class Texto(StringField):
    """One line, without control characters, trimmed."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = limpiar(valuelist[0]) if valuelist else ""


class Parrafos(StringField):
    """Several lines; their breaks survive."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = limpiar_parrafos(valuelist[0]) if valuelist else ""


class Fecha(DateField):
    """From the browser's date field, or typed dd/mm/aaaa (REQUIREMENTS P5)."""

    def __init__(self, label: str, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, format=FORMATOS_FECHA, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata([limpiar(valor) for valor in valuelist])
        except ValueError:
            raise ValueError("Escribe la fecha como dd/mm/aaaa, por ejemplo 01/10/2026.") from None
        if self.data and not 2000 <= self.data.year < 2100:
            self.data = None
            raise ValueError("Revisa el año de la fecha.")


class Entero(IntegerField):
    """A whole number, or nothing."""

    data: Any  # an int, or None where nothing was typed

    def process_formdata(self, valuelist: list[Any]) -> None:
        texto = limpiar(valuelist[0]) if valuelist else ""
        if not texto:
            self.data = None
            return
        self.data = entero(texto)


def entero(texto: str) -> int:
    """A whole number that fits in the database. Raises ValueError."""
    if not (texto.isascii() and texto.isdecimal() and len(texto) <= 9):
        raise ValueError("Escribe un número entero.")
    return int(texto)


def obligatorio(mensaje: str) -> DataRequired:
    return DataRequired(mensaje)
