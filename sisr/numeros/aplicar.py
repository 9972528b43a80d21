"""Write the numbers of a sheet, all or none, and tell each student once (REQUIREMENTS E7, E8)."""

from typing import Any

from sqlalchemy import bindparam, update

from sisr.alumnos.model import Alumno
from sisr.bitacora.model import Accion, anotar_cada
from sisr.correo.textos import carta, encolar_cartas
from sisr.db import escritura, tabla
from sisr.numeros.cotejo import Cambio, cotejar
from sisr.numeros.model import leida, olvidar

_SOLTAR = update(tabla(Alumno)).where(Alumno.id == bindparam("alumno_id")).values(numero_registro=None)
_ANOTAR = (
    update(tabla(Alumno))
    .where(Alumno.id == bindparam("alumno_id"))
    .values(numero_registro=bindparam("numero"), version=Alumno.version + 1)
)


class HojaCambiada(Exception):
    """It would not change what was shown: somebody wrote meanwhile, or the sheet was applied already."""


def aplicar(hoja_id: int, huella: str, *, por: int) -> int:
    """How many numbers were written. Raises HojaCambiada."""
    vistos = _cambios(hoja_id, huella, por=por)
    cartas = [_carta(cambio) for cambio in vistos]  # before the turn to write: thousands take a while
    with escritura() as conexion:
        cambios = _cambios(hoja_id, huella, por=por)
        if soltados := [{"alumno_id": c.alumno.id} for c in cambios if c.alumno.numero_registro]:
            conexion.execute(_SOLTAR, soltados)  # two students may exchange theirs
        conexion.execute(_ANOTAR, [{"alumno_id": c.alumno.id, "numero": c.renglon.numero} for c in cambios])
        anotar_cada(Accion.NUMERO, por=por, detalles={c.alumno.id: _detalle(c) for c in cambios})
        encolar_cartas(cartas)
        olvidar(hoja_id)
    return len(cambios)


def _cambios(hoja_id: int, huella: str, *, por: int) -> list[Cambio]:
    renglones = leida(hoja_id, por=por)
    if renglones is None:
        raise HojaCambiada
    cotejo = cotejar(renglones)
    if cotejo.huella != huella or not cotejo.cambios:
        raise HojaCambiada
    return cotejo.cambios


def _carta(cambio: Cambio) -> dict[str, Any]:
    alumno, numero = cambio.alumno, cambio.renglon.numero
    datos: dict[str, Any] = {"alumno": alumno, "numero": numero, "antes": alumno.numero_registro}
    return carta("numero_registro", alumno_id=alumno.id, para=alumno.correo, **datos)


def _detalle(cambio: Cambio) -> dict[str, object]:
    alumno = cambio.alumno
    return {"numero": cambio.renglon.numero, "antes": alumno.numero_registro, "lista": alumno.lista_registro}
