"""A student delivers a document: the file is kept, then the rows, then the answer."""

from typing import Any

from sqlalchemy import func, insert, select, update

from sisr.alumnos.model import Alumno
from sisr.archivos import juez
from sisr.archivos.antivirus import Antivirus
from sisr.archivos.deposito import guardar, retirar
from sisr.archivos.errores import ArchivoRechazado
from sisr.archivos.juez import Veredicto
from sisr.archivos.recepcion import Recibido
from sisr.bitacora.model import Accion, anotar
from sisr.db import db, escritura
from sisr.documentos.avance import avance_de
from sisr.documentos.model import Documento, Entrega, Estatus
from sisr.proceso import PASOS, Paso
from sisr.reloj import ahora, hoy


class PasoCerrado(Exception):
    """The paso cannot be loaded now; its text says why (REQUIREMENTS A4, A5, A10)."""


def puede_entregar(alumno_id: int, clave: str) -> Paso:
    """The paso, when the student may load it now: it is open, or waits for a decision. Raises PasoCerrado."""
    avance = avance_de(alumno_id)
    paso = PASOS.get(clave)
    if avance is None or paso is None or paso not in avance.proceso.entregables:
        raise PasoCerrado("Ese documento no es parte de tu trámite.")
    if paso.clave in avance.cumplidos:
        o = "a" if paso.femenino else "o"
        raise PasoCerrado(f"Tu {paso.nombre} ya fue aceptad{o}: no hace falta cargarl{o} otra vez.")
    if paso not in avance.abiertos(hoy()):
        espera = avance.proceso.espera(paso, avance.cumplidos, hoy=hoy(), termino=avance.alumno.termino)
        raise PasoCerrado(f"Todavía no puedes cargar tu {paso.nombre}. {espera}")
    return paso


def asegurar_juicio(recibido: Recibido) -> None:
    """Before the transaction: what another process judged is judged again, so that its notes are known here.

    Raises ArchivoRechazado.
    """
    if juez.dicho(recibido.ficha) is None and recibido.ruta.is_file():
        veredicto = juez.juzgar(recibido.ruta)
        if veredicto.razon:
            raise ArchivoRechazado(veredicto.razon)


def entregar(alumno_id: int, boleta: str, clave: str, recibido: Recibido) -> int:
    """Keep a delivery; returns the entrega's id. Raises PasoCerrado."""
    asegurar_juicio(recibido)
    guardado = None
    try:
        with escritura():
            paso = puede_entregar(alumno_id, clave)
            _que_siga_siendo_suya(alumno_id, boleta)
            guardado = guardar(recibido, boleta=boleta, clave=paso.clave, desde_n=_siguiente(alumno_id, clave))
            return anotar_entrega(alumno_id, clave, recibido, guardado, por=alumno_id)
    except BaseException:
        if guardado:
            retirar(guardado.ruta)
        raise


def anotar_entrega(
    alumno_id: int,
    clave: str,
    recibido: Recibido,
    guardado: Any,
    *,
    por: int,
    estatus: Estatus = Estatus.EN_REVISION,
    veredicto: Veredicto | None = None,
) -> int:
    """The rows of a file that is already kept, within the caller's transaction.

    `veredicto`, where it was kept; otherwise what this process said of it lately.
    """
    conexion = db.session.connection()
    veredicto = veredicto or juez.dicho(recibido.ficha)
    entrega = {
        "alumno_id": alumno_id,
        "clave": clave,
        "n": guardado.n,
        "nombre": recibido.nombre,
        "ruta": guardado.ruta,
        "bytes": recibido.bytes,
        "paginas": recibido.paginas,
        "sha256": recibido.sha256,
        "recibida_en": ahora(),
        "por_id": por,
        "notas": veredicto.notas if veredicto else None,
        "antivirus": (veredicto.antivirus if veredicto else Antivirus.SIN_REVISAR).value,
    }
    entrega_id = conexion.execute(insert(Entrega).returning(Entrega.id), entrega).scalar_one()
    presente = {"estatus": estatus.value, "entrega_id": entrega_id, "dictamen_id": None}
    este = (Documento.alumno_id == alumno_id) & (Documento.clave == clave)
    if not conexion.execute(update(Documento).where(este).values(presente)).rowcount:
        conexion.execute(insert(Documento).values(alumno_id=alumno_id, clave=clave, **presente))
    anotar(Accion.ENTREGA, por=por, alumno_id=alumno_id, entrega=entrega_id, clave=clave)
    return entrega_id


def _que_siga_siendo_suya(alumno_id: int, boleta: str) -> None:
    """While a file was on its way, staff may have put the account aside."""
    if db.session.scalar(select(Alumno.boleta).where(Alumno.id == alumno_id)) != boleta:
        raise PasoCerrado("Esta cuenta se cerró: acude al departamento con tu credencial.")


def _siguiente(alumno_id: int, clave: str) -> int:
    ultima = select(func.max(Entrega.n)).where(Entrega.alumno_id == alumno_id, Entrega.clave == clave)
    return (db.session.scalar(ultima) or 0) + 1
