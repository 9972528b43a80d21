"""Read and decide, one document after the other (REQUIREMENTS E10, D3)."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, flash, make_response, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from sisr.cuentas.sesiones import quien
from sisr.db import escritura
from sisr.documentos.avance import avance_de
from sisr.documentos.corregir import impedimento
from sisr.documentos.filtro import Filtro
from sisr.documentos.presencia import anunciar, presentes
from sisr.htmx import distingue, ir_a, pide_fragmento
from sisr.lectura.antecedentes import antecedentes
from sisr.lectura.cola import Cola, cola, lista_de
from sisr.lectura.correccion import correccion as corregir
from sisr.mesa import decidir
from sisr.mesa.decidir import a_la_vista
from sisr.mesa.pintar import Apertura
from sisr.proceso import PASOS
from sisr.respuestas import CON_PDF

bp = Blueprint("lectura", __name__)


@bp.after_request
def _con_pdf(respuesta: Response) -> Response:
    respuesta.headers["Content-Security-Policy"] = CON_PDF
    return respuesta


@bp.get("/expedientes/lectura")
def expedientes() -> Response:
    return _seguir("expedientes", _filtro())


@bp.get("/reportes/lectura")
def reportes() -> Response:
    return _seguir("reportes", _filtro())


@bp.get("/lectura/<int:documento_id>")
def pagina(documento_id: int) -> Response:
    documento, alumno = a_la_vista(documento_id)
    if not PASOS[documento.clave].es_entregable:
        abort(404)
    return _pintar(alumno, documento, Apertura(alumno.id))


@bp.post("/lectura/<int:documento_id>/aceptacion")
def aceptacion(documento_id: int) -> Response:
    return decidir.aceptacion(documento_id, _pintar)


@bp.post("/lectura/<int:documento_id>/rechazo")
def rechazo(documento_id: int) -> Response:
    return decidir.rechazo(documento_id, _pintar)


@bp.post("/lectura/<int:documento_id>/correccion")
def correccion(documento_id: int) -> Response:
    return corregir(documento_id, _pintar)


@bp.post("/lectura/<int:documento_id>/presencia")
def presencia(documento_id: int) -> Response:
    """Say that it is open, and be told who else has it so and whether it changed meanwhile."""
    documento, _ = a_la_vista(documento_id)
    visto = request.form.get("visto", "")
    with escritura():
        anunciar(documento_id, por=quien().id)
    quienes = presentes(menos=quien().id).get(documento_id, [])
    contexto = {"documento": documento, "quienes": quienes, "cambio": visto != _version(documento)}
    return distingue(make_response(render_template("lectura/_presencia.html", **contexto)))


def _pintar(alumno: Any, documento: Any, apertura: Apertura | None = None, *, estado: int = 200) -> Response:
    """The decision alone for htmx, the page for everybody else; after a decision, the next document."""
    cual, filtro = lista_de(documento.clave), _filtro()
    if apertura is None:
        _avisar(alumno, documento, filtro)
        return _seguir(cual, filtro)
    esperan = cola(filtro, documento.id, cual=cual)
    contexto = {
        "alumno": alumno,
        "documento": documento,
        "paso": PASOS[documento.clave],
        "apertura": apertura,
        "consulta": _consulta(filtro, siguiente=esperan.libre(presentes(menos=quien().id))),
        "version": _version(documento),
        "impedimento": _impedimento(documento),
    }
    if pide_fragmento():
        return distingue(make_response(render_template("lectura/_decision.html", **contexto), estado))
    contexto |= {"cola": esperan, "cual": cual, "filtro": filtro, "antes": antecedentes(documento)}
    return distingue(make_response(render_template("lectura/lectura.html", **contexto), estado))


def _seguir(cual: str, filtro: Filtro) -> Response:
    """To the document that the page promised, while it waits; otherwise to the first that does, or to the list."""
    prometido = request.args.get("siguiente", type=int)
    esperan: Cola = cola(filtro, cual=cual)
    siguiente = prometido if prometido in esperan.ids else esperan.libre(presentes(menos=quien().id))
    if siguiente is None:
        flash("Ya no espera ningún documento de los que elegiste.", "exito")
        return ir_a(url_for(f"mesa.{cual}", **filtro.args(pagina=filtro.pagina)))
    return ir_a(url_for("lectura.pagina", documento_id=siguiente, **filtro.args(pagina=filtro.pagina)))


def _avisar(alumno: Any, documento: Any, filtro: Filtro) -> None:
    """What was decided, shown on the next page, with the way back to it."""
    donde = url_for("lectura.pagina", documento_id=documento.id, **filtro.args(pagina=filtro.pagina))
    dicho = Markup('{} de {} ({}): {}. <a href="{}" data-tecla="c">Ver o corregir</a>')
    nombre = PASOS[documento.clave].nombre
    flash(dicho.format(nombre, alumno.nombre, alumno.boleta, documento.estatus, donde), "exito")


def _version(documento: Any) -> str:
    """What changes when somebody decides, or the student replaces the file."""
    return f"{documento.entrega_id}-{documento.dictamen_id or 0}"


def _impedimento(documento: Any) -> str:
    avance = avance_de(documento.alumno_id) if documento.dictamen_id else None
    return impedimento(avance, documento.clave) if avance else ""


def _filtro() -> Filtro:
    return Filtro.de(request.args)


def _consulta(filtro: Filtro, **mas: Any) -> str:
    elegido = filtro.args(pagina=filtro.pagina) | {campo: valor for campo, valor in mas.items() if valor is not None}
    return f"?{urlencode(elegido)}" if elegido else ""
