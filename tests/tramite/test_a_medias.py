"""When the database fails half-way nothing is kept: no row, no file (STYLE 10, R6)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select, text

from sisr.db import db, escritura
from tests.cliente import Cliente, archivo
from tests.elenco import PDF, Alumna
from tests.mesa.estados import con_numero, enlistada
from tests.tramite.solicitud import ANA, quedan


@contextmanager
def sin_bitacora(app: Flask, accion: str) -> Iterator[None]:
    """The line of that act, which is written after the file is kept, cannot be."""
    cuando = f"BEFORE INSERT ON acto WHEN NEW.accion = '{accion}'"
    with app.app_context(), escritura() as conexion:
        conexion.execute(text(f"CREATE TRIGGER falla {cuando} BEGIN SELECT RAISE(ABORT, 'no'); END"))
    yield
    with app.app_context(), escritura() as conexion:
        conexion.execute(text("DROP TRIGGER falla"))


def todo(app: Flask) -> dict[str, list[Any]]:
    with app.app_context():
        tablas = [tabla for tabla in db.metadata.sorted_tables if tabla.name != "sesion"]
        return {tabla.name: [tuple(fila) for fila in db.session.execute(select(tabla))] for tabla in tablas}


def cargar(cliente: Cliente, ruta: str, **campos: Any) -> int:
    cuerpo = {"csrf_token": cliente.token(), "archivo": archivo(PDF), **campos}
    return cliente.crudo("POST", ruta, data=cuerpo).status_code


def test_un_registro_que_falla_no_deja_nada(app: Flask, uploads: Path) -> None:
    antes, campos = todo(app), ANA | {"carrera": "1", "semestre": "7"}
    with sin_bitacora(app, "entrega"):
        assert cargar(Cliente(app), "/registro", **campos) == 500
    assert (todo(app), quedan(uploads)) == (antes, [])
    assert cargar(Cliente(app), "/registro", **campos) == 303


def test_una_entrega_que_falla_no_deja_nada(ana: Alumna, uploads: Path) -> None:
    ella = con_numero(ana).entrar()
    antes = todo(ana.app)
    with sin_bitacora(ana.app, "entrega"):
        assert cargar(ella, "/tramite/reporte-1") == 500
    assert (todo(ana.app), quedan(uploads)) == (antes, [f"{ana.boleta}/expediente-1.pdf"])
    assert cargar(ella, "/tramite/reporte-1") == 303


def test_una_constancia_que_falla_no_deja_nada(beto: Alumna, uploads: Path) -> None:
    teo = Cliente(enlistada(beto).app).ingresar("teo")
    antes = todo(beto.app)
    with sin_bitacora(beto.app, "constancia"):
        assert cargar(teo, f"/alumnos/{beto.id}/constancia") == 500
    assert (todo(beto.app), quedan(uploads)) == (antes, [f"{beto.boleta}/expediente-1.pdf"])
    assert cargar(teo, f"/alumnos/{beto.id}/constancia") == 303
