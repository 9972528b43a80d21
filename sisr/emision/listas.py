"""Put students on a lista de emisión, move them, take them off; each is mailed (REQUIREMENTS T2, T3)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, func, insert, or_, select, update

from sisr.alumnos.model import CON_REPORTES, Alumno
from sisr.bitacora.model import Accion, anotar
from sisr.correo.textos import encolar
from sisr.db import db, tabla
from sisr.documentos.avance import FICHA, Avance, avances
from sisr.documentos.model import Documento, Estatus
from sisr.emision.model import ListaEmision
from sisr.proceso import CONSTANCIA, MENU_CORTO, MENU_LARGO, Proceso
from sisr.reloj import ahora


class ListaExistente(Exception):
    """Somebody generated a list with that number a moment before."""


class NoEnlistable(Exception):
    """A student cannot be put on a list, moved or taken off; its text says who and why."""


def siguiente_numero() -> int:
    return (db.session.scalar(select(func.max(ListaEmision.numero))) or 0) + 1


def enlistables() -> Any:
    """Condition over FICHA: everything ACEPTADO, number given, on no list. The process says what everything is."""
    return and_(
        Alumno.lista_emision.is_(None),
        Alumno.numero_registro.is_not(None),
        or_(
            and_(CON_REPORTES, _todo_aceptado(MENU_LARGO)),
            and_(~CON_REPORTES, _todo_aceptado(MENU_CORTO)),
        ),
    )


def generar(numero: int, alumnos: Sequence[int], *, por: int) -> None:
    """A new list with these students, all or none. Raises ListaExistente, NoEnlistable."""
    conexion = db.session.connection()
    if conexion.scalar(select(ListaEmision.numero).where(ListaEmision.numero == numero)):
        raise ListaExistente(f"La lista {numero} ya existe: usa el número que se propone ahora.")
    _crear(numero, por=por)
    filas = conexion.execute(FICHA.where(Alumno.id.in_(alumnos)).order_by(Alumno.orden)).all()
    if not filas:
        raise NoEnlistable("Elige al menos a un alumno para la lista.")
    for avance in avances(filas):
        alumno = avance.alumno
        if alumno.lista_emision:
            raise NoEnlistable(
                f"{alumno.nombre} ({alumno.boleta}) ya está en la lista de emisión {alumno.lista_emision}."
            )
        _poner(avance, numero, por=por)


def asignar(avance: Avance, numero: int | None, *, version: int, por: int) -> None:
    """The number typed on the card: put one student on that list, move them, or take them off (None).

    Raises NoEnlistable, also when somebody changed the student since the card was painted.
    """
    alumno = avance.alumno
    if alumno.version != version:
        raise NoEnlistable("Alguien más cambió a este alumno hace un momento: así está ahora.")
    if CONSTANCIA.clave in avance.documentos:
        raise NoEnlistable("Ya tiene su constancia cargada: su lista de emisión no cambia.")
    if numero == alumno.lista_emision:
        return
    if numero is None:
        _quitar(alumno, por=por)
        return
    if not db.session.scalar(select(ListaEmision.numero).where(ListaEmision.numero == numero)):
        _crear(numero, por=por)
    _poner(avance, numero, por=por)


def _poner(avance: Avance, numero: int, *, por: int) -> None:
    alumno = avance.alumno
    if not avance.completo:
        raise NoEnlistable(f"{alumno.nombre} ({alumno.boleta}) todavía no tiene todo ACEPTADO.")
    valores = {
        "lista_emision": numero,
        "enlistado_en": ahora(),
        "enlistado_con_reportes": alumno.con_reportes,
    }
    _cambiar(alumno, valores)
    anotar(Accion.LISTA, por=por, alumno_id=alumno.id, lista=numero, antes=alumno.lista_emision)
    plantilla = "lista_cambio" if alumno.lista_emision else "lista_emision"
    encolar(plantilla, alumno_id=alumno.id, para=alumno.correo, alumno=alumno, lista=numero)


def _quitar(alumno: Any, *, por: int) -> None:
    _cambiar(alumno, {"lista_emision": None, "enlistado_en": None, "enlistado_con_reportes": None})
    anotar(Accion.RETIRO, por=por, alumno_id=alumno.id, lista=alumno.lista_emision)
    encolar("lista_retiro", alumno_id=alumno.id, para=alumno.correo, alumno=alumno, lista=alumno.lista_emision)


def _cambiar(alumno: Any, valores: dict[str, Any]) -> None:
    este = (Alumno.id == alumno.id) & (Alumno.version == alumno.version)
    cambio = db.session.connection().execute(
        update(tabla(Alumno)).where(este).values(version=Alumno.version + 1, **valores)
    )
    if cambio.rowcount != 1:
        raise NoEnlistable(f"Alguien más cambió a {alumno.nombre} hace un momento: inténtalo otra vez.")


def _crear(numero: int, *, por: int) -> None:
    db.session.connection().execute(insert(ListaEmision).values(numero=numero, generada_en=ahora(), por_id=por))


def _todo_aceptado(proceso: Proceso) -> Any:
    claves = [paso.clave for paso in proceso.entregables]
    aceptados = (
        select(func.count())
        .where(
            Documento.alumno_id == Alumno.id,
            Documento.clave.in_(claves),
            Documento.estatus == Estatus.ACEPTADO.value,
        )
        .correlate(Alumno)
        .scalar_subquery()
    )
    return aceptados == len(claves)
