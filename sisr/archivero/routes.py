"""The screens of a student's whole file, and what staff do from it."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from sisr.alumnos.corregir import Datos, DatosCambiados, corregir, datos_de
from sisr.alumnos.notas import NotaAjena, escribir, notas_de, tachar
from sisr.archivero.comparar import elegir, lados
from sisr.archivero.forms import CorreccionForm, NotaForm, como_se_dice
from sisr.catalogos.model import prestatarios_confirmados
from sisr.correo.reenviar import YaEspera, reenviar
from sisr.cuentas.sesiones import quien
from sisr.db import escritura
from sisr.documentos.apartar import se_puede_apartar
from sisr.documentos.routes import legibles
from sisr.mesa.historia import historia
from sisr.proceso import PASOS

bp = Blueprint("archivero", __name__, url_prefix="/alumnos/<int:alumno_id>")
CAMBIARON = "Alguien más cambió estos datos mientras los corregías. Junto a cada campo está lo que dice ahora; revisa y guarda otra vez."  # noqa: E501
YA_ESPERA = "Ese correo ya espera para enviarse: no se repitió."


@bp.get("")
def alumno(alumno_id: int) -> str:
    return _pagina(alumno_id)


@bp.get("/correccion")
def datos(alumno_id: int) -> str:
    return _datos(alumno_id, CorreccionForm.con(_presentes(alumno_id)))


@bp.post("/correccion", endpoint="corregir")
def corregir_(alumno_id: int) -> Any:
    forma = CorreccionForm(_presentes(alumno_id))
    if not forma.validate():
        return _datos(alumno_id, forma), 422
    try:
        with escritura():
            campos = corregir(alumno_id, forma.datos(), huella=forma.huella.data or "", por=quien().id)
    except DatosCambiados:
        presentes = _presentes(alumno_id)
        forma.huella.data = presentes.huella
        return _datos(alumno_id, forma, ahora=_lo_que_cambio(forma, presentes), aviso=CAMBIARON), 409
    flash("Se corrigieron los datos y se avisó al alumno por correo." if campos else "No cambiaste nada.", "exito")
    return _de_vuelta(alumno_id)


@bp.post("/notas", endpoint="anotar")
def anotar_(alumno_id: int) -> Any:
    forma = NotaForm()
    _presentes(alumno_id)
    if not forma.validate():
        return _pagina(alumno_id, nota=forma), 422
    with escritura():
        escribir(alumno_id, str(forma.texto.data), por=quien().id)
    return _de_vuelta(alumno_id, "notas")


@bp.post("/notas/<int:nota_id>/tachado", endpoint="tachar")
def tachar_(alumno_id: int, nota_id: int) -> Response:
    try:
        with escritura():
            if not tachar(nota_id, alumno_id=alumno_id, por=quien().id):
                abort(404)
    except NotaAjena:
        abort(403)
    return _de_vuelta(alumno_id, "notas")


@bp.post("/correos/<int:correo_id>/envio", endpoint="reenviar")
def reenviar_(alumno_id: int, correo_id: int) -> Any:
    try:
        with escritura():
            para = _presentes(alumno_id).correo
            if not reenviar(correo_id, alumno_id=alumno_id, para=para, por=quien().id):
                abort(404)
    except YaEspera:
        return _pagina(alumno_id, aviso=YA_ESPERA), 409
    flash(f"El correo se enviará otra vez, a {para}.", "exito")
    return _de_vuelta(alumno_id, "correos")


@bp.get("/comparacion/<clave>")
def comparacion(alumno_id: int, clave: str) -> str:
    if clave not in legibles(quien()):
        abort(404)
    vista = historia(alumno_id) or abort(404)
    entregas = {entrega.n: entrega for entrega in reversed(vista.entregas) if entrega.clave == clave}
    if not entregas:
        abort(404)
    entregas = [entregas[n] for n in sorted(entregas, reverse=True)]
    dos = elegir(entregas, request.args.get("a", type=int), request.args.get("b", type=int))
    return render_template(
        "archivero/comparacion.html", historia=vista, paso=PASOS[clave], entregas=entregas, lados=lados(dos)
    )


def _presentes(alumno_id: int) -> Datos:
    return datos_de(alumno_id) or abort(404)


def _pagina(alumno_id: int, *, nota: NotaForm | None = None, aviso: str = "") -> str:
    vista = historia(alumno_id) or abort(404)
    return render_template(
        "archivero/alumno.html",
        historia=vista,
        notas=notas_de(alumno_id),
        vigente=datos_de(alumno_id) is not None,
        nota=nota or NotaForm(formdata=None),
        pasos=PASOS,
        legibles=legibles(quien()),
        aviso=aviso,
        apartable=se_puede_apartar(vista.avance),
    )


def _datos(alumno_id: int, forma: CorreccionForm, *, ahora: Any = None, aviso: str = "") -> str:
    presentes = _presentes(alumno_id)
    if not forma.is_submitted():
        forma.huella.data = presentes.huella
    return render_template(
        "archivero/datos.html",
        alumno_id=alumno_id,
        nombre=presentes.nombre,
        forma=forma,
        ahora=ahora or {},
        prestatarios=prestatarios_confirmados(),
        aviso=aviso,
    )


def _lo_que_cambio(forma: CorreccionForm, presentes: Datos) -> dict[str, str]:
    """What the fields say now, where it is not what was typed."""
    escritos, dichos = como_se_dice(forma.datos()), como_se_dice(presentes)
    return {campo: dicho for campo, dicho in dichos.items() if dicho != escritos[campo]}


def _de_vuelta(alumno_id: int, ancla: str = "") -> Response:
    return redirect(url_for("archivero.alumno", alumno_id=alumno_id, _anchor=ancla or None), 303)
