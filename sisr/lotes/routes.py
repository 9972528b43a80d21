"""Choose many in the table of expedientes, and accept them or put them in a list."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from sisr.cuentas.sesiones import quien
from sisr.db import escritura
from sisr.documentos import seleccion
from sisr.documentos.filtro import Filtro
from sisr.htmx import pide_fragmento
from sisr.lotes.aceptar import aceptables, aceptar_varios
from sisr.lotes.elegidos import por_que_no_se_acepta, por_que_no_se_enlista
from sisr.lotes.enlistar import NoSeEnlista, enlistables, enlistar, siguiente_numero
from sisr.lotes.forms import AceptacionForm, ListaForm, SeleccionForm
from sisr.mesa import consultas
from sisr.reloj import hoy

bp = Blueprint("lotes", __name__)
_DESTINOS = {
    "ver": ("mesa.expedientes", {"elegidos": "1"}),
    "zip": ("mesa.aceptados", {"elegidos": "1"}),
    "relacion": ("mesa.relacion", {"elegidos": "1"}),
    "aceptar": ("lotes.aceptacion", {}),
    "lista": ("lotes.lista", {}),
}


@bp.post("/expedientes/seleccion")
def marcar() -> Any:
    """The boxes of a page as they are now, and then what the button says."""
    forma, filtro, yo = SeleccionForm(), Filtro.de(request.args), quien().id
    if not forma.validate():
        abort(400)
    hacer = forma.hacer.data or ""
    with escritura():
        marcados = forma.vistos.data if hacer == "pagina" else forma.alumno.data or ()
        seleccion.marcar(yo, vistos=forma.vistos.data, marcados=marcados)
        if hacer == "todos":
            for alumnos in consultas.de_un_filtro(filtro):
                seleccion.elegir(yo, alumnos)
        if hacer == "vaciar":
            seleccion.vaciar(yo)
    if pide_fragmento():
        return render_template("lotes/_elegidos.html", elegidos_en_total=seleccion.cuantos(yo))
    if hacer in _DESTINOS:
        endpoint, args = _DESTINOS[hacer]
        return redirect(url_for(endpoint, **args), 303)
    return redirect(url_for("mesa.expedientes", **filtro.args(pagina=filtro.pagina)), 303)


@bp.get("/expedientes/seleccion/aceptacion")
def aceptacion() -> str:
    return _aceptacion()


@bp.post("/expedientes/seleccion/aceptacion", endpoint="aceptar")
def aceptar_() -> Any:
    forma = AceptacionForm()
    if not forma.validate():
        abort(400)
    pedidos = frozenset(forma.entregas.data)
    with escritura():
        aceptados, fuera = aceptar_varios(pedidos, por=quien())
    if fuera:
        aviso = f"Se aceptaron {aceptados} de {len(pedidos)}. Lo demás cambió mientras decidías: así está ahora."
        return _aceptacion(solo=fuera, aviso=aviso), 409
    flash(_dicho(aceptados, "Se aceptó 1 expediente y se avisó", "Se aceptaron {} expedientes y se avisó"), "exito")
    return _de_vuelta()


@bp.get("/expedientes/seleccion/lista")
def lista() -> str:
    return _lista(ListaForm(formdata=None, numero=siguiente_numero(), envio=hoy()))


@bp.post("/expedientes/seleccion/lista", endpoint="enlistar")
def enlistar_() -> Any:
    forma = ListaForm()
    if not forma.validate():
        return _lista(forma), 422
    numero, envio = forma.numero.data, forma.envio.data
    assert envio
    try:
        with escritura():
            enlistar(numero, envio, forma.alumnos.data, por=quien().id)
    except NoSeEnlista as razon:
        return _lista(forma, aviso=str(razon)), 409
    cuantos = len(forma.alumnos.data)
    flash(f"La lista de registro {numero} tiene {cuantos} expediente{'s' if cuantos != 1 else ''}.", "exito")
    return _de_vuelta()


def _aceptacion(**que: Any) -> str:
    aviso = que.pop("aviso", "")
    propuesta = aceptables(quien().id, **que)
    return render_template("lotes/aceptacion.html", propuesta=propuesta, por_que=por_que_no_se_acepta, aviso=aviso)


def _lista(forma: ListaForm, *, aviso: str = "") -> str:
    propuesta = enlistables(quien().id)
    return render_template(
        "lotes/lista.html", propuesta=propuesta, por_que=por_que_no_se_enlista, forma=forma, aviso=aviso
    )


def _dicho(cuantos: int, uno: str, varios: str) -> str:
    return f"{uno} a su alumno por correo." if cuantos == 1 else f"{varios.format(cuantos)} a cada alumno por correo."


def _de_vuelta() -> Response:
    """To the chosen ones: what follows is usually done with the same."""
    return redirect(url_for("mesa.expedientes", elegidos=1), 303)
