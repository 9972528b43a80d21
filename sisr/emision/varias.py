"""The screen on which many constancias are loaded, looked at and published (REQUIREMENTS T5)."""

from itertools import islice
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from sisr.archivos.entrada import recibir_cada
from sisr.archivos.puerta import recibe_archivo
from sisr.archivos.varios import permitir_varios
from sisr.cuentas.sesiones import quien
from sisr.db import escritura
from sisr.emision import tanda as tandas
from sisr.emision.cotejo import cotejar
from sisr.emision.espera import espera_de
from sisr.emision.forms import BoletaForm, PublicacionForm, VariasForm
from sisr.emision.publicar import Publicadas, publicar
from sisr.htmx import pide_fragmento

bp = Blueprint("varias", __name__, url_prefix="/constancias/varias")
FALTAN = "Elige los PDF de las constancias que vas a cargar."
NADA = "No se publicó nada: ya se habían publicado, o algo cambió mientras las veías. Así están ahora."
_SE_NOMBRAN = 10


@bp.get("")
def tanda() -> str:
    return _pagina()


def _que_quepa_otra() -> None:
    tandas.cupo(quien().id)


@bp.post("")
@recibe_archivo(_que_quepa_otra, permitir=permitir_varios)
def cargar() -> Any:
    """The script of the page sends them one by one; without it, they come together."""
    forma, cupo = VariasForm(), tandas.cupo(quien().id)
    llegados = 0
    for nombre, llegado in islice(recibir_cada("archivos", forma.subida.data), cupo):
        llegados += 1
        if llegado:
            tandas.agregar(nombre, llegado, por=quien().id)
    if not llegados:
        return _pagina(aviso=FALTAN), 422
    if de_mas := len([uno for uno in request.files.getlist("archivos") if uno.filename][cupo:]):
        no_cupieron = "1 archivo no cupo" if de_mas == 1 else f"{de_mas} archivos no cupieron"
        flash(f"{no_cupieron}: se cargan hasta {tandas.TOPE} antes de publicar. Cárgalos después.", "aviso")
    return ("", 204) if pide_fragmento() else _de_vuelta()


@bp.post("/publicacion", endpoint="publicar")
def publicar_() -> Any:
    forma = PublicacionForm()
    if not forma.validate():
        abort(400)
    hechas = publicar(frozenset(str(forma.vistas.data).split(",")), por=quien().id)
    if not hechas.cuantas:
        return _pagina(aviso=NADA), 409
    for clase, dicho in _dicho(hechas):
        flash(dicho, clase)
    return _de_vuelta()


@bp.post("/<int:renglon_id>/boleta")
def boleta(renglon_id: int) -> Any:
    forma = BoletaForm()
    if not forma.validate():
        return _pagina(renglon_id=renglon_id, forma=forma), 422
    with escritura():
        escrita = tandas.escribir_boleta(renglon_id, str(forma.boleta.data), por=quien().id)
    return _de_vuelta(f"renglon-{renglon_id}") if escrita else abort(404)


@bp.post("/<int:renglon_id>/retiro")
def quitar(renglon_id: int) -> Any:
    ids = [renglon.fila.id for renglon in cotejar(tandas.de_quien(quien().id)).todos]
    if not tandas.quitar(por=quien().id, solo=renglon_id):
        abort(404)
    sigue = ids[ids.index(renglon_id) + 1 :] if renglon_id in ids else []
    return _de_vuelta(f"renglon-{sigue[0]}" if sigue else None)


@bp.post("/retiro")
def vaciar() -> Response:
    tandas.quitar(por=quien().id)
    return _de_vuelta()


def _dicho(hechas: Publicadas) -> list[tuple[str, str]]:
    n, cambiadas = hechas.cuantas, hechas.sustituidas
    hecho = f"Se publicaron {n} constancias y se avisó a cada alumno por correo."
    hecho = "Se publicó 1 constancia y se avisó a su alumno por correo." if n == 1 else hecho
    if cambiadas:
        hecho += " 1 sustituye a otra." if cambiadas == 1 else f" {cambiadas} sustituyen a otra."
    if not hechas.fuera:
        return [("exito", hecho)]
    cuales = [renglon.boleta or renglon.fila.nombre for renglon in hechas.fuera]
    nombradas = ", ".join(cuales[:_SE_NOMBRAN]) + (", …" if len(cuales) > _SE_NOMBRAN else "")
    unas = "1 no se publicó porque cambió" if len(cuales) == 1 else f"{len(cuales)} no se publicaron porque cambiaron"
    return [("exito", hecho), ("aviso", f"{unas} mientras las veías: {nombradas}. Así están ahora.")]


def _de_vuelta(ancla: str | None = None) -> Response:
    return redirect(url_for("varias.tanda", _anchor=ancla), 303)


def _pagina(*, aviso: str = "", renglon_id: int | None = None, forma: BoletaForm | None = None) -> str:
    """`forma`: the boleta that was typed wrong, of that row."""
    cotejo = cotejar(tandas.de_quien(quien().id))
    if forma and renglon_id not in {renglon.fila.id for renglon in cotejo.todos}:
        abort(404)
    return render_template(
        "emision/varias.html",
        cotejo=cotejo,
        aviso=aviso,
        renglon_id=renglon_id,
        forma=forma,
        tope=tandas.TOPE,
        espera_de=espera_de,
    )
