"""A form that brings many PDFs at once: what is announced has to fit in what its person may keep in staging."""

from typing import cast

from flask import current_app, request

from sisr.archivos.cuota import que_quepa
from sisr.archivos.errores import JuntosDemasiado
from sisr.archivos.peticion import MARGEN, Peticion
from sisr.archivos.recepcion import anunciado
from sisr.archivos.vigia import Vigia


def permitir_varios() -> None:
    """Let this request, of somebody with an account, bring many files; before anything reads its form.

    Raises SinLongitud, JuntosDemasiado, CuotaLlena or SinEspacio by what is announced, with no body read.
    """
    largo = anunciado(current_app.config["PERSON_QUOTA_BYTES"], JuntosDemasiado)

    def cabe() -> None:
        que_quepa(max(0, largo - MARGEN))

    cabe()
    maximo = current_app.config["MAX_PDF_BYTES"]
    cast(Peticion, request).admitir_archivo(maximo, al_llegar=Vigia(cabe).contar, juntos=largo)
