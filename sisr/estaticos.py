"""The static files: read once, compressed ahead, under an address that changes when any of them does."""

import gzip
import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from flask import Flask, Response, abort, request

from sisr.respuestas import admite_gzip

_COMPRIMIBLES = {".css", ".js", ".svg", ".txt"}
_SIEMPRE = "public, max-age=31536000, immutable"
_COMUNES = [
    *("fichas", "base", "encabezado", "barra", "boton", "campo", "hoja", "carga", "estatus", "aviso", "portada"),
    *("datos", "carta", "tramite", "filtro", "espera", "tabla", "vista", "informe", "privacidad", "error"),
]
_DEL_PERSONAL = ["menu", "dictamen", "fila", "tarjeta", "lote", "archivero", "vencida", "lectura", "varias"]
JUNTAS = {"css/de-todos.css": _COMUNES, "css/del-personal.css": [*_COMUNES, *_DEL_PERSONAL]}
DEL_AREA = {"tramite": ["registro", "acuse"], "informes": ["grafica"]}


class Estaticos:
    """Every file under static/, in memory: some four hundred kilobytes."""

    def __init__(self, carpeta: Path) -> None:
        self._archivos = {
            str(ruta.relative_to(carpeta)): ruta.read_bytes() for ruta in sorted(carpeta.rglob("*")) if ruta.is_file()
        }
        for junta, hojas in JUNTAS.items():  # one file a component to write, one for all of them to ask for
            self._archivos[junta] = b"\n".join(self._archivos[f"css/{hoja}.css"] for hoja in hojas)
        self._comprimidos = {
            ruta: gzip.compress(datos, 9, mtime=0)
            for ruta, datos in self._archivos.items()
            if Path(ruta).suffix in _COMPRIMIBLES
        }
        suma = hashlib.sha256()
        for ruta, datos in self._archivos.items():
            suma.update(f"{ruta}\0{len(datos)}\0".encode() + datos)
        self.huella = suma.hexdigest()[:12]

    def url(self, ruta: str) -> str:
        if ruta not in self._archivos:
            raise KeyError(f"static/{ruta} does not exist")
        return f"/static/{self.huella}/{ruta}"

    def responder(self, huella: str, ruta: str) -> Response:
        datos = self._archivos.get(ruta)
        if datos is None:
            abort(404)
        tipo = mimetypes.guess_type(ruta)[0] or "application/octet-stream"
        comprimido = self._comprimidos.get(ruta) if admite_gzip(request.headers.get("Accept-Encoding", "")) else None
        respuesta = Response(comprimido or datos, mimetype=tipo)
        if comprimido:
            respuesta.content_encoding = "gzip"
        if ruta in self._comprimidos:
            respuesta.vary.add("Accept-Encoding")
        respuesta.headers["Cache-Control"] = _SIEMPRE if huella == self.huella else "no-cache"
        return respuesta


def preparar(app: Flask, carpeta: Path) -> None:
    estaticos = _leidos(carpeta)
    app.add_url_rule("/static/<huella>/<path:ruta>", "estatico", estaticos.responder)
    app.jinja_env.globals |= {"estatico": estaticos.url, "hojas_del_area": DEL_AREA}


@cache
def _leidos(carpeta: Path) -> Estaticos:
    """Once a process, however many apps there are in it."""
    return Estaticos(carpeta)
