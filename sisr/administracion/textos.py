"""The texts of the mails, edited with a preview of every case in which each is written (REQUIREMENTS X2)."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from sisr.administracion.forms import TextoForm
from sisr.bitacora.model import Accion, anotar
from sisr.correo.model import TextoPropio
from sisr.correo.plantillas import PLANTILLAS, TextoInvalido, ensayar
from sisr.correo.textos import original
from sisr.cuentas.model import Usuario
from sisr.cuentas.sesiones import quien
from sisr.db import db, escritura
from sisr.reloj import ahora

bp = Blueprint("textos", __name__, url_prefix="/administracion/correos")


@bp.get("")
def lista() -> str:
    """Every mail, and who last wrote over its text."""
    consulta = select(TextoPropio, Usuario.nombre).join(Usuario, Usuario.id == TextoPropio.por_id)
    propios = {propio.plantilla: (propio, nombre) for propio, nombre in db.session.execute(consulta)}
    return render_template("administracion/textos.html", plantillas=PLANTILLAS, propios=propios)


@bp.get("/<clave>")
def texto(clave: str) -> str:
    return _pagina(clave, _vigente(clave))


@bp.post("/<clave>")
def guardar(clave: str) -> Any:
    """Show how it would read, or keep it; what cannot be used is refused and stays typed."""
    forma = TextoForm()
    escrito = forma.texto.data or ""
    if not forma.validate():
        return _pagina(clave, escrito, aviso=" ".join(forma.mensajes())), 422
    try:
        _casos(clave, escrito)
    except TextoInvalido as razon:
        return _pagina(clave, escrito, aviso=str(razon)), 422
    if request.form.get("hacer") == "ver":
        return _pagina(clave, escrito)
    with escritura():
        _guardar(clave, escrito)
    flash("Guardado. Los correos que salgan desde ahora llevan este texto.", "exito")
    return redirect(url_for("textos.texto", clave=clave), 303)


@bp.post("/<clave>/original")
def restaurar(clave: str) -> Any:
    """The text of the house again."""
    _vigente(clave)
    with escritura() as conexion:
        conexion.execute(delete(TextoPropio).where(TextoPropio.plantilla == clave))
        anotar(Accion.CATALOGO, por=quien().id, correo=clave, texto=None)
    flash("Volvió el texto original.", "exito")
    return redirect(url_for("textos.texto", clave=clave), 303)


def _guardar(clave: str, escrito: str) -> None:
    valores = {"texto": escrito, "por_id": quien().id, "escrito_en": ahora()}
    nuevo = insert(TextoPropio).values(plantilla=clave, **valores)
    db.session.connection().execute(nuevo.on_conflict_do_update(index_elements=["plantilla"], set_=valores))
    anotar(Accion.CATALOGO, por=quien().id, correo=clave, texto=escrito)


def _vigente(clave: str) -> str:
    if clave not in PLANTILLAS:
        abort(404)
    propio = db.session.get(TextoPropio, clave)
    return propio.texto if propio else original(clave)


def _casos(clave: str, escrito: str) -> list[tuple[str, str]]:
    if clave not in PLANTILLAS:
        abort(404)
    return ensayar(clave, escrito, siglas=current_app.config["SIGLAS_ESCUELA"])


def _pagina(clave: str, escrito: str, *, aviso: str = "") -> str:
    vigente = _vigente(clave)
    return render_template(
        "administracion/texto.html",
        clave=clave,
        plantilla=PLANTILLAS[clave],
        escrito=escrito,
        vigente=vigente,
        es_propio=vigente != original(clave),
        casos=[] if aviso else _casos(clave, escrito),
        aviso=aviso,
    )
