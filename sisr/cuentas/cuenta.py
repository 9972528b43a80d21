"""A person's own page: mail address, password and open sessions (REQUIREMENTS A9)."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from sisr.cuentas import factor, propia
from sisr.cuentas.forms import CambioForm, CorreoForm
from sisr.cuentas.sesiones import abiertas, quien

bp = Blueprint("cuenta", __name__, url_prefix="/cuenta")
NO_ES = "Esa no es tu contraseña actual."


@bp.get("")
def pagina() -> str:
    return _pagina()


@bp.post("/contrasena")
def contrasena() -> Any:
    forma = CambioForm()
    if not forma.validate():
        return _pagina(cambio=forma), 422
    if not propia.es_suya(quien(), str(forma.actual.data)):
        forma.actual.errors = [NO_ES]
        return _pagina(cambio=forma), 422
    propia.cambiar_contrasena(quien(), str(forma.contrasena.data))
    return _listo("Cambiaste tu contraseña. Tus otras sesiones se cerraron.")


@bp.post("/correo")
def correo() -> Any:
    forma = CorreoForm()
    if not forma.validate():
        return _pagina(correo=forma), 422
    if not propia.es_suya(quien(), str(forma.clave.data)):
        forma.clave.errors = [NO_ES]
        return _pagina(correo=forma), 422
    propia.pedir_correo(quien(), str(forma.correo.data))
    return _listo(f"Enviamos un enlace a {forma.correo.data}. El cambio se hace cuando lo abras y lo confirmes.")


@bp.post("/sesiones/fin")
def cerrar_las_demas() -> Any:
    propia.cerrar_sesiones(quien())
    return _listo("Cerraste tus demás sesiones.")


@bp.post("/sesiones/<int:sesion_id>/fin")
def cerrar_una(sesion_id: int) -> Any:
    if sesion_id not in {sesion.id for sesion in abiertas(quien())}:
        abort(404)
    propia.cerrar_sesiones(quien(), sesion_id)
    return _listo("Cerraste esa sesión.")


def _pagina(**formas: Any) -> str:
    vacias = {"cambio": CambioForm(formdata=None), "correo": CorreoForm(formdata=None)}
    return render_template(
        "cuentas/cuenta.html",
        cuenta=propia.cuenta(quien().id),
        sesiones=abiertas(quien()),
        con_factor=factor.tiene(quien().id),
        **vacias | formas,
    )


def _listo(dicho: str) -> Response:
    flash(dicho, "exito")
    return redirect(url_for("cuenta.pagina"), 303)
