"""Where a student is: the pasos of their menu with what was delivered and decided, and what is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.orm import aliased

from sisr.alumnos.model import CON_REPORTES, NOMBRE, Alumno
from sisr.alumnos.notas import CUANTAS_NOTAS
from sisr.catalogos.model import Carrera, Prestatario
from sisr.cuentas.model import Usuario
from sisr.db import directa
from sisr.documentos.gemelas import con_gemela
from sisr.documentos.model import Dictamen, Documento, Entrega, Estatus
from sisr.preparada import Pareja, Preparada, entre
from sisr.proceso import EXPEDIENTE, LISTA, NUMERO, Paso, Proceso, proceso_de
from sisr.reloj import hoy

Consulta = Select[*tuple[Any, ...]]
_revisor = aliased(Usuario)


def _con_lo_suyo(consulta: Consulta) -> Consulta:
    """With what FICHA tells of a student from other tables."""
    return (
        consulta.join(Usuario, Usuario.id == Alumno.id)
        .join(Carrera, Carrera.id == Alumno.carrera_id)
        .join(Prestatario, Prestatario.id == Alumno.prestatario_id)
    )


FICHA: Consulta = _con_lo_suyo(
    select(
        Alumno.id,
        Alumno.boleta,
        NOMBRE,
        Carrera.siglas.label("carrera"),
        Alumno.semestre,
        Alumno.genero,
        Prestatario.id.label("prestatario_id"),
        Prestatario.nombre.label("prestatario"),
        Prestatario.confirmado,
        CON_REPORTES,
        Alumno.inicio,
        Alumno.termino,
        Usuario.correo,
        Alumno.numero_registro,
        Alumno.lista_registro,
        Alumno.fecha_envio,
        Alumno.lista_emision,
        Alumno.enlistado_en,
        Alumno.version,
        Alumno.registrado_en,
    )
)
DOCUMENTO: Consulta = con_gemela(
    select(
        Documento.id,
        Documento.alumno_id,
        Documento.clave,
        Documento.estatus,
        Documento.entrega_id,
        Entrega.n,
        Entrega.recibida_en,
        Entrega.paginas,
        Entrega.bytes,
        Entrega.notas,
        Entrega.antivirus,
        Documento.dictamen_id,
        Dictamen.motivo,
        Dictamen.en.label("dictado_en"),
        Dictamen.por_id.label("revisor_id"),
        _revisor.nombre.label("revisor"),
    )
    .join(Entrega, Entrega.id == Documento.entrega_id)
    .outerjoin(Dictamen, Dictamen.id == Documento.dictamen_id)
    .outerjoin(_revisor, _revisor.id == Dictamen.por_id)
)


_CON_NOTAS: Consulta = FICHA.add_columns(CUANTAS_NOTAS)
_FICHA = Preparada(_CON_NOTAS.where(Alumno.id == bindparam("alumno_id")))
_JUNTOS: Consulta = DOCUMENTO.add_columns(*_CON_NOTAS.selected_columns)
_DOCUMENTO_Y_FICHA = Pareja(
    DOCUMENTO,
    _CON_NOTAS,
    _con_lo_suyo(_JUNTOS.join(Alumno, Alumno.id == Documento.alumno_id)).where(
        Documento.id == bindparam("documento_id")
    ),
)
_DOCUMENTOS = Preparada(DOCUMENTO.where(entre(Documento.alumno_id, "alumnos")))
_DEL_PASO = Preparada(DOCUMENTO.where(entre(Documento.alumno_id, "alumnos"), Documento.clave == bindparam("clave")))
SU_EXPEDIENTE = and_(Documento.alumno_id == Alumno.id, Documento.clave == EXPEDIENTE.clave)


@dataclass(frozen=True)
class Renglon:
    """One row of the student's menu: the paso, what there is of it, and what it waits for."""

    paso: Paso
    documento: Any
    abierto: bool
    cumplido: bool
    espera: str

    @property
    def en_revision(self) -> bool:
        return bool(self.documento) and self.documento.estatus == Estatus.EN_REVISION

    @property
    def por_cargar(self) -> bool:
        """Whether the student is to load it now: for the first time, or again after a rejection."""
        return self.abierto and self.paso.es_entregable and not self.en_revision


@dataclass(frozen=True)
class Avance:
    """A student (a row of FICHA) with the documents that there are, by clave."""

    alumno: Any
    documentos: dict[str, Any]

    @property
    def proceso(self) -> Proceso:
        return proceso_de(self.alumno.con_reportes)

    @property
    def cumplidos(self) -> frozenset[str]:
        """The claves of the pasos that are fulfilled."""
        claves = {clave for clave, d in self.documentos.items() if d.estatus == Estatus.ACEPTADO}
        if self.alumno.numero_registro:
            claves.add(NUMERO.clave)
        if self.alumno.lista_emision:
            claves.add(LISTA.clave)
        return frozenset(claves)

    def abiertos(self, dia: date) -> tuple[Paso, ...]:
        return self.proceso.abiertos(self.cumplidos, hoy=dia, termino=self.alumno.termino)

    def renglones(self, dia: date | None = None) -> list[Renglon]:
        dia, termino = dia or hoy(), self.alumno.termino
        cumplidos, abiertos = self.cumplidos, self.abiertos(dia)
        return [
            Renglon(
                paso,
                self.documentos.get(paso.clave),
                paso in abiertos,
                paso.clave in cumplidos,
                "" if paso.clave in cumplidos or paso in abiertos else self.proceso.falta(paso, cumplidos, termino),
            )
            for paso in self.proceso.pasos
        ]

    @property
    def completo(self) -> bool:
        """Whether every document is ACEPTADO and the number is there, so a list may follow (T2)."""
        pasos = {paso.clave for paso in self.proceso.entregables} | {NUMERO.clave}
        return pasos <= self.cumplidos


def ficha(alumno_id: int) -> Any | None:
    """One student as the table shows them: a row of FICHA with `notas_del_personal`; None where there is none.

    A list asks for the notes of all its students at once.
    """
    return _FICHA.una(directa(), alumno_id=alumno_id)


def documento_y_ficha(documento_id: int) -> tuple[Any, Any] | None:
    """A document (a row of DOCUMENTO) and its student, as `ficha` gives them; None where there is none."""
    return _DOCUMENTO_Y_FICHA.una(directa(), documento_id=documento_id)


def avance_de(alumno_id: int) -> Avance | None:
    """One student's, in two queries; None where there is no such student."""
    fila = ficha(alumno_id)
    return avances([fila])[0] if fila else None


def avances(filas: Sequence[Any], *, solo: str = "") -> list[Avance]:
    """Those of many rows of FICHA, in one query more; `solo`, with the document of that clave and no other."""
    por_alumno: dict[int, dict[str, Any]] = {fila.id: {} for fila in filas}
    cuales, suya = (_DEL_PASO, {"clave": solo}) if solo else (_DOCUMENTOS, {})
    for documento in cuales.todas(directa(), alumnos=por_alumno, **suya):
        por_alumno[documento.alumno_id][documento.clave] = documento
    return [Avance(fila, por_alumno[fila.id]) for fila in filas]
