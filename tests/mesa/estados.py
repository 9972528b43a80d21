"""Students written directly where they are, for tests to which the way there is not the point."""

import secrets
from typing import Any

from flask import Flask
from sqlalchemy import insert, select, update

from sisr.alumnos.model import Alumno
from sisr.archivos.deposito import Guardado
from sisr.archivos.recepcion import Recibido
from sisr.correo.model import Correo
from sisr.cuentas.model import Usuario
from sisr.db import db, escritura, tabla
from sisr.documentos.entregar import anotar_entrega
from sisr.documentos.model import Dictamen, Documento, Entrega, Estatus
from sisr.emision.listas import asignar
from sisr.reloj import ahora
from tests.elenco import Alumna


def entregado(alumna: Alumna, *claves: str) -> Alumna:
    """EN REVISIÓN; there is no file behind it."""
    with alumna.app.app_context(), escritura():
        for clave in claves:
            n = len(entregas(alumna, clave)) + 1
            recibido = Recibido("", f"{clave}.pdf", 1024, secrets.token_hex(32), 1)
            guardado = Guardado(n, f"{alumna.boleta}/{clave}-{n}.pdf")
            anotar_entrega(alumna.id, clave, recibido, guardado, por=alumna.id)
    return alumna


def aceptado(alumna: Alumna, *claves: str) -> Alumna:
    """ACEPTADO by Rosa, delivered first where it was not."""
    entregado(alumna, *(clave for clave in claves if clave not in alumna.avance.documentos))
    return _dictado(alumna, claves, Estatus.ACEPTADO, None)


def rechazado(alumna: Alumna, clave: str, motivo: str = "No se lee.") -> Alumna:
    entregado(alumna, *({clave} - alumna.avance.documentos.keys()))
    return _dictado(alumna, (clave,), Estatus.RECHAZADO, motivo)


def con_numero(alumna: Alumna, numero: str | None = None) -> Alumna:
    """The expediente ACEPTADO and the number given, without mails."""
    aceptado(alumna, "expediente")
    with alumna.app.app_context(), escritura() as conexion:
        valores = {"numero_registro": numero or f"21140/{alumna.id:04d}", "version": Alumno.version + 1}
        conexion.execute(update(Alumno).where(Alumno.id == alumna.id).values(valores))
    return alumna


def completa(alumna: Alumna) -> Alumna:
    """Everything that she delivers ACEPTADO, on no list yet."""
    if not alumna.avance.alumno.numero_registro:
        con_numero(alumna)
    return aceptado(alumna, *(paso.clave for paso in alumna.avance.proceso.informes))


def enlistada(alumna: Alumna, numero: int = 15) -> Alumna:
    """Everything ACEPTADO, and put on a list by Teo, with its mail."""
    completa(alumna)
    with alumna.app.app_context(), escritura():
        teo = db.session.scalar(select(Usuario.id).where(Usuario.clave == "teo"))
        asignar(alumna.avance, numero, version=alumna.avance.alumno.version, por=teo or 0)
    return alumna


def poblar(app: Flask, cuantos: int, *, desde: int = 0, **kwargs: Any) -> list[Alumna]:
    """As many students, with different boletas and names, each with the expediente EN REVISIÓN."""
    return [
        Alumna.registrar(app, f"Ana{'abcdefghij'[n % 10] * (n // 10 + 1)}", boleta=f"2022{n:06d}", **kwargs)
        for n in range(desde, desde + cuantos)
    ]


def entregas(alumna: Alumna, clave: str) -> list[Any]:
    """Every entrega of a document, oldest first."""
    with alumna.app.app_context():
        de_ella = (Entrega.alumno_id == alumna.id) & (Entrega.clave == clave)
        return list(db.session.execute(select(tabla(Entrega)).where(de_ella).order_by(Entrega.n)).all())


def correos(alumna: Alumna) -> list[Any]:
    """Every mail to her, oldest first."""
    with alumna.app.app_context():
        suyos = select(tabla(Correo)).where(Correo.alumno_id == alumna.id).order_by(Correo.id)
        return list(db.session.execute(suyos).all())


def _dictado(alumna: Alumna, claves: tuple[str, ...], resultado: Estatus, motivo: str | None) -> Alumna:
    with alumna.app.app_context():
        documentos = [alumna.documento(clave) for clave in claves]
        with escritura() as conexion:
            rosa = conexion.scalar(select(Usuario.id).where(Usuario.clave == "rosa"))
            for documento in documentos:
                dictamen = {"entrega_id": documento.entrega_id, "resultado": resultado.value, "motivo": motivo}
                dictamen |= {"por_id": rosa, "en": ahora()}
                cual = conexion.scalar(insert(Dictamen).values(dictamen).returning(Dictamen.id))
                valores = {"estatus": resultado.value, "dictamen_id": cual}
                conexion.execute(update(Documento).where(Documento.id == documento.id).values(valores))
    return alumna
