"""The front page, and the way in and out."""

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from sisr.cuentas import ingreso as puerta, navegadores
from sisr.cuentas.fallidos import anotar_fallido
from sisr.cuentas.forms import CodigoForm, IngresoForm
from sisr.cuentas.freno import Demasiados
from sisr.cuentas.sesiones import quien
from sisr.htmx import ir_a

bp = Blueprint("cuentas", __name__)
bp.after_request(anotar_fallido)
NO_VALE = "Ese código no es, o ya se usó. Escribe el que tu teléfono muestra en este momento."
EQUIVOCADO = "El usuario o la contraseña no son correctos. Revisa que tu boleta y tu contraseña estén bien escritas."


@bp.get("/")
def portada() -> Any:
    if current_user.is_authenticated:
        return redirect(_su_lugar())
    return render_template("cuentas/portada.html", forma=IngresoForm(formdata=None))


@bp.post("/sesion")
def ingreso() -> Any:
    forma = IngresoForm()
    if not forma.validate():
        return render_template("cuentas/portada.html", forma=forma), 422
    try:
        persona = puerta.ingresar(str(forma.usuario.data), str(forma.contrasena.data))
    except puerta.FaltaCodigo:
        return redirect(url_for("cuentas.codigo", siguiente=_destino()), 303)
    except Demasiados as razon:
        pagina = render_template("cuentas/portada.html", forma=forma, equivocado=str(razon))
        return pagina, 429, {"Retry-After": str(razon.segundos)}
    if persona is None:
        return render_template("cuentas/portada.html", forma=forma, equivocado=EQUIVOCADO), 422
    return navegadores.recordar(redirect(_destino() or _su_lugar(), 303), quien().id)


@bp.get("/sesion/codigo")
def codigo() -> Any:
    if puerta.a_medias() is None:
        return redirect(url_for("cuentas.portada"), 303)
    return render_template("cuentas/codigo.html", forma=CodigoForm(formdata=None))


@bp.post("/sesion/codigo")
def entrar_con_codigo() -> Any:
    forma, usuario_id = CodigoForm(), puerta.a_medias()
    if usuario_id is None:
        return redirect(url_for("cuentas.portada"), 303)
    try:
        persona = puerta.ingresar_con_codigo(usuario_id, str(forma.codigo.data)) if forma.validate() else None
    except Demasiados as razon:
        pagina = render_template("cuentas/codigo.html", forma=forma, aviso=str(razon))
        return pagina, 429, {"Retry-After": str(razon.segundos)}
    if persona is None:
        forma.codigo.errors = forma.codigo.errors or [NO_VALE]
        return render_template("cuentas/codigo.html", forma=forma), 422
    return navegadores.recordar(redirect(_destino() or _su_lugar(), 303), usuario_id)


@bp.post("/sesion/fin")
def salida() -> Response:
    puerta.salir()
    return puerta.sin_rastro(ir_a(url_for("cuentas.portada")))


def _su_lugar() -> str:
    return url_for("tramite.menu" if current_user.es_alumno else "mesa.inicio")


def _destino() -> str | None:
    """The page asked for before the login, when it is one of this site's own."""
    destino = request.form.get("siguiente", "")
    partes = urlsplit(destino)
    propio = destino.startswith("/") and not destino.startswith(("//", "/\\")) and "\\" not in destino
    return destino if propio and not partes.netloc and destino.isprintable() else None
