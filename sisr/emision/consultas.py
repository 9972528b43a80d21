"""What términos lists: who can be put on a list, who waits for a constancia, who has it, and each list."""

from typing import Any

from sqlalchemy import and_, func, select

from sisr.alumnos.model import Alumno
from sisr.catalogos.model import Prestatario
from sisr.db import db
from sisr.documentos.avance import FICHA, Avance
from sisr.documentos.filtro import Filtro
from sisr.documentos.listado import POR_NOMBRE, Pagina, Tramo, del_alumno, paginar
from sisr.documentos.model import Documento
from sisr.emision.espera import enlistado_antes, vencidos
from sisr.emision.listas import enlistables
from sisr.emision.model import ListaEmision
from sisr.proceso import CONSTANCIA

TARJETAS = 20
SITUACIONES = {
    "por-enlistar": "Por enlistar",
    "en-espera": "En espera de constancia",
    "vencidas": "Más de 45 días hábiles",
    "con-constancia": "Con constancia",
}


def terminos(filtro: Filtro, situacion: str) -> Pagina:
    """The cards of one situación, by name; of the overdue ones, who has waited longest first."""
    en_lista = Alumno.lista_emision.is_not(None)
    condicion = {
        "por-enlistar": enlistables,
        "en-espera": lambda: and_(en_lista, ~Alumno.con_constancia),
        "vencidas": vencidos,
        "con-constancia": lambda: and_(en_lista, Alumno.con_constancia),
    }[situacion]()
    prestatario = Prestatario.id == Alumno.prestatario_id  # its menu may decide who can be put on a list
    ids = select(Alumno.id).join(Prestatario, prestatario).where(condicion, *del_alumno(filtro))
    antes = [Alumno.enlistado_en] if situacion == "vencidas" else []
    return paginar([Tramo.de(ids, *antes, *POR_NOMBRE.orden)], filtro, TARJETAS)


def situacion(avance: Avance) -> str:
    """Under which heading a student's card is found."""
    if not avance.alumno.lista_emision:
        return "por-enlistar"
    return "con-constancia" if CONSTANCIA.clave in avance.documentos else "en-espera"


def lista(numero: int) -> ListaEmision | None:
    return db.session.get(ListaEmision, numero)


def alumnos_de_lista(numero: int) -> list[Any]:
    """Rows of FICHA, by name, and whether each has the constancia."""
    consulta = (
        FICHA.add_columns(Alumno.con_constancia)
        .where(Alumno.lista_emision == numero)
        .order_by(Alumno.orden, Alumno.id)
    )
    return list(db.session.execute(consulta).all())


def listas() -> list[Any]:
    """Every list with how many it has and how many of them have their constancia or are late, the last first."""
    consulta = (
        select(
            ListaEmision.numero,
            ListaEmision.generada_en,
            func.count(Alumno.id).label("alumnos"),
            func.count(Documento.id).label("constancias"),
            func.count(Alumno.id).filter(enlistado_antes(), Documento.id.is_(None)).label("vencidos"),
        )
        .outerjoin(Alumno, Alumno.lista_emision == ListaEmision.numero)
        .outerjoin(Documento, and_(Documento.alumno_id == Alumno.id, Documento.clave == CONSTANCIA.clave))
        .group_by(ListaEmision.numero)
        .order_by(ListaEmision.numero.desc())
    )
    return list(db.session.execute(consulta).all())
