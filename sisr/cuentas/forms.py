"""The form by which people enter, and what every new password goes through."""

from typing import Any

from wtforms import PasswordField, ValidationError

from sisr.cuentas.contrasenas import objecion
from sisr.forma import Forma, Texto, obligatorio


def que_sea_buena(_forma: Any, campo: PasswordField) -> None:
    """Of a new password: the rule, and that it is not a common one (REQUIREMENTS R3)."""
    if dicho := objecion(campo.data or ""):
        raise ValidationError(dicho)


class IngresoForm(Forma):
    usuario = Texto("Usuario", [obligatorio("Escribe tu usuario.")])
    contrasena = PasswordField("Contraseña", [obligatorio("Escribe tu contraseña.")])
