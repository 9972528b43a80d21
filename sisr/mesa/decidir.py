"""Decide from a screen: the same decisions, refusals and sentences, wherever the document is painted."""

import re
from collections.abc import Callable
from typing import Any, Protocol

from flask import abort, request
from werkzeug.wrappers import Response

from sisr.cuentas.sesiones import Persona, quien
from sisr.db import escritura_directa
from sisr.documentos.dictaminar import (
    FaltaMotivo,
    PrestatarioSinConfirmar,
    YaDictaminado,
    aceptar,
    documento_a_la_vista,
    rechazar,
)
from sisr.documentos.motivos import agregar, frase
from sisr.forma import entero
from sisr.mesa.forms import RechazoForm
from sisr.mesa.pintar import Apertura
from sisr.reloj import fecha_hora

Verbo = Callable[[Any, Any, Persona], Any]
FALTA_MOTIVO = "Escribe el motivo: el alumno lo recibe por correo y con él corrige."
FALTA_ENTREGA = "No se supo qué archivo viste: léelo y decide otra vez. No cambiaste nada."
FALTA_PRESTATARIO = "Primero confirma el prestatario, o di cuál es del catálogo; después acepta el expediente."


class Pintor(Protocol):
    """Paints a document as it now is, with what stands open on it; with nothing open, a decision was taken."""

    def __call__(
        self, alumno: Any, documento: Any, apertura: Apertura | None = None, *, estado: int = 200
    ) -> Response: ...


def a_la_vista(documento_id: int) -> tuple[Any, Any]:
    """The document and its student, for whose work it is to decide on it."""
    return documento_a_la_vista(documento_id, quien()) or abort(404)


def aceptacion(documento_id: int, pintar: Pintor) -> Response:
    entrega = request.form.get("entrega", type=entero)
    if entrega is None:
        return _como_esta(documento_id, pintar, 422, aviso=FALTA_ENTREGA)

    def verbo(documento: Any, alumno: Any, por: Persona) -> Any:
        return aceptar(documento, alumno, entrega=entrega, por=por)

    return _decidir(documento_id, verbo, pintar)


def rechazo(documento_id: int, pintar: Pintor) -> Response:
    forma = RechazoForm()
    if forma.agregar.data:
        agregar_a(forma)
        documento, alumno = a_la_vista(documento_id)
        return pintar(alumno, documento, Apertura(alumno.id, documento.id, rechazo=forma))
    if not forma.validate():
        return _como_esta(documento_id, pintar, 422, rechazo=forma, aviso=" ".join(forma.mensajes()))

    def verbo(documento: Any, alumno: Any, por: Persona) -> Any:
        return rechazar(documento, alumno, entrega=forma.entrega.data, motivo=str(forma.motivo.data), por=por)

    return _decidir(documento_id, verbo, pintar, rechazo=forma)


def agregar_a(forma: RechazoForm) -> None:
    """What was picked put into what was typed, to be edited there."""
    pagina = re.fullmatch(r"0*([1-9][0-9]{0,4})", str(forma.pagina.data or ""))
    mas = frase(str(forma.agregar.data), int(pagina[1]) if pagina else None)
    forma.motivo.data = agregar(str(forma.motivo.data or ""), mas)


def ya_decidido(documento: Any) -> str:
    """Who came first, and when."""
    if documento.revisor:
        cuando = fecha_hora(documento.dictado_en)
        return f"{documento.revisor} ya decidió: {documento.estatus}, {cuando}. Así está ahora; no cambiaste nada."
    return "El alumno cargó otro archivo mientras decidías: lee el nuevo y decide otra vez. No cambiaste nada."


def _decidir(documento_id: int, verbo: Verbo, pintar: Pintor, *, rechazo: RechazoForm | None = None) -> Response:
    """`rechazo`: what was typed. Who comes second keeps its motivo."""
    try:
        with escritura_directa():
            documento, alumno = a_la_vista(documento_id)
            documento = verbo(documento, alumno, quien())
    except YaDictaminado:
        escrito = rechazo if rechazo and rechazo.motivo.data else None
        return _como_esta(documento_id, pintar, 409, rechazo=escrito)
    except FaltaMotivo:
        return _como_esta(documento_id, pintar, 422, rechazo=rechazo, aviso=FALTA_MOTIVO)
    except PrestatarioSinConfirmar:
        return _como_esta(documento_id, pintar, 422, aviso=FALTA_PRESTATARIO)
    return pintar(alumno, documento)


def _como_esta(documento_id: int, pintar: Pintor, estado: int, **abierto: Any) -> Response:
    """Nothing changed: the document as it now is, and why."""
    documento, alumno = a_la_vista(documento_id)
    if estado == 409:
        abierto["aviso"] = ya_decidido(documento)
    return pintar(alumno, documento, Apertura(alumno.id, documento.id, **abierto), estado=estado)
