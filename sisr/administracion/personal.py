"""The staff on screen: who there is, invitations, functions, closing (REQUIREMENTS X3)."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for

from sisr.administracion.forms import FuncionesForm, InvitacionForm
from sisr.cuentas import factor, personal
from sisr.cuentas.model import Funcion
from sisr.cuentas.personal import UltimoAdministrador, UsuarioOcupado
from sisr.cuentas.sesiones import quien

bp = Blueprint("personal", __name__, url_prefix="/administracion/personal")


@bp.get("")
def lista() -> str:
    return _pagina()


@bp.post("")
def invitar() -> Any:
    forma = InvitacionForm()
    if not forma.validate():
        return _pagina(forma), 422
    try:
        token = personal.invitar(
            forma.clave,
            nombre=str(forma.nombre.data),
            correo=str(forma.correo.data),
            funciones=forma.elegidas,
            por=quien().id,
        )
    except UsuarioOcupado as razon:
        forma.usuario.errors = [str(razon)]
        return _pagina(forma), 409
    return _invitado(token, str(forma.nombre.data))


@bp.post("/<int:usuario_id>/invitacion")
def invitar_otra_vez(usuario_id: int) -> Any:
    cuenta = _cuenta(usuario_id)
    if cuenta.contrasena or not cuenta.activo:
        abort(409)
    return _invitado(personal.invitar_otra_vez(usuario_id, por=quien().id), cuenta.nombre)


@bp.post("/<int:usuario_id>/funciones")
def funciones(usuario_id: int) -> Any:
    forma = FuncionesForm()
    if not forma.validate():
        return _pagina(aviso=" ".join(forma.mensajes())), 422
    return _hacer(
        usuario_id, lambda: personal.cambiar_funciones(usuario_id, forma.elegidas, por=quien().id), "Guardado."
    )


@bp.post("/<int:usuario_id>/cierre")
def cerrar(usuario_id: int) -> Any:
    return _hacer(usuario_id, lambda: personal.cerrar(usuario_id, por=quien().id), "Se cerró la cuenta.")


@bp.post("/<int:usuario_id>/apertura")
def reabrir(usuario_id: int) -> Any:
    return _hacer(
        usuario_id, lambda: personal.reabrir(usuario_id, por=quien().id), "La cuenta está abierta otra vez."
    )


@bp.post("/<int:usuario_id>/factor/fin")
def quitar_factor(usuario_id: int) -> Any:
    """For who lost the telephone."""
    return _hacer(usuario_id, lambda: factor.quitar(usuario_id, por=quien().id), "Se quitó el segundo factor.")


@bp.post("/segundo-factor")
def exigir_factor() -> Any:
    factor.exigir("exigir" in request.form, por=quien().id)
    flash("Guardado.", "exito")
    return redirect(url_for("personal.lista"), 303)


def _hacer(usuario_id: int, verbo: Callable[[], None], dicho: str) -> Any:
    _cuenta(usuario_id)
    try:
        verbo()
    except UltimoAdministrador as razon:
        return _pagina(aviso=str(razon)), 409
    flash(dicho, "exito")
    return redirect(url_for("personal.lista"), 303)


def _invitado(token: str, nombre: str) -> Any:
    """Where no mail leaves, whoever invites hands the link over."""
    if current_app.config["MAIL_SERVER"]:
        flash(f"Enviamos la invitación a {nombre}. Sirve siete días.", "exito")
        return redirect(url_for("personal.lista"), 303)
    enlace = f"{current_app.config['BASE_URL']}/invitacion/{token}"
    return _pagina(enlace=enlace, nombre=nombre)


def _cuenta(usuario_id: int) -> Any:
    return next((cuenta for cuenta in personal.todos() if cuenta.id == usuario_id), None) or abort(404)


def _pagina(forma: InvitacionForm | None = None, **dicho: Any) -> str:
    forma = forma or InvitacionForm(formdata=None)
    return render_template(
        "administracion/personal.html",
        cuentas=personal.todos(),
        forma=forma,
        funciones=Funcion,
        **dicho | {"con_factor": factor.quienes(), "se_exige": factor.se_exige()},
    )
