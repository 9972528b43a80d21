"""The desk: the staff menu, the table of expedientes, the cards of reportes, and the decisions."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from sisr.alumnos.prestatarios import PrestatarioDesconocido, YaConfirmado, confirmar, unir
from sisr.cuentas.sesiones import quien
from sisr.db import db, escritura, lectura
from sisr.documentos.apartar import YaEsSuya, apartar as apartar_cuenta, se_puede_apartar
from sisr.documentos.avance import Avance, avance_de
from sisr.documentos.filtro import Filtro
from sisr.documentos.registro import RegistroImposible, RenglonCambiado, anotar_registro
from sisr.mesa import consultas, decidir
from sisr.mesa.decidir import a_la_vista
from sisr.mesa.forms import PrestatarioForm, RechazoForm, RegistroForm
from sisr.mesa.paquete import descargar, relacionar
from sisr.mesa.pendientes import pendientes
from sisr.mesa.pintar import Apertura, fragmento, lista
from sisr.proceso import EXPEDIENTE

bp = Blueprint("mesa", __name__)
YA_CONFIRMADO = "Alguien más ya confirmó este prestatario: así está ahora."


@bp.get("/inicio")
def inicio() -> str:
    return render_template("mesa/inicio.html", pendientes=pendientes(quien()))


@bp.get("/expedientes")
def expedientes() -> str:
    with lectura():
        return lista("expedientes")


@bp.get("/expedientes/archivos.zip")
def aceptados() -> Response:
    """The accepted ones of what is searched for, as they come down from the disk."""
    filtro = Filtro.de(request.args)
    filas = consultas.aceptados(filtro)
    if not filas:
        flash("No hay expedientes ACEPTADOS con lo que elegiste.", "aviso")
        return redirect(url_for("mesa.expedientes", **filtro.args()), 303)
    db.session.close()  # it may take an hour: meanwhile others need the connection
    return descargar(filas)


@bp.get("/expedientes/relacion.xlsx")
def relacion() -> Response:
    """The same ones as a spreadsheet alone."""
    return relacionar(consultas.aceptados(Filtro.de(request.args)))


@bp.get("/reportes")
def reportes() -> str:
    with lectura():
        return lista("reportes")


@bp.get("/documentos/<int:documento_id>")
def documento(documento_id: int) -> Response:
    """The document with nothing open on it: how a window is closed."""
    visto, alumno = a_la_vista(documento_id)
    return fragmento(alumno, visto)


@bp.post("/documentos/<int:documento_id>/aceptacion")
def aceptacion(documento_id: int) -> Response:
    return decidir.aceptacion(documento_id, fragmento)


@bp.get("/documentos/<int:documento_id>/rechazo")
def rechazo(documento_id: int) -> Response:
    """The window, empty."""
    documento, alumno = a_la_vista(documento_id)
    return fragmento(alumno, documento, Apertura(alumno.id, documento.id, rechazo=RechazoForm(formdata=None)))


@bp.post("/documentos/<int:documento_id>/rechazo", endpoint="rechazar")
def rechazo_con_motivo(documento_id: int) -> Response:
    return decidir.rechazo(documento_id, fragmento)


@bp.get("/alumnos/<int:alumno_id>/registro", endpoint="abrir_registro")
def registro_abierto(alumno_id: int) -> Response:
    """The three fields of a row that says its number, to be mended there."""
    return _fila(alumno_id, registro=RegistroForm(formdata=None))


@bp.post("/alumnos/<int:alumno_id>/registro")
def registro(alumno_id: int) -> Response:
    forma = RegistroForm()
    if not forma.validate():
        return _fila(alumno_id, registro=forma, aviso=" ".join(forma.mensajes()), estado=422)
    try:
        with escritura():
            anotar_registro(
                _avance(alumno_id),
                numero=forma.numero.data or None,
                lista=forma.lista.data,
                envio=forma.envio.data,
                version=forma.version.data,
                por=quien().id,
            )
    except RenglonCambiado as razon:
        return _fila(alumno_id, registro=RegistroForm(formdata=None), aviso=str(razon), estado=409)
    except RegistroImposible as razon:
        return _fila(alumno_id, registro=forma, aviso=str(razon), estado=409)
    return _fila(alumno_id)


@bp.get("/alumnos/<int:alumno_id>/prestatario")
def prestatario(alumno_id: int) -> Response:
    return _fila(alumno_id, prestatario=PrestatarioForm(formdata=None))


@bp.post("/alumnos/<int:alumno_id>/prestatario")
def confirmar_prestatario(alumno_id: int) -> Response:
    """Confirm what the student wrote in, or merge it with one of the catalogue (REQUIREMENTS R4)."""
    forma = PrestatarioForm()
    try:
        with escritura():
            escrito = _avance(alumno_id).alumno.prestatario_id
            if forma.union.data:
                unir(escrito, forma.union.data, por=quien().id)
            else:
                confirmar(escrito, con_reportes=bool(forma.con_reportes.data), por=quien().id)
    except YaConfirmado:
        return _fila(alumno_id, aviso=YA_CONFIRMADO, estado=409)
    except PrestatarioDesconocido as razon:
        return _fila(alumno_id, prestatario=forma, aviso=str(razon), estado=422)
    return _fila(alumno_id)


@bp.get("/alumnos/<int:alumno_id>/apartado")
def apartado(alumno_id: int) -> str:
    avance = _avance(alumno_id)
    if not se_puede_apartar(avance):
        abort(404)
    return render_template("mesa/apartado.html", alumno=avance.alumno)


@bp.post("/alumnos/<int:alumno_id>/apartado")
def apartar(alumno_id: int) -> Response:
    """Free a boleta that somebody else registered with."""
    boleta = _avance(alumno_id).alumno.boleta
    try:
        apartar_cuenta(alumno_id, por=quien().id)
    except YaEsSuya as razon:
        flash(str(razon), "error")
    else:
        flash(f"La boleta {boleta} quedó libre: su dueño ya puede registrarse.", "exito")
    return redirect(url_for("archivero.alumno", alumno_id=alumno_id), 303)


def _avance(alumno_id: int) -> Avance:
    return avance_de(alumno_id) or abort(404)


def _fila(alumno_id: int, *, estado: int = 200, **abierto: Any) -> Response:
    avance = _avance(alumno_id)
    documento = avance.documentos.get(EXPEDIENTE.clave) or abort(404)
    apertura = Apertura(alumno_id, documento.id, **abierto) if abierto else None
    return fragmento(avance.alumno, documento, apertura, estado=estado)
