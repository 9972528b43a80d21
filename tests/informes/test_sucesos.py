"""What is counted equals what happened, and the monthly counts equal a recount (sisr/informes/model.py)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask_migrate import downgrade, upgrade
from hypothesis import given, settings, strategies as st
from sqlalchemy import delete, func, insert, select

from sisr.alumnos.model import Alumno
from sisr.bitacora.model import Acto
from sisr.db import db, escritura, tabla
from sisr.documentos.model import Dictamen, Entrega
from sisr.informes.cierre import cerrar
from sisr.informes.contar import DIMENSIONES, contar, recontar, totales
from sisr.informes.corte import Corte
from sisr.informes.listas import describir, sucesos
from sisr.informes.model import Conteo, Suceso
from sisr.reloj import ZONA, ahora, dia
from tests.elenco import Alumna


def test_hay_un_suceso_por_cada_cosa_que_paso(escuela: Flask) -> None:
    with escuela.app_context():
        assert _copias() == _originales()


def test_cada_alumno_dice_que_dia_le_paso_lo_ultimo(escuela: Flask) -> None:
    with escuela.app_context():
        ultimos = select(Suceso.alumno_id, func.max(Suceso.dia)).group_by(Suceso.alumno_id)
        assert _movidos() == dict(db.session.execute(ultimos).all())
        assert len(set(_movidos().values())) > 10


@pytest.mark.parametrize("dimension", DIMENSIONES)
def test_la_cuenta_de_los_meses_es_la_de_los_renglones(escuela: Flask, dimension: str) -> None:
    with escuela.app_context():
        filas: Any = db.session.execute(recontar(dimension, Corte()))
        cuenta = {(hecho, valor): n for hecho, valor, n in filas}
        assert cuenta
        assert contar(dimension, Corte()) == cuenta


def test_lo_que_ya_habia_se_cuenta_igual_que_lo_nuevo(escuela: Flask) -> None:
    with escuela.app_context(), time_machine.travel(ahora(), tick=False):
        cerrar()  # the school may have been made yesterday
        antes = _todo(Suceso), _todo(Conteo), _movidos()
        db.session.rollback()
        downgrade(revision="0002")
        upgrade()
        cerrar()
        assert (_todo(Suceso), _todo(Conteo), _movidos()) == antes


def test_un_segundo_dictamen_de_la_misma_entrega_es_una_correccion(app: Flask, ana: Alumna) -> None:
    """It does not make of one delivery two that were decided, nor spoil the share accepted at the first try."""
    ana.rechazada("expediente")
    with app.app_context():
        antes = {dimension: contar(dimension, Corte(hecho="dictamen")) for dimension in DIMENSIONES}
        with escritura() as conexion:
            entrega = conexion.execute(select(Dictamen.entrega_id)).scalar_one()
            otro = {"entrega_id": entrega, "resultado": "ACEPTADO", "motivo": None, "por_id": 1, "en": ahora()}
            conexion.execute(insert(tabla(Dictamen)).values(otro))
        assert {dimension: contar(dimension, Corte(hecho="dictamen")) for dimension in DIMENSIONES} == antes
        assert totales(Corte()) == dict.fromkeys(totales(Corte()), 0) | {
            "registro": 1,
            "entrega": 1,
            "rechazo": 1,
            "correccion": 1,
        }
        dicho = [describir(fila) for fila in sucesos(Corte(hecho="correccion"), 1).filas]
        assert dicho == ["Expediente: ACEPTADO, corregido"]


@pytest.mark.parametrize(
    "corte", [Corte(), Corte(hecho="dictamen", prestatario=1), Corte(hecho="numero", genero="F")]
)
def test_las_paginas_de_una_lista_dan_todo_una_vez_y_en_orden(escuela: Flask, corte: Corte) -> None:
    with escuela.app_context():
        ultimos = Suceso.dia.desc(), Suceso.en.desc(), Suceso.origen_id.desc()
        filas = db.session.execute(
            select(Suceso.hecho, Suceso.origen_id).where(*corte.condiciones()).order_by(*ultimos)
        )
        paginas = [sucesos(corte, numero).filas for numero in range(1, sucesos(corte, 1).paginas + 1)]
        assert len(paginas) > 1 or corte.genero
        assert [(fila.hecho, fila.origen_id) for pagina in paginas for fila in pagina] == list(map(tuple, filas))


@pytest.mark.parametrize(
    "instante",
    [
        datetime(2022, 4, 3, 7, 59, 59),
        datetime(2022, 4, 3, 8),
        datetime(2022, 10, 30, 6, 59, 59),
        datetime(2022, 10, 30, 7),
        datetime(2026, 11, 1, 5, 59, 59, 999_999),
        datetime(2026, 11, 1, 6),
    ],
)
def test_el_dia_y_la_hora_son_los_de_mexico(app: Flask, ana: Alumna, instante: datetime) -> None:
    with app.app_context():
        assert _suceso_en(ana, instante.replace(tzinfo=UTC)) == _reloj(instante.replace(tzinfo=UTC))


def test_el_reloj_de_los_sucesos_es_siempre_el_de_mexico(app: Flask, ana: Alumna) -> None:
    @settings(max_examples=60)
    @given(st.datetimes(datetime(2016, 1, 2), datetime(2040, 1, 1)))
    def comprobar(instante: datetime) -> None:
        assert _suceso_en(ana, instante.replace(tzinfo=UTC)) == _reloj(instante.replace(tzinfo=UTC))

    with app.app_context():
        comprobar()


def _movidos() -> dict[int, Any]:
    return dict(db.session.execute(select(Alumno.id, Alumno.movido_en)).all())


def _suceso_en(alumna: Alumna, instante: datetime) -> Any:
    with escritura() as conexion:
        conexion.execute(delete(Suceso).where(Suceso.hecho == "retiro"))
        conexion.execute(
            insert(tabla(Acto)).values(en=instante, accion="retiro", alumno_id=alumna.id, por_id=None, detalle={})
        )
    suyo = select(Suceso.dia, Suceso.hora, Suceso.dia_semana).where(Suceso.hecho == "retiro")
    return tuple(db.session.execute(suyo).one())


def _reloj(instante: datetime) -> Any:
    local = instante.astimezone(ZONA)
    return local.date(), local.hour, local.weekday()


def _copias() -> list[tuple[Any, ...]]:
    columnas = ("hecho", "origen_id", "en", "dia", "alumno_id", "clave", "intento", "dias", "por_id")
    ficha = ("carrera_id", "genero", "semestre", "prestatario_id")
    return sorted(_pares(fila, (*columnas, *ficha)) for fila in _todo(Suceso))


def _originales() -> list[tuple[Any, ...]]:
    alumnos = {fila.id: fila for fila in _todo(Alumno)}
    entregas = {fila.id: fila for fila in _todo(Entrega)}
    hechos: list[tuple[Any, ...]] = [
        ("registro", a.id, a.registrado_en, a.id, "", None, None, a.id) for a in alumnos.values()
    ]
    for e in entregas.values():
        if e.clave != "constancia":
            hecho = "reentrega" if e.n > 1 else "entrega"
            hechos.append((hecho, e.id, e.recibida_en, e.alumno_id, e.clave, e.n, None, e.por_id))
        elif e.n == 1:
            espera = _dias(alumnos[e.alumno_id].enlistado_en, e.recibida_en)
            hechos.append(("constancia", e.id, e.recibida_en, e.alumno_id, e.clave, 1, espera, e.por_id))
    for d in _todo(Dictamen):
        e, hecho = entregas[d.entrega_id], "aceptacion" if d.resultado == "ACEPTADO" else "rechazo"
        hechos.append((hecho, d.id, d.en, e.alumno_id, e.clave, e.n, _dias(e.recibida_en, d.en), d.por_id))
    for acto in _todo(Acto):
        nuevo = acto.detalle.get("antes") is None and (acto.accion == "lista" or acto.detalle.get("numero"))
        if acto.accion in {"lista", "numero"} and nuevo:
            hechos.append((acto.accion, acto.id, acto.en, acto.alumno_id, "", None, None, acto.por_id))
    return sorted(_con_ficha(hecho, alumnos[hecho[3]]) for hecho in hechos)


def _con_ficha(hecho: tuple[Any, ...], alumno: Any) -> tuple[Any, ...]:
    ficha = (alumno.carrera_id, alumno.genero, alumno.semestre, alumno.prestatario_id)
    return _claro((*hecho[:3], dia(hecho[2]), *hecho[3:], *ficha))


def _pares(fila: Any, columnas: tuple[str, ...]) -> tuple[Any, ...]:
    return _claro(tuple(getattr(fila, columna) for columna in columnas))


def _claro(valores: tuple[Any, ...]) -> tuple[Any, ...]:
    """None cannot be sorted beside a number."""
    return tuple(-1 if valor is None else valor for valor in valores)


def _dias(desde: datetime, hasta: datetime) -> int:
    return (dia(hasta) - dia(desde)) // timedelta(days=1)


def _todo(modelo: type[Any]) -> list[Any]:
    return list(db.session.execute(select(tabla(modelo)).order_by(*tabla(modelo).primary_key)).all())
