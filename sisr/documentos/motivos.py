"""Put a frequent motivo, or the page that is meant, into what a reviewer has typed (REQUIREMENTS E5)."""

from sqlalchemy import select

from sisr.catalogos.model import Motivo
from sisr.db import db

PAGINA = "pagina"


def agregar(escrito: str, frase: str) -> str:
    """What was typed with a sentence after it, unless it is there already; after «Página 3:», in the same line."""
    if frase in escrito:
        return escrito
    return f"{escrito}{' ' if escrito.endswith(':') else chr(10)}{frase}".strip()


def frase(elegido: str, pagina: int | None) -> str:
    """What is picked: the id of a motivo of the catalogue, or the page; empty where there is no such thing."""
    if elegido == PAGINA:
        return f"Página {pagina}:" if pagina else ""
    if not (elegido.isascii() and elegido.isdecimal() and len(elegido) < 10):
        return ""
    return db.session.scalar(select(Motivo.texto).where(Motivo.id == int(elegido))) or ""
