"""The page of the second factor: to put it to use, to get recovery codes, to take it off."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from sisr.cuentas import factor, propia
from sisr.cuentas.cuenta import NO_ES
from sisr.cuentas.forms import ClaveForm, CodigoForm
from sisr.cuentas.sesiones import quien
from sisr.forma import Forma

bp = Blueprint("factor", __name__, url_prefix="/cuenta/segundo-factor")
NO_VALE = "Ese código no es. Escribe el que tu teléfono muestra en este momento."


@bp.get("")
def pagina() -> str:
    return _pagina()


@bp.post("")
def empezar() -> Any:
    factor.empezar(quien())
    return redirect(url_for("factor.pagina"), 303)


@bp.post("/confirmacion")
def confirmar() -> Any:
    forma = CodigoForm()
    codigos = factor.confirmar(quien(), str(forma.codigo.data)) if forma.validate() else None
    if codigos is None:
        forma.codigo.errors = forma.codigo.errors or [NO_VALE]
        return _pagina(codigo=forma), 422
    return _pagina(codigos=codigos)


@bp.post("/codigos")
def codigos() -> Any:
    forma = ClaveForm()
    if not _es_suya(forma):
        return _pagina(clave=forma), 422
    return _pagina(codigos=factor.respaldos_nuevos(quien()))


@bp.post("/fin")
def quitar() -> Any:
    forma = ClaveForm()
    if not _es_suya(forma):
        return _pagina(clave=forma), 422
    factor.quitar(quien().id, por=quien().id)
    flash("Tu cuenta ya no pide un código del teléfono.", "exito")
    return redirect(url_for("factor.pagina"), 303)


def _es_suya(forma: ClaveForm) -> bool:
    if forma.validate() and propia.es_suya(quien(), str(forma.clave.data)):
        return True
    forma.clave.errors = forma.clave.errors or [NO_ES]
    return False


def _pagina(*, codigos: list[str] | None = None, **formas: Forma) -> str:
    """The recovery codes are shown in the answer that makes them, and never again."""
    suyo = factor.de(quien().id)
    por_confirmar = factor.por_confirmar(quien().id)
    vacias = {"codigo": CodigoForm(formdata=None), "clave": ClaveForm(formdata=None)}
    return render_template(
        "cuentas/factor.html",
        en_uso=bool(suyo and suyo.confirmado_en),
        se_exige=factor.se_exige(),
        por_confirmar=por_confirmar,
        dibujo=factor.dibujo(por_confirmar, quien()) if por_confirmar else None,
        respaldos=factor.cuantos_respaldos(quien().id),
        codigos=codigos,
        **vacias | formas,
    )
