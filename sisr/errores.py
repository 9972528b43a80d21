"""Refusals, answered in one place: each with a sentence that says what to do."""

import sqlite3
from typing import Any

from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from sisr.archivos.errores import ErrorDeArchivo
from sisr.cuentas.cofre import ClaveCambiada
from sisr.cuentas.freno import Demasiados
from sisr.documentos.dictaminar import FuncionAjena
from sisr.documentos.entregar import PasoCerrado
from sisr.emision.constancia import SinLista
from sisr.htmx import pide_fragmento
from sisr.turno import BaseOcupada

FRASES = {
    400: ("No pudimos leer lo que enviaste", "Regresa a la página anterior, recárgala e inténtalo otra vez."),
    403: ("Esta página no es parte de tus funciones", "Si la necesitas, pídela a Administración."),
    404: ("No encontramos esa página", "Revisa la dirección, o vuelve al inicio."),
    405: ("Esa dirección no se usa así", "Vuelve al inicio y llega desde el menú."),
    413: ("Lo que enviaste es demasiado grande", "Reduce el tamaño del archivo y cárgalo otra vez."),
    500: ("Algo falló en el sistema", "No se guardó nada a medias. Inténtalo otra vez en unos minutos."),
    507: ("El sistema se quedó sin espacio", "No se cambió nada. Avisa al departamento e inténtalo más tarde."),
    503: ("El sistema está muy ocupado", "No se cambió nada. Espera unos segundos e inténtalo otra vez."),
}
VENCIDO = (
    "La página estuvo abierta demasiado tiempo",
    "Recárgala, y vuelve a hacer lo que hacías: no se cambió nada.",
)

OTRA_CLAVE = (
    "Ya no podemos comprobar tu segundo factor",
    "La clave secreta del servidor cambió, y con ella dejan de servir tu teléfono y tus códigos de recuperación."
    " Pide a Administración que quite el segundo factor de tu cuenta, entra y ponlo otra vez.",
)


def preparar(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, lambda _: _pagina(400, *VENCIDO))
    app.register_error_handler(ErrorDeArchivo, lambda e: _pagina(e.code, "Hay un problema con el archivo", str(e)))
    app.register_error_handler(Demasiados, _demasiados)
    app.register_error_handler(ClaveCambiada, lambda _: _pagina(409, *OTRA_CLAVE))
    app.register_error_handler(BaseOcupada, lambda _: _ocupada())
    app.register_error_handler(OperationalError, lambda e: _base(e, str(e.orig)))
    app.register_error_handler(sqlite3.OperationalError, lambda e: _base(e, str(e)))
    app.register_error_handler(FuncionAjena, lambda _: _pagina(403))
    app.register_error_handler(PasoCerrado, lambda e: _pagina(409, "Todavía no es el momento", str(e)))
    app.register_error_handler(SinLista, lambda e: _pagina(409, "Todavía no es el momento", str(e)))


def _http(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    if isinstance(error, SecurityError):  # a foreign Host: there is no site of that name to build a page with
        return "Esta dirección no es del sistema.", 400, {"Content-Type": "text/plain; charset=utf-8"}
    return _pagina(error.code)


def _base(error: Exception, dicho: str) -> Any:
    if "locked" in dicho or "busy" in dicho:
        return _ocupada()
    if "full" in dicho:
        return _pagina(507)
    raise error


def _demasiados(error: Demasiados) -> Any:
    texto, codigo, cabeceras = _pagina(429, "Hubo demasiados intentos", str(error).partition(". ")[2])
    return texto, codigo, cabeceras | {"Retry-After": str(error.segundos)}


def _ocupada() -> Any:
    texto, codigo, _ = _pagina(503)
    return texto, codigo, {"Retry-After": "5"}


def _pagina(codigo: int, titulo: str = "", frase: str = "") -> tuple[str, int, dict[str, str]]:
    de_titulo, de_frase = FRASES.get(codigo, FRASES[500])
    titulo, frase = titulo or de_titulo, frase or de_frase
    if pide_fragmento() or request.headers.get("Tus-Resumable"):
        return f"{titulo}. {frase}", codigo, {"Content-Type": "text/plain; charset=utf-8"}
    return (
        render_template("error.html", codigo=codigo, titulo=titulo, frase=frase, ruta=request.path),
        codigo,
        {},
    )
