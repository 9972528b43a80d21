"""What waits, one document after the other, in the order of the list that the reviewer came from."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import select

from sisr.alumnos.model import Alumno
from sisr.db import db
from sisr.documentos.filtro import Filtro
from sisr.documentos.listado import UNION, del_alumno, del_documento
from sisr.documentos.model import Documento, Estatus
from sisr.documentos.orden import COLUMNAS
from sisr.mesa.consultas import INFORMES
from sisr.proceso import EXPEDIENTE

CLAVES = {"expedientes": (EXPEDIENTE.clave,), "reportes": INFORMES}


@dataclass(frozen=True)
class Cola:
    """Ids of documents EN REVISIÓN; `documento_id` is the one before the reviewer, which may be decided already."""

    ids: list[int]
    documento_id: int

    @property
    def lugar(self) -> int:
        """Its place, from 1 on; 0 where it does not wait."""
        return self.ids.index(self.documento_id) + 1 if self.documento_id in self.ids else 0

    @property
    def anterior(self) -> int | None:
        return self.ids[self.lugar - 2] if self.lugar > 1 else None

    @property
    def siguiente(self) -> int | None:
        """The one that comes after it; from the last, and from one that does not wait, the first of the others."""
        return next(iter(self._otros), None)

    def libre(self, ocupados: Collection[int]) -> int | None:
        """As `siguiente`, passing over what somebody else has open as long as there is another."""
        return next((otro for otro in self._otros if otro not in ocupados), self.siguiente)

    @property
    def _otros(self) -> list[int]:
        return [*self.ids[self.lugar :], *self.ids[: max(0, self.lugar - 1)]]


def cola(filtro: Filtro, documento_id: int = 0, *, cual: str) -> Cola:
    """Of «expedientes» or «reportes»: what waits of what the filter leaves, whatever estatus or revisor it chose."""
    de_lo_que_espera = del_documento(replace(filtro, estatus=Estatus.EN_REVISION.value, revisor=None))
    claves = {filtro.documento} & set(CLAVES[cual]) or CLAVES[cual]
    consulta = select(Documento.id).where(Documento.clave.in_(claves), *de_lo_que_espera)
    columna, suyos = COLUMNAS.get(filtro.orden.removeprefix("-")), del_alumno(filtro)
    if suyos or (columna and columna.de is not Documento):
        consulta = consulta.join(Alumno, Alumno.id == Documento.alumno_id).where(*suyos)
    if columna:
        if columna.de and columna.de in UNION:
            consulta = consulta.join(columna.de, UNION[columna.de])
        al_reves = filtro.orden.startswith("-")
        consulta = consulta.order_by(*(clave.desc() if al_reves else clave.asc() for clave in columna.orden))
    ids = db.session.connection().scalars(consulta.order_by(Documento.entrega_id))
    return Cola(list(ids.all()), documento_id)


def lista_de(clave: str) -> str:
    """On which list a document waits."""
    return next(cual for cual, claves in CLAVES.items() if clave in claves)
