"""The end of a person's data: what says who they were goes, with their files; the trace stays, by its ids.

The rows that reports count are not deleted (a closed period keeps its figures), and of the bitácora nothing
changes. What belongs to the account alone (sessions, uploads under way, …) goes whole, and so does the person
from what others wrote or keep (menciones.py). Nothing is left in what is free of the database's file either.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from sqlalchemy import delete, select, text, update

from sisr.alumnos.model import Alumno
from sisr.alumnos.notas import Nota
from sisr.archivos import disco, pagina1
from sisr.archivos.deposito import retirar
from sisr.bitacora.model import Accion, anotar
from sisr.catalogos.model import Motivo
from sisr.correo.model import Correo, Estado
from sisr.cuentas.model import Usuario
from sisr.db import asentar, db, escritura, tabla
from sisr.documentos import presencia
from sisr.documentos.model import Dictamen, Documento, Entrega
from sisr.documentos.seleccion import Seleccion
from sisr.privacidad.menciones import menciones, quitar
from sisr.privacidad.nombres import VACIO as NOMBRE
from sisr.reloj import ahora


class YaCancelado(Exception):
    """Nothing was left to empty."""


def cancelar(alumno_id: int, *, por: int | None) -> None:
    """Empty the rows in one transaction; after it, unlink the files. Raises YaCancelado.

    A crash in between leaves files without a row, which the sweeper takes.
    """
    halladas = menciones(alumno_id)  # before the turn to write: it takes a while
    with escritura():
        alumno = db.session.execute(select(tabla(Alumno)).where(Alumno.id == alumno_id)).one()
        if alumno.cancelado_en:
            raise YaCancelado
        entregas = db.session.execute(select(tabla(Entrega)).where(Entrega.alumno_id == alumno_id)).all()
        subidas = list(_subidas(alumno_id))
        _vaciar_documentos(alumno_id, entregas)
        _vaciar_correos(alumno_id)
        quitar(halladas)
        _vaciar_persona(alumno)
        _rehacer_busqueda()
        anotar(Accion.CANCELACION, por=por, alumno_id=alumno_id, archivos=len(entregas))
    for entrega in entregas:
        retirar(entrega.ruta)
        pagina1.olvidar(entrega.sha256)
    for ficha in subidas:
        (disco.recepcion() / ficha).unlink(missing_ok=True)
    for carpeta in {alumno.boleta, *(entrega.ruta.rpartition("/")[0] for entrega in entregas)}:
        with suppress(OSError):  # not there, or somebody put something else in it
            (disco.raiz() / carpeta).rmdir()
    asentar()


def _vaciar_persona(alumno: Any) -> None:
    """Carrera, género and semestre stay, which reports count; of the dates, the year."""
    conexion, nadie = db.session.connection(), f"cancelada-{alumno.id}"
    persona = {"clave": nadie, "nombre": NOMBRE, "correo": "", "contrasena": "", "activo": False}
    conexion.execute(update(Usuario).where(Usuario.id == alumno.id).values(persona))
    nombres = {"apellido_paterno": "", "apellido_materno": "", "nombres": NOMBRE, "orden": "", "boleta": nadie}
    fechas = {"inicio": date(alumno.inicio.year, 1, 1), "termino": date(alumno.termino.year, 12, 31)}
    registro = dict.fromkeys(
        (
            "expediente",
            "numero_registro",
            "lista_registro",
            "fecha_envio",
            "lista_emision",
            "enlistado_en",
            "enlistado_con_reportes",
        )
    )
    valores = nombres | fechas | registro | {"cancelado_en": ahora(), "version": alumno.version + 1}
    conexion.execute(update(Alumno).where(Alumno.id == alumno.id).values(valores))
    for suya in db.metadata.sorted_tables:
        if "usuario_id" in suya.c:
            conexion.execute(delete(suya).where(suya.c.usuario_id == alumno.id))


def _vaciar_documentos(alumno_id: int, entregas: Any) -> None:
    """The present state goes, and the person from every queue, with the notes; entregas and dictámenes keep when."""
    conexion = db.session.connection()
    presencia.olvidar(alumno_id)
    for suyo in (Documento, Nota, Seleccion):
        conexion.execute(delete(suyo).where(suyo.alumno_id == alumno_id))
    for entrega in entregas:
        vacia = {"nombre": "", "sha256": f"cancelada-{entrega.id}", "notas": None}
        vacia["ruta"] = f"cancelada-{alumno_id}/{entrega.clave}-{entrega.n}.pdf"
        conexion.execute(update(Entrega).where(Entrega.id == entrega.id).values(vacia))
    suyos = select(Dictamen.id, Dictamen.motivo).where(Dictamen.motivo.is_not(None))
    for dictamen in conexion.execute(suyos.join(Entrega).where(Entrega.alumno_id == alumno_id)).all():
        conexion.execute(
            update(Dictamen).where(Dictamen.id == dictamen.id).values(motivo=_sin_persona(dictamen.motivo))
        )


def _vaciar_correos(alumno_id: int) -> None:
    """One that has not left will not."""
    conexion = db.session.connection()
    conexion.execute(delete(Correo).where(Correo.alumno_id == alumno_id, Correo.estado != Estado.ENVIADO.value))
    nada = {"para": "", "asunto": "", "texto": "", "error": None, "sal": None}
    conexion.execute(update(Correo).where(Correo.alumno_id == alumno_id).values(nada))


def _rehacer_busqueda() -> None:
    """The index of words keeps those of before until it is put together anew."""
    db.session.connection().execute(text("INSERT INTO busqueda (busqueda) VALUES ('optimize')"))


def _sin_persona(motivo: str) -> str:
    """Of a motivo, the frequent sentences, which statistics count; what else was typed may name the person."""
    frases = db.session.scalars(select(Motivo.texto).order_by(Motivo.orden, Motivo.id))
    return "\n".join(frase for frase in frases if frase in motivo) or NOMBRE


def _subidas(alumno_id: int) -> Iterator[str]:
    subida = db.metadata.tables["subida"]
    yield from db.session.scalars(select(subida.c.ficha).where(subida.c.usuario_id == alumno_id))
