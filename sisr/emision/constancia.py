"""Load a student's constancia de liberación, or another in its place (REQUIREMENTS T4, T5)."""

from typing import Any

from sqlalchemy import func, select

from sisr.archivos.deposito import Guardado, guardar, retirar
from sisr.archivos.juez import Veredicto
from sisr.archivos.recepcion import Recibido
from sisr.bitacora.model import Accion, anotar
from sisr.correo.textos import carta, encolar_cartas
from sisr.db import db, escritura
from sisr.documentos.avance import Avance, avance_de
from sisr.documentos.entregar import anotar_entrega
from sisr.documentos.model import Entrega, Estatus
from sisr.proceso import CONSTANCIA


class SinLista(Exception):
    """A constancia follows a lista de emisión, and this student is on none."""


class ConstanciaCambiada(Exception):
    """Somebody loaded another since the card was painted."""


def puede_cargar(alumno_id: int) -> Avance | None:
    """The student, when a constancia may be loaded now; None where there is no such student. Raises SinLista."""
    avance = avance_de(alumno_id)
    if avance and not avance.alumno.lista_emision:
        raise SinLista("Primero ponlo en una lista de emisión; después carga su constancia.")
    return avance


def cargar(alumno_id: int, recibido: Recibido, *, sustituye: int, por: int) -> None:
    """Keep the constancia, the one before it too, and mail the student. Raises SinLista, ConstanciaCambiada.

    `sustituye`: the entrega that it is to replace; 0, none.
    """
    guardado = None
    try:
        with escritura():
            avance = puede_cargar(alumno_id)
            assert avance
            alumno, anterior = avance.alumno, avance.documentos.get(CONSTANCIA.clave)
            if sustituye != (anterior.entrega_id if anterior else 0):
                raise ConstanciaCambiada("Alguien más cargó su constancia hace un momento: así está ahora.")
            desde_n = siguiente(alumno_id)
            guardado = guardar(recibido, boleta=alumno.boleta, clave=CONSTANCIA.clave, desde_n=desde_n)
            anotar_constancia(alumno, recibido, guardado, anterior=anterior, por=por)
            encolar_cartas([carta_de(alumno, anterior)])
    except BaseException:
        if guardado:
            retirar(guardado.ruta)
        raise


def anotar_constancia(
    alumno: Any,
    recibido: Recibido,
    guardado: Guardado,
    *,
    anterior: Any,
    por: int,
    veredicto: Veredicto | None = None,
) -> None:
    """The rows of one whose file is kept, within the caller's transaction.

    `anterior`: what it replaces, with its `entrega_id`; None where it is the first.
    """
    datos: dict[str, Any] = {"por": por, "estatus": Estatus.ACEPTADO, "veredicto": veredicto}
    entrega = anotar_entrega(alumno.id, CONSTANCIA.clave, recibido, guardado, **datos)
    if anterior:
        anotar(Accion.SUSTITUCION, por=por, alumno_id=alumno.id, entrega=entrega, antes=anterior.entrega_id)
    else:
        anotar(Accion.CONSTANCIA, por=por, alumno_id=alumno.id, entrega=entrega)


def carta_de(alumno: Any, anterior: Any) -> dict[str, Any]:
    """The mail that tells the student of it."""
    a_quien: dict[str, Any] = {"alumno_id": alumno.id, "para": alumno.correo, "alumno": alumno}
    if anterior:
        return carta("constancia_sustituida", **a_quien, anterior=anterior.recibida_en)
    return carta("constancia", **a_quien)


def siguiente(alumno_id: int) -> int:
    """The number of the next constancia of a student."""
    ultima = select(func.max(Entrega.n)).where(Entrega.alumno_id == alumno_id, Entrega.clave == CONSTANCIA.clave)
    return (db.session.scalar(ultima) or 0) + 1
