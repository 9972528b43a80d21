"""The bitácora on screen, for administración: searched, paged, and taken away as a sheet (X5)."""

from flask import Blueprint, Response, render_template, request, send_file
from sqlalchemy import select

from sisr.administracion.actos import Busqueda, detalle, en_csv, pagina, renglones
from sisr.bitacora.model import Accion
from sisr.cuentas.model import Usuario
from sisr.db import db
from sisr.mesa.hoja import Formato, escribir
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


@bp.get("/hoja.<any(xlsx, csv):formato>")
def hoja(formato: str) -> Response:
    """CSV goes out as it is read; what Excel opens has to be whole first, in a file, and is numbered at its end."""
    busqueda, nombre = Busqueda.de(request.args), f"bitacora-{hoy()}.{formato}"
    if Formato(formato) is Formato.XLSX:
        archivo, _ = escribir(renglones(busqueda), Formato.XLSX)
        return send_file(archivo, mimetype=Formato.XLSX.tipo, as_attachment=True, download_name=nombre)
    respuesta = Response(en_csv(busqueda), mimetype="text/csv")
    respuesta.headers.set("Content-Disposition", "attachment", filename=nombre)
    return respuesta
