"""Put many accepted expedientes in the next lista de registro, with its fecha de envío, all or none (E8)."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import and_, func, select, update

from sisr.alumnos.model import Alumno
from sisr.bitacora.model import Accion, anotar_cada
from sisr.db import db, tabla
from sisr.documentos.avance import SU_EXPEDIENTE
from sisr.documentos.model import Documento, Estatus
from sisr.lotes.aceptar import Propuesta, proponer
from sisr.lotes.elegidos import de_quien

TOPE = 2000
_SIN_LISTA = and_(Documento.estatus == Estatus.ACEPTADO.value, Alumno.lista_registro.is_(None))


class NoSeEnlista(Exception):
    """The list cannot be made so; its text says why and what to do. Nothing was changed."""


def siguiente_numero() -> int:
    return (db.session.scalar(select(func.max(Alumno.lista_registro))) or 0) + 1


def enlistables(usuario_id: int) -> Propuesta:
    """Of the chosen ones, those accepted that have no list, by name."""
    todos = de_quien(usuario_id).order_by(Alumno.orden, Alumno.id)
    return proponer(todos, _SIN_LISTA, tope=TOPE)


def enlistar(numero: int, envio: date, versiones: Mapping[int, int], *, por: int) -> None:
    """These students, each as their version was seen. Raises NoSeEnlista."""
    if db.session.scalar(select(Alumno.id).where(Alumno.lista_registro == numero).limit(1)):
        raise NoSeEnlista(f"La lista {numero} ya tiene alumnos: usa la {siguiente_numero()}, que es la que sigue.")
    presentes = db.session.execute(
        select(Alumno.id, Alumno.version, Alumno.numero_registro)
        .join(Documento, SU_EXPEDIENTE)
        .where(Alumno.id.in_(versiones), _SIN_LISTA)
    ).all()
    if not presentes:
        raise NoSeEnlista("No queda nadie a quien poner en la lista.")
    if {fila.id: fila.version for fila in presentes} != versiones:
        raise NoSeEnlista("Algo cambió mientras preparabas la lista: así están ahora. Revisa y hazla otra vez.")
    valores = {"lista_registro": numero, "fecha_envio": envio, "version": Alumno.version + 1}
    db.session.connection().execute(update(tabla(Alumno)).where(Alumno.id.in_(versiones)).values(valores))
    actos = {fila.id: {"numero": fila.numero_registro, "antes": fila.numero_registro} for fila in presentes}
    anotar_cada(Accion.NUMERO, por=por, detalles={cual: acto | {"lista": numero} for cual, acto in actos.items()})
