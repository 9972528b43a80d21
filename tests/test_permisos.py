"""Who may do what: the declared table against every endpoint, person and method (cuentas/permisos.py)."""

import re
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.routing import Rule

from sisr.bitacora.model import Accion
from sisr.cuentas.permisos import CON_CUENTA, PERMISOS, TODOS
from sisr.db import db
from tests.cliente import Cliente, archivo
from tests.elenco import PDF, PERSONAL, Alumna
from tests.mesa.estados import con_numero, entregado

METODOS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
LEEN = {"GET", "HEAD", "OPTIONS"}
GENTE = ("nadie", "ana", "beto", "martha", "rosa", "teo", "elena", "nadia")
EXPEDIENTE_DE_ANA = {
    "mesa.documento",
    "mesa.rechazo",
    "lectura.pagina",
}  # open to two functions, but this one is Martha's
SIN_NADA_A_MEDIAS = {"cuentas.codigo"}  # for who has given the password and not yet the code; anybody else begins


def test_cada_endpoint_tiene_su_renglon_y_ninguno_sobra(app: Flask) -> None:
    assert {regla.endpoint for regla in app.url_map.iter_rules()} == PERMISOS.keys()


@pytest.mark.parametrize("quien", GENTE)
def test_cada_quien_entra_donde_dice_la_tabla(app: Flask, ana: Alumna, beto: Alumna, quien: str) -> None:
    """Whoever may not is refused though the token is good; whoever may gets as far as the missing token."""
    persona = _persona(app, quien, ana, beto)
    token = persona.token()
    antes = _todo(app)
    for ruta, metodo, htmx in product(_rutas(app, ana), METODOS, (False, True)):
        endpoint = _endpoint(app, ruta, metodo)
        permitido = endpoint is not None and _permitido(endpoint, quien, metodo)
        datos = {"csrf_token": token} if endpoint and not permitido and metodo not in LEEN else None
        respuesta = persona.crudo(metodo, ruta, data=datos, headers=_cabeceras(htmx))
        obtenido = _lugar(respuesta)
        caso = f"{quien} {metodo} {ruta} {'htmx' if htmx else ''}: {respuesta.status}"
        assert respuesta.status_code < 500, caso
        assert metodo != "HEAD" or respuesta.data == b"", caso
        if endpoint is None:
            assert obtenido == 405, caso
        elif permitido:
            assert obtenido != 403, caso
            assert obtenido != "portada" or endpoint in SIN_NADA_A_MEDIAS, caso
        else:
            assert obtenido == ("portada" if quien == "nadie" else 403), caso
    assert _menos_salidas(_todo(app)) == antes


def test_quien_no_ha_ingresado_vuelve_a_donde_iba(app: Flask, ana: Alumna, cliente: Cliente) -> None:
    destino = "/expedientes?estatus=ACEPTADO&q=ana"
    respuesta = cliente.crudo("GET", destino)
    assert (respuesta.status_code, respuesta.headers["Location"][:13]) == (303, "/?siguiente=/")
    cliente.ver(respuesta.headers["Location"]).llenar("Ingresar", usuario="martha", contrasena="Clave-2026")
    assert cliente.respuesta.request.full_path == destino
    assert cliente.hay(".expedientes") == 1


@pytest.mark.parametrize(("clave", "ajena"), [("expediente", "rosa"), ("reporte-1", "martha")])
def test_nadie_decide_lo_de_otra_funcion(app: Flask, ana: Alumna, clave: str, ajena: str) -> None:
    entregado(con_numero(ana), "expediente", "reporte-1")
    documento = ana.documento(clave)
    quien = Cliente(app).ingresar(ajena)
    datos = {"csrf_token": quien.token(), "entrega": documento.entrega_id, "motivo": "No se lee."}
    antes = _todo(app)
    for htmx, accion in product((True, False), ("aceptacion", "rechazo")):
        ruta = f"/documentos/{documento.id}/{accion}"
        assert quien.crudo("POST", ruta, data=datos, headers=_cabeceras(htmx)).status_code == 403
        assert quien.crudo("GET", f"/documentos/{documento.id}", headers=_cabeceras(htmx)).status_code == 403
    assert _todo(app) == antes


@pytest.mark.parametrize("ruta", ["/entregas/{}/archivo", "/entregas/{}/archivo?descarga", "/entregas/{}/acuse"])
def test_lo_ajeno_es_como_lo_que_no_existe(ana: Alumna, beto: Alumna, ruta: str) -> None:
    entrega = ana.documento("expediente").entrega_id
    otro = beto.entrar()
    for metodo, cabeceras in product(("GET", "HEAD"), ({}, {"Range": "bytes=0-3"}, {"HX-Request": "true"})):
        ajena = otro.crudo(metodo, ruta.format(entrega), headers=cabeceras)
        ninguna = otro.crudo(metodo, ruta.format(999_999), headers=cabeceras)
        assert ajena.status_code == ninguna.status_code == 404
        assert _sin_token(ajena.data) == _sin_token(ninguna.data)
        assert sorted(ajena.headers.keys()) == sorted(ninguna.headers.keys())


def test_un_alumno_no_entrega_en_nombre_de_otro(ana: Alumna, beto: Alumna) -> None:
    """The document delivered is always one's own: a field that the form does not own changes nothing."""
    antes = _todo(ana.app, "alumno", "documento")
    campos = {"alumno_id": ana.id, "boleta": ana.boleta, "estatus": "ACEPTADO", "numero_registro": "1/1"}
    beto.entrar().enviar("/tramite/expediente", campos | {"archivo": archivo(PDF)})
    despues = _todo(ana.app, "alumno", "documento")
    assert despues["alumno"] == antes["alumno"]
    assert despues["documento"][0] == antes["documento"][0]
    assert beto.documento("expediente").estatus == "EN REVISIÓN"


def test_el_personal_lee_los_documentos_de_su_funcion(ana: Alumna, como: Callable[[str], Cliente]) -> None:
    ana.numerada().entregar("reporte-1")
    leen = {"martha": {"expediente"}, "rosa": {"reporte-1"}, "teo": {"expediente", "reporte-1"}}
    for quien in ("martha", "rosa", "teo", "elena", "nadia"):
        persona = como(quien)
        for clave in ("expediente", "reporte-1"):
            respuesta = persona.crudo("GET", f"/entregas/{ana.documento(clave).entrega_id}/archivo")
            assert respuesta.status_code == (200 if clave in leen.get(quien, set()) else 404), (quien, clave)


def test_el_menu_solo_lleva_a_donde_se_puede(app: Flask, ana: Alumna, beto: Alumna) -> None:
    """Every link of the first page opens, for each function."""
    for quien in (*PERSONAL, "ana"):
        persona = _persona(app, quien, ana, beto)
        enlaces = {enlace.get("href") for enlace in persona.pagina.iter("a")}
        for enlace in sorted(enlace for enlace in enlaces if enlace.startswith("/")):
            assert persona.crudo("GET", enlace).status_code in {200, 302}, (quien, enlace)


def test_un_numero_que_no_cabe_no_existe(app: Flask) -> None:
    persona = Cliente(app).ingresar("marta2")
    for ruta in ("/alumnos/{}", "/documentos/{}", "/entregas/{}/archivo", "/listas/{}"):
        persona.ver(ruta.format(10**30), estado=404)
        persona.ver(ruta.format(10**18 - 1), estado=404)


def _persona(app: Flask, quien: str, ana: Alumna, beto: Alumna) -> Cliente:
    if quien == "nadie":
        return Cliente(app).ver("/")
    return Cliente(app).ingresar({"ana": ana.boleta, "beto": beto.boleta}.get(quien, quien))


def _permitido(endpoint: str, quien: str, metodo: str) -> bool:
    para = PERMISOS[endpoint]
    if para is TODOS:
        return True
    if quien == "nadie":
        return False
    if quien in {"ana", "beto"}:
        return "alumno" in para
    if endpoint in EXPEDIENTE_DE_ANA and metodo != "OPTIONS":
        return quien == "martha"
    return bool(para & {"personal", *PERSONAL[quien][1]}) or para is CON_CUENTA


def _rutas(app: Flask, ana: Alumna) -> list[str]:
    """Every address of the live map, with something in each of its parts."""
    valores = _valores(ana)
    return sorted({_ruta(regla, valores) for regla in app.url_map.iter_rules()})


def _endpoint(app: Flask, ruta: str, metodo: str) -> str | None:
    """Who answers there by that method; None where nobody does."""
    try:
        return app.url_map.bind("localhost").match(ruta, method=metodo)[0]
    except MethodNotAllowed:
        return None


def _valores(ana: Alumna) -> dict[str, Any]:
    """For each part of an address, something that exists where it can."""
    documento = ana.documento("expediente")
    return {
        "documento_id": documento.id,
        "entrega_id": documento.entrega_id,
        "alumno_id": ana.id,
        "clave": "expediente",
        "tipo": "semanal",
        "numero": 1,
        "hoja_id": 1,
        "prestatario_id": 1,
        "correo_id": 1,
        "nota_id": 1,
        "renglon_id": 1,
        "version": 1,
        "filtro_id": 1,
        "formato": "csv",
        "dia": "2026-12-24",
        "cual": "contrasena",
        "token": "ninguno",
        "ficha": "ninguna",
        "sesion_id": 999_999,
        "usuario_id": 999_999,
        "lado": "derecho",
        "huella": "0",
        "ruta": "css/base.css",
    }


def _ruta(regla: Rule, valores: dict[str, Any]) -> str:
    return re.sub(r"<(?:[^<>]*:)?(\w+)>", lambda parte: str(valores[parte[1]]), regla.rule)


def _lugar(respuesta: Any) -> str | int:
    """The front page where the answer leads there, by a redirection or by htmx; the status otherwise."""
    destino = respuesta.headers.get("HX-Redirect") or respuesta.headers.get("Location") or ""
    return "portada" if re.fullmatch(r"/(\?siguiente=.*)?", destino) else respuesta.status_code


def _cabeceras(htmx: bool) -> dict[str, str]:
    return {"HX-Request": "true"} if htmx else {}


def _todo(app: Flask, *tablas: str) -> dict[str, list[Any]]:
    """Every row of every table, or of these."""
    with app.app_context():
        return {
            tabla.name: [tuple(fila) for fila in db.session.execute(select(tabla))]
            for tabla in db.metadata.sorted_tables
            if not tablas or tabla.name in tablas
        }


def _menos_salidas(tablas: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """What staff open or download leaves its line, and that is all that a GET writes."""
    salidas = {Accion.LECTURA.value, Accion.EXPORTACION.value, Accion.DATOS.value}
    return tablas | {"acto": [linea for linea in tablas["acto"] if linea[2] not in salidas]}


def _sin_token(cuerpo: bytes) -> str:
    return re.sub(r'name="csrf_token" value="[^"]*"', "", cuerpo.decode())
