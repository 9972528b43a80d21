"""Paint what changed: the fragment for htmx, the whole list with it for everybody else."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Respuesta

from sisr.alumnos.notas import con_notas
from sisr.catalogos.model import prestatarios_confirmados
from sisr.cuentas.galleta import token
from sisr.cuentas.sesiones import quien
from sisr.documentos import seleccion
from sisr.documentos.avance import Avance
from sisr.documentos.filtro import Filtro
from sisr.documentos.listado import Pagina
from sisr.documentos.orden import COLUMNAS, ORDENES, direccion, siguiente
from sisr.documentos.plazo import plazo
from sisr.documentos.presencia import presentes
from sisr.htmx import HTML, distingue, pide_fragmento
from sisr.mesa import consultas, guardados
from sisr.mesa.elegible import Elegible
from sisr.proceso import EXPEDIENTE, MENU_LARGO, PASOS


@dataclass(frozen=True)
class Apertura:
    """What stands open on one fragment: a window or the form that was typed, and a notice."""

    alumno_id: int
    documento_id: int | None = None
    rechazo: Any = None
    correccion: Any = None
    registro: Any = None
    prestatario: Any = None
    aviso: str = ""


def fragmento(alumno: Any, documento: Any, apertura: Apertura | None = None, *, estado: int = 200) -> Respuesta:
    """One document as it now is, after a decision or with something open on it.

    A decision that was taken (nothing open, 200) takes whoever has no htmx back to the list.
    """
    es_expediente = documento.clave == EXPEDIENTE.clave
    if not pide_fragmento():
        if apertura is None:
            return _de_vuelta("expedientes" if es_expediente else "reportes", alumno.id)
        avance = Avance(alumno, {documento.clave: documento})
        return make_response(lista("expedientes" if es_expediente else "reportes", avance, apertura), estado)
    plantilla = "mesa/_fila.html" if es_expediente else "mesa/_documento.html"
    contexto = {"prestatarios": prestatarios_confirmados()} if apertura and apertura.prestatario else {}
    pintado = render_template(
        plantilla,
        alumno=alumno,
        documento=documento,
        paso=PASOS[documento.clave],
        apertura=apertura,
        **contexto,
    )
    return distingue(Response(pintado, estado, content_type=HTML))


def lista(cual: str, presente: Avance | None = None, apertura: Apertura | None = None) -> str:
    """A list, as its address filters it; `presente` is shown also where the filter leaves it out."""
    filtro = Filtro.de(request.args)
    pagina, de_mas = getattr(consultas, cual)(filtro), filtro.de_mas(con_estatus=cual != "expedientes")
    elegible = Elegible.de(filtro, completo=bool(de_mas) or "mas" in request.args)
    suyo = token()  # looked up once, and not for each row
    if presente and presente.alumno.id not in {avance.alumno.id for avance in pagina.avances}:
        pagina.avances.insert(0, presente)
    return render_template(
        f"mesa/{cual}.html",
        csrf_token=lambda: suyo,
        filtro=filtro,
        consulta=_consulta(filtro),
        pagina=pagina,
        elegible=elegible,
        de_mas=de_mas,
        chips=elegible.elegidos(filtro, menos="estatus" if cual == "expedientes" else ""),
        ordenes=ORDENES,
        plazo=plazo(),
        cual=cual,
        canonica=urlencode(filtro.args()),
        guardados=guardados.de_la_lista(quien().id, cual),
        columnas=tuple(COLUMNAS),
        direccion=direccion,
        siguiente=siguiente,
        de_documentos=() if cual == "expedientes" else MENU_LARGO.informes,
        cuentas=consultas.cuentas() if cual == "expedientes" else {},
        prestatarios=prestatarios_confirmados() if apertura and apertura.prestatario else [],
        apertura=apertura,
        presentes=presentes(menos=quien().id),
        anotados=con_notas([avance.alumno.id for avance in pagina.avances]),
        **(_elegidos(pagina) if cual == "expedientes" else {}),
    )


def _elegidos(pagina: Pagina) -> dict[str, Any]:
    """Whom this person chose: on this page, and how many in all."""
    vistos = [avance.alumno.id for avance in pagina.avances]
    total = seleccion.cuantos(quien().id)
    return {"elegidos": seleccion.cuales(quien().id, vistos) if total else (), "elegidos_en_total": total}


def _de_vuelta(cual: str, alumno_id: int) -> Respuesta:
    ancla = f"{'fila' if cual == 'expedientes' else 'tarjeta'}-{alumno_id}"
    return redirect(f"{url_for(f'mesa.{cual}')}{_consulta(Filtro.de(request.args))}#{ancla}", 303)


def _consulta(filtro: Filtro) -> str:
    """What is chosen, as the forms of a list carry it for whoever has no htmx."""
    elegido = filtro.args(pagina=filtro.pagina)
    return f"?{urlencode(elegido)}" if elegido else ""
