"""A person decides: ACEPTADO or RECHAZADO, once, on the entrega that they saw."""

from typing import Any

from sqlalchemy import bindparam, insert, update

from sisr.bitacora.model import Accion, anotar
from sisr.correo.textos import encolar
from sisr.cuentas.sesiones import Persona
from sisr.db import directa, tabla
from sisr.documentos.avance import documento_y_ficha
from sisr.documentos.model import Dictamen, Documento, Estatus, funcion_que_dictamina
from sisr.preparada import Preparada
from sisr.proceso import EXPEDIENTE, PASOS
from sisr.reloj import ahora


class YaDictaminado(Exception):
    """Somebody decided first, or the student replaced the file; nothing was changed."""


class FaltaMotivo(Exception):
    """A rejection needs its reason (REQUIREMENTS E5)."""


class PrestatarioSinConfirmar(Exception):
    """The expediente waits for its prestatario (REQUIREMENTS R4)."""


class FuncionAjena(Exception):
    """Deciding on this document is another function's work."""


_SUYAS = ("entrega_id", "resultado", "motivo", "por_id", "en")
_DICTAMEN = Preparada(insert(tabla(Dictamen)).values({columna: bindparam(columna) for columna in _SUYAS}))
_CAMBIO = Preparada(
    update(tabla(Documento))
    .where(
        Documento.id == bindparam("documento_id"),
        Documento.entrega_id == bindparam("entrega"),
        Documento.estatus == Estatus.EN_REVISION.value,
    )
    .values(estatus=bindparam("resultado"), dictamen_id=bindparam("dictamen"))
)


def documento_a_la_vista(documento_id: int, persona: Persona) -> tuple[Any, Any] | None:
    """The document as it now is (a row of DOCUMENTO), and its student; None where there is none.

    Raises FuncionAjena.
    """
    vistos = documento_y_ficha(documento_id)
    if vistos and funcion_que_dictamina(vistos[0].clave) not in persona.funciones:
        raise FuncionAjena
    return vistos


def aceptar(documento: Any, alumno: Any, *, entrega: int, por: Persona) -> Any:
    """ACEPTADO, with its mail (REQUIREMENTS E4, D2); returns the document as it now is.

    Raises YaDictaminado, PrestatarioSinConfirmar.
    """
    if _es_otra_vez(documento, Estatus.ACEPTADO, None, entrega=entrega, por=por):
        return documento
    if documento.clave == EXPEDIENTE.clave and not alumno.confirmado:
        raise PrestatarioSinConfirmar
    cambiado = _dictaminar(documento, Estatus.ACEPTADO, None, entrega=entrega, por=por)
    plantilla = "expediente_aceptado" if documento.clave == EXPEDIENTE.clave else "documento_aceptado"
    _avisar(plantilla, documento, alumno)
    return cambiado


def rechazar(documento: Any, alumno: Any, *, entrega: int, motivo: str, por: Persona) -> Any:
    """RECHAZADO, with its motivo and who signs it in the mail (E5); returns the document as it now is.

    Raises YaDictaminado, FaltaMotivo.
    """
    if not motivo:
        raise FaltaMotivo
    if _es_otra_vez(documento, Estatus.RECHAZADO, motivo, entrega=entrega, por=por):
        return documento
    cambiado = _dictaminar(documento, Estatus.RECHAZADO, motivo, entrega=entrega, por=por)
    _avisar("documento_rechazado", documento, alumno, motivo=motivo, firma=por.nombre)
    return cambiado


def _es_otra_vez(documento: Any, resultado: Estatus, motivo: str | None, *, entrega: int, por: Persona) -> bool:
    """Whether this person had decided just this already: a second click is one decision, with one mail."""
    suyo = (documento.revisor_id, documento.entrega_id, documento.estatus, documento.motivo)
    return suyo == (por.id, entrega, resultado, motivo)


def _dictaminar(documento: Any, resultado: Estatus, motivo: str | None, *, entrega: int, por: Persona) -> Any:
    if documento.estatus != Estatus.EN_REVISION or documento.entrega_id != entrega:
        raise YaDictaminado
    conexion, en = directa(), ahora()
    datos = {"entrega_id": entrega, "resultado": resultado.value, "motivo": motivo, "por_id": por.id, "en": en}
    dictamen = _DICTAMEN.ejecutar(conexion, **datos).lastrowid
    cambio = _CAMBIO.ejecutar(
        conexion, documento_id=documento.id, entrega=entrega, resultado=resultado.value, dictamen=dictamen
    )
    if cambio.rowcount != 1:
        raise YaDictaminado
    accion = Accion.ACEPTACION if resultado is Estatus.ACEPTADO else Accion.RECHAZO
    anotar(accion, por=por.id, alumno_id=documento.alumno_id, clave=documento.clave, dictamen=dictamen)
    presente = {"estatus": resultado, "dictamen_id": dictamen, "motivo": motivo, "dictado_en": en}
    return documento._replace(**presente, revisor=por.nombre, revisor_id=por.id)


def _avisar(plantilla: str, documento: Any, alumno: Any, **datos: str) -> None:
    paso = PASOS[documento.clave]
    encolar(plantilla, alumno_id=alumno.id, para=alumno.correo, alumno=alumno, paso=paso, **datos)
