"""Número, lista de registro and fecha de envío: what staff type once an expediente is accepted (E7)."""

import re
from datetime import date
from typing import Any

from sqlalchemy import select, update

from sisr.alumnos.model import Alumno
from sisr.bitacora.model import Accion, anotar
from sisr.correo.textos import encolar
from sisr.db import db, tabla
from sisr.documentos.avance import Avance
from sisr.proceso import EXPEDIENTE

FORMATO_NUMERO = re.compile(r"\d{1,10}/\d{1,10}", re.ASCII)


class RegistroImposible(Exception):
    """The three fields cannot be written so; its text says why and what to do."""


class RenglonCambiado(RegistroImposible):
    """Somebody changed the row since it was painted, so it has to be seen as it now is."""


def anotar_registro(
    avance: Avance, *, numero: str | None, lista: int | None, envio: date | None, version: int, por: int
) -> None:
    """Write the three fields; a number given or mended is mailed. Raises RegistroImposible."""
    alumno = avance.alumno
    if alumno.version != version:
        raise RenglonCambiado("Alguien más cambió este renglón hace un momento: así está ahora.")
    if EXPEDIENTE.clave not in avance.cumplidos:
        raise RegistroImposible("El número se anota cuando el expediente está ACEPTADO.")
    _comprobar_numero(avance, numero)
    valores = {"numero_registro": numero, "lista_registro": lista, "fecha_envio": envio}
    if all(getattr(alumno, campo) == valor for campo, valor in valores.items()):
        return
    db.session.connection().execute(
        update(tabla(Alumno)).where(Alumno.id == alumno.id).values(version=Alumno.version + 1, **valores)
    )
    antes = alumno.numero_registro
    anotar(Accion.NUMERO, por=por, alumno_id=alumno.id, numero=numero, antes=antes, lista=lista)
    if numero and numero != antes:
        datos: dict[str, Any] = {"alumno": alumno, "numero": numero, "antes": antes}
        encolar("numero_registro", alumno_id=alumno.id, para=alumno.correo, **datos)


def _comprobar_numero(avance: Avance, numero: str | None) -> None:
    if numero is None:
        if avance.alumno.numero_registro and set(avance.documentos) - {EXPEDIENTE.clave}:
            raise RegistroImposible(
                "El número no se puede quitar: el alumno ya entregó documentos con él. Sí se puede corregir."
            )
        return
    duenio = db.session.scalar(
        select(Alumno.boleta).where(Alumno.numero_registro == numero, Alumno.id != avance.alumno.id)
    )
    if duenio:
        raise RegistroImposible(f"El número {numero} ya es de la boleta {duenio}: revisa cuál es el correcto.")
