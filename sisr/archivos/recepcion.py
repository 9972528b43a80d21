"""Receiving one PDF: let it in, claim it, judge it, keep it while other fields are mended, sweep."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_urlsafe
from typing import cast

from flask import current_app, request, session
from itsdangerous import BadData, URLSafeTimedSerializer

from sisr.archivos import disco
from sisr.archivos.errores import (
    ArchivoRechazado,
    EnvioDemasiadoGrande,
    ErrorDeArchivo,
    Razon,
    SinEspacio,
    SinLongitud,
)
from sisr.archivos.juez import juzgar
from sisr.archivos.llegada import Llegada
from sisr.archivos.peticion import MARGEN, Peticion
from sisr.archivos.vigia import Vigia
from sisr.texto import limpiar

VIGENCIA = timedelta(hours=24)  # how long a kept file waits for its form
_LARGO_NOMBRE = 120
_NAVEGADOR = "recepcion"


@dataclass(frozen=True)
class Recibido:
    """A judged PDF in staging; `ficha` is its name there, `nombre` the one its owner gave it."""

    ficha: str
    nombre: str
    bytes: int
    sha256: str
    paginas: int

    @property
    def ruta(self) -> Path:
        return disco.recepcion() / self.ficha


def anunciado(limite: int, de_mas: Callable[..., ErrorDeArchivo]) -> int:
    """The bytes that this request says it brings, which fit. Raises SinLongitud, `de_mas` or SinEspacio."""
    largo = request.content_length or 0
    disco.recepcion().mkdir(mode=0o700, parents=True, exist_ok=True)
    if "Transfer-Encoding" in request.headers:
        raise SinLongitud
    if largo > limite + MARGEN:
        raise de_mas(limite=limite)
    if largo > disco.libre():
        raise SinEspacio
    return largo


def permitir_archivo() -> None:
    """Let this request bring a file; before anything reads its form.

    Raises SinLongitud, EnvioDemasiadoGrande or SinEspacio by what is announced, with no body read.
    """
    limite = current_app.config["MAX_PDF_BYTES"]
    largo = anunciado(limite, EnvioDemasiadoGrande)
    cabe = disco.que_quepan_anonimos if _peticion().es_anonima else lambda _=0: None
    cabe(min(largo, limite))
    _peticion().admitir_archivo(limite, al_llegar=Vigia(cabe).contar)


def recibir(campo: str) -> Recibido | None:
    """The file chosen in a field of the form, judged and safe on the disk; None when none was chosen.

    It goes at the end of the request unless it was kept by then, in the depósito or with a ficha.
    Raises ArchivoRechazado, SinEspacio.
    """
    for llegada, nombre in elegidos(campo):
        return reclamar(llegada, nombre)
    return None


def elegidos(campo: str) -> Iterator[tuple[Llegada, str]]:
    """What came in a field of the form, each with the name that its owner gave it."""
    for archivo in _peticion().files.getlist(campo):
        llegada = archivo.stream
        if not isinstance(llegada, Llegada):
            raise RuntimeError("permitir_archivo() has to be called before the form is read")
        if archivo.filename or llegada.bytes:
            yield llegada, nombre_limpio(archivo.filename or "")


def reclamar(llegada: Llegada, nombre: str) -> Recibido:
    """One of those, judged. Raises ArchivoRechazado, SinEspacio; then it is gone."""
    try:
        return _juzgado(llegada, nombre)
    except BaseException:
        llegada.close()
        raise


def guardar_ficha(recibido: Recibido) -> str:
    """Keep the file past this request; returns what the form carries so that it is not sent again."""
    conservar(recibido)
    return _firma(navegador_nuevo()).dumps(asdict(recibido))


def conservar(recibido: Recibido) -> None:
    """Keep the file past this request, for a day."""
    for llegada in _peticion().llegadas:
        if llegada.ficha == recibido.ficha:
            llegada.conservar()
    with suppress(FileNotFoundError):  # the same form sent twice: the other one has it
        os.utime(recibido.ruta)  # its wait begins anew, also for `barrer`


def recuperar_ficha(texto: str | None) -> Recibido | None:
    """What `guardar_ficha` kept for this browser; None when expired, forged, of another, or gone."""
    conocido = navegador()
    if not texto or conocido is None:
        return None
    try:
        datos = _firma(conocido).loads(texto, max_age=int(VIGENCIA.total_seconds()))
    except BadData:
        return None
    recibido = Recibido(**datos)
    return recibido if recibido.ruta.is_file() else None


def descartar(recibido: Recibido) -> None:
    recibido.ruta.unlink(missing_ok=True)


def navegador() -> str | None:
    """The token of this browser, when it has sent something before; it goes with the session."""
    return session.get(_NAVEGADOR)


def navegador_nuevo() -> str:
    """As `navegador`, made now where there is none."""
    return session.setdefault(_NAVEGADOR, token_urlsafe(16))


def examinar(*, ficha: str, nombre: str, sha256: str) -> Recibido:
    """Judge a whole file that is in staging; it is safe on the disk afterwards. Raises ArchivoRechazado."""
    ruta = disco.recepcion() / ficha
    veredicto = juzgar(ruta)
    if veredicto.razon:
        raise ArchivoRechazado(veredicto.razon)
    with disco.con_espacio():
        disco.asegurar(ruta)
    return Recibido(ficha, nombre, ruta.stat().st_size, sha256, veredicto.paginas)


def nombre_limpio(crudo: str) -> str:
    """The last part of a path of any system, in one clean line that keeps its extension when shortened."""
    nombre = limpiar(crudo.replace("\\", "/").rpartition("/")[2])
    base, extension = os.path.splitext(nombre)
    extension = extension[:_LARGO_NOMBRE]
    return base[: _LARGO_NOMBRE - len(extension)] + extension or "documento.pdf"


def barrer(antes_de: datetime) -> int:
    """Unlinks the staging files last written, or kept, before that instant; returns how many."""
    barridos = 0
    for ruta in disco.recepcion().glob("*"):
        try:
            if ruta.stat().st_mtime < antes_de.timestamp():
                ruta.unlink()
                barridos += 1
        except FileNotFoundError:  # somebody else's sweep, or its own request, came first
            continue
    return barridos


def _juzgado(llegada: Llegada, nombre: str) -> Recibido:
    if llegada.excede:
        raise ArchivoRechazado(Razon.DEMASIADO_GRANDE, limite=current_app.config["MAX_PDF_BYTES"])
    return examinar(ficha=llegada.ficha, nombre=nombre, sha256=llegada.sha256)


def _firma(de_quien: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=f"recepcion {de_quien}")


def _peticion() -> Peticion:
    return cast(Peticion, request)
