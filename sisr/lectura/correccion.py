"""Correct a decision from the reading page: its refusals, each with its sentence (REQUIREMENTS D4)."""

from typing import Any

from flask import abort
from werkzeug.wrappers import Response

from sisr.cuentas.sesiones import quien
from sisr.db import escritura
from sisr.documentos.avance import avance_de
from sisr.documentos.corregir import CorreccionImposible, corregir
from sisr.documentos.dictaminar import FaltaMotivo, PrestatarioSinConfirmar, YaDictaminado
from sisr.mesa.decidir import FALTA_MOTIVO, FALTA_PRESTATARIO, Pintor, a_la_vista, agregar_a, ya_decidido
from sisr.mesa.forms import CorreccionForm
from sisr.mesa.pintar import Apertura


def correccion(documento_id: int, pintar: Pintor) -> Response:
    forma = CorreccionForm()

    def abierta(estado: int, aviso: str = "") -> Response:
        documento, alumno = a_la_vista(documento_id)
        escrita = None if forma.acepta.data else forma
        aviso = aviso or (ya_decidido(documento) if estado == 409 else "")
        return pintar(
            alumno, documento, Apertura(alumno.id, documento.id, correccion=escrita, aviso=aviso), estado=estado
        )

    if forma.agregar.data:
        agregar_a(forma)
        return abierta(200)
    if not forma.validate():
        return abierta(422, " ".join(forma.mensajes()))
    try:
        with escritura():
            alumno, documento = _corregir(documento_id, forma)
    except YaDictaminado:
        return abierta(409)
    except CorreccionImposible as razon:
        return abierta(409, str(razon))
    except FaltaMotivo:
        return abierta(422, FALTA_MOTIVO)
    except PrestatarioSinConfirmar:
        return abierta(422, FALTA_PRESTATARIO)
    return pintar(alumno, documento)


def _corregir(documento_id: int, forma: CorreccionForm) -> tuple[Any, Any]:
    visto, _ = a_la_vista(documento_id)
    avance = avance_de(visto.alumno_id) or abort(404)
    motivo = None if forma.acepta.data else str(forma.motivo.data)
    corregido = corregir(avance, visto.clave, dictamen=forma.dictamen.data, motivo=motivo, por=quien())
    return avance.alumno, corregido
