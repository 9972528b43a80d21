"""The registration, numbered as in the document, and the delivery of one PDF."""

import re
from datetime import date

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, PasswordField, RadioField, SelectField, ValidationError
from wtforms.validators import Email, EqualTo, InputRequired, Length

from sisr.catalogos.model import SEMESTRES, Genero, carreras_activas
from sisr.cuentas.forms import que_sea_buena
from sisr.forma import Fecha, Forma, Texto, obligatorio
from sisr.privacidad.aviso import vigente

_BOLETA = re.compile(r"[0-9A-Z]{10}")
_ANIO = re.compile(r"(19|20)\d\d")
_NOMBRE = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '’.\-])*", re.UNICODE)
_MESES_MINIMOS = 6
_ELIGE = {"": "Elige…"}


class Nombre(Texto):
    """Letters of any alphabet, with the signs that names have; the case and accents typed are kept."""

    def pre_validate(self, form: object) -> None:
        if self.data and not _NOMBRE.fullmatch(self.data):
            raise ValidationError("Escribe solo letras, espacios, apóstrofos o guiones.")


class RegistroForm(Forma):
    apellido_paterno = Nombre("Apellido Paterno", [obligatorio("Escribe tu apellido paterno."), Length(max=60)])
    apellido_materno = Nombre("Apellido Materno", [Length(max=60)])
    nombres = Nombre("Nombre(s)", [obligatorio("Escribe tu nombre."), Length(max=60)])
    boleta = Texto("N° de Boleta", [obligatorio("Escribe tu número de boleta.")])
    carrera = SelectField("Carrera", coerce=str, validators=[obligatorio("Elige tu carrera.")])
    semestre = SelectField("Semestre", coerce=str, validators=[obligatorio("Elige tu semestre.")])
    genero = RadioField(
        "Género",
        choices={Genero.MASCULINO.value: "(M) Masculino", Genero.FEMENINO.value: "(F) Femenino"},
        validators=[obligatorio("Elige una opción.")],
    )
    correo = Texto(
        "correo electrónico",
        [
            obligatorio("Escribe tu correo electrónico."),
            Length(max=254),
            Email("Revisa tu correo electrónico: debe ser como nombre@ejemplo.mx.", allow_smtputf8=False),
        ],
    )
    prestatario = Texto(
        "Prestatario",
        [
            obligatorio("Escribe dónde harás tu servicio social."),
            Length(min=2, max=120, message="El nombre del prestatario va de 2 a 120 caracteres."),
        ],
    )
    inicio = Fecha("Fecha de Inicio", [InputRequired("Escribe tu fecha de inicio.")])
    termino = Fecha("Fecha de Término", [InputRequired("Escribe tu fecha de término.")])
    contrasena = PasswordField("Contraseña", [obligatorio("Escribe una contraseña."), que_sea_buena])
    confirmacion = PasswordField(
        "confirmar contraseña",
        [
            obligatorio("Escribe otra vez la contraseña."),
            EqualTo("contrasena", "Las dos contraseñas no son iguales."),
        ],
    )
    archivo = FileField("CARGAR ARCHIVO")
    recibido = HiddenField()  # the token of a file that came with an earlier try
    subida = HiddenField()  # the ficha of one that was uploaded ahead of the form
    avisos_vistos = HiddenField()
    aviso = BooleanField(
        "He leído el aviso de privacidad",
        [obligatorio("Lee el aviso de privacidad y marca la casilla: sin eso no podemos recibir tus datos.")],
    )
    version_aviso = HiddenField()  # the one that was on the page

    def __init__(self) -> None:
        super().__init__()
        carreras = {str(carrera.id): f"{carrera.nombre} ({carrera.siglas})" for carrera in carreras_activas()}
        self.carrera.choices = _ELIGE | carreras
        self.semestre.choices = _ELIGE | {str(n): f"{n}º" for n in SEMESTRES}

    def validate_version_aviso(self, campo: HiddenField) -> None:
        """Who accepted a version that no longer holds reads the new one."""
        if campo.data and campo.data != str(vigente().version):
            self.aviso.data = False
            self.aviso.errors = ["El aviso de privacidad cambió hace un momento: léelo y marca la casilla otra vez."]
            raise ValidationError("El aviso cambió.")

    def validate_boleta(self, campo: Texto) -> None:
        campo.data = str(campo.data).replace(" ", "").upper()
        if not _BOLETA.fullmatch(campo.data):
            raise ValidationError("La boleta son diez números o letras, como 2002100400 o 20190A0000.")

    def validate_termino(self, campo: Fecha) -> None:
        if self.inicio.data and campo.data and campo.data <= self.inicio.data:
            raise ValidationError("La Fecha de Término debe ser posterior a la Fecha de Inicio.")

    def avisos(self) -> list[str]:
        """What is unusual but not wrong (REQUIREMENTS R2, R5), for a form that is otherwise good."""
        avisos = []
        if not _ANIO.match(str(self.boleta.data)):
            avisos.append(f"Tu boleta {self.boleta.data} no empieza con un año. Revisa que esté bien escrita.")
        assert self.inicio.data
        assert self.termino.data
        if self.termino.data < _meses_despues(self.inicio.data, _MESES_MINIMOS):
            avisos.append("Entre tu Fecha de Inicio y tu Fecha de Término hay menos de seis meses. Revisa las dos.")
        return avisos


class EntregaForm(Forma):
    archivo = FileField("CARGAR ARCHIVO")
    subida = HiddenField()


def _meses_despues(dia: date, meses: int) -> date:
    anio, mes = divmod(dia.year * 12 + dia.month - 1 + meses, 12)
    for ultimo in (dia.day, 30, 29, 28):
        try:
            return date(anio, mes + 1, ultimo)
        except ValueError:
            continue
    raise AssertionError
