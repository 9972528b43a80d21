"""The aviso for everybody; for administración, its versions, and the data of one person: all of them, or none."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from sisr.bitacora.model import Accion
from sisr.bitacora.salidas import anotar_salida
from sisr.cuentas.model import claves_de
from sisr.cuentas.sesiones import quien
from sisr.db import escritura
from sisr.privacidad import aviso as avisos, conservacion as plazos
from sisr.privacidad.cancelar import YaCancelado, cancelar
from sisr.privacidad.exportar import Titular, descargar, titular
from sisr.privacidad.forms import AvisoForm, CancelacionForm

bp = Blueprint("privacidad", __name__)
bp.add_app_template_filter(avisos.bloques, "bloques")
NO_ES_ESA = "Esa no es la boleta de esta persona. No se cambió nada: escríbela como aparece arriba."
YA_CANCELADO = "Alguien más ya canceló estos datos."


@bp.get("/privacidad")
def aviso() -> str:
    return _aviso(avisos.vigente())


@bp.get("/privacidad/<int:version>")
def version(version: int) -> str:
    return _aviso(avisos.version_de(version) or abort(404))


@bp.get("/administracion/aviso")
def editor() -> str:
    presente = avisos.vigente()
    return _editor(AvisoForm(formdata=None, obj=presente))


@bp.post("/administracion/aviso")
def publicar() -> Any:
    forma = AvisoForm()
    if not forma.validate():
        return _editor(forma), 422
    if request.form.get("accion") != "publicar":
        return _editor(forma, vista=True)
    with escritura():
        nueva = avisos.publicar(
            simplificado=str(forma.simplificado.data),
            integral=str(forma.integral.data),
            borrador=bool(forma.borrador.data),
            por=quien().id,
        )
    flash(f"Desde ahora rige la versión {nueva}.", "exito")
    return redirect(url_for("privacidad.editor"), 303)


@bp.get("/administracion/conservacion")
def conservacion() -> str:
    return render_template("privacidad/conservacion.html", plazos=plazos.plazos(), vencidos=plazos.por_vencer())


@bp.get("/alumnos/<int:alumno_id>/datos")
def datos(alumno_id: int) -> str:
    return _datos(_de(alumno_id), CancelacionForm(formdata=None))


@bp.get("/alumnos/<int:alumno_id>/datos/todo.zip")
def todo(alumno_id: int) -> Response:
    """Everything that is held about one person (a copy that they may ask for)."""
    de_quien = _de(alumno_id)
    anotar_salida(Accion.DATOS, por=quien().id, alumno_id=alumno_id)
    return descargar(de_quien)


@bp.post("/alumnos/<int:alumno_id>/datos/cancelacion")
def cancelacion(alumno_id: int) -> Any:
    de_quien, forma = _de(alumno_id), CancelacionForm()
    if not forma.validate():
        return _datos(de_quien, forma), 422
    if de_quien.boleta not in claves_de(str(forma.boleta.data)):
        forma.boleta.errors = [NO_ES_ESA]
        return _datos(de_quien, forma), 422
    try:
        cancelar(alumno_id, por=quien().id)
    except YaCancelado:
        forma.boleta.errors = [YA_CANCELADO]
        return _datos(_de(alumno_id), forma), 409
    flash("Se cancelaron los datos y se borraron los archivos. Queda el rastro, sin nombre.", "exito")
    return redirect(url_for("privacidad.datos", alumno_id=alumno_id), 303)


def _aviso(fila: Any) -> str:
    aceptado = avisos.aceptado_por(current_user.id) if current_user.es_alumno else None
    return render_template("privacidad/aviso.html", aviso=fila, vigente=avisos.vigente().version, aceptado=aceptado)


def _editor(forma: AvisoForm, *, vista: bool = False) -> str:
    return render_template(
        "privacidad/editor.html", forma=forma, vista=vista, versiones=avisos.versiones(), nombres=avisos.NOMBRES
    )


def _de(alumno_id: int) -> Titular:
    return titular(alumno_id) or abort(404)


def _datos(de_quien: Titular, forma: CancelacionForm) -> str:
    return render_template(
        "privacidad/datos.html",
        titular=de_quien,
        forma=forma,
        aceptado=avisos.aceptado_por(de_quien.id),
        plazo=plazos.plazo_de(de_quien.id),
    )
