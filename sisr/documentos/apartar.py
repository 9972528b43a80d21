"""Somebody else's boleta: an account that nobody has accepted is put aside, and its boleta is free again.

Its rows and files stay, under another name; the rightful student registers as if nobody had been there.
"""

import os
from contextlib import suppress
from typing import Any

from sqlalchemy import delete, select, update

from sisr.alumnos.model import Alumno
from sisr.archivos import disco
from sisr.archivos.deposito import retirar, ubicar
from sisr.bitacora.model import Accion, anotar
from sisr.cuentas.enlaces import Tipo, anular, avisar
from sisr.cuentas.model import Usuario
from sisr.cuentas.sesiones import terminar
from sisr.db import db, escritura, tabla
from sisr.documentos import presencia
from sisr.documentos.avance import Avance, avance_de
from sisr.documentos.model import Documento, Entrega
from sisr.proceso import EXPEDIENTE

CARPETA = ".apartados"


class YaEsSuya(Exception):
    """Somebody accepted its expediente, or it was put aside already; its text says so."""


def se_puede_apartar(avance: Avance) -> bool:
    """While nobody has accepted who it is."""
    return EXPEDIENTE.clave in avance.documentos and EXPEDIENTE.clave not in avance.cumplidos


def apartar(alumno_id: int, *, por: int) -> None:
    """The files are linked first and their old names go last: whatever crashes in between, none is lost.

    Raises YaEsSuya.
    """
    puestas: list[str] = []
    try:
        with escritura():
            avance = avance_de(alumno_id)
            if avance is None or not se_puede_apartar(avance):
                raise YaEsSuya("Esta cuenta ya no se puede apartar: su expediente fue aceptado, o alguien la apartó.")
            usuario = db.session.execute(select(tabla(Usuario)).where(Usuario.id == alumno_id)).one()
            antes = _mover(alumno_id, avance.alumno.boleta, puestas)
            _cerrar(usuario, por)
    except BaseException:
        for ruta in puestas:
            retirar(ruta)
        raise
    with escritura():  # nobody else's file comes to that folder meanwhile
        for ruta in antes:
            retirar(ruta)
        with suppress(OSError):  # not empty: something else is there
            (disco.raiz() / usuario.clave).rmdir()


def _mover(alumno_id: int, boleta: str, puestas: list[str]) -> list[str]:
    """Each entrega's file under its new name, and the row that says so; returns the old names."""
    destino, conexion = f"{CARPETA}/{boleta}-{alumno_id}", db.session.connection()
    (disco.raiz() / destino).mkdir(mode=0o700, parents=True, exist_ok=True)
    entregas = conexion.execute(select(Entrega.id, Entrega.ruta).where(Entrega.alumno_id == alumno_id)).all()
    for entrega in entregas:
        nueva = f"{destino}/{entrega.ruta.rpartition('/')[2]}"
        os.link(ubicar(entrega.ruta), disco.raiz() / nueva)
        puestas.append(nueva)
        conexion.execute(update(tabla(Entrega)).where(Entrega.id == entrega.id).values(ruta=nueva))
    for carpeta in (disco.raiz() / destino, disco.raiz() / CARPETA, disco.raiz()):
        disco.asegurar(carpeta)
    return [entrega.ruta for entrega in entregas]


def _cerrar(usuario: Any, por: int) -> None:
    """Nobody enters by it, and it is in no queue; a mail tells whoever made it."""
    conexion, nombre = db.session.connection(), f"apartada-{usuario.id}"
    avisar("cuenta_apartada", usuario)
    cerrada = {"clave": nombre, "contrasena": "", "activo": False}
    conexion.execute(update(tabla(Usuario)).where(Usuario.id == usuario.id).values(cerrada))
    presencia.olvidar(usuario.id)
    conexion.execute(delete(tabla(Documento)).where(Documento.alumno_id == usuario.id))
    otra = {"boleta": nombre, "expediente": None, "version": Alumno.version + 1}
    conexion.execute(update(tabla(Alumno)).where(Alumno.id == usuario.id).values(otra))
    terminar(usuario.id)
    anular(usuario.id, *Tipo)
    anotar(Accion.APARTADO, por=por, alumno_id=usuario.id)
