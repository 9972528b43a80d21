"""The same file delivered twice, by this student or by another: who reviews it is told."""

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from sisr.alumnos.model import Alumno
from sisr.documentos.model import Entrega

_otra = aliased(Entrega)
_gemela = aliased(Entrega)
_duenio = aliased(Alumno)


def con_gemela(consulta: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """To a query over Entrega, one other entrega of the same bytes, another student's before their own.

    Two steps in an index for each row, however many share the file.
    """
    ajena = _primera(_otra.alumno_id != Entrega.alumno_id)
    propia = _primera(_otra.alumno_id == Entrega.alumno_id, _otra.id != Entrega.id)
    return (
        consulta.add_columns(
            _gemela.alumno_id.label("gemela_alumno_id"),
            _gemela.clave.label("gemela_clave"),
            _gemela.n.label("gemela_n"),
            _duenio.boleta.label("gemela_boleta"),
        )
        .outerjoin(_gemela, _gemela.id == func.coalesce(ajena, propia))
        .outerjoin(_duenio, _duenio.id == _gemela.alumno_id)
    )


def _primera(*donde: Any) -> Any:
    misma = select(_otra.id).where(_otra.sha256 == Entrega.sha256, *donde)
    return misma.order_by(_otra.alumno_id, _otra.id).limit(1).correlate(Entrega).scalar_subquery()
