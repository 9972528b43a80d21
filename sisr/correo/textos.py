"""The texts: one file a mail in templates/correo/, whose first line is the subject."""

import secrets

from flask import current_app
from markupsafe import Markup, escape
from sqlalchemy import insert

from sisr.correo.model import Correo
from sisr.db import db, tabla
from sisr.reloj import ahora

_ENCOLAR = insert(tabla(Correo))


def encolar(plantilla: str, *, alumno_id: int | None, para: str, **datos: object) -> None:
    """Put a mail in the outbox, within the transaction of what caused it."""
    asunto, texto = redactar(plantilla, **datos)
    instante = ahora()
    db.session.connection().execute(
        _ENCOLAR,
        {
            "alumno_id": alumno_id,
            "para": para,
            "asunto": asunto,
            "texto": texto,
            "message_id": f"<{secrets.token_hex(16)}@{current_app.config['DOMINIO_CORREO']}>",
            "creado_en": instante,
            "siguiente_en": instante,
        },
    )


def redactar(plantilla: str, **datos: object) -> tuple[str, str]:
    """Subject and text of a mail."""
    escrito = current_app.jinja_env.get_template(f"correo/{plantilla}.txt").render(
        base_url=current_app.config["BASE_URL"], siglas=current_app.config["SIGLAS_ESCUELA"], **datos
    )
    asunto, _, texto = escrito.partition("\n")
    return asunto.strip(), texto.strip() + "\n"


def en_html(texto: str) -> str:
    """The HTML part, made from the text: paragraphs, and a link only where the house wrote it."""
    base = escape(current_app.config["BASE_URL"])
    parrafos = []
    for parrafo in texto.strip().split("\n\n"):
        lineas = [
            Markup('<a href="{0}">{0}</a>').format(base) if linea == str(base) else escape(linea)
            for linea in parrafo.splitlines()
        ]
        parrafos.append(Markup("<p>{}</p>").format(Markup("<br>\n").join(lineas)))
    return Markup('<!DOCTYPE html>\n<html lang="es-MX"><body>\n{}\n</body></html>\n').format(
        Markup("\n").join(parrafos)
    )
