"""What the desk shows: the table of expedientes, the cards of reportes, and what waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from sisr.alumnos.model import Alumno
from sisr.catalogos.model import Prestatario
from sisr.db import db
from sisr.documentos.avance import FICHA, Avance, avances
from sisr.documentos.model import Documento, Estatus
from sisr.emision.listas import enlistables
from sisr.proceso import EXPEDIENTE, MENU_LARGO
from sisr.texto import plegar

RENGLONES = 50
TARJETAS = 20
INFORMES = tuple(paso.clave for paso in MENU_LARGO.informes)
ORDENES = {"espera": "Lo que espera primero", "nombre": "Nombre", "boleta": "Boleta"}


@dataclass(frozen=True)
class Filtro:
    """What is chosen in the address of a list; whatever makes no sense there counts as not chosen."""

    q: str = ""
    estatus: str = ""
    carrera: int | None = None
    orden: str = "espera"
    pagina: int = 1

    @classmethod
    def de(cls, args: Mapping[str, str]) -> "Filtro":
        estatus, orden = args.get("estatus", ""), args.get("orden", "")
        return cls(
            q=args.get("q", "").strip()[:100],
            estatus=estatus if estatus in set(Estatus) else "",
            carrera=_natural(args.get("carrera")),
            orden=orden if orden in ORDENES else "espera",
            pagina=_natural(args.get("pagina")) or 1,
        )

    def args(self, **cambios: Any) -> dict[str, Any]:
        """For a link: what differs from nothing chosen."""
        nada = Filtro()
        valores = vars(self) | cambios
        return {campo: valor for campo, valor in valores.items() if valor and valor != getattr(nada, campo)}


@dataclass(frozen=True)
class Pagina:
    """One page of a list, and how many there are in all."""

    avances: list[Avance]
    total: int
    numero: int
    por_pagina: int

    @property
    def paginas(self) -> int:
        return max(1, ceil(self.total / self.por_pagina))


def expedientes(filtro: Filtro) -> Pagina:
    """The table: by default what waits, oldest first, and then what was delivered last."""
    documento = and_(Documento.alumno_id == Alumno.id, Documento.clave == EXPEDIENTE.clave)
    consulta = _buscar(FICHA.join(Documento, documento), filtro)
    if filtro.estatus:
        consulta = consulta.where(Documento.estatus == filtro.estatus)
    espera = Documento.estatus == Estatus.EN_REVISION.value
    if filtro.orden == "espera":
        consulta = consulta.order_by(
            espera.desc(), func.iif(espera, Documento.entrega_id, -Documento.entrega_id)
        )
    return _pagina(_ordenar(consulta, filtro), filtro, RENGLONES)


def reportes(filtro: Filtro) -> Pagina:
    """The cards: by default of whom something waits, oldest first (REQUIREMENTS D3)."""
    esperan = (
        select(Documento.alumno_id, func.min(Documento.entrega_id).label("desde"))
        .where(Documento.clave.in_(INFORMES), Documento.estatus == Estatus.EN_REVISION.value)
        .group_by(Documento.alumno_id)
        .subquery()
    )
    consulta = _buscar(FICHA, filtro).where(Alumno.numero_registro.is_not(None))
    if filtro.estatus:
        consulta = consulta.join(esperan, esperan.c.alumno_id == Alumno.id).order_by(esperan.c.desde)
    return _pagina(_ordenar(consulta, filtro), filtro, TARJETAS)


def terminos(filtro: Filtro, situacion: str) -> Pagina:
    """The cards of términos: to be put on a list, waiting for the constancia, or with it."""
    con_constancia = (
        select(Documento.id).where(Documento.alumno_id == Alumno.id, Documento.clave == "constancia").exists()
    )
    condicion = {
        "por-enlistar": enlistables(),
        "en-espera": and_(Alumno.lista_emision.is_not(None), ~con_constancia),
        "con-constancia": and_(Alumno.lista_emision.is_not(None), con_constancia),
    }[situacion]
    return _pagina(_buscar(FICHA, filtro).where(condicion).order_by(Alumno.orden, Alumno.id), filtro, TARJETAS)


def cuentas() -> dict[str, int]:
    """How many expedientes there are of each estatus."""
    consulta = (
        select(Documento.estatus, func.count())
        .where(Documento.clave == EXPEDIENTE.clave)
        .group_by(Documento.estatus)
    )
    return {estatus: cuantos for estatus, cuantos in db.session.execute(consulta)}


def _buscar(consulta: Select[Any], filtro: Filtro) -> Select[Any]:
    if filtro.carrera:
        consulta = consulta.where(Alumno.carrera_id == filtro.carrera)
    for palabra in plegar(filtro.q).split():
        consulta = consulta.where(
            or_(
                func.replace(Alumno.orden, "~", "").contains(palabra, autoescape=True),
                Alumno.boleta.startswith(palabra.upper(), autoescape=True),
                Prestatario.clave.contains(palabra, autoescape=True),
            )
        )
    return consulta


def _ordenar(consulta: Select[Any], filtro: Filtro) -> Select[Any]:
    if filtro.orden == "boleta":
        return consulta.order_by(Alumno.boleta)
    return consulta.order_by(Alumno.orden, Alumno.id)


def _pagina(consulta: Select[Any], filtro: Filtro, por_pagina: int) -> Pagina:
    ids = consulta.with_only_columns(Alumno.id).order_by(None).subquery()
    total = db.session.scalar(select(func.count()).select_from(ids)) or 0
    numero = min(filtro.pagina, max(1, ceil(total / por_pagina)))
    filas = db.session.execute(consulta.limit(por_pagina).offset((numero - 1) * por_pagina)).all()
    return Pagina(avances(filas), total, numero, por_pagina)


def _natural(texto: str | None) -> int | None:
    return int(texto) if texto and texto.isascii() and texto.isdecimal() and len(texto) < 10 else None
