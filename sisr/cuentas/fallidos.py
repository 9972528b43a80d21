"""A password or a code that was not good leaves its line too: whose account, if there is one, and from where.

What was typed is not kept, for people type their password where the user goes. Who exists and who does not
cost the same: one look and one line each.
"""

from typing import Any

from flask import Response, request
from sqlalchemy import select

from sisr.bitacora.model import Accion, anotar
from sisr.cuentas.ingreso import a_medias
from sisr.cuentas.model import Usuario, claves_de
from sisr.db import db, escritura
from sisr.texto import limpiar


def anotar_fallido(respuesta: Response) -> Response:
    """Those that were refused for being too many write nothing: they have been counted."""
    endpoint = request.endpoint if respuesta.status_code == 422 else None
    if endpoint == "cuentas.ingreso" and request.form.get("contrasena"):
        cuenta = _cuenta(limpiar(request.form.get("usuario")))
        with escritura():
            suyo = cuenta.id if cuenta and cuenta.es_alumno else None
            anotar(Accion.FALLIDO, por=None, alumno_id=suyo, cuenta=cuenta.id if cuenta else None)
    if endpoint == "cuentas.entrar_con_codigo" and request.form.get("codigo"):
        with escritura():
            anotar(Accion.FALLIDO, por=None, cuenta=a_medias(), paso="segundo factor")
    return respuesta


def _cuenta(usuario: str) -> Any | None:
    cual = Usuario.clave.in_(claves_de(usuario))
    return db.session.execute(select(Usuario.id, Usuario.es_alumno).where(cual)).first()
