"""The smallest app that receives and gives back a PDF; gunicorn serves it too."""

from typing import Any

from flask import Flask, jsonify, request

from sisr.archivos import deposito, recepcion
from sisr.archivos.errores import ErrorDeArchivo
from sisr.archivos.peticion import Peticion


def crear(uploads: str, *, limite: int = 8 * 1024**2) -> Flask:
    app = Flask("miniapp")
    app.request_class = Peticion
    app.config.update(
        UPLOADS_PATH=uploads,
        MAX_PDF_BYTES=limite,
        DISK_RESERVE_BYTES=0,
        MAX_CONTENT_LENGTH=1024**2,
        SECRET_KEY="de prueba",
    )
    app.before_request(_puerta)
    app.register_error_handler(ErrorDeArchivo, _decir)
    app.add_url_rule("/subir", view_func=subir, methods=["POST"])
    app.add_url_rule("/otra", view_func=otra, methods=["POST"])
    app.add_url_rule("/archivos/<path:ruta>", view_func=ver)
    app.after_request(_cabeceras)
    return app


def subir() -> Any:
    """`luego` says what becomes of the file: kept, kept for another try, or forgotten in two ways."""
    anterior = recepcion.recuperar_ficha(request.form.get("ficha"))
    recibido = recepcion.recibir("archivo") or anterior
    luego = request.form.get("luego", "guardar")
    if recibido is None:
        return jsonify(None)
    if luego == "romper":
        raise ZeroDivisionError
    if luego == "descartar":
        recepcion.descartar(recibido)
    if luego == "otra vez":
        return recepcion.guardar_ficha(recibido), 422
    if luego != "guardar":
        return jsonify(nombre=recibido.nombre)
    guardado = deposito.guardar(recibido, boleta="2002100400", clave="expediente")
    return jsonify(
        n=guardado.n,
        ruta=guardado.ruta,
        nombre=recibido.nombre,
        bytes=recibido.bytes,
        sha256=recibido.sha256,
        paginas=recibido.paginas,
    )


def otra() -> Any:
    archivo = request.files.get("archivo")
    return jsonify(bytes=len(archivo.read()) if archivo else None, campos=request.form)


def ver(ruta: str) -> Any:
    return deposito.enviar(ruta, request.args.get("nombre", "a.pdf"), descarga="descarga" in request.args)


def _puerta() -> None:
    if request.endpoint == "subir":
        recepcion.permitir_archivo()


def _decir(error: ErrorDeArchivo) -> Any:
    return str(error), error.code


def _cabeceras(respuesta: Any) -> Any:
    """As the site does for every page."""
    respuesta.headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
    return respuesta
