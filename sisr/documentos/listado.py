"""Lists of students: what is chosen in the address, and one page of what it leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from sqlalchemy import func, or_, select

from sisr.alumnos.model import Alumno
from sisr.catalogos.model import Prestatario
from sisr.db import db
from sisr.documentos.avance import Avance, Consulta, avances
from sisr.documentos.model import Estatus
from sisr.texto import limpiar, plegar

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
            q=limpiar(args.get("q"))[:100],
            estatus=estatus if estatus in {e.value for e in Estatus} else "",
            carrera=_natural(args.get("carrera")),
            orden=orden if orden in ORDENES else "espera",
            pagina=_natural(args.get("pagina")) or 1,
        )

    def args(self, **cambios: Any) -> dict[str, Any]:
        """For a link: what differs from nothing chosen. Another choice begins at the first page."""
        nada = Filtro()
        valores = vars(self) | {"pagina": 1} | cambios
        return {campo: valor for campo, valor in valores.items() if valor and valor != getattr(nada, campo, "")}


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

    @property
    def primero(self) -> int:
        return min(self.total, (self.numero - 1) * self.por_pagina + 1)

    @property
    def ultimo(self) -> int:
        return min(self.total, self.numero * self.por_pagina)


def paginar(consulta: Consulta, filtro: Filtro, por_pagina: int) -> Pagina:
    """One page of a query over FICHA; a page past the last is the last."""
    ids = consulta.with_only_columns(Alumno.id).order_by(None).subquery()
    total = db.session.scalar(select(func.count()).select_from(ids)) or 0
    numero = min(filtro.pagina, max(1, ceil(total / por_pagina)))
    filas = db.session.execute(consulta.limit(por_pagina).offset((numero - 1) * por_pagina)).all()
    return Pagina(avances(filas), total, numero, por_pagina)


def buscar(consulta: Consulta, filtro: Filtro) -> Consulta:
    """Narrow a query over FICHA by carrera, and by each word in the name, boleta or prestatario."""
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


def ordenar(consulta: Consulta, filtro: Filtro) -> Consulta:
    """By boleta or, as everywhere else, by name as Spanish sorts it."""
    if filtro.orden == "boleta":
        return consulta.order_by(Alumno.boleta)
    return consulta.order_by(Alumno.orden, Alumno.id)


def _natural(texto: str | None) -> int | None:
    return int(texto) if texto and texto.isascii() and texto.isdecimal() and len(texto) < 10 else None
