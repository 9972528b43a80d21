"""Lists of students: what a filter leaves, sorted by a column, and one page of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased

from sisr.alumnos.model import Alumno
from sisr.catalogos.model import Carrera, Prestatario
from sisr.cuentas.model import Usuario
from sisr.cuentas.sesiones import quien
from sisr.db import conexion, directa
from sisr.documentos.avance import FICHA, Avance, Consulta, avances
from sisr.documentos.busqueda import que_dice
from sisr.documentos.filtro import SIN_LISTA, Filtro
from sisr.documentos.model import EN_REVISION, Dictamen, Documento, Entrega
from sisr.documentos.orden import COLUMNAS, Columna
from sisr.documentos.plazo import empieza, plazo
from sisr.documentos.seleccion import elegidos
from sisr.preparada import Preparada, entre
from sisr.proceso import PASOS

_ENTREGABLES = tuple(paso.clave for paso in PASOS.values() if paso.es_entregable)
_LOTE = 500  # ids in one statement
_FICHAS = Preparada(FICHA.where(entre(Alumno.id, "alumnos")))
_nadie = aliased(Alumno)
CON_EXPEDIENTE = Alumno.id.not_in(select(_nadie.id).where(_nadie.expediente.is_(None)))  # few have none: set aside
POR_NOMBRE = COLUMNAS["nombre"]
UNION = {
    Carrera: Carrera.id == Alumno.carrera_id,
    Prestatario: Prestatario.id == Alumno.prestatario_id,
    Usuario: Usuario.id == Alumno.id,
}


@dataclass(frozen=True)
class Tramo:
    """Ids of students by their `claves`, and a query that only counts them; a list is one tramo after the other.

    `sabidos`: how many, where it is known without counting.
    """

    ids: Consulta
    cuantos: Consulta
    claves: tuple[Any, ...]
    al_reves: bool = False
    sabidos: int | None = None

    @classmethod
    def de(cls, ids: Consulta, *claves: Any) -> "Tramo":
        return cls(ids, ids, claves)

    def contar(self) -> int:
        if self.sabidos is not None:
            return self.sabidos
        return conexion().scalar(select(func.count()).select_from(self.cuantos.subquery())) or 0

    def todos(self) -> list[int]:
        return self._ids(self.ids.order_by(*self._orden()))

    def tomar(self, desde: int, cuantos: int, *, de: int) -> list[int]:
        """So many of its ids, after the first `desde` of the `de` that there are: from whichever end is nearer."""
        cuantos = min(cuantos, de - desde)
        tras = de - desde - cuantos
        if tras >= desde:
            return self._ids(self.ids.order_by(*self._orden()).limit(cuantos).offset(desde))
        return self._ids(self.ids.order_by(*self._orden(del_final=True)).limit(cuantos).offset(tras))[::-1]

    def _orden(self, *, del_final: bool = False) -> list[ColumnElement[Any]]:
        return [clave.desc() if self.al_reves != del_final else clave.asc() for clave in self.claves]

    def _ids(self, consulta: Consulta) -> list[int]:
        return list(conexion().scalars(consulta).all())


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


def paginar(tramos: Sequence[Tramo], filtro: Filtro, por_pagina: int, *, solo: str = "") -> Pagina:
    """One page, with every document of its students or the one of a clave; a page past the last is the last."""
    cuentas = [tramo.contar() for tramo in tramos]
    total = sum(cuentas)
    numero = min(filtro.pagina, max(1, ceil(total / por_pagina)))
    ids, salto = list[int](), (numero - 1) * por_pagina
    for tramo, cuantos in zip(tramos, cuentas, strict=True):
        if salto < cuantos and len(ids) < por_pagina:
            ids += tramo.tomar(salto, por_pagina - len(ids), de=cuantos)
        salto = max(0, salto - cuantos)
    suyas = _en_orden(ids, _FICHAS.todas(directa(), alumnos=ids))
    return Pagina(avances(suyas, solo=solo), total, numero, por_pagina)


def todos(tramos: Sequence[Tramo]) -> list[int]:
    """Every id of a list, in its order."""
    return [cual for tramo in tramos for cual in tramo.todos()]


def fichas(ids: Sequence[int], consulta: Consulta = FICHA) -> list[Any]:
    """Rows of a query made from FICHA, in the order of `ids`; whom it leaves out is left out."""
    filas: list[Any] = []
    for desde in range(0, len(ids), _LOTE):
        filas += conexion().execute(consulta.where(Alumno.id.in_(ids[desde : desde + _LOTE])))
    return _en_orden(ids, filas)


def _en_orden(ids: Sequence[int], filas: Sequence[Any]) -> list[Any]:
    por_id = {fila.id: fila for fila in filas}
    return [por_id[cual] for cual in ids if cual in por_id]


def por_columna(filtro: Filtro, *condiciones: ColumnElement[bool], clave: str = "") -> Tramo:
    """Students sorted by a column; of a document only where the list is about one (`clave`), by name elsewhere."""
    columna = COLUMNAS.get(filtro.orden.removeprefix("-"), POR_NOMBRE)
    if columna.de is Documento and not clave:
        columna = POR_NOMBRE
    ids, cuantos = _alumnos(filtro, clave, columna), _alumnos(filtro, clave)
    al_reves = filtro.orden.startswith("-")
    return Tramo(ids.where(*condiciones), cuantos.where(*condiciones), columna.orden, al_reves)


def con_documento(filtro: Filtro, clave: str, *condiciones: Any) -> Consulta:
    """Whose document of that clave is as it is asked; the student's table is only read where it has to be."""
    ids: Consulta = select(Documento.alumno_id).where(Documento.clave == clave, *del_documento(filtro), *condiciones)
    alumno = del_alumno(filtro)
    return ids.join(Alumno, Alumno.id == Documento.alumno_id).where(*alumno) if alumno else ids


def del_alumno(filtro: Filtro) -> list[ColumnElement[bool]]:
    """What is asked of the student; each word is in the name, the boleta or the prestatario."""
    condiciones: list[ColumnElement[bool]] = [
        columna == valor
        for columna, valor in (
            (Alumno.carrera_id, filtro.carrera),
            (Alumno.prestatario_id, filtro.prestatario),
            (Alumno.semestre, filtro.semestre),
        )
        if valor is not None
    ]
    if filtro.lista is not None:
        condiciones.append(Alumno.lista_registro == (None if filtro.lista == SIN_LISTA else filtro.lista))
    if filtro.elegidos:
        condiciones.append(Alumno.id.in_(elegidos(quien().id)))
    dicho = que_dice(filtro.q)
    return condiciones if dicho is None else [*condiciones, dicho]


def del_documento(filtro: Filtro) -> list[Any]:
    """What is asked of a document, but for which one it is."""
    condiciones: list[Any] = []
    if filtro.estatus:
        condiciones.append(Documento.estatus == filtro.estatus)
    if filtro.desde or filtro.hasta:
        condiciones.append(Documento.entrega_id.in_(_recibidas(filtro)))
    if filtro.revisor is not None:
        dictados = select(Dictamen.id).where(Dictamen.por_id == filtro.revisor)
        condiciones.append(Documento.dictamen_id.in_(dictados))
    if filtro.dias or filtro.tarde:
        condiciones += [EN_REVISION, Documento.recibida_en < _recibida_antes_de(filtro)]
    return condiciones


def _recibidas(filtro: Filtro) -> Consulta:
    """The entregas of those days, both included, from the index that has them by clave and instant."""
    cuales: list[ColumnElement[bool]] = [Entrega.clave.in_(_ENTREGABLES)]
    if filtro.desde:
        cuales.append(Entrega.recibida_en >= empieza(filtro.desde))
    if filtro.hasta:
        cuales.append(Entrega.recibida_en < empieza(filtro.hasta + timedelta(days=1)))
    return select(Entrega.id).where(*cuales)


def _recibida_antes_de(filtro: Filtro) -> datetime:
    """What waits since before has waited as long as is asked."""
    limites = [plazo().esperan_antes_de(filtro.dias)] if filtro.dias else []
    return min([*limites, plazo().tarde_antes_de] if filtro.tarde else limites)


def _alumnos(filtro: Filtro, clave: str, columna: Columna | None = None) -> Consulta:
    """Of the list about `clave`, joined with what the order needs and no more.

    Of the expediente, the estatus is copied where students are chosen by the rest.
    """
    de = columna.de if columna else None
    if not clave or not (filtro.elige_mas or de is Documento):
        suyo = Alumno.expediente == filtro.estatus if filtro.estatus else CON_EXPEDIENTE
        ids: Consulta = select(Alumno.id).where(*del_alumno(filtro), *([suyo] if clave else []))
    elif columna is None or de is Documento:
        return con_documento(filtro, clave)
    else:
        documento = and_(Documento.alumno_id == Alumno.id, Documento.clave == clave)
        ids = select(Alumno.id).join(Documento, documento).where(*del_alumno(filtro), *del_documento(filtro))
    return ids.join(de, UNION[de]) if de else ids
