"""What the hot path runs by itself is what the library would have run, and a direct write is whole or nothing."""

import sqlite3

import pytest
from flask import Flask
from sqlalchemy import bindparam, insert, select

from sisr.bitacora.model import Accion, Acto, anotar
from sisr.correo.model import Correo
from sisr.cuentas.model import Usuario
from sisr.db import db, directa, escritura_directa, tabla
from sisr.documentos.avance import DOCUMENTO, FICHA, documento_y_ficha, ficha
from sisr.documentos.model import Documento
from sisr.preparada import Preparada, entre
from tests.elenco import Alumna


@pytest.mark.parametrize("consulta", [FICHA, DOCUMENTO, select(tabla(Usuario)), select(tabla(Correo))])
def test_cada_columna_llega_como_la_biblioteca_la_da(app: Flask, ana: Alumna, beto: Alumna, consulta: object) -> None:
    ana.aceptada("expediente")
    with app.app_context():
        esperadas = db.session.execute(consulta).all()  # pyright: ignore[reportCallIssue, reportArgumentType]
        filas = Preparada(consulta).todas(directa())  # pyright: ignore[reportArgumentType]
        assert filas
        assert [fila._asdict() for fila in filas] == [fila._asdict() for fila in esperadas]


def test_dos_renglones_en_uno_son_los_que_serian_cada_uno(app: Flask, ana: Alumna, beto: Alumna) -> None:
    ana.rechazada("expediente")
    with app.app_context():
        for alumna in (ana, beto):
            suyo = alumna.documento("expediente")
            assert documento_y_ficha(suyo.id) == (suyo, ficha(alumna.id))
        assert documento_y_ficha(999) is None


def test_muchos_ids_son_un_solo_valor(app: Flask, ana: Alumna, beto: Alumna) -> None:
    suyos = Preparada(select(Documento.alumno_id).where(entre(Documento.alumno_id, "alumnos")))
    with app.app_context():
        for cuales in ([], [ana.id], [ana.id, beto.id, 999]):
            vistos = {fila.alumno_id for fila in suyos.todas(directa(), alumnos=cuales)}
            assert vistos == set(cuales) - {999}


@pytest.mark.parametrize(
    ("sentencia", "razon"),
    [
        (insert(tabla(Correo)).values(para=bindparam("para")), "says every value"),
        (select(Usuario.id).where(Usuario.id.in_([1, 2])), "takes no lists"),
    ],
)
def test_lo_que_no_se_puede_preparar_se_dice(app: Flask, sentencia: object, razon: str) -> None:
    with app.app_context(), pytest.raises(TypeError, match=razon):
        Preparada(sentencia).ejecutar(directa(), para="")  # pyright: ignore[reportArgumentType]


def test_un_valor_que_falta_no_se_calla(app: Flask) -> None:
    with app.app_context(), pytest.raises(KeyError):
        Preparada(select(Usuario.id).where(Usuario.id == bindparam("cual"))).una(directa())


def _anotar_y(falla: type[Exception] | None) -> None:
    with escritura_directa():
        anotar(Accion.NOTA, por=1)
        if falla:
            raise falla
        db.session.execute(select(Usuario.id)).all()


@pytest.mark.parametrize("falla", [KeyError, sqlite3.OperationalError, None])
def test_una_escritura_directa_que_falla_no_deja_nada(app: Flask, falla: type[Exception] | None) -> None:
    """None: somebody asks the session within it, which would not see what is being written."""
    with app.app_context():
        antes = db.session.execute(select(Acto.id)).all()
        with pytest.raises(falla or RuntimeError):
            _anotar_y(falla)
        assert db.session.execute(select(Acto.id)).all() == antes
        with escritura_directa():
            anotar(Accion.NOTA, por=1)
        db.session.rollback()
        assert len(db.session.execute(select(Acto.id)).all()) == len(antes) + 1
