"""The texts: one file a mail in templates/correo/, whose first line is the subject, or what was written over it."""

import base64
import hashlib
import hmac
import secrets
from typing import Any

from flask import current_app, g
from jinja2 import TemplateError
from markupsafe import Markup, escape
from sqlalchemy import bindparam, insert, select

from sisr.correo.model import Correo, Estado, TextoPropio
from sisr.correo.plantillas import PLANTILLAS, llenar, partir
from sisr.db import directa, tabla
from sisr.preparada import Preparada
from sisr.reloj import ahora, hoy

OCULTO = "••••••••"  # what stands in the outbox where the mail that leaves has its token
_SOBRE = ("alumno_id", "para", "asunto", "texto", "sal", "message_id", "creado_en", "siguiente_en")
_ENCOLAR = Preparada(
    insert(tabla(Correo)).values(
        {columna: bindparam(columna) for columna in _SOBRE} | {"estado": Estado.PENDIENTE.value, "intentos": 0}
    )
)
_PROPIOS = Preparada(select(TextoPropio.plantilla, TextoPropio.texto))


def encolar(plantilla: str, *, alumno_id: int | None, para: str, sal: str | None = None, **datos: object) -> None:
    """Put a mail in the outbox, within the transaction of what caused it; `sal`, of the link that it bears."""
    encolar_cartas([carta(plantilla, alumno_id=alumno_id, para=para, sal=sal, **datos)])


def carta(
    plantilla: str, *, alumno_id: int | None, para: str, sal: str | None = None, **datos: object
) -> dict[str, Any]:
    """A mail that is written and not yet in the outbox."""
    asunto, texto = redactar(plantilla, oculto=OCULTO, **datos)
    return sobre(alumno_id=alumno_id, para=para, asunto=asunto, texto=texto, sal=sal)


def sobre(*, alumno_id: int | None, para: str, asunto: str, texto: str, sal: str | None = None) -> dict[str, Any]:
    """A mail with this text, under a Message-ID of its own."""
    instante = ahora()
    return {
        "alumno_id": alumno_id,
        "para": para,
        "asunto": asunto,
        "texto": texto,
        "sal": sal,
        "message_id": f"<{secrets.token_hex(16)}@{current_app.config['DOMINIO_CORREO']}>",
        "creado_en": instante,
        "siguiente_en": instante,
    }


def encolar_cartas(cartas: list[dict[str, Any]]) -> None:
    """As `encolar`, many in one statement."""
    if cartas:
        _ENCOLAR.cada(directa(), cartas)


def redactar(plantilla: str, **datos: object) -> tuple[str, str]:
    """Subject and text of a mail."""
    ajustes = current_app.config
    datos = {"base_url": ajustes["BASE_URL"], "siglas": ajustes["SIGLAS_ESCUELA"], "hoy": hoy()} | datos
    try:
        if plantilla in PLANTILLAS and (propio := _propios().get(plantilla)):
            return llenar(propio, datos)
    except TemplateError as error:  # it was tried when it was saved; a decision is mailed whatever comes
        current_app.logger.warning("El texto propio de %s no se pudo llenar: %s", plantilla, error)
    return partir(current_app.jinja_env.get_template(f"correo/{plantilla}.txt").render(datos))


def _propios() -> dict[str, str]:
    """What was written over each text, looked up once a request: many mails may leave in one."""
    propios = g.get("textos_propios")
    if propios is None:
        g.textos_propios = propios = {fila.plantilla: fila.texto for fila in _PROPIOS.todas(directa())}
    return propios


def original(plantilla: str) -> str:
    """The text of the house, as its file has it."""
    loader = current_app.jinja_env.loader
    assert loader
    return loader.get_source(current_app.jinja_env, f"correo/{plantilla}.txt")[0].rstrip("\n")


def con_pie(texto: str) -> str:
    """The text part as it goes out: below it who writes, and where one enters."""
    return f"{texto.rstrip()}\n\n-- \n{_remite()}\n{current_app.config['BASE_URL']}\n"


def token_de(sal: str) -> str:
    """The token that a link bears: whoever reads the database, without the house's key, cannot make it."""
    clave = current_app.config["SECRET_KEY"].encode()
    return base64.urlsafe_b64encode(hmac.new(clave, f"enlace {sal}".encode(), hashlib.sha256).digest())[:-1].decode()


def en_html(texto: str, token: str = "") -> str:
    """The HTML part, made from the text: paragraphs, and a link only where the house wrote it."""
    base = escape(current_app.config["BASE_URL"])
    parrafos = []
    for parrafo in texto.strip().split("\n\n"):
        lineas = [
            _ENLACE.format(linea) if _es_nuestra(linea, str(base), token) else escape(linea)
            for linea in parrafo.splitlines()
        ]
        parrafos.append(_PARRAFO.format(Markup("<br>\n").join(lineas)))
    return _CARTA.format(
        escuela=current_app.config["ESCUELA"],
        unidad=current_app.config["UNIDAD"],
        cuerpo=Markup("\n").join(parrafos),
        base=base,
        remite=_remite(),
    )


def _es_nuestra(linea: str, base: str, token: str) -> bool:
    return linea == base or bool(token and linea.startswith(f"{base}/") and linea.endswith(f"/{token}"))


def _remite() -> str:
    siglas = current_app.config["SIGLAS_ESCUELA"]
    return f"Sistema Intrainstitucional de Registro y Seguimiento para Servicio Social {siglas}"


# One column that reads on a phone without zoom; styles inline, because mail programs drop the others.
_ENLACE = Markup('<a href="{0}" style="color:#6c1d45">{0}</a>')
_PARRAFO = Markup('<p style="margin:0 0 16px;overflow-wrap:anywhere">{}</p>')
_CARTA = Markup("""\
<!DOCTYPE html>
<html lang="es-MX"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
</head><body style="margin:0;padding:16px;background:#faf8f9">
<div style="max-width:36rem;margin:0 auto;padding:0 20px 4px;border-top:6px solid #6c1d45;background:#ffffff;\
color:#221a1e;font:16px/1.5 'Source Sans 3',Helvetica,Arial,sans-serif">
<div style="margin:0 0 20px;padding:14px 0 10px;border-bottom:1px solid #e5dde1;\
color:#6c1d45;font-size:13px;line-height:1.35">{escuela}<br>{unidad}</div>
<main>
{cuerpo}
</main>
<div style="margin:24px 0"><a href="{base}" style="display:inline-block;padding:12px 24px;border-radius:3px;\
background:#6c1d45;color:#ffffff;font-weight:bold;text-decoration:none">Ingresar al sistema</a></div>
<div style="margin:0 0 16px;padding-top:12px;border-top:1px solid #e5dde1;\
color:#5e5359;font-size:13px;line-height:1.4">{remite}<br>
<a href="{base}" style="color:#5e5359">{base}</a></div>
</div>
</body></html>
""")
