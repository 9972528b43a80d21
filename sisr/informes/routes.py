"""Reports of a period, statistics, the lists behind their figures, and the public page."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request
from werkzeug.wrappers import Response

from sisr.catalogos.model import carreras_activas
from sisr.cuentas.sesiones import quien
from sisr.documentos.plazo import plazo
from sisr.documentos.routes import legibles
from sisr.informes import estadisticas as calculo, reporte
from sisr.informes.corte import Corte
from sisr.informes.hoja import hoja as descargar
from sisr.informes.listas import Lista, de_alumnos, describir, sucesos as listar
from sisr.informes.medidas import dias
from sisr.informes.periodos import Periodo, Tipo, elegibles
from sisr.informes.publica import publica
from sisr.informes.situacion import LIBERADO, Estado, consulta_situacion, consulta_tarde, consulta_vencidos
from sisr.informes.tablas import nombres_de, prestatarios_elegibles
from sisr.proceso import CONSTANCIA, PASOS
from sisr.reloj import hoy

bp = Blueprint("informes", __name__)
_DICHAS = (
    "carrera",
    "prestatario",
    "genero",
    "semestre",
    "motivo",
    "dia_semana",
)  # of a filter, in the list behind it


@bp.get("/informes/<tipo>")
def periodo(tipo: str) -> str:
    elegido = _periodo(tipo)
    return render_template(
        "informes/periodo.html",
        periodo=elegido,
        elegibles=elegibles(reporte.primer_dia() or hoy(), hoy(), elegido),
        tablas=reporte.tablas(elegido),
        dictaminado=reporte.dictaminado(elegido, quien()),
        abierto=elegido.ultimo >= hoy(),
    )


@bp.get("/informes/<tipo>/hoja.xlsx")
def hoja(tipo: str) -> Response:
    elegido = _periodo(tipo)
    return descargar(f"{elegido.tipo.value}-{elegido.primero}", reporte.tablas(elegido))


@bp.get("/informes/estadisticas")
def estadisticas() -> str:
    corte = _de_pagina()
    graficas = calculo.todas(corte)
    return render_template(
        "informes/estadisticas.html",
        corte=corte,
        graficas=graficas,
        resumen=calculo.resumen(graficas, corte),
        carreras=carreras_activas(),
        prestatarios=prestatarios_elegibles(corte.prestatario),
    )


@bp.get("/informes/estadisticas/hoja.xlsx")
def hoja_estadisticas() -> Response:
    graficas = calculo.todas(_de_pagina())
    return descargar(f"estadisticas-{hoy()}", [grafica.tabla for grafica in graficas])


@bp.get("/informes/sucesos")
def sucesos() -> str:
    """What a figure counts. One's own decisions are for oneself alone: nobody else's are listed by person."""
    corte = Corte.de(request.args)
    if corte.por not in {None, quien().id}:
        abort(404)
    lista = listar(corte, _pagina())
    return _lista(lista, corte.nombre(lista.total), corte.args(), corte)


@bp.get("/informes/alumnos")
def alumnos() -> str:
    """The students who are at a paso today."""
    corte, paso, estado = Corte.de(request.args), request.args.get("paso", ""), request.args.get("estado", "")
    paso = paso if paso in PASOS or paso == LIBERADO else ""
    estado = estado if estado in {cual.value for cual in Estado} else ""
    lista = de_alumnos(consulta_situacion(corte, paso, estado), _pagina())
    donde = "con constancia" if paso == LIBERADO else f"en {PASOS[paso].nombre}" if paso else "en el trámite"
    que = f"{lista.total:,} {'alumno' if lista.total == 1 else 'alumnos'} {donde}"
    que += f", {Estado(estado).label}" if estado else ""
    return _lista(lista, que, corte.args(paso=paso, estado=estado), corte)


@bp.get("/informes/tarde")
def tarde() -> str:
    """The documents, or of the constancia the students, that have waited longer than was promised."""
    corte = Corte.de(request.args)
    de_constancia = corte.clave == CONSTANCIA.clave
    consulta = consulta_vencidos(corte) if de_constancia else consulta_tarde(corte, plazo().en_plazo_desde)
    lista = de_alumnos(consulta, _pagina())
    uno, varios = ("alumno", "alumnos") if de_constancia else ("documento", "documentos")
    que = f"{lista.total:,} {f'{uno} que espera' if lista.total == 1 else f'{varios} que esperan'} de más"
    return _lista(lista, que, corte.args(), corte)


@bp.get("/espera")
def espera() -> str:
    if not current_app.config["PUBLIC_PAGE"]:
        abort(404)
    return render_template("informes/espera.html", publica=publica(), promesa=plazo().promesa, dias=dias)


def _lista(lista: Lista, que: str, args: dict[str, Any], corte: Corte) -> str:
    return render_template(
        "informes/lista.html",
        lista=lista,
        que=que,
        args=args,
        corte=corte,
        describir=describir,
        pasos=PASOS,
        estados={estado.value: estado.label for estado in Estado},
        legibles=legibles(quien()),
        nombres={dimension: nombres_de(dimension) for dimension in _DICHAS},
    )


def _periodo(tipo: str) -> Periodo:
    if tipo not in {cual.value for cual in Tipo}:
        abort(404)
    return Periodo.de(Tipo(tipo), _dia())


def _de_pagina() -> Corte:
    """The filters of the statistics page: dates, carrera, prestatario."""
    todo = Corte.de(request.args)
    return Corte(desde=todo.desde, hasta=todo.hasta, carrera=todo.carrera, prestatario=todo.prestatario)


def _pagina() -> int:
    pagina = request.args.get("pagina", "")
    return max(1, int(pagina)) if pagina.isascii() and pagina.isdecimal() and len(pagina) < 8 else 1


def _dia() -> date:
    """The day asked for in the address; today when there is none, or none that makes sense."""
    try:
        dia = date.fromisoformat(request.args.get("dia", ""))
    except ValueError:
        return hoy()
    return dia if 2001 <= dia.year < 2099 else hoy()
