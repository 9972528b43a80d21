"""What is done with a list as it is filtered: carry it off as a sheet, keep its filter under a name."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from sisr.bitacora.model import Accion
from sisr.bitacora.salidas import anotar_salida
from sisr.cuentas.permisos import puede
from sisr.cuentas.sesiones import quien
from sisr.db import db, escritura
from sisr.documentos.filtro import Filtro
from sisr.mesa import guardados
from sisr.mesa.exportar import renglones
from sisr.mesa.forms import FiltroForm, NombreForm
from sisr.mesa.guardados import DemasiadosFiltros, NombreRepetido
from sisr.mesa.hoja import Formato, escribir
from sisr.reloj import fecha, hoy

bp = Blueprint("listas", __name__)


@bp.post("/expedientes/hoja.<any(xlsx, csv):formato>")
def exportar_expedientes(formato: str) -> Response:
    return _exportar("expedientes", Formato(formato))


@bp.post("/reportes/hoja.<any(xlsx, csv):formato>")
def exportar_reportes(formato: str) -> Response:
    return _exportar("reportes", Formato(formato))


@bp.get("/filtros")
def filtros(errores: dict[int, str] | None = None) -> str:
    """Mine, of the lists that I may see."""
    mios = [filtro for filtro in guardados.de_la_persona(quien().id) if puede(f"mesa.{filtro.lista}")]
    return render_template("mesa/filtros.html", filtros=mios, errores=errores or {})


@bp.post("/filtros", endpoint="guardar")
def guardar_() -> Response:
    """Whatever comes of it is said above the list, as it was filtered."""
    forma = FiltroForm()
    lista, nombre = str(forma.lista.data), str(forma.nombre.data)
    consulta = guardados.canonica(str(forma.consulta.data))
    if lista not in guardados.LISTAS or not puede(f"mesa.{lista}"):
        abort(404)
    if not forma.validate():
        flash(" ".join(forma.mensajes()), "error")
    else:
        _guardar(lista, nombre, consulta)
    return redirect(f"{url_for(f'mesa.{lista}')}{'?' if consulta else ''}{consulta}", 303)


@bp.post("/filtros/<int:filtro_id>")
def renombrar(filtro_id: int) -> Any:
    forma = NombreForm()
    if not forma.validate():
        _mio(filtro_id)
        return filtros({filtro_id: " ".join(forma.mensajes())}), 422
    try:
        with escritura():
            guardados.renombrar(_mio(filtro_id), str(forma.nombre.data))
    except NombreRepetido as razon:
        return filtros({filtro_id: str(razon)}), 409
    return redirect(url_for("listas.filtros"), 303)


@bp.post("/filtros/<int:filtro_id>/retiro")
def quitar(filtro_id: int) -> Response:
    with escritura():
        guardados.quitar(_mio(filtro_id))
    return redirect(url_for("listas.filtros"), 303)


def _guardar(lista: str, nombre: str, consulta: str) -> None:
    try:
        with escritura():
            guardados.guardar(quien().id, lista, nombre=nombre, consulta=consulta)
    except (NombreRepetido, DemasiadosFiltros) as razon:
        flash(str(razon), "error")
    else:
        flash(f"Se guardó el filtro «{nombre}».", "exito")


def _mio(filtro_id: int) -> guardados.FiltroGuardado:
    return guardados.uno(quien().id, filtro_id) or abort(404)


def _exportar(cual: str, formato: Formato) -> Response:
    """Made whole before the first byte, so that a slow download holds no connection to the database."""
    archivo, cuantos = escribir(renglones(cual, Filtro.de(request.args)), formato)
    db.session.rollback()
    anotar_salida(Accion.EXPORTACION, por=quien().id, lista=cual, formato=formato.value, renglones=cuantos)
    db.session.close()
    nombre = f"{cual.capitalize()} {fecha(hoy()).replace('/', '-')}.{formato.value}"
    return send_file(archivo, mimetype=formato.tipo, as_attachment=True, download_name=nombre)
