"""A form that brings many PDFs at once: what is announced has to fit in what its person may keep in staging."""

from typing import cast

from flask import current_app, request

from sisr.archivos import disco
from sisr.archivos.cuota import que_quepa
from sisr.archivos.errores import JuntosDemasiado, SinEspacio, SinLongitud
from sisr.archivos.peticion import MARGEN, Peticion
from sisr.archivos.vigia import Vigia


def permitir_varios() -> None:
    """Let this request, of somebody with an account, bring many files; before anything reads its form.

    Raises SinLongitud, JuntosDemasiado, CuotaLlena or SinEspacio by what is announced, with no body read.
    """
    limite, largo = current_app.config["PERSON_QUOTA_BYTES"], request.content_length or 0
    disco.recepcion().mkdir(mode=0o700, parents=True, exist_ok=True)
    if "Transfer-Encoding" in request.headers:
        raise SinLongitud
    if largo > limite + MARGEN:
        raise JuntosDemasiado(limite=limite)
    if largo > disco.libre():
        raise SinEspacio

    def cabe() -> None:
        que_quepa(max(0, largo - MARGEN))

    cabe()
    maximo = current_app.config["MAX_PDF_BYTES"]
    cast(Peticion, request).admitir_archivo(maximo, al_llegar=Vigia(cabe).contar, juntos=largo)
