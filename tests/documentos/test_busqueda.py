"""What is kept for finding is equal to what it was made from, whatever changes it."""

from collections import Counter

import pytest
from flask import Flask
from flask_migrate import check
from sqlalchemy import delete, func, select, text, update

from sisr.alumnos.model import Alumno, CuentaExpediente
from sisr.alumnos.prestatarios import unir
from sisr.catalogos.model import Prestatario
from sisr.db import db, escritura
from sisr.documentos.model import Documento
from sisr.mesa.consultas import cuentas
from sisr.proceso import EXPEDIENTE
from sisr.texto import plegar
from tests.elenco import Alumna
from tests.mesa.estados import aceptado, entregado, rechazado

_CONTADOS = (Alumno.carrera_id, Alumno.prestatario_id, Alumno.semestre, Alumno.expediente)
_CUENTA = (
    CuentaExpediente.carrera_id,
    CuentaExpediente.prestatario_id,
    CuentaExpediente.semestre,
    CuentaExpediente.estatus,
)


@pytest.fixture
def gente(app: Flask, ana: Alumna, beto: Alumna) -> Flask:
    Alumna.registrar(app, "Íñigo", boleta="PE20350003", prestatario="Ayuntamiento de Ñuñoa")
    return app


def guardadas() -> dict[int, str]:
    return dict(db.session.execute(text("SELECT rowid, palabras FROM busqueda")).all())  # pyright: ignore


def debidas() -> dict[int, str]:
    consulta = select(Alumno, Prestatario.nombre).join(Prestatario).execution_options(populate_existing=True)
    return {
        alumno.id: plegar(
            f"{alumno.apellido_paterno} {alumno.apellido_materno} {alumno.nombres} {alumno.boleta} {prestatario}"
        )
        for alumno, prestatario in db.session.execute(consulta)
    }


def contadas(app: Flask) -> dict[str, int]:
    """How many are kept of each estatus, which is as many as there are."""
    with app.app_context():
        recuento = select(func.count(), *_CONTADOS).where(Alumno.expediente.is_not(None))
        cuenta = select(CuentaExpediente.n, *_CUENTA).where(CuentaExpediente.n > 0, CuentaExpediente.carrera_id > 0)
        suyas = set(db.session.execute(recuento.group_by(*_CONTADOS)))
        assert suyas == set(db.session.execute(cuenta))
        total = Counter[str | None]()
        for n, *_, estatus in suyas:
            total[estatus] += n
        assert total == cuentas()
        return cuentas()


def test_las_palabras_son_las_del_alumno_y_su_prestatario(gente: Flask, ana: Alumna, beto: Alumna) -> None:
    with gente.app_context():
        assert guardadas() == debidas()
        with escritura() as conexion:
            valores = {"apellido_paterno": "Muñoz", "orden": "mun~oz flores ana"}
            conexion.execute(update(Alumno).where(Alumno.id == ana.id).values(valores))
            cruz = {"nombre": "Cruz Roja", "clave": "cruz roja"}
            conexion.execute(update(Prestatario).where(Prestatario.clave.like("%nunoa")).values(cruz))
        assert guardadas() == debidas()
        assert guardadas()[ana.id] == "munoz flores ana 2021350001 esca ust"


def test_las_palabras_siguen_a_quien_cambia_de_prestatario(gente: Flask, beto: Alumna) -> None:
    with gente.app_context():
        with escritura() as conexion:
            suyo = beto.avance.alumno.prestatario_id
            conexion.execute(update(Prestatario).where(Prestatario.id == suyo).values(confirmado=False))
        with escritura():
            unir(suyo, "PEMEX", por=beto.id)
        assert guardadas() == debidas()
        assert guardadas()[beto.id].endswith("pemex")


def test_de_quien_se_va_no_quedan_palabras(gente: Flask, beto: Alumna) -> None:
    with gente.app_context():
        with escritura() as conexion:
            conexion.execute(text("PRAGMA defer_foreign_keys=ON"))
            conexion.execute(delete(Documento).where(Documento.alumno_id == beto.id))
            conexion.execute(text("DELETE FROM entrega WHERE alumno_id = :id"), {"id": beto.id})
            conexion.execute(delete(Alumno).where(Alumno.id == beto.id))
        assert beto.id not in guardadas()
        assert guardadas() == debidas()
    assert contadas(gente) == {"EN REVISIÓN": 2}


def test_el_estatus_copiado_es_el_del_expediente(gente: Flask, ana: Alumna, beto: Alumna) -> None:
    aceptado(ana, "expediente")
    entregado(rechazado(beto, "expediente"), "reporte-1")
    rechazado(ana, "reporte-1")
    with gente.app_context():
        copias = dict(db.session.execute(select(Alumno.id, Alumno.expediente)).all())  # pyright: ignore
        expedientes = select(Documento.alumno_id, Documento.estatus).where(Documento.clave == EXPEDIENTE.clave)
        assert copias == dict(db.session.execute(expedientes).all())  # pyright: ignore
        assert (copias[ana.id], copias[beto.id]) == ("ACEPTADO", "RECHAZADO")
    assert contadas(gente) == {"ACEPTADO": 1, "RECHAZADO": 1, "EN REVISIÓN": 1}
    entregado(beto, "expediente")
    assert contadas(gente) == {"ACEPTADO": 1, "EN REVISIÓN": 2}
    with gente.app_context():
        assert db.session.scalar(select(Alumno.expediente).where(Alumno.id == beto.id)) == "EN REVISIÓN"


def test_las_cuentas_siguen_a_quien_cambia_de_carrera_de_semestre_o_de_prestatario(
    gente: Flask, ana: Alumna, beto: Alumna
) -> None:
    aceptado(ana, "expediente")
    with gente.app_context(), escritura() as conexion:
        conexion.execute(update(Alumno).where(Alumno.id == ana.id).values(carrera_id=2, semestre=8))
        conexion.execute(update(Alumno).where(Alumno.id == beto.id).values(prestatario_id=2))
    assert contadas(gente) == {"ACEPTADO": 1, "EN REVISIÓN": 2}


def test_los_modelos_dicen_lo_que_hacen_las_migraciones(app: Flask) -> None:
    with app.app_context():
        check()
