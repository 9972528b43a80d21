"""The bitácora on screen, for administración: searched, paged, and taken away as CSV (X5)."""

from flask import Blueprint, Response, render_template, request
from sqlalchemy import select

from sisr.administracion.actos import Busqueda, detalle, en_csv, pagina
from sisr.bitacora.model import Accion
from sisr.cuentas.model import Usuario
from sisr.db import db
from sisr.reloj import hoy

bp = Blueprint("bitacora", __name__, url_prefix="/administracion/bitacora")
bp.add_app_template_filter(detalle, "detalle_de_acto")


@bp.get("")
def buscar() -> str:
    busqueda = Busqueda.de(request.args)
    filas, siguiente = pagina(busqueda)
    personal = select(Usuario.clave, Usuario.nombre).where(Usuario.es_alumno.is_(False)).order_by(Usuario.clave)
    return render_template(
        "administracion/bitacora.html",
        busqueda=busqueda,
        filas=filas,
        siguiente=siguiente,
        acciones=sorted(Accion, key=lambda accion: accion.label),
        personal=db.session.execute(personal).all(),
    )


@bp.get("/hoja.csv")
def hoja() -> Response:
    respuesta = Response(en_csv(Busqueda.de(request.args)), mimetype="text/csv")
    respuesta.headers.set("Content-Disposition", "attachment", filename=f"bitacora-{hoy()}.csv")
    return respuesta
