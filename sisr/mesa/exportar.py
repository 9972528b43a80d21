"""What a list shows, filtered and sorted as it is, as rows of a sheet (REQUIREMENTS E2)."""

from collections.abc import Callable, Iterator

from sqlalchemy import select

from sisr.alumnos.model import Alumno
from sisr.catalogos.model import Genero
from sisr.db import db
from sisr.documentos.avance import FICHA
from sisr.documentos.filtro import Filtro
from sisr.documentos.listado import fichas
from sisr.documentos.model import Documento, Entrega
from sisr.mesa import consultas
from sisr.mesa.hoja import Renglon
from sisr.proceso import EXPEDIENTE, PASOS
from sisr.reloj import dia

_LOTE = 500
_EXPEDIENTES = (
    "Boleta",
    "Nombre",
    "Carrera",
    "Semestre",
    "Género",
    "Prestatario",
    "Fecha de inicio",
    "Fecha de Término",
    "correo electrónico",
    "Expediente entregado",
    "Estatus",
    "Número",
    "Lista",
    "Fecha de envío",
)
_TARJETA = (
    "Boleta",
    "Nombre",
    "Carrera",
    "Prestatario",
    "Fecha de inicio",
    "Fecha de Término",
    "correo electrónico",
    "Número de Registro",
)
_EXPEDIENTE = FICHA.join(Documento, Documento.alumno_id == Alumno.id).join(
    Entrega, Entrega.id == Documento.entrega_id
)
_CON_EXPEDIENTE = _EXPEDIENTE.where(Documento.clave == EXPEDIENTE.clave).add_columns(
    Documento.estatus, Entrega.recibida_en
)


def renglones(cual: str, filtro: Filtro) -> Iterator[Renglon]:
    """The heading, and a row a student; no more than a few hundred are held at once."""
    columnas, lote_de = _LISTAS[cual]
    yield columnas
    ids = consultas.elegidos(cual, filtro)
    for desde in range(0, len(ids), _LOTE):
        yield from lote_de(ids[desde : desde + _LOTE])


def _expedientes(ids: list[int]) -> Iterator[Renglon]:
    for a in fichas(ids, _CON_EXPEDIENTE):
        yield (
            *(a.boleta, a.nombre, a.carrera, a.semestre, Genero(a.genero).label, a.prestatario),
            *(a.inicio, a.termino, a.correo, dia(a.recibida_en), a.estatus),
            *(a.numero_registro, a.lista_registro, a.fecha_envio),
        )


def _reportes(ids: list[int]) -> Iterator[Renglon]:
    suyos = Documento.alumno_id.in_(ids), Documento.clave.in_(consultas.INFORMES)
    consulta = select(Documento.alumno_id, Documento.clave, Documento.estatus).where(*suyos)
    estatus = {(fila.alumno_id, fila.clave): fila.estatus for fila in db.session.execute(consulta)}
    for a in fichas(ids):
        documentos = (estatus.get((a.id, clave)) for clave in consultas.INFORMES)
        datos = a.boleta, a.nombre, a.carrera, a.prestatario, a.inicio, a.termino, a.correo, a.numero_registro
        yield (*datos, *documentos)


_LISTAS: dict[str, tuple[Renglon, Callable[[list[int]], Iterator[Renglon]]]] = {
    "expedientes": (_EXPEDIENTES, _expedientes),
    "reportes": ((*_TARJETA, *(PASOS[clave].nombre for clave in consultas.INFORMES)), _reportes),
}
