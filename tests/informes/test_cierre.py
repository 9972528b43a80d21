"""Closed days are counted ahead of being asked for, and what comes late to them is counted all the same."""

from typing import Any

import time_machine
from flask import Flask
from sqlalchemy import select

from sisr.administracion.catalogos import guardar_motivo
from sisr.catalogos.model import Motivo
from sisr.db import db, escritura
from sisr.informes.cierre import cerrar
from sisr.informes.contar import DIMENSIONES, contar, recontar
from sisr.informes.corte import Corte
from sisr.informes.model import Cierre, Conteo
from tests.elenco import Alumna

_ENERO, _FEBRERO, _MARZO = (f"2026-0{mes}-10T18:00:00+00:00" for mes in (1, 2, 3))


def test_lo_que_llega_tarde_a_un_mes_cerrado_lo_abre_otra_vez(app: Flask) -> None:
    """A clock that was ahead had January and February closed before they were over."""
    with time_machine.travel(_ENERO):
        ana = Alumna.registrar(app, "Ana", boleta="2021350001", prestatario="ESCA UST")
    with time_machine.travel(_FEBRERO):
        ana.rechazada("expediente", "Nada de esto es frecuente.")
    with app.app_context(), time_machine.travel(_MARZO):
        cerrar()
        assert _cerrados() == {"sucesos": "2026-02-28", "motivos": "2026-02-28"}
        assert _meses() == {"2026-01", "2026-02"}
    with time_machine.travel(_FEBRERO):
        ana.entregar("expediente")
    with app.app_context():
        assert _cerrados() == {"sucesos": "2026-01-31", "motivos": "2026-01-31"}
        assert _meses() == {"2026-01"}
        _cuadra()
        with time_machine.travel(_MARZO):
            cerrar()
        assert _cerrados() == {"sucesos": "2026-02-28", "motivos": "2026-02-28"}
        _cuadra()


def test_un_motivo_que_se_vuelve_frecuente_se_cuenta_tambien_en_lo_cerrado(app: Flask) -> None:
    with time_machine.travel(_ENERO):
        ana = Alumna.registrar(app, "Ana", boleta="2021350001", prestatario="ESCA UST")
        ana.rechazada("expediente", "La foto es de otra persona.")
    with app.app_context():
        with time_machine.travel(_MARZO):
            cerrar()
        assert contar("motivo", Corte()) == {("rechazo", "0"): 1}
        nuevo = {"para": "", "nombre": "Otra foto", "orden": 50, "activo": True, "por": 1}
        with escritura():
            guardar_motivo(None, texto="La foto es de otra persona.", **nuevo)
        suyo = str(db.session.scalar(select(Motivo.id).where(Motivo.nombre == "Otra foto")))
        assert contar("motivo", Corte()) == {("rechazo", suyo): 1}
        with time_machine.travel(_MARZO):
            cerrar()
        _cuadra()


def _cuadra() -> None:
    for dimension in DIMENSIONES:
        for corte in (Corte(), Corte(prestatario=1), Corte(carrera=2, prestatario=1)):
            filas: Any = db.session.execute(recontar(dimension, corte))
            assert contar(dimension, corte) == {(hecho, valor): n for hecho, valor, n in filas}


def _cerrados() -> dict[str, str]:
    filas: Any = db.session.execute(select(Cierre.de, Cierre.dia))
    return {de: str(dia) for de, dia in filas}


def _meses() -> set[str]:
    return set(db.session.scalars(select(Conteo.mes)))
