"""Whether what the rows say is on the disk, and nothing else: compared both ways, and by content."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from sisr.alumnos.model import Alumno
from sisr.archivos import disco
from sisr.db import db
from sisr.documentos.model import Entrega
from sisr.reloj import ahora

_EN_CAMINO = timedelta(minutes=5)  # a file is kept a moment before its row is
_UN_DIA = timedelta(days=1)
_DE_UN_CORTE = 50  # more than these at once are not what crashes left: the database is older than the files


@dataclass
class Revision:
    """The paths, within uploads, of what is not as the rows say."""

    revisados: int = 0
    faltan: list[str] = field(default_factory=list)
    sobran: list[str] = field(default_factory=list)
    cambiaron: list[str] = field(default_factory=list)

    @property
    def esta_bien(self) -> bool:
        return not (self.faltan or self.sobran or self.cambiaron)


def revisar() -> Revision:
    """Reads every file whole."""
    revision = Revision(sobran=_sin_renglon(hasta=ahora() - _EN_CAMINO))
    entregas = select(Entrega.ruta, Entrega.sha256).join(Alumno).where(Alumno.cancelado_en.is_(None))
    for ruta, sha256 in db.session.execute(entregas.order_by(Entrega.ruta)).all():
        revision.revisados += 1
        archivo = disco.raiz() / ruta
        if not archivo.is_file():
            revision.faltan.append(ruta)
        elif _suma(archivo) != sha256:
            revision.cambiaron.append(ruta)
    return revision


def barrer_huerfanos() -> int:
    """Unlinks the PDFs that a crash left without a row a day ago; returns how many."""
    huerfanos = [ruta for ruta in _sin_renglon(hasta=ahora() - _UN_DIA) if ruta.endswith(".pdf")]
    if len(huerfanos) > _DE_UN_CORTE:
        current_app.logger.error("Hay %d PDF sin renglón: corre «flask archivos revisar».", len(huerfanos))
        return 0
    for ruta in huerfanos:
        (disco.raiz() / ruta).unlink(missing_ok=True)
    return len(huerfanos)


def _sin_renglon(*, hasta: datetime) -> list[str]:
    """Files that no row names, and were not put there after that instant."""
    raiz = disco.raiz()
    en_disco = sorted(str(ruta.relative_to(raiz)) for ruta in _archivos(raiz) if _desde(ruta) <= hasta.timestamp())
    con_renglon = set(db.session.scalars(select(Entrega.ruta)))
    return [ruta for ruta in en_disco if ruta not in con_renglon]


def _archivos(raiz: Path) -> Iterator[Path]:
    """Those in the folder of a boleta: what begins with a dot is not kept there by anybody's delivery."""
    return (ruta for ruta in raiz.glob("[!.]*/[!.]*") if ruta.is_file())


def _desde(ruta: Path) -> float:
    """Since when it bears that name: keeping it changes the time of its inode, not that of its bytes."""
    return ruta.stat().st_ctime


def _suma(ruta: Path) -> str:
    with ruta.open("rb") as archivo:
        return hashlib.file_digest(archivo, "sha256").hexdigest()
