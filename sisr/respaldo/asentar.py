"""What a database brought back must not go on with: what happened after the copy is not in it.

Whoever logged out since would be inside again, a link that was used would serve again, and a mail that has left
would leave again. So sessions end, links are void, and the mails that waited wait for a person to say so.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, delete, insert, select, update

from sisr.archivos.subida import Subida
from sisr.bitacora.model import Accion, Acto
from sisr.correo.model import Correo, Estado
from sisr.cuentas.enlaces import Enlace
from sisr.cuentas.model import Sesion
from sisr.db import tabla
from sisr.reloj import ahora, fecha_hora
from sisr.respaldo.ficha import Ficha


@dataclass(frozen=True)
class Asentado:
    """How many; the mails, with asunto and para."""

    sesiones: int
    enlaces: int
    correos: list[Any]


def asentar(base: Path, ficha: Ficha) -> Asentado:
    """In one transaction, with its line in the bitácora. Uploads under way, which were not kept, go."""
    motor, instante = create_engine(f"sqlite:///{base}"), ahora()
    with motor.begin() as conexion:
        esperan = Correo.estado == Estado.PENDIENTE.value
        correos = conexion.execute(select(Correo.asunto, Correo.para).where(esperan).order_by(Correo.id)).all()
        dicho = f"Esperaba en el respaldo del {fecha_hora(ficha.instante)} y no se sabe si salió."
        conexion.execute(update(tabla(Correo)).where(esperan).values(estado=Estado.FALLIDO.value, error=dicho))
        abiertas = update(tabla(Sesion)).where(Sesion.terminada_en.is_(None), Sesion.caduca_en > instante)
        sesiones = conexion.execute(abiertas.values(terminada_en=instante)).rowcount
        vigentes = update(tabla(Enlace)).where(Enlace.gastado_en.is_(None), Enlace.vence_en > instante)
        enlaces = conexion.execute(vigentes.values(gastado_en=instante)).rowcount
        conexion.execute(delete(tabla(Subida)))
        acto = {"en": instante, "accion": Accion.RESTAURACION.value, "detalle": {"respaldo": ficha.cortado}}
        conexion.execute(insert(tabla(Acto)).values(acto | {"por_id": None, "alumno_id": None, "direccion": None}))
    motor.dispose()
    return Asentado(sesiones, enlaces, list(correos))
