"""The form by which people enter."""

from wtforms import PasswordField

from sisr.forma import Forma, Texto, obligatorio


class IngresoForm(Forma):
    usuario = Texto("Usuario", [obligatorio("Escribe tu usuario.")])
    contrasena = PasswordField("Contraseña", [obligatorio("Escribe tu contraseña.")])
