"""A student's whole file for staff: data, every entrega with its decisions, mails and acts (X1)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from sisr.alumnos.corregir import CAMPOS
from sisr.bitacora.model import Accion, Acto
from sisr.correo.model import Correo
from sisr.cuentas.model import Usuario
from sisr.db import db, tabla
from sisr.documentos.avance import Avance, avance_de
from sisr.documentos.gemelas import con_gemela
from sisr.documentos.model import Dictamen, Entrega, Estatus
from sisr.proceso import PASOS
from sisr.reloj import fecha


@dataclass(frozen=True)
class Historia:
    avance: Avance
    entregas: list[Any]
    correos: list[Any]
    actos: list[Any]

    def estatus(self, entrega: Any) -> Estatus:
        """What became of an entrega: its last dictamen, in revision if it is the present one, or SUSTITUIDA."""
        presente = self.avance.documentos.get(entrega.clave)
        if presente and presente.entrega_id == entrega.id:
            return Estatus(presente.estatus)
        return Estatus(entrega.resultado) if entrega.resultado else Estatus.SUSTITUIDA


def historia(alumno_id: int) -> Historia | None:
    """None where there is no such student."""
    avance = avance_de(alumno_id)
    if avance is None:
        return None
    correos = select(tabla(Correo)).where(Correo.alumno_id == alumno_id).order_by(Correo.id.desc())
    return Historia(
        avance,
        list(db.session.execute(_entregas(alumno_id)).all()),
        list(db.session.execute(correos).all()),
        list(db.session.execute(_actos(alumno_id)).all()),
    )


def accion(acto: Any) -> str:
    """An act in words, with the document that it was about."""
    paso = PASOS.get(acto.detalle.get("clave", ""))
    sobre = paso.nombre if paso else ", ".join(_campo(campo, acto) for campo in acto.detalle.get("campos", ()))
    return f"{Accion(acto.accion).label}{f': {sobre}' if sobre else ''}"


def _campo(campo: str, acto: Any) -> str:
    """The field that was corrected, with what it said where the line keeps it and a person would read it."""
    antes = acto.detalle.get("antes", {}).get(campo)
    dicho = f"{antes}º" if campo == "semestre" else fecha(date.fromisoformat(antes)) if isinstance(antes, str) else ""
    return f"{CAMPOS.get(campo, campo)}{f' (antes {dicho})' if antes and dicho else ''}"


def _entregas(alumno_id: int) -> Any:
    return con_gemela(
        select(
            tabla(Entrega),
            Dictamen.resultado,
            Dictamen.motivo,
            Dictamen.en.label("dictado_en"),
            Usuario.nombre.label("revisor"),
        )
        .outerjoin(Dictamen, Dictamen.entrega_id == Entrega.id)
        .outerjoin(Usuario, Usuario.id == Dictamen.por_id)
        .where(Entrega.alumno_id == alumno_id)
        .order_by(Entrega.id.desc(), Dictamen.id.desc())
    )


def _actos(alumno_id: int) -> Any:
    return (
        select(Acto.en, Acto.accion, Acto.detalle, Usuario.nombre)
        .outerjoin(Usuario, Usuario.id == Acto.por_id)
        .where(Acto.alumno_id == alumno_id)
        .order_by(Acto.id.desc())
    )
