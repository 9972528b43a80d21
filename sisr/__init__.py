"""SISR: the factory, which puts the rooms together."""

import os
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any

from flask import Flask, send_from_directory
from flask.templating import Environment
from markupsafe import Markup, escape
from werkzeug.routing import IntegerConverter

from sisr import config, consola, db, equipos, errores, estaticos, respuestas
from sisr.administracion.bitacora import bp as bitacora_bp
from sisr.administracion.personal import bp as personal_bp
from sisr.administracion.routes import bp as administracion_bp
from sisr.administracion.textos import bp as textos_bp
from sisr.archivero.routes import bp as archivero_bp
from sisr.archivos import puerta
from sisr.archivos.peticion import Peticion
from sisr.archivos.tus import bp as subidas_bp
from sisr.bitacora import salidas
from sisr.catalogos.model import Genero, motivos_de
from sisr.correo.remitente import mail
from sisr.cuentas import permisos, sesiones
from sisr.cuentas.acceso import bp as acceso_bp
from sisr.cuentas.cuenta import bp as cuenta_bp
from sisr.cuentas.galleta import Token
from sisr.cuentas.routes import bp as cuentas_bp
from sisr.cuentas.telefono import bp as factor_bp
from sisr.documentos.model import Estatus, folio
from sisr.documentos.routes import bp as documentos_bp
from sisr.emision.routes import bp as emision_bp
from sisr.emision.varias import bp as varias_bp
from sisr.informes.routes import bp as informes_bp
from sisr.lectura.routes import bp as lectura_bp
from sisr.lotes.routes import bp as lotes_bp
from sisr.mesa.historia import accion
from sisr.mesa.listas import bp as listas_bp
from sisr.mesa.routes import bp as mesa_bp
from sisr.numeros.routes import bp as numeros_bp
from sisr.privacidad.routes import bp as privacidad_bp
from sisr.reloj import fecha, fecha_hora
from sisr.texto import tamano
from sisr.tramite.routes import bp as tramite_bp

HABITACIONES = (
    cuentas_bp,
    acceso_bp,
    cuenta_bp,
    factor_bp,
    subidas_bp,
    tramite_bp,
    documentos_bp,
    mesa_bp,
    lectura_bp,
    listas_bp,
    lotes_bp,
    numeros_bp,
    archivero_bp,
    emision_bp,
    varias_bp,
    informes_bp,
    administracion_bp,
    bitacora_bp,
    privacidad_bp,
    textos_bp,
    personal_bp,
)


class Plantillas(Environment):
    """What all templates share is put together when one is loaded, and not each time that it is painted."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class Aplicacion(Flask):
    """Nothing here is a coroutine, which Flask would look for in sixteen functions at each request."""

    jinja_environment = Plantillas

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


class Numero(IntegerConverter):
    """An id in an address: one that the database cannot hold does not exist."""

    regex = r"\d{1,18}"


def create_app(**cambios: object) -> Flask:
    """The application; `cambios` override settings, for tests. Raises AjusteInvalido."""
    instancia = Path(os.environ.get("SISR_INSTANCE_PATH") or config.RAIZ / "instance").resolve()
    ajustes = config.leer(instancia)
    app = Aplicacion(
        __name__,
        instance_path=str(instancia),
        template_folder=str(config.RAIZ / "templates"),
        static_folder=None,
    )
    app.request_class = Peticion
    app.url_map.merge_slashes = False  # one address a thing: the others do not exist
    app.url_map.converters["int"] = Numero
    app.config.update(config.aplicar(ajustes, instancia), **cambios)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    db.preparar(app)
    mail.init_app(app)
    equipos.preparar(app)
    sesiones.preparar(app)
    permisos.preparar(app)  # who may, before a byte of the body is read;
    puerta.preparar(app, permisos.puede)  # then whether the file may come;
    Token(app)  # and only then the token, which is in the body
    respuestas.preparar(app)
    salidas.preparar(app)
    errores.preparar(app)
    estaticos.preparar(app, config.RAIZ / "static")
    _vestir(app)
    for bp in HABITACIONES:
        app.register_blueprint(bp)
    consola.preparar(app)
    return app


def _vestir(app: Flask) -> None:
    """What templates use, and the school's emblems, which IT puts in the instance folder."""
    app.jinja_env.filters |= {"fecha": fecha, "fecha_hora": fecha_hora, "tamano": tamano, "accion": accion}
    app.jinja_env.filters["correo"] = lambda correo: escape(correo).replace("@", Markup("<wbr>@"))
    app.jinja_env.filters["genero"] = lambda letra: Genero(letra).label
    app.jinja_env.globals |= {
        "Estatus": Estatus,
        "folio": folio,
        "motivos_frecuentes": motivos_de,
        "escudos": [lado for lado in ("izquierdo", "derecho") if _escudo(app, lado).exists()],
    }
    app.add_url_rule(
        "/escudo/<any(izquierdo, derecho):lado>",
        "escudo",
        lambda lado: send_from_directory(app.instance_path, _escudo(app, lado).name),
    )


def _escudo(app: Flask, lado: str) -> Path:
    return Path(app.instance_path) / f"escudo-{lado}.png"
