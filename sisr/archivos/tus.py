"""Resumable upload by tus 1.0 (tus.io/protocols/resumable-upload): creation, termination, expiration."""

from base64 import b64decode
from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, request, url_for
from werkzeug.http import http_date

from sisr.archivos import disco, subida as subidas
from sisr.archivos.apertura import abrir
from sisr.archivos.cuota import que_quepa
from sisr.archivos.errores import EnvioMalHecho, SinEspacio, SinLongitud
from sisr.archivos.puerta import que_se_pueda, recibe_archivo
from sisr.archivos.subida import EN_ESPERA, Subida
from sisr.archivos.vigia import Vigia

bp = Blueprint("subidas", __name__)
VERSION = "1.0.0"
_TIPO = "application/offset+octet-stream"


@bp.get("/subidas")
def listar() -> Response:
    """The unused uploads of who asks, as the page's script wants them; `nombre` and `largo` say of which file."""
    nombre = request.args.get("nombre")
    return jsonify(
        [
            {
                "url": url_for("subidas.estado", ficha=subida.ficha),
                "destino": subida.destino,
                "nombre": subida.nombre,
                "largo": subida.largo,
                "llegado": subida.llegado,
            }
            for subida in subidas.propias()
            if subida.destino != EN_ESPERA
            and (nombre is None or subida.es_de(nombre, request.args.get("largo", type=int)))
        ]
    )


@bp.post("/subidas")
def crear() -> Response:
    _que_sea_tus()
    dicho = _metadatos()
    que_se_pueda(dicho.get("destino", ""))
    subida = abrir(dicho["destino"], nombre=dicho.get("filename", ""), largo=_entero("Upload-Length"))
    return _responder(201, subida, Location=url_for("subidas.estado", ficha=subida.ficha))


@bp.route("/subidas/<ficha>", methods=["HEAD"])
def estado(ficha: str) -> Response:
    _que_sea_tus()
    subida = subidas.propia(ficha)
    return _responder(200, subida, **{"Upload-Offset": subida.llegado, "Upload-Length": subida.largo})


def _que_se_pueda_continuar(ficha: str) -> None:
    _que_sea_tus()
    que_se_pueda(subidas.propia(ficha).destino)


def _permitir_parte() -> None:
    """By what is announced; a body of any other type would be read as a form."""
    if request.mimetype != _TIPO:
        abort(415)
    if request.content_length is None or "Transfer-Encoding" in request.headers:
        raise SinLongitud
    if request.content_length > disco.libre():
        raise SinEspacio
    request.max_content_length = current_app.config["MAX_PDF_BYTES"] + 1  # under gunicorn the limit itself is refused


@bp.patch("/subidas/<ficha>")
@recibe_archivo(_que_se_pueda_continuar, permitir=_permitir_parte)
def continuar(ficha: str) -> Response:
    subida, desde = subidas.propia(ficha), _entero("Upload-Offset")
    que_quepa(subida.largo, sin_contar=ficha)
    hasta = desde + (request.content_length or 0)
    subidas.continuar(subida, request.stream, desde=desde, hasta=hasta, al_llegar=Vigia(que_quepa).contar)
    return _responder(204, subida, **{"Upload-Offset": subida.llegado})


@bp.delete("/subidas/<ficha>")
def descartar(ficha: str) -> Response:
    _que_sea_tus()
    subidas.descartar(subidas.propia(ficha))
    return _responder(204)


@bp.after_request
def _presentarse(respuesta: Response) -> Response:
    respuesta.headers["Tus-Resumable"] = respuesta.headers["Tus-Version"] = VERSION
    if request.method == "OPTIONS":
        respuesta.headers["Tus-Extension"] = "creation,termination,expiration"
        respuesta.headers["Tus-Max-Size"] = str(current_app.config["MAX_PDF_BYTES"])
    return respuesta


def _responder(codigo: int, subida: Subida | None = None, **cabeceras: Any) -> Response:
    respuesta = Response(status=codigo)
    respuesta.headers.update({nombre: str(valor) for nombre, valor in cabeceras.items()})
    if subida:
        respuesta.headers["Upload-Expires"] = http_date(subida.vence_en)
    return respuesta


def _que_sea_tus() -> None:
    if request.headers.get("Tus-Resumable") != VERSION:
        abort(412)


def _metadatos() -> dict[str, str]:
    """Pairs of a name and a text in base64, with commas between them."""
    pares = (par.strip().partition(" ") for par in request.headers.get("Upload-Metadata", "").split(","))
    try:
        return {nombre: b64decode(valor, validate=True).decode() for nombre, _, valor in pares}
    except ValueError:
        raise EnvioMalHecho from None


def _entero(cabecera: str) -> int:
    texto = request.headers.get(cabecera, "")
    if not (texto.isascii() and texto.isdecimal() and len(texto) < 19):
        raise EnvioMalHecho
    return int(texto)
