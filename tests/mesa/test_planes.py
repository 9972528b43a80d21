"""How the database finds a page of the lists: by an index in its order, and no table is read whole."""

from urllib.parse import parse_qsl

import pytest
from flask import Flask

from sisr.db import db
from sisr.documentos.filtro import Filtro
from sisr.documentos.orden import COLUMNAS
from sisr.mesa import consultas
from tests.sentencias import lecturas, sentencias

_TABLAS = ("alumno", "documento", "entrega", "dictamen", "usuario")
EN_SU_ORDEN = [
    "",
    "pagina=9",
    "estatus=EN+REVISIÓN",
    "estatus=ACEPTADO",
    *(f"orden={sentido}{columna}" for columna in COLUMNAS for sentido in ("", "-")),
    *(f"{filtro}&orden=nombre" for filtro in ("carrera=1", "prestatario=1", "semestre=7", "estatus=RECHAZADO")),
    "carrera=1&semestre=7&estatus=ACEPTADO&orden=nombre",
]
DE_POCOS = ["q=munoz", "q=ana+zuniga&orden=nombre", "tarde=1", "dias=3", "lista=15", "desde=2026-11-01", "revisor=1"]


@pytest.mark.parametrize("direccion", EN_SU_ORDEN)
def test_la_tabla_se_lee_en_el_orden_de_un_indice(app: Flask, direccion: str) -> None:
    plan = planes(app, "expedientes", direccion)
    assert [paso for paso in plan if _de_tabla_entera(paso) or "TEMP B-TREE" in paso] == []


@pytest.mark.parametrize("direccion", DE_POCOS)
@pytest.mark.parametrize("cual", ["expedientes", "reportes"])
def test_lo_que_deja_pocos_no_lee_una_tabla_entera(app: Flask, cual: str, direccion: str) -> None:
    assert [paso for paso in planes(app, cual, direccion) if _de_tabla_entera(paso)] == []


@pytest.mark.parametrize("direccion", ["", "orden=nombre", "orden=-boleta", "documento=reporte-1"])
def test_las_tarjetas_no_leen_una_tabla_entera(app: Flask, direccion: str) -> None:
    assert [paso for paso in planes(app, "reportes", direccion) if _de_tabla_entera(paso)] == []


def test_las_tarjetas_se_hallan_por_lo_que_espera_y_una_lista_por_quien_esta_en_ella(app: Flask) -> None:
    assert any("ix_documento_por_revisar" in paso for paso in planes(app, "reportes", ""))
    de_una_lista = planes(app, "expedientes", "lista=15")
    assert any("ix_alumno_lista_registro" in paso for paso in de_una_lista)
    assert not any("ix_documento_cola" in paso or "ix_documento_entrega" in paso for paso in de_una_lista)


def planes(app: Flask, cual: str, direccion: str) -> list[str]:
    """The steps of every statement of one page, as EXPLAIN QUERY PLAN tells them."""
    with app.test_request_context(), sentencias(app) as vistas:
        getattr(consultas, cual)(Filtro.de(dict(parse_qsl(direccion))))
        consultas.cuentas()
        pedidas = lecturas(vistas)
        assert pedidas
        return [
            paso[3]
            for pedida in pedidas
            for paso in db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {pedida}").all()
        ]


def _de_tabla_entera(paso: str) -> bool:
    return any(paso == f"SCAN {tabla}" for tabla in _TABLAS)
