"""The forms by which people enter and keep their account, and what every new password goes through."""

import re
from typing import Any

from wtforms import PasswordField, ValidationError
from wtforms.validators import Email, EqualTo, Length

from sisr.cuentas.contrasenas import objecion
from sisr.forma import Forma, Texto, obligatorio

_USUARIO = re.compile(r"[a-z0-9][a-z0-9._-]*")
_BOLETA = re.compile(r"(?=.*\d)[0-9a-z]{10}")


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


class CodigoForm(Forma):
    codigo = Texto("Código", [obligatorio("Escribe el código."), Length(max=40)])


class ClaveForm(Forma):
    clave = PasswordField("Tu contraseña", [obligatorio("Escribe tu contraseña.")])


class CuentaForm(Forma):
    """Of a member of the staff."""

    usuario = Texto("Usuario", [obligatorio("Escribe el usuario con que se entra."), Length(max=40)])
    nombre = Texto("Nombre", [obligatorio("Escribe el nombre con que se firma."), Length(max=80)])
    correo = Texto(
        "Correo electrónico",
        [
            obligatorio("Escribe el correo electrónico."),
            Length(max=254),
            Email("Revisa el correo electrónico: debe ser como nombre@ejemplo.mx.", allow_smtputf8=False),
        ],
    )

    @property
    def clave(self) -> str:
        return str(self.usuario.data).lower()

    def validate_usuario(self, campo: Texto) -> None:
        if not _USUARIO.fullmatch(self.clave):
            raise ValidationError("El usuario lleva letras sin acento, números, puntos o guiones, como martha.q")
        if _BOLETA.fullmatch(self.clave):
            raise ValidationError("Ese usuario parece una boleta: elige otro, para no quitársela a un alumno.")


class PrimeraForm(CuentaForm, ContrasenaForm):
    codigo = Texto("Código", [obligatorio("Escribe el código que se ve en la consola del servidor.")])


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
