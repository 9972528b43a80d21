"""The mails of an account, as they leave: with the token that the outbox does not hold."""

import re

from flask import Flask
from sqlalchemy import select

from sisr.correo.model import Correo
from sisr.correo.textos import OCULTO, token_de
from sisr.db import db


def cartas(app: Flask, para: str) -> list[tuple[str, str]]:
    """Subject and text of each, in order."""
    with app.app_context():
        filas = db.session.scalars(select(Correo).where(Correo.para == para).order_by(Correo.id)).all()
        return [(f.asunto, f.texto.replace(OCULTO, token_de(f.sal)) if f.sal else f.texto) for f in filas]


def asuntos(app: Flask, para: str) -> list[str]:
    return [asunto for asunto, _ in cartas(app, para)]


def enlace(app: Flask, para: str) -> str:
    """The path of the last link that was mailed there."""
    hallados = [re.search(r"http://[^/\s]+(/\S+/\S+)", texto) for _, texto in cartas(app, para)]
    return [hallado[1] for hallado in hallados if hallado][-1]
