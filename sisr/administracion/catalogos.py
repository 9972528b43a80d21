"""Keep the catalogues; each change leaves its line in the bitácora (X2)."""

from datetime import date, timedelta

from sqlalchemy import delete, insert, select, update

from sisr.bitacora.model import Accion, anotar
from sisr.calendario import es_habil
from sisr.catalogos.model import Carrera, DiaInhabil, Motivo, Prestatario, hay_prestatario, inhabiles
from sisr.db import db
from sisr.texto import plegar


class Repetido(Exception):
    """The catalogue has that one already; its text says so."""


def guardar_carrera(carrera_id: int | None, *, nombre: str, siglas: str, activa: bool, por: int) -> None:
    """A new carrera (id None) or a mended one. Raises Repetido."""
    conexion = db.session.connection()
    otra = select(Carrera.id).where(Carrera.siglas == siglas, Carrera.id != (carrera_id or 0))
    if conexion.scalar(otra) is not None:
        raise Repetido(f"Las siglas {siglas} ya son de otra carrera.")
    valores = {"nombre": nombre, "siglas": siglas, "activa": activa}
    if carrera_id is None:
        conexion.execute(insert(Carrera).values(valores))
    else:
        conexion.execute(update(Carrera).where(Carrera.id == carrera_id).values(valores))
    anotar(Accion.CATALOGO, por=por, carrera=carrera_id, **valores)


def guardar_prestatario(prestatario_id: int | None, *, nombre: str, con_reportes: bool, por: int) -> None:
    """A new prestatario (id None) or a mended one, confirmed either way. Raises Repetido."""
    conexion, clave = db.session.connection(), plegar(nombre)
    if hay_prestatario(clave, menos=prestatario_id):
        raise Repetido(f"«{nombre}» ya está en el catálogo.")
    valores = {"nombre": nombre, "clave": clave, "con_reportes": con_reportes, "confirmado": True}
    if prestatario_id is None:
        conexion.execute(insert(Prestatario).values(valores))
    else:
        conexion.execute(update(Prestatario).where(Prestatario.id == prestatario_id).values(valores))
    anotar(Accion.CATALOGO, por=por, prestatario=prestatario_id, nombre=nombre, con_reportes=con_reportes)


def guardar_motivo(
    motivo_id: int | None, *, para: str, nombre: str, texto: str, orden: int, activo: bool, por: int
) -> None:
    """A new frequent motivo (id None) or a mended one. Raises Repetido."""
    conexion = db.session.connection()
    otro = select(Motivo.nombre).where(Motivo.texto == texto, Motivo.id != (motivo_id or 0))
    if ya := conexion.scalar(otro):
        raise Repetido(f"Ese texto ya está en el catálogo, con el nombre «{ya}».")
    valores = {"para": para, "nombre": nombre, "texto": texto, "orden": orden, "activo": activo}
    if motivo_id is None:
        conexion.execute(insert(Motivo).values(valores))
    else:
        conexion.execute(update(Motivo).where(Motivo.id == motivo_id).values(valores))
    anotar(Accion.CATALOGO, por=por, motivo=motivo_id, **valores)


def guardar_dias(desde: date, hasta: date, motivo: str, *, por: int) -> None:
    """Días inhábiles of the school's own: those of a stretch that are not so already. Raises Repetido."""
    propios = inhabiles()
    dias = [desde + timedelta(days=n) for n in range((hasta - desde).days + 1)]
    nuevos = [dia for dia in dias if es_habil(dia, propios)]
    if not nuevos:
        cuales = f"El {desde:%d/%m/%Y} ya es inhábil" if len(dias) == 1 else "Todos esos días ya son inhábiles"
        raise Repetido(f"{cuales}: está marcado, es fin de semana o feriado oficial.")
    db.session.connection().execute(insert(DiaInhabil), [{"dia": dia, "motivo": motivo} for dia in nuevos])
    anotar(Accion.CATALOGO, por=por, dia=desde.isoformat(), hasta=hasta.isoformat(), dias=len(nuevos))


def quitar_dia(dia: date, *, por: int) -> None:
    db.session.connection().execute(delete(DiaInhabil).where(DiaInhabil.dia == dia))
    anotar(Accion.CATALOGO, por=por, quitado=dia.isoformat())
