"""Load a student's constancia de liberación (REQUIREMENTS T4)."""

from sqlalchemy import func, select

from sisr.archivos.deposito import guardar, retirar
from sisr.archivos.recepcion import Recibido
from sisr.bitacora.model import Accion, anotar
from sisr.correo.textos import encolar
from sisr.db import db, escritura
from sisr.documentos.avance import Avance, avance_de
from sisr.documentos.entregar import anotar_entrega
from sisr.documentos.model import Entrega, Estatus
from sisr.proceso import CONSTANCIA


class SinLista(Exception):
    """A constancia follows a lista de emisión, and this student is on none."""


def puede_cargar(alumno_id: int) -> Avance | None:
    """The student, when a constancia may be loaded now; None where there is no such student. Raises SinLista."""
    avance = avance_de(alumno_id)
    if avance and not avance.alumno.lista_emision:
        raise SinLista("Primero ponlo en una lista de emisión; después carga su constancia.")
    return avance


def cargar(alumno_id: int, recibido: Recibido, *, por: int) -> None:
    """Keep the constancia, the one before it too, and mail the student. Raises SinLista."""
    guardado = None
    try:
        with escritura():
            avance = puede_cargar(alumno_id)
            assert avance
            alumno, clave = avance.alumno, CONSTANCIA.clave
            guardado = guardar(recibido, boleta=alumno.boleta, clave=clave, desde_n=_siguiente(alumno_id))
            entrega = anotar_entrega(alumno_id, clave, recibido, guardado, por=por, estatus=Estatus.ACEPTADO)
            anotar(Accion.CONSTANCIA, por=por, alumno_id=alumno_id, entrega=entrega)
            encolar("constancia", alumno_id=alumno_id, para=alumno.correo, alumno=alumno)
    except BaseException:
        if guardado:
            retirar(guardado.ruta)
        raise


def _siguiente(alumno_id: int) -> int:
    ultima = select(func.max(Entrega.n)).where(Entrega.alumno_id == alumno_id, Entrega.clave == CONSTANCIA.clave)
    return (db.session.scalar(ultima) or 0) + 1
