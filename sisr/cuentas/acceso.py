"""The pages that a link by mail opens, and the one that asks for it (REQUIREMENTS P4, A9, X3)."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from sisr.cuentas import primera as primeras, propia
from sisr.cuentas.enlaces import EnlaceGastado, Tipo, Vigente, vigente
from sisr.cuentas.forms import ContrasenaForm, OlvidoForm, PrimeraForm
from sisr.cuentas.freno import Demasiados
from sisr.cuentas.personal import UsuarioOcupado

bp = Blueprint("acceso", __name__)
SIEMPRE = 0.3  # seconds that the answer takes, or twice that…, whether or not there is such an account


@bp.get("/contrasena")
def olvido() -> str:
    return render_template("cuentas/olvido.html", forma=OlvidoForm(formdata=None))


@bp.post("/contrasena")
def pedir() -> Any:
    forma = OlvidoForm()
    if not forma.validate():
        return render_template("cuentas/olvido.html", forma=forma), 422
    try:
        with _al_mismo_paso():
            propia.pedir_contrasena(str(forma.usuario.data))
    except Demasiados as razon:
        pagina = render_template("cuentas/olvido.html", forma=forma, aviso=str(razon))
        return pagina, 429, {"Retry-After": str(razon.segundos)}
    return render_template("cuentas/olvido.html", forma=forma, enviado=True)


@bp.get("/<any(contrasena, invitacion):cual>/<token>")
def nueva(cual: str, token: str) -> Response:
    enlace = vigente(Tipo(cual), token)
    return _pagina_nueva(enlace, ContrasenaForm(formdata=None)) if enlace else _vencido()


@bp.post("/<any(contrasena, invitacion):cual>/<token>")
def estrenar(cual: str, token: str) -> Response:
    enlace, forma = vigente(Tipo(cual), token), ContrasenaForm()
    if enlace is None:
        return _vencido()
    if not forma.validate():
        return _pagina_nueva(enlace, forma, 422)
    try:
        propia.estrenar_contrasena(enlace, str(forma.contrasena.data))
    except EnlaceGastado:
        return _vencido()
    flash(f"Tu contraseña quedó guardada. Ingresa con tu usuario, {enlace.usuario.clave}.", "exito")
    return redirect(url_for("cuentas.portada"), 303)


@bp.get("/correo/<token>")
def correo(token: str) -> Response:
    enlace = vigente(Tipo.CORREO, token)
    return _discreta(render_template("cuentas/correo.html", enlace=enlace)) if enlace else _vencido()


@bp.post("/correo/<token>")
def confirmar_correo(token: str) -> Response:
    enlace = vigente(Tipo.CORREO, token)
    if enlace is None:
        return _vencido()
    try:
        propia.confirmar_correo(enlace)
    except EnlaceGastado:
        return _vencido()
    flash(f"Listo: desde ahora te escribimos a {enlace.correo}.", "exito")
    return redirect(url_for("cuentas.portada"), 303)


@bp.get("/primera-vez")
def primera() -> str:
    if not primeras.hace_falta():
        abort(404)
    return render_template("cuentas/primera.html", forma=PrimeraForm(formdata=None))


@bp.post("/primera-vez")
def estrenar_sistema() -> Any:
    forma = PrimeraForm()
    if not primeras.hace_falta():
        abort(404)
    if not forma.validate():
        return render_template("cuentas/primera.html", forma=forma), 422
    try:
        primeras.estrenar(
            str(forma.codigo.data),
            usuario=forma.clave,
            nombre=str(forma.nombre.data),
            correo=str(forma.correo.data),
            contrasena=str(forma.contrasena.data),
        )
    except primeras.CodigoEquivocado:
        forma.codigo.errors = ["Ese no es el código que se ve en la consola. Cada inicio del sistema da otro."]
        return render_template("cuentas/primera.html", forma=forma), 422
    except UsuarioOcupado as razon:
        forma.usuario.errors = [str(razon)]
        return render_template("cuentas/primera.html", forma=forma), 409
    flash(f"Se creó la cuenta {forma.clave}. Ya puedes ingresar.", "exito")
    return redirect(url_for("cuentas.portada"), 303)


@contextmanager
def _al_mismo_paso() -> Iterator[None]:
    """How long it takes tells nothing: on a busy machine what takes longer ends at the next step."""
    desde = time.monotonic()
    try:
        yield
    finally:
        time.sleep(SIEMPRE - (time.monotonic() - desde) % SIEMPRE)


def _pagina_nueva(enlace: Vigente, forma: ContrasenaForm, estado: int = 200) -> Response:
    return _discreta(render_template("cuentas/nueva.html", enlace=enlace, forma=forma), estado)


def _vencido() -> Response:
    return _discreta(render_template("cuentas/vencido.html"), 410)


def _discreta(pagina: str, estado: int = 200) -> Response:
    """Its address is a secret: nothing that the page asks for says where it was asked from."""
    respuesta = make_response(pagina, estado)
    respuesta.headers["Referrer-Policy"] = "no-referrer"
    return respuesta
