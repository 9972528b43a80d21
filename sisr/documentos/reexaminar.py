"""Look at what nobody looked at: files from before there were notes, or that came while the antivirus was away."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import or_, select, update

from sisr.archivos import antivirus, juez
from sisr.archivos.antivirus import Antivirus
from sisr.archivos.deposito import ubicar
from sisr.archivos.errores import ArchivoPerdido
from sisr.db import db, escritura, tabla
from sisr.documentos.model import Entrega


def reexaminar() -> Iterator[tuple[str, Antivirus]]:
    """Each path within uploads that was looked at, and what the antivirus says of it; written one by one."""
    for entrega in _pendientes():
        try:
            veredicto = juez.juzgar(ubicar(entrega.ruta))
        except ArchivoPerdido:  # `flask archivos revisar` tells of it
            continue
        hallado = {"notas": veredicto.notas, "antivirus": veredicto.antivirus.value}
        with escritura() as conexion:
            conexion.execute(update(tabla(Entrega)).where(Entrega.id == entrega.id).values(hallado))
        yield entrega.ruta, veredicto.antivirus


def _pendientes() -> list[Any]:
    sin_revisar = Entrega.antivirus == Antivirus.SIN_REVISAR.value
    faltan = or_(Entrega.notas.is_(None), sin_revisar) if antivirus.hay() else Entrega.notas.is_(None)
    filas = db.session.execute(select(Entrega.id, Entrega.ruta).where(faltan).order_by(Entrega.id)).all()
    db.session.close()
    return list(filas)
