"""The forms by which people enter and keep their account, and what every new password goes through."""

from typing import Any

from wtforms import PasswordField, ValidationError
from wtforms.validators import Email, EqualTo, Length

from sisr.cuentas.contrasenas import objecion
from sisr.forma import Forma, Texto, obligatorio


def que_sea_buena(_forma: Any, campo: PasswordField) -> None:
    """Of a new password: the rule, and that it is not a common one (REQUIREMENTS R3)."""
    if dicho := objecion(campo.data or ""):
        raise ValidationError(dicho)


class IngresoForm(Forma):
    usuario = Texto("Usuario", [obligatorio("Escribe tu usuario.")])
    contrasena = PasswordField("Contraseña", [obligatorio("Escribe tu contraseña.")])


class OlvidoForm(Forma):
    usuario = Texto("Usuario", [obligatorio("Escribe tu usuario: tu número de boleta."), Length(max=60)])


class ContrasenaForm(Forma):
    contrasena = PasswordField("Contraseña nueva", [obligatorio("Escribe una contraseña."), que_sea_buena])
    confirmacion = PasswordField(
        "Confirmar contraseña",
        [
            obligatorio("Escribe otra vez la contraseña."),
            EqualTo("contrasena", "Las dos contraseñas no son iguales."),
        ],
    )


class CambioForm(ContrasenaForm):
    actual = PasswordField("Contraseña actual", [obligatorio("Escribe la contraseña con la que entras hoy.")])


class CorreoForm(Forma):
    correo = Texto(
        "Correo electrónico nuevo",
        [
            obligatorio("Escribe el correo electrónico nuevo."),
            Length(max=254),
            Email("Revisa el correo electrónico: debe ser como nombre@ejemplo.mx.", allow_smtputf8=False),
        ],
    )
    clave = PasswordField("Tu contraseña", [obligatorio("Escribe tu contraseña.")])
