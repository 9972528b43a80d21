"""Send a mail again: a refused one once more, to the address that the student has now; a sent one as a copy (X4)."""

from typing import Any

from sqlalchemy import select, update

from sisr.bitacora.model import Accion, anotar
from sisr.correo.model import Correo, Estado
from sisr.correo.textos import encolar_cartas, sobre
from sisr.db import db, tabla
from sisr.reloj import ahora


class YaEspera(Exception):
    """It waits to be sent, or it is not to be sent again; nothing was changed."""


def reenviar(correo_id: int, *, alumno_id: int, para: str, por: int) -> bool:
    """False where this student has no such mail. Raises YaEspera."""
    suyo = (Correo.id == correo_id) & (Correo.alumno_id == alumno_id)
    correo: Any = db.session.execute(select(tabla(Correo)).where(suyo)).first()
    if correo is None:
        return False
    if correo.sal:  # its link was for a while, and can be asked for again
        raise YaEspera
    if correo.estado == Estado.FALLIDO:
        _otra_vez(correo, para)
    elif correo.estado == Estado.ENVIADO and not _hay_otro(correo):
        encolar_cartas([sobre(alumno_id=alumno_id, para=para, asunto=correo.asunto, texto=correo.texto)])
    else:
        raise YaEspera
    anotar(Accion.REENVIO, por=por, alumno_id=alumno_id, correo=correo_id)
    return True


def _otra_vez(correo: Any, para: str) -> None:
    valores = {"estado": Estado.PENDIENTE.value, "para": para, "siguiente_en": ahora(), "error": None}
    db.session.connection().execute(update(tabla(Correo)).where(Correo.id == correo.id).values(valores))


def _hay_otro(correo: Any) -> bool:
    """Whether the same waits already: two clicks are one mail."""
    otro = select(Correo.id).where(
        Correo.alumno_id == correo.alumno_id,
        Correo.estado == Estado.PENDIENTE.value,
        Correo.asunto == correo.asunto,
        Correo.texto == correo.texto,
    )
    return db.session.scalar(otro.limit(1)) is not None
