"""The screens of the responsable de términos: cards, listas de emisión, constancias."""

from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from sisr.archivos.entrada import recibir
from sisr.archivos.errores import ArchivoRechazado
from sisr.archivos.puerta import recibe_archivo
from sisr.cuentas.sesiones import quien
from sisr.db import escritura
from sisr.documentos.avance import avance_de
from sisr.documentos.filtro import Filtro
from sisr.emision import consultas
from sisr.emision.constancia import ConstanciaCambiada, SinLista, cargar, puede_cargar
from sisr.emision.espera import espera_de
from sisr.emision.forms import ConstanciaForm, GenerarForm, ListaForm
from sisr.emision.listas import ListaExistente, NoEnlistable, asignar, generar, siguiente_numero
from sisr.emision.relacion import hoja
from sisr.htmx import distingue, pide_fragmento

bp = Blueprint("emision", __name__)
FALTA_ARCHIVO = "Elige el PDF de la constancia que vas a cargar."


@bp.get("/constancias")
def terminos() -> str:
    return _pagina()


@bp.post("/listas", endpoint="generar")
def generar_() -> Any:
    forma = GenerarForm()
    if not forma.validate():
        return _pagina(aviso=" ".join(forma.mensajes()), elegidos=forma.alumnos.data), 422
    numero = forma.numero.data or 0
    try:
        with escritura():
            generar(numero, forma.alumnos.data or [], por=quien().id)
    except (ListaExistente, NoEnlistable) as razon:
        return _pagina(aviso=str(razon), elegidos=forma.alumnos.data), 409
    flash(f"Se generó la lista de emisión {numero} y se avisó a cada alumno por correo.", "exito")
    return redirect(url_for("emision.lista", numero=numero), 303)


@bp.get("/listas/<int:numero>")
def lista(numero: int) -> str:
    lista_ = consultas.lista(numero) or abort(404)
    alumnos = consultas.alumnos_de_lista(numero)
    return render_template("emision/lista.html", lista=lista_, alumnos=alumnos, espera_de=espera_de)


@bp.get("/listas/<int:numero>/relacion.xlsx")
def relacion(numero: int) -> Response:
    """The list as a spreadsheet, one row a student, as it prints."""
    if not consultas.lista(numero):
        abort(404)
    respuesta = make_response(hoja(f"Relación {numero}", consultas.alumnos_de_lista(numero)))
    respuesta.mimetype = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    respuesta.headers["Content-Disposition"] = f'attachment; filename="relacion-{numero}.xlsx"'
    return respuesta


@bp.post("/alumnos/<int:alumno_id>/lista", endpoint="asignar")
def asignar_(alumno_id: int) -> Response:
    forma = ListaForm()
    if not forma.validate():
        return _tarjeta(alumno_id, aviso=" ".join(forma.mensajes()), estado=422, bajo=forma.situacion.data)
    try:
        with escritura():
            avance = avance_de(alumno_id) or abort(404)
            asignar(avance, forma.numero.data, version=forma.version.data, por=quien().id)
    except NoEnlistable as razon:
        return _tarjeta(alumno_id, aviso=str(razon), estado=409, bajo=forma.situacion.data)
    return _tarjeta(alumno_id, hecho=_hecho(avance.alumno.lista_emision, forma.numero.data))


def _hecho(antes: int | None, ahora: int | None) -> str:
    if ahora == antes:
        return ""
    if ahora is None:
        return f"Salió de la lista {antes} y se le avisó por correo. Ahora está en «Por enlistar»."
    return f"Está en la lista {ahora} y se le avisó por correo."


def _que_se_pueda(alumno_id: int) -> None:
    if not puede_cargar(alumno_id):
        abort(404)


@bp.post("/alumnos/<int:alumno_id>/constancia")
@recibe_archivo(_que_se_pueda)
def constancia(alumno_id: int) -> Response:
    forma = ConstanciaForm()
    try:
        recibido = recibir("archivo", forma.subida.data)
    except ArchivoRechazado as razon:
        return _tarjeta(alumno_id, aviso=str(razon), estado=422)
    if recibido is None or not forma.validate():
        return _tarjeta(alumno_id, aviso=FALTA_ARCHIVO, estado=422)
    try:
        cargar(alumno_id, recibido, sustituye=forma.sustituye.data or 0, por=quien().id)
    except (SinLista, ConstanciaCambiada) as razon:
        return _tarjeta(alumno_id, aviso=str(razon), estado=409)
    se = "sustituyó" if forma.sustituye.data else "cargó"
    flash(f"Se {se} la constancia y se avisó al alumno por correo.", "exito")
    return _tarjeta(alumno_id)


def _pagina(*, presente: Any = None, aviso: str = "", alumno_id: int | None = None, elegidos: Any = ()) -> str:
    filtro, situacion = Filtro.de(request.args), request.args.get("situacion", "")
    situacion = situacion if situacion in consultas.SITUACIONES else "por-enlistar"
    pagina = consultas.terminos(filtro, situacion)
    if presente and presente.alumno.id not in {avance.alumno.id for avance in pagina.avances}:
        pagina.avances.insert(0, presente)
    return render_template(
        "emision/terminos.html",
        filtro=filtro,
        situacion=situacion,
        situaciones=consultas.SITUACIONES,
        pagina=pagina,
        siguiente=siguiente_numero(),
        elegidos=set(elegidos or ()),
        listas=consultas.listas(),
        espera_de=espera_de,
        aviso=aviso,
        alumno_id=alumno_id,
    )


def _tarjeta(
    alumno_id: int, *, aviso: str = "", hecho: str = "", estado: int = 200, bajo: str | None = None
) -> Response:
    """The card as it now is: alone for htmx, in its page for everybody else."""
    avance = avance_de(alumno_id) or abort(404)
    if pide_fragmento():
        datos = {"avance": avance, "aviso": aviso, "hecho": hecho, "situacion": bajo, "espera_de": espera_de}
        pintada = render_template("emision/_tarjeta.html", **datos)
        return distingue(make_response(pintada, estado))
    if estado == 200:
        if hecho:
            flash(hecho, "exito")
        return redirect(
            url_for("emision.terminos", q=avance.alumno.boleta, situacion=consultas.situacion(avance)), 303
        )
    return make_response(_pagina(presente=avance, aviso=aviso, alumno_id=alumno_id), estado)
