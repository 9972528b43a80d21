"""What staff correct of a student, and what they note."""

from typing import Any

from sqlalchemy import select
from wtforms import RadioField, SelectField, StringField, ValidationError
from wtforms.validators import Email, InputRequired, Length

from sisr.alumnos.corregir import Datos
from sisr.alumnos.notas import LARGO
from sisr.catalogos.model import SEMESTRES, Carrera, Genero, Prestatario, buscar_prestatario, carreras_activas
from sisr.db import db
from sisr.forma import Fecha, Forma, Parrafos, Texto, obligatorio
from sisr.texto import plegar
from sisr.tramite.forms import Nombre


class CorreccionForm(Forma):
    apellido_paterno = Nombre("Apellido Paterno", [obligatorio("Escribe el apellido paterno."), Length(max=60)])
    apellido_materno = Nombre("Apellido Materno", [Length(max=60)])
    nombres = Nombre("Nombre(s)", [obligatorio("Escribe el nombre."), Length(max=60)])
    correo = Texto(
        "correo electrónico",
        [
            obligatorio("Escribe el correo electrónico."),
            Length(max=254),
            Email("Revisa el correo electrónico: debe ser como nombre@ejemplo.mx.", allow_smtputf8=False),
        ],
    )
    carrera_id = SelectField("Carrera", coerce=int)
    semestre = SelectField("Semestre", coerce=int, choices={str(n): f"{n}º" for n in SEMESTRES})
    genero = RadioField("Género", choices={genero.value: genero.label for genero in Genero})
    prestatario = Texto("Prestatario", [obligatorio("Escribe el prestatario.")])
    inicio = Fecha("Fecha de Inicio", [InputRequired("Escribe la fecha de inicio.")])
    termino = Fecha("Fecha de Término", [InputRequired("Escribe la fecha de término.")])
    huella = StringField("Huella")

    def __init__(self, presentes: Datos, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._suyo = db.session.get_one(Prestatario, presentes.prestatario_id)
        carreras = {carrera.id: carrera for carrera in carreras_activas()}
        carreras.setdefault(presentes.carrera_id, db.session.get_one(Carrera, presentes.carrera_id))
        self.carrera_id.choices = {str(cual): f"{c.nombre} ({c.siglas})" for cual, c in carreras.items()}

    @classmethod
    def con(cls, presentes: Datos) -> "CorreccionForm":
        """As they are."""
        forma = cls(presentes, formdata=None, data=vars(presentes))
        forma.prestatario.data = forma._suyo.nombre
        return forma

    def validate_termino(self, campo: Fecha) -> None:
        if self.inicio.data and campo.data and campo.data <= self.inicio.data:
            raise ValidationError("La Fecha de Término debe ser posterior a la Fecha de Inicio.")

    def validate_prestatario(self, campo: Texto) -> None:
        if campo.data and self._prestatario_id() is None:
            raise ValidationError(f"«{campo.data}» no está en el catálogo: elige uno de la lista.")

    def datos(self) -> Datos:
        """What was typed, when it is good."""
        typed = {campo: self[campo].data for campo in Datos.__dataclass_fields__ if campo != "prestatario_id"}
        return Datos(**typed, prestatario_id=self._prestatario_id() or 0)

    def _prestatario_id(self) -> int | None:
        """The one that they have may be unconfirmed; another has to be of the catalogue."""
        escrito = str(self.prestatario.data)
        return self._suyo.id if plegar(escrito) == self._suyo.clave else buscar_prestatario(escrito)


class NotaForm(Forma):
    texto = Parrafos(
        "Nota para el personal",
        [
            obligatorio("Escribe la nota."),
            Length(max=LARGO, message=f"La nota puede tener hasta {LARGO} caracteres."),
        ],
    )


def como_se_dice(datos: Datos) -> dict[str, str]:
    """Each field as the page shows it."""
    prestatario = db.session.scalar(select(Prestatario.nombre).where(Prestatario.id == datos.prestatario_id))
    carrera = db.session.scalar(select(Carrera.nombre).where(Carrera.id == datos.carrera_id))
    dichos = {"carrera_id": carrera, "prestatario": prestatario, "semestre": f"{datos.semestre}º"}
    dichos |= {"genero": Genero(datos.genero).label, "correo": datos.correo, "nombres": datos.nombres}
    dichos |= {"apellido_paterno": datos.apellido_paterno, "apellido_materno": datos.apellido_materno or "(vacío)"}
    dichos |= {"inicio": f"{datos.inicio:%d/%m/%Y}", "termino": f"{datos.termino:%d/%m/%Y}"}
    return {campo: dicho or "" for campo, dicho in dichos.items()}
