"""The aviso de privacidad: the one that holds, the ones before it, a new one, and its acceptance."""

from dataclasses import dataclass, field
from typing import Any

from flask import current_app
from sqlalchemy import func, insert, select

from sisr.bitacora.model import Accion, anotar
from sisr.db import db, tabla
from sisr.privacidad.model import AceptacionAviso, AvisoPrivacidad
from sisr.reloj import ahora

NOMBRES = ("institucion", "escuela", "unidad", "subdireccion", "departamento")


@dataclass
class Bloque:
    """A heading, a paragraph or a list, as it is painted."""

    tipo: str
    renglones: list[str] = field(default_factory=list)


def vigente() -> Any:
    """A row of AvisoPrivacidad."""
    return db.session.execute(_avisos().limit(1)).one()


def version_de(version: int) -> Any | None:
    return db.session.execute(_avisos().where(AvisoPrivacidad.version == version)).first()


def versiones() -> list[Any]:
    """All of them, the last first."""
    return list(db.session.execute(_avisos()).all())


def publicar(*, simplificado: str, integral: str, borrador: bool, por: int) -> int:
    """A new version, which holds from now on; returns its number."""
    conexion = db.session.connection()
    version = (conexion.scalar(select(func.max(AvisoPrivacidad.version))) or 0) + 1
    textos = {"simplificado": simplificado, "integral": integral, "borrador": borrador}
    conexion.execute(insert(AvisoPrivacidad).values(version=version, publicado_en=ahora(), por_id=por, **textos))
    anotar(Accion.AVISO, por=por, version=version, borrador=borrador)
    return version


def anotar_aceptacion(alumno_id: int, version: int) -> None:
    """Within the transaction of the registration."""
    conexion = db.session.connection()
    conexion.execute(insert(AceptacionAviso).values(alumno_id=alumno_id, version=version, en=ahora()))


def aceptado_por(alumno_id: int) -> Any | None:
    """The last acceptance of a student, a row of AceptacionAviso; None for who registered before there was one."""
    suyas = select(tabla(AceptacionAviso)).where(AceptacionAviso.alumno_id == alumno_id)
    return db.session.execute(suyas.order_by(AceptacionAviso.version.desc()).limit(1)).first()


def bloques(texto: str) -> list[Bloque]:
    """A text as it is written, «# » before a heading and «- » before each of a list, with the school's names."""
    hechos: list[Bloque] = []
    for renglon in _con_nombres(texto).splitlines():
        tipo = "titulo" if renglon.startswith("# ") else "lista" if renglon.startswith("- ") else "parrafo"
        if not renglon:
            hechos.append(Bloque(""))
        elif hechos and hechos[-1].tipo == tipo != "titulo":
            hechos[-1].renglones.append(renglon.removeprefix("- "))
        else:
            hechos.append(Bloque(tipo, [renglon.removeprefix("# ").removeprefix("- ")]))
    return [bloque for bloque in hechos if bloque.renglones]


def _con_nombres(texto: str) -> str:
    for nombre in NOMBRES:
        texto = texto.replace(f"{{{nombre}}}", current_app.config[nombre.upper()])
    return texto


def _avisos() -> Any:
    return select(tabla(AvisoPrivacidad)).order_by(AvisoPrivacidad.version.desc())
