"""Nothing changes or deletes a line, and what leaves the system leaves one (sisr/bitacora)."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from sisr.bitacora.model import Acto
from sisr.cuentas.model import Usuario
from sisr.db import db
from tests.cliente import Cliente
from tests.elenco import Alumna

SE_NIEGA = "nothing changes or deletes a line of the bitácora"


@pytest.mark.parametrize(
    "orden",
    [
        "UPDATE acto SET por_id = NULL",
        "UPDATE acto SET detalle = '{}' WHERE id = 1",
        "DELETE FROM acto",
        "DELETE FROM acto WHERE id = 1",
        "INSERT OR REPLACE INTO acto (id, en, accion, detalle) VALUES (1, '2026-01-01', 'salida', '{}')",
        "REPLACE INTO acto (id, en, accion, detalle) VALUES (1, '2026-01-01', 'salida', '{}')",
        "INSERT INTO acto (id, en, accion, detalle) VALUES (1, '2026-01-01', 'salida', '{}')"
        " ON CONFLICT (id) DO UPDATE SET por_id = 7",
    ],
)
def test_la_base_se_niega(app: Flask, ana: Alumna, orden: str) -> None:
    """By raw SQL, past everything of ours, after all the migrations there are."""
    with closing(sqlite3.connect(Path(app.instance_path) / "sisr.db")) as base:
        antes = base.execute("SELECT * FROM acto").fetchall()
        assert antes
        with pytest.raises(sqlite3.IntegrityError, match=SE_NIEGA):
            base.execute(orden)
        assert base.execute("SELECT * FROM acto").fetchall() == antes


def test_cada_archivo_que_abre_el_personal_deja_una_linea(ana: Alumna, como: Callable[[str], Cliente]) -> None:
    """One for a reading: its parts and its first page are the same one. What students read is their own."""
    entrega = ana.documento("expediente").entrega_id
    martha, archivo = como("martha"), f"/entregas/{entrega}/archivo"
    martha.crudo("HEAD", archivo)
    assert _lineas(ana.app, "lectura") == []
    for cabeceras in ({}, {"Range": "bytes=0-3"}, {"Range": "bytes=10-20"}):
        assert martha.crudo("GET", archivo, headers=cabeceras).status_code < 300
    martha.crudo("GET", f"/entregas/{entrega}/pagina-1.jpg")
    ana.entrar().crudo("GET", archivo)
    como("rosa").crudo("GET", archivo)  # not hers: 404
    assert _lineas(ana.app, "lectura") == [("martha", ana.id, {"entrega": entrega})]


def test_una_parte_de_en_medio_tambien_es_una_lectura(ana: Alumna, como: Callable[[str], Cliente]) -> None:
    entrega = ana.documento("expediente").entrega_id
    como("martha").crudo("GET", f"/entregas/{entrega}/archivo", headers={"Range": "bytes=10-20"})
    assert len(_lineas(ana.app, "lectura")) == 1


def test_cada_cosa_que_se_descarga_deja_su_linea(app: Flask, ana: Alumna, como: Callable[[str], Cliente]) -> None:
    """Whichever it is: what the browser saves to a file passes by one place."""
    ana.enlistada(7)
    rutas = {
        "teo": ["/listas/7/relacion.xlsx", "/informes/semanal/hoja.xlsx", "/informes/estadisticas/hoja.xlsx"],
        "martha": ["/expedientes/archivos.zip?q=quezada"],
        "elena": ["/administracion/bitacora/hoja.csv", "/administracion/bitacora/hoja.xlsx"],
    }
    for quien, suyas in rutas.items():
        for ruta in suyas:
            persona = como(quien)
            assert persona.crudo("HEAD", ruta).status_code == 200
            assert persona.crudo("GET", ruta).status_code == 200
    assert _lineas(app, "exportacion") == [
        (quien, None, {"ruta": ruta.partition("?")[0], "filtros": re.findall(r"[?&](\w+)=", ruta)})
        for quien, suyas in rutas.items()
        for ruta in suyas
    ]


def _lineas(app: Flask, accion: str) -> list[Any]:
    with app.app_context():
        consulta = select(Usuario.clave, Acto.alumno_id, Acto.detalle).join(Acto, Acto.por_id == Usuario.id)
        filas = db.session.execute(consulta.where(Acto.accion == accion).order_by(Acto.id))
        return [tuple(fila) for fila in filas]
