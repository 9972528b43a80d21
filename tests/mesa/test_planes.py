"""How the database finds a page of the lists: by an index in its order, and no table is read whole."""

from typing import Any
from urllib.parse import parse_qsl

import pytest
from flask import Flask
from sqlalchemy import event

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
    """Those who are alike in it are sorted apart («RIGHT PART»): they are few."""
    plan = planes(app, "expedientes", direccion)
    assert [paso for paso in plan if _de_tabla_entera(paso) or paso == "USE TEMP B-TREE FOR ORDER BY"] == []


@pytest.mark.parametrize("direccion", DE_POCOS)
@pytest.mark.parametrize("cual", ["expedientes", "reportes"])
def test_lo_que_deja_pocos_no_lee_una_tabla_entera(app: Flask, cual: str, direccion: str) -> None:
    assert [paso for paso in planes(app, cual, direccion) if _de_tabla_entera(paso)] == []


@pytest.mark.parametrize("direccion", ["", "orden=nombre", "orden=-boleta", "documento=reporte-1"])
def test_las_tarjetas_no_leen_una_tabla_entera(app: Flask, direccion: str) -> None:
    assert [paso for paso in planes(app, "reportes", direccion) if _de_tabla_entera(paso)] == []


def test_las_tarjetas_se_hallan_por_lo_que_espera_y_una_lista_por_quien_esta_en_ella(app: Flask) -> None:
    assert any("ix_documento_espera" in paso for paso in planes(app, "reportes", ""))
    de_una_lista = planes(app, "expedientes", "lista=15")
    assert any("ix_alumno_lista_registro" in paso for paso in de_una_lista)
    assert not any("ix_documento_cola" in paso or "ix_documento_entrega" in paso for paso in de_una_lista)


def test_cuantos_hay_de_una_lista_y_lo_que_esta_fuera_de_plazo_se_saben_por_su_indice(app: Flask) -> None:
    assert any("COVERING INDEX ix_alumno_en_lista" in paso for paso in planes(app, "expedientes", "lista=15"))
    for fuera_de_plazo in (planes(app, "expedientes", "tarde=1"), planes(app, "expedientes", "dias=3")):
        assert sum("ix_documento_recibida" in paso for paso in fuera_de_plazo) == 3
    assert any("ix_documento_recibida" in paso for paso in planes(app, "reportes", "tarde=1"))


def planes(app: Flask, cual: str, direccion: str) -> list[str]:
    """The steps of every statement of one page, as EXPLAIN QUERY PLAN tells them.

    What pages by a limit is explained with the limit as a parameter, as it runs: a constant changes the plan.
    """
    vistas: list[tuple[str, Any]] = []

    def guardar(_conexion: object, _cursor: object, sentencia: str, parametros: object, *_: object) -> None:
        vistas.append((sentencia, parametros))

    with app.test_request_context():
        event.listen(db.engine, "before_cursor_execute", guardar)
        for tramo in consultas.tramos(cual, Filtro.de(dict(parse_qsl(direccion)))):
            tramo.contar()
            for desde in (0, 900):  # of the first half and of the last, which is read from its end
                tramo.tomar(desde, 50, de=1000)
        event.remove(db.engine, "before_cursor_execute", guardar)
        db.session.rollback()
        with sentencias(app) as preparadas:
            getattr(consultas, cual)(Filtro())
        vistas += [(preparada, ()) for preparada in lecturas(preparadas)]
        return [
            paso[3]
            for sentencia, parametros in vistas
            for paso in db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sentencia}", parametros).all()
        ]


def _de_tabla_entera(paso: str) -> bool:
    return any(paso == f"SCAN {tabla}" for tabla in _TABLAS)
