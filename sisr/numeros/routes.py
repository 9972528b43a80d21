"""Load the numbers that the DEYSS returns: the sheet, what it would change, and the change."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for

from sisr.archivos.puerta import admite
from sisr.cuentas.sesiones import quien
from sisr.db import db, escritura
from sisr.numeros.aplicar import HojaCambiada, aplicar
from sisr.numeros.cotejo import cotejar
from sisr.numeros.forms import AplicacionForm, HojaForm
from sisr.numeros.libro import BYTES, celdas
from sisr.numeros.model import guardar, leida
from sisr.numeros.tabla import HojaIlegible, Renglon, renglones, separar

bp = Blueprint("numeros", __name__)
SE_MUESTRAN = 200  # rows of each kind, on the page
CAMBIO = "Algo cambió desde que viste la hoja, o ya se había aplicado. No se anotó nada: así está ahora."


@bp.get("/expedientes/numeros")
def hoja() -> str:
    return _pagina(HojaForm(formdata=None))


@bp.post("/expedientes/numeros", endpoint="leer")
@admite(BYTES)
def leer_() -> Any:
    forma = HojaForm()
    if not forma.validate():
        abort(400)
    try:
        leidos = _leer(forma)
    except HojaIlegible as razon:
        return _pagina(forma, aviso=str(razon)), 422
    with escritura():
        hoja_id = guardar(leidos, por=quien().id)
    return redirect(url_for("numeros.cotejo", hoja_id=hoja_id), 303)


@bp.get("/expedientes/numeros/<int:hoja_id>")
def cotejo(hoja_id: int) -> str:
    return _cotejo(hoja_id) or abort(404)


@bp.post("/expedientes/numeros/aplicacion", endpoint="aplicar")
def aplicar_() -> Any:
    forma = AplicacionForm()
    if not forma.validate():
        abort(400)
    hoja_id = forma.hoja.data
    try:
        cuantos = aplicar(hoja_id, forma.huella.data or "", por=quien().id)
    except HojaCambiada:
        return _cotejo(hoja_id, aviso=CAMBIO) or _pagina(HojaForm(formdata=None), aviso=CAMBIO), 409
    un = "Se anotó 1 número y se avisó a su alumno por correo."
    flash(un if cuantos == 1 else f"Se anotaron {cuantos:,} números y se avisó a cada alumno por correo.", "exito")
    return redirect(url_for("mesa.expedientes", estatus="ACEPTADO"), 303)


def _leer(forma: HojaForm) -> list[Renglon]:
    datos = forma.archivo.data.read() if forma.archivo.data else b""
    db.session.close()  # a workbook takes seconds: meanwhile others need the connection
    if datos:
        return renglones(celdas(datos))
    if (forma.texto.data or "").strip():
        return renglones(separar(forma.texto.data or ""))
    raise HojaIlegible("Elige la hoja de cálculo, o pega las dos columnas.")


def _pagina(forma: HojaForm, *, aviso: str = "") -> str:
    return render_template("numeros/hoja.html", forma=forma, aviso=aviso)


def _cotejo(hoja_id: int, *, aviso: str = "") -> str | None:
    renglones_ = leida(hoja_id, por=quien().id)
    if renglones_ is None:
        return None
    return render_template(
        "numeros/cotejo.html", hoja_id=hoja_id, cotejo=cotejar(renglones_), tope=SE_MUESTRAN, aviso=aviso
    )
