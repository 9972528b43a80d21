"""A person corrects a decision, while nothing later depends on it (REQUIREMENTS D4)."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import insert, update

from sisr.bitacora.model import Accion, anotar
from sisr.correo.textos import encolar
from sisr.cuentas.sesiones import Persona
from sisr.db import db, tabla
from sisr.documentos.avance import Avance
from sisr.documentos.dictaminar import FaltaMotivo, PrestatarioSinConfirmar, YaDictaminado
from sisr.documentos.model import Dictamen, Documento, Estatus
from sisr.proceso import EXPEDIENTE, PASOS
from sisr.reloj import ahora


class CorreccionImposible(Exception):
    """Something later depends on the decision; its text says what."""


def impedimento(avance: Avance, clave: str) -> str:
    """Why the decision on a document can no longer be corrected, in a sentence; empty while it can."""
    alumno, paso = avance.alumno, PASOS[clave]
    if alumno.lista_emision:
        return f"Este dictamen ya no se puede corregir: el alumno está en la lista de emisión {alumno.lista_emision}."
    if paso is EXPEDIENTE and alumno.numero_registro:
        return f"Este dictamen ya no se puede corregir: el alumno tiene el número {alumno.numero_registro}."
    for posterior in avance.proceso.despues(paso):
        if posterior.clave in avance.documentos:
            return f"Este dictamen ya no se puede corregir: el alumno ya entregó su {posterior.nombre}."
    return ""


def corregir(avance: Avance, clave: str, *, dictamen: int, motivo: str | None, por: Persona) -> Any:
    """Another decision in the place of `dictamen`: RECHAZADO where there is a motivo, ACEPTADO with None.

    It is a row beside the earlier one, with a mail of its own; returns the document as it now is.
    Raises YaDictaminado, CorreccionImposible, FaltaMotivo, PrestatarioSinConfirmar.
    """
    documento = avance.documentos[clave]
    resultado = Estatus.ACEPTADO if motivo is None else Estatus.RECHAZADO
    if motivo == "":
        raise FaltaMotivo
    dice_lo_mismo = (documento.estatus, documento.motivo) == (resultado, motivo)
    if dice_lo_mismo and (documento.dictamen_id == dictamen or documento.revisor_id == por.id):
        return documento
    if documento.dictamen_id is None or documento.dictamen_id != dictamen:
        raise YaDictaminado
    if razon := impedimento(avance, clave):
        raise CorreccionImposible(razon)
    if clave == EXPEDIENTE.clave and motivo is None and not avance.alumno.confirmado:
        raise PrestatarioSinConfirmar
    corregido = _anotar(documento, resultado, motivo, por=por)
    _avisar(avance.alumno, documento, corregido)
    return corregido


def _anotar(documento: Any, resultado: Estatus, motivo: str | None, *, por: Persona) -> Any:
    conexion, antes = db.session.connection(), documento.dictamen_id
    datos = {"resultado": resultado.value, "motivo": motivo, "por_id": por.id, "en": ahora()}
    nuevo = insert(tabla(Dictamen)).values(entrega_id=documento.entrega_id, **datos).returning(Dictamen.id)
    dictamen = conexion.execute(nuevo).scalar_one()
    cambio = conexion.execute(
        update(tabla(Documento))
        .where(Documento.id == documento.id, Documento.dictamen_id == antes)
        .values(estatus=resultado.value, dictamen_id=dictamen)
    )
    if cambio.rowcount != 1:
        raise YaDictaminado
    alumno_id, clave = documento.alumno_id, documento.clave
    anotar(Accion.CORRECCION, por=por.id, alumno_id=alumno_id, clave=clave, dictamen=dictamen, antes=antes)
    presente = {"estatus": resultado, "dictamen_id": dictamen, "motivo": motivo, "dictado_en": datos["en"]}
    return SimpleNamespace(**documento._asdict() | presente | {"revisor": por.nombre, "revisor_id": por.id})


def _avisar(alumno: Any, antes: Any, corregido: Any) -> None:
    encolar(
        "dictamen_corregido",
        alumno_id=alumno.id,
        para=alumno.correo,
        alumno=alumno,
        paso=PASOS[antes.clave],
        es_expediente=antes.clave == EXPEDIENTE.clave,
        antes=antes.estatus,
        dictado_en=antes.dictado_en,
        motivo=corregido.motivo,
        firma=corregido.revisor,
    )
