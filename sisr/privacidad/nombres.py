"""By what a person is known, however it is written; what of a text says it, and the text without it."""

import json
import re
from string import ascii_lowercase, ascii_uppercase
from typing import Any
from urllib.parse import quote_plus

from sqlalchemy import or_, select

from sisr.alumnos.model import APARTADA, Alumno
from sisr.correo.model import Correo
from sisr.cuentas.enlaces import Enlace
from sisr.cuentas.model import Usuario
from sisr.db import db
from sisr.texto import plegar

VACIO = "Datos cancelados"
_CHICAS = str.maketrans(ascii_uppercase, ascii_lowercase)  # as SQLite's own lower() does


class Nombres:
    """Their boleta, every address they had, and their whole name, surnames first or last. One of the `anclas` is in
    every text that says any of them, ASCII in small letters: few words, by which a database finds them sooner.

    Who else is called so, or shares the address, is not to lose anything: by that the person is not looked for.
    """

    def __init__(self, alumno_id: int) -> None:
        suyos = {nombre for nombre in _todos(alumno_id) if nombre and _es_solo_suyo(nombre, alumno_id)}
        self.anclas = {forma for nombre in suyos for forma in _formas(_ancla(nombre))}
        self._vacio = f"{VACIO} {alumno_id}"  # one of a kind, as some columns ask
        formas = sorted({forma for nombre in suyos for forma in _formas(nombre)}, key=len, reverse=True)
        alternativas = "|".join(re.escape(forma) for forma in formas)
        self._patron = re.compile(rf"(?<!\w)(?:{alternativas or '(?!)'})(?!\w)", re.IGNORECASE)

    def dicho(self, valor: Any) -> Any:
        """What of it names the person: a text whole, of a list the items that do; None where nothing does."""
        if isinstance(valor, str):
            return valor if self._patron.search(valor) else None
        if isinstance(valor, dict):
            return {clave: suyo for clave, dentro in valor.items() if (suyo := self.dicho(dentro))} or None
        if isinstance(valor, list):
            return [item for item in valor if self.dicho(item)] or None
        return None

    def sin(self, valor: Any) -> Any:
        """It without the person: of a list, without the lines that are about them."""
        if isinstance(valor, str):
            return self._patron.sub(self._vacio, valor)
        if isinstance(valor, dict):
            return {clave: self.sin(dentro) for clave, dentro in valor.items()}
        if isinstance(valor, list):
            return [self.sin(item) for item in valor if isinstance(item, str) or not self.dicho(item)]
        return valor


def _todos(alumno_id: int) -> set[str]:
    alumno = db.session.execute(
        select(Alumno.boleta, Alumno.apellido_paterno, Alumno.apellido_materno, Alumno.nombres, APARTADA).where(
            Alumno.id == alumno_id
        )
    ).one()
    boleta, paterno, materno, nombres, es_apartada = alumno
    apellidos = f"{paterno} {materno}".strip()
    conocidos = {f"{apellidos} {nombres}".strip(), f"{nombres} {apellidos}", "" if es_apartada else boleta}
    for columna, de_quien in (
        (Usuario.correo, Usuario.id),
        (Correo.para, Correo.alumno_id),
        (Enlace.correo, Enlace.usuario_id),
    ):
        conocidos |= {correo or "" for correo in db.session.scalars(select(columna).where(de_quien == alumno_id))}
    return conocidos


def _es_solo_suyo(nombre: str, alumno_id: int) -> bool:
    otro = or_(Usuario.nombre.icontains(nombre, autoescape=True), Usuario.correo.icontains(nombre, autoescape=True))
    return db.session.scalar(select(Usuario.id).where(otro, Usuario.id != alumno_id).limit(1)) is None


def _ancla(nombre: str) -> str:
    """The longest of its words, one that is written alike everywhere if there is any; of an address, whose it is."""
    return max(nombre.partition("@")[0].split(), key=lambda palabra: (palabra.isascii(), len(palabra)))


def _formas(nombre: str) -> set[str]:
    """As it was typed, as JSON and an address have it, and as it is folded for being found; in small letters."""
    formas = nombre, json.dumps(nombre)[1:-1], quote_plus(nombre), plegar(nombre)
    return {forma.translate(_CHICAS) for forma in formas}
