"""Where each student is, as statistics count it, is where their own menu says that they are (REQUIREMENTS I2)."""

from typing import Any

from flask import Flask
from sqlalchemy import delete, select

from sisr.alumnos.model import Alumno
from sisr.db import db, escritura, tabla
from sisr.documentos.avance import FICHA, Avance, avances
from sisr.documentos.model import Documento, Estatus
from sisr.informes.corte import Corte
from sisr.informes.listas import de_alumnos
from sisr.informes.situacion import consulta_situacion
from sisr.proceso import CONSTANCIA

_ESTADOS = {Estatus.EN_REVISION: "en-revision", Estatus.RECHAZADO: "rechazado"}


def test_la_situacion_de_cada_quien_es_la_que_dice_su_menu(escuela: Flask) -> None:
    with escuela.app_context():
        filas: Any = db.session.execute(consulta_situacion(Corte(), "", "")).all()
        menus = [a for a in avances(db.session.execute(FICHA).all()) if CONSTANCIA.clave not in a.documentos]
        dicho = {fila.boleta: (fila.paso, fila.estado) for fila in filas}
        assert len({paso for paso, _ in dicho.values()}) >= 12
        assert dicho == {menu.alumno.boleta: _donde(menu) for menu in menus}


def test_se_copia_al_alumno_si_tiene_su_constancia(escuela: Flask) -> None:
    with escuela.app_context():
        con = _con_documento()
        assert con
        assert _con_copia() == con
        una = next(iter(con))
        with escritura() as conexion:
            conexion.execute(delete(tabla(Documento)).where(Documento.alumno_id == una))
        assert _con_copia() == con - {una}


def _donde(menu: Avance) -> tuple[str, str]:
    paso = next(paso for paso in menu.proceso.pasos if paso.clave not in menu.cumplidos)
    documento = menu.documentos.get(paso.clave)
    return paso.clave, _ESTADOS.get(documento.estatus, "por-hacer") if documento else "por-hacer"


def _con_documento() -> set[int]:
    return set(db.session.scalars(select(Documento.alumno_id).where(Documento.clave == CONSTANCIA.clave)))


def _con_copia() -> set[int]:
    return set(db.session.scalars(select(Alumno.id).where(Alumno.con_constancia)))


def test_una_pagina_que_no_hay_da_la_ultima(escuela: Flask) -> None:
    with escuela.app_context():
        consulta = consulta_situacion(Corte(), "", "")
        ultima = de_alumnos(consulta, 999)
        todas = [fila.id for n in range(1, ultima.paginas + 1) for fila in de_alumnos(consulta, n).filas]
        assert todas == [fila.id for fila in db.session.execute(consulta)]
        assert (ultima.numero, [fila.id for fila in ultima.filas]) == (ultima.paginas, todas[-len(ultima.filas) :])
        assert de_alumnos(consulta_situacion(Corte(prestatario=999), "", ""), 999).filas == []
