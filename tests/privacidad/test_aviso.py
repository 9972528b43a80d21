"""The aviso de privacidad: read before data are sent, accepted by version, changed without losing one (R9)."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from sisr.db import db, escritura, tabla
from sisr.privacidad.model import AceptacionAviso, AvisoPrivacidad
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.tramite.solicitud import ANA, errores, registrar, reintentar

BORRADOR = "BORRADOR para revisión jurídica de la escuela"
CAMBIO = "El aviso de privacidad cambió hace un momento: léelo y marca la casilla otra vez."


def test_el_simplificado_esta_antes_de_enviar_y_el_integral_a_un_enlace(cliente: Cliente) -> None:
    cliente.ver("/registro")
    assert BORRADOR in cliente.dice(".privacidad__aceptacion")
    assert "ESCUELA SUPERIOR DE COMERCIO Y ADMINISTRACIÓN" in cliente.dice(".privacidad__aceptacion")
    assert cliente.dice("label.casilla") == "He leído el aviso de privacidad"
    cliente.seguir("Lee el aviso integral", dentro=".privacidad__aceptacion")
    assert cliente.dice("h1") == "Aviso de privacidad integral"
    assert BORRADOR in cliente.dice()
    assert "artículo" not in cliente.dice().lower()


def test_sin_la_casilla_no_se_registra_nadie_y_nada_se_pierde(app: Flask, cliente: Cliente) -> None:
    registrar(cliente, estado=422, aviso="")
    assert list(errores(cliente)) == ["aviso"]
    assert (_aceptaciones(app), cliente.hay(".carga__recibido")) == ([], 1)
    reintentar(cliente, aviso="y")
    assert cliente.dice("h1") == "Acuse de registro"
    assert [(version, en is not None) for _, version, en in _aceptaciones(app)] == [(1, True)]


def test_quien_acepto_el_de_antes_lee_el_nuevo(app: Flask, cliente: Cliente, como: Callable[[str], Cliente]) -> None:
    cliente.ver("/registro")
    _publicar(como("elena"), simplificado="Otro texto, más breve.")
    reintentar(cliente, b"%PDF-", estado=422, **ANA)
    assert errores(cliente)["aviso"] == CAMBIO
    assert "Otro texto, más breve." in cliente.dice(".privacidad__aceptacion")
    registrar(cliente)
    assert [version for _, version, _ in _aceptaciones(app)] == [2]


def test_cada_cambio_es_una_version_y_las_de_antes_se_leen(cliente: Cliente, como: Callable[[str], Cliente]) -> None:
    elena = como("elena")
    antes = cliente.ver("/privacidad").dice(".privacidad")
    _publicar(elena, integral="# Título\n- uno\n- dos\n\nEn {siglas} no, en {unidad} sí. <b>{{ 7*7 }}</b>")
    assert "Rige la versión 2" in elena.dice()
    cliente.ver("/privacidad")
    assert cliente.dice(".privacidad > h2") == "Título"
    assert cliente.dice(".privacidad > ul") == "unodos"
    assert "En {siglas} no, en UNIDAD SANTO TOMÁS sí. <b>{{ 7*7 }}</b>" in cliente.dice()
    cliente.ver("/privacidad/1")
    assert "Esta versión ya no es la vigente." in cliente.dice()
    assert antes.split("Aviso simplificado")[1] in cliente.dice()
    cliente.ver("/privacidad/3", estado=404)


def test_se_ve_antes_de_publicarse(cliente: Cliente, como: Callable[[str], Cliente]) -> None:
    elena = como("elena").ver("/administracion/aviso")
    elena.llenar("Ver cómo queda", simplificado="Casi listo.", accion="vista")
    assert "Casi listo." in elena.dice(".privacidad__vista")
    assert "Casi listo." not in cliente.ver("/privacidad").dice()
    elena.llenar("Ver cómo queda", simplificado="", accion="publicar", estado=422)
    assert elena.dice(".campo__error") == "Escribe el aviso simplificado."


def test_nada_cambia_ni_borra_una_version(app: Flask) -> None:
    for orden in (update(tabla(AvisoPrivacidad)).values(integral="otro"), delete(tabla(AvisoPrivacidad))):
        se_niega = pytest.raises(IntegrityError, match="a version that somebody accepted stays")
        with app.app_context(), se_niega, escritura() as conexion:
            conexion.execute(orden)


def test_el_alumno_lee_cual_acepto(app: Flask, cliente: Cliente, ana: Alumna) -> None:
    registrar(cliente, boleta="2021350009", correo="otra@ipn.mx")
    otra = Cliente(app).ingresar("2021350009").ver("/privacidad")
    assert "Aceptaste la versión 1 el" in otra.dice()
    assert "Aceptaste" not in ana.entrar().ver("/privacidad").dice()


def _publicar(elena: Cliente, **textos: Any) -> None:
    elena.ver("/administracion/aviso").llenar("Ver cómo queda", accion="publicar", **textos)


def _aceptaciones(app: Flask) -> list[Any]:
    with app.app_context():
        return [tuple(fila) for fila in db.session.execute(select(tabla(AceptacionAviso)))]
