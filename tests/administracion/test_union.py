"""Two prestatarios of the catalogue become one (REQUIREMENTS X2, A9)."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from sisr.alumnos.model import Alumno
from sisr.bitacora.model import Acto
from sisr.catalogos.model import Prestatario
from sisr.db import db
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import entregado


@pytest.fixture
def elena(app: Flask) -> Cliente:
    return Cliente(app).ingresar("elena")


def nombres(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Prestatario.nombre).order_by(Prestatario.clave)))


def uniones(app: Flask) -> list[Any]:
    with app.app_context():
        actos = db.session.scalars(select(Acto).where(Acto.accion == "union").order_by(Acto.id))
        return [acto.alumno_id for acto in actos]


def abrir(elena: Cliente, alumna: Alumna) -> Cliente:
    """From the catalogue, by the link of that row."""
    with alumna.app.app_context():
        suyo = db.session.scalar(select(Alumno.prestatario_id).where(Alumno.id == alumna.id))
    ruta = f"/administracion/prestatarios/{suyo}/union"
    assert ruta in {enlace.get("href") for enlace in elena.ver("/administracion/prestatarios").pagina.iter("a")}
    return elena.ver(ruta)


def test_sus_alumnos_pasan_al_otro_con_lo_que_entregaron(elena: Cliente, ana: Alumna, beto: Alumna) -> None:
    entregado(ana.numerada(), "reporte-1")
    elena = abrir(elena, ana).llenar("Unir", nombre="ayuntamiento de tlalnepantla")
    assert elena.dice(".aviso--exito") == "«ESCA UST» se unió con «ayuntamiento de tlalnepantla»."
    assert nombres(ana.app) == ["AYUNTAMIENTO DE TLALNEPANTLA", "PEMEX"]
    assert (ana.avance.alumno.prestatario, len(ana.avance.proceso.pasos)) == ("AYUNTAMIENTO DE TLALNEPANTLA", 6)
    assert ana.documento("reporte-1").estatus == "EN REVISIÓN"
    assert uniones(ana.app) == [ana.id]


def test_quien_ya_esta_en_una_lista_conserva_su_menu(elena: Cliente, beto: Alumna) -> None:
    beto.enlistada()
    abrir(elena, beto).llenar("Unir", nombre="PEMEX")
    assert (beto.avance.alumno.prestatario, len(beto.avance.proceso.pasos)) == ("PEMEX", 6)


@pytest.mark.parametrize(
    ("nombre", "dicho"),
    [
        ("", "Escribe el nombre del prestatario que se queda."),
        ("Nadie", "«Nadie» no es otro prestatario del catálogo: elige uno de la lista."),
        ("esca ust", "«esca ust» no es otro prestatario del catálogo: elige uno de la lista."),
    ],
)
def test_con_quien_no_esta_o_consigo_mismo_no_se_une(elena: Cliente, ana: Alumna, nombre: str, dicho: str) -> None:
    antes = nombres(ana.app)
    abrir(elena, ana).llenar("Unir", nombre=nombre, estado=422)
    assert elena.dice("#nombre-error") == dicho
    assert (nombres(ana.app), uniones(ana.app)) == (antes, [])


def test_el_que_ya_no_esta_no_se_encuentra(elena: Cliente) -> None:
    elena.ver("/administracion/prestatarios/999/union", estado=404)
    elena.enviar("/administracion/prestatarios/999/union", {"nombre": "PEMEX"}, estado=404)
