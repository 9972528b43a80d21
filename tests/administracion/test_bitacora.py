"""The bitácora on screen: searched, paged by key, and as a sheet in constant memory (X5)."""

import csv
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import insert, text

from sisr.administracion.actos import Busqueda, en_csv, renglones
from sisr.bitacora.model import Acto
from sisr.db import db, escritura, tabla
from sisr.mesa.hoja import Formato, escribir
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.pagina import elegir, texto
from tests.sentencias import sentencias

RUTA = "/administracion/bitacora"


@pytest.mark.parametrize(
    ("busca", "encuentra"),
    [
        ("persona=Martha", {"Ingresó al sistema", "Aceptó un documento: Expediente"}),
        ("persona=martha&accion=aceptacion", {"Aceptó un documento: Expediente"}),
        ("boleta=2021350001", {"Cargó un documento: Expediente", "Aceptó un documento: Expediente"}),
        ("boleta=2021350001&accion=entrega", {"Cargó un documento: Expediente"}),
        ("persona=nadie-asi", set()),
        ("boleta=0000000000", set()),
        ("desde=2099-01-01", set()),
        ("hasta=2001-01-01", set()),
        ("desde=2020-01-01&hasta=2099-12-31&accion=aceptacion", {"Aceptó un documento: Expediente"}),
        (
            "accion=no-existe&desde=mañana&antes=x&persona=martha",
            {"Ingresó al sistema", "Aceptó un documento: Expediente"},
        ),
    ],
)
def test_se_busca(ana: Alumna, como: Callable[[str], Cliente], busca: str, encuentra: set[str]) -> None:
    ana.aceptada("expediente")
    elena = como("elena").ver(f"{RUTA}?{busca}")
    assert {texto(que) for que in elegir(elena.pagina, ".bitacora tbody th")} == encuentra


@pytest.mark.parametrize(
    ("busca", "indice"),
    [
        ("", "ix_acto_en"),
        ("accion=aceptacion", "ix_acto_en"),  # one line in five: the last fifty are near
        ("accion=catalogo", "ix_acto_accion"),
        ("accion=cancelacion&desde=2026-01-01&hasta=2026-12-31", "ix_acto_accion"),
        ("persona=martha&accion=rechazo", "ix_acto_por"),
    ],
)
def test_se_halla_por_un_indice_y_en_su_orden(como: Callable[[str], Cliente], busca: str, indice: str) -> None:
    elena = como("elena")
    with sentencias(elena.app) as vistas:
        elena.ver(f"{RUTA}?{busca}")
    (consulta,) = [vista for vista in vistas if "FROM acto" in vista]
    with elena.app.app_context():
        plan = [paso.detail for paso in db.session.execute(text(f"EXPLAIN QUERY PLAN {consulta}"))]
    assert any(f"acto USING INDEX {indice}" in paso for paso in plan), plan
    assert not any("TEMP B-TREE" in paso for paso in plan), plan


def test_de_la_linea_se_va_al_alumno(ana: Alumna, como: Callable[[str], Cliente]) -> None:
    elena = como("elena").ver(f"{RUTA}?accion=entrega").seguir(ana.boleta, dentro=".bitacora td:nth-child(4)")
    assert elena.dice("h1") == "Quezada Flores Ana"


def test_las_paginas_no_repiten_ni_saltan_aunque_lleguen_otras(app: Flask, como: Callable[[str], Cliente]) -> None:
    """By key: what happens meanwhile does not move them. Lines of one instant are told apart by their id."""
    _llenar(app, 120)
    elena, vistas = como("elena"), []
    elena.ver(f"{RUTA}?accion=salida")
    while True:
        vistas += [texto(celda) for celda in elegir(elena.pagina, ".bitacora td:nth-child(5)")]
        siguiente = elegir(elena.pagina, "[rel=next]")
        if not siguiente:
            break
        _llenar(app, 3, desde=1000)
        elena.ver(siguiente[0].get("href"))
    assert vistas == [f"documento {n}" for n in reversed(range(120))]


def test_la_hoja_es_toda_y_ninguna_celda_es_formula(app: Flask, como: Callable[[str], Cliente]) -> None:
    _llenar(app, 60)
    with app.app_context(), escritura() as conexion:
        mala = {"en": datetime.now(UTC), "accion": "salida", "por_id": None, "direccion": '=HYPERLINK("x")'}
        conexion.execute(insert(tabla(Acto)).values(mala | {"alumno_id": None, "detalle": {"=1+1": "@x"}}))
    elena = como("elena")
    datos = elena.crudo("GET", f"{RUTA}/hoja.csv?accion=salida").data.decode("utf-8-sig")
    filas = list(csv.reader(io.StringIO(datos)))
    assert (len(filas), filas[0][0]) == (62, "Línea")
    assert filas[1][5:] == ['\'=HYPERLINK("x")', "'=1+1 @x"]
    assert [celda for fila in filas for celda in fila if celda[:1] in {"=", "+", "-", "@"}] == []


def test_la_de_excel_dice_lo_mismo(
    app: Flask, como: Callable[[str], Cliente], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it does not fit in one of its sheets it goes on in the next; no text is a formula."""
    monkeypatch.setattr("sisr.mesa.hoja.POR_HOJA", 25)
    _llenar(app, 60)
    elena = como("elena").ver(f"{RUTA}?accion=salida")
    enlaces = {texto(enlace): str(enlace.get("href")) for enlace in elegir(elena.pagina, ".titulo a")}
    planas = elena.crudo("GET", enlaces["CSV"]).data.decode("utf-8-sig")
    datos = io.BytesIO(elena.crudo("GET", enlaces["Descargar Excel"]).data)
    libro = CalamineWorkbook.from_filelike(datos)
    hojas = [libro.get_sheet_by_name(nombre).to_python() for nombre in libro.sheet_names]
    assert [len(hoja) for hoja in hojas] == [26, 26, 11]
    juntas = [hojas[0][0], *(fila for hoja in hojas for fila in hoja[1:])]
    enteras = [[str(int(celda) if isinstance(celda, float) else celda) for celda in fila] for fila in juntas]
    assert enteras == list(csv.reader(io.StringIO(planas)))
    with zipfile.ZipFile(datos) as partes:
        assert not [parte for parte in partes.namelist() if b"<f>" in partes.read(parte)]


def test_la_hoja_no_crece_en_memoria(app: Flask) -> None:
    _llenar(app, 10_000)
    with app.app_context():
        tracemalloc.start()
        largo = sum(len(trozo) for trozo in en_csv(Busqueda(accion="salida")))
        _, cima = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        with escribir(renglones(Busqueda(accion="salida")), Formato.XLSX)[0] as libro:
            en_excel = libro.seek(0, io.SEEK_END)
        _, otra = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert largo > 350_000
    assert en_excel > 100_000
    assert max(cima, otra) < 2.5 * 1024**2  # the rows are some ten


def _llenar(app: Flask, cuantas: int, *, desde: int = 0) -> None:
    """Three at each instant, from an hour ago on."""
    inicio = datetime.now(UTC) - timedelta(hours=1)
    filas: list[dict[str, Any]] = [
        {
            "en": inicio + timedelta(milliseconds=(n // 3) * 10),
            "accion": "salida",
            "por_id": None,
            "alumno_id": None,
            "direccion": None,
            "detalle": {"documento": n},
        }
        for n in range(desde, desde + cuantas)
    ]
    with app.app_context(), escritura() as conexion:
        conexion.execute(insert(tabla(Acto)), filas)
