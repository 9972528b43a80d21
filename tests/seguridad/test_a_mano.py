"""Requests that no page of staff would send: fields that a form does not own, and acts out of their order."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from sisr.cuentas.model import Usuario
from sisr.db import db, tabla
from tests.cliente import Cliente, archivo
from tests.elenco import PDF, Alumna
from tests.mesa.estados import completa

TABLAS = ("alumno", "usuario", "documento", "dictamen", "entrega", "lista_emision")
Cambio = set[tuple[str, str]]


def test_un_formulario_del_personal_solo_cambia_lo_suyo(app: Flask, ana: Alumna, beto: Alumna) -> None:
    """Every column of every table is sent along; what changes is what the form is for, of whom it is about."""
    documento = ana.documento("expediente")
    envio = {"entrega": documento.entrega_id}
    assert _cambia(app, beto, "martha", f"/documentos/{documento.id}/aceptacion", envio) == {
        ("alumno", "expediente"),
        ("documento", "dictamen_id"),
        ("documento", "estatus"),
        ("dictamen", "id"),
    }
    version = ana.avance.alumno.version
    registro = {"numero": "21140/0007", "lista": "", "envio": "", "version": version}
    assert _cambia(app, beto, "martha", f"/alumnos/{ana.id}/registro", registro) == {
        ("alumno", "numero_registro"),
        ("alumno", "version"),
    }
    completa(ana)
    lista = {"numero": 15, "version": ana.avance.alumno.version}
    assert _cambia(app, beto, "teo", f"/alumnos/{ana.id}/lista", lista) == {
        *(("alumno", campo) for campo in ("enlistado_con_reportes", "enlistado_en", "lista_emision", "version")),
        ("lista_emision", "numero"),
    }
    ruta = f"/administracion/personal/{_cuenta(app, 'martha')}/funciones"
    assert _cambia(app, beto, "elena", ruta, {"funciones": "reportes"}) == {("usuario", "funciones")}


def test_a_quien_se_invita_no_se_le_da_lo_que_no_se_elige(app: Flask, beto: Alumna) -> None:
    datos = {"usuario": "nueva", "nombre": "Nueva", "correo": "nueva@ipn.mx", "funciones": "terminos"}
    assert _cambia(app, beto, "elena", "/administracion/personal", datos) == {("usuario", "id")}
    with app.app_context():
        nueva = db.session.execute(select(tabla(Usuario)).where(Usuario.clave == "nueva")).one()
    assert (nueva.contrasena, nueva.es_alumno, nueva.activo, nueva.nombre) == ("", False, True, "Nueva")


def test_nadie_del_personal_salta_un_paso(app: Flask, ana: Alumna, beto: Alumna) -> None:
    """Ana's expediente waits; Beto sent his again, and the one that was rejected is not to be decided any more."""
    vieja = beto.documento("expediente").entrega_id
    beto.rechazada("expediente").entregar("expediente")
    suyo, de_beto = ana.documento("expediente"), beto.documento("expediente")
    numero, uno = {"numero": "21140/0007", "version": 1}, f"{ana.id}:1"
    for quien, ruta, datos, estado in (
        ("martha", f"/alumnos/{ana.id}/registro", numero, 409),
        ("martha", "/expedientes/seleccion/lista", {"numero": 3, "envio": "2026-11-20", "alumnos": uno}, 409),
        ("martha", "/expedientes/seleccion/aceptacion", {"entregas": str(vieja)}, 409),
        ("martha", "/expedientes/numeros/aplicacion", {"hoja": 1, "huella": "x"}, 409),
        ("martha", f"/documentos/{de_beto.id}/aceptacion", {"entrega": vieja}, 409),
        ("martha", f"/documentos/{de_beto.id}/rechazo", {"entrega": vieja, "motivo": "No."}, 409),
        (
            "martha",
            f"/lectura/{suyo.id}/correccion",
            {"entrega": suyo.entrega_id, "dictamen": 1, "motivo": "No."},
            409,
        ),
        ("rosa", f"/documentos/{suyo.id}/aceptacion", {"entrega": suyo.entrega_id}, 403),
        ("elena", f"/documentos/{suyo.id}/aceptacion", {"entrega": suyo.entrega_id}, 403),
        ("teo", f"/alumnos/{ana.id}/lista", {"numero": 15, "version": 1}, 409),
        ("teo", "/listas", {"numero": 15, "alumnos": str(ana.id)}, 409),
        ("teo", f"/alumnos/{ana.id}/constancia", {"archivo": archivo(PDF)}, 409),
    ):
        persona, antes = Cliente(app).ingresar(quien), _filas(app)
        respuesta = persona.crudo("POST", ruta, data={"csrf_token": persona.token()} | datos)
        assert (respuesta.status_code, _filas(app)) == (estado, antes), f"{quien} {ruta}"


@pytest.mark.parametrize("clave", ["expediente", "reporte-1"])
def test_lo_aceptado_no_se_cambia_por_otro(ana: Alumna, clave: str) -> None:
    ana.aceptada("expediente") if clave == "expediente" else completa(ana)
    ella, antes = ana.entrar(), _filas(ana.app)
    datos = {"csrf_token": ella.token(), "archivo": archivo(PDF)}
    assert ella.crudo("POST", f"/tramite/{clave}", data=datos).status_code == 409
    assert _filas(ana.app) == antes


def _cambia(app: Flask, beto: Alumna, quien: str, ruta: str, datos: dict[str, Any]) -> Cambio:
    """Table and column of what a request changed that brings every other column as well; of a new row, its key."""
    columnas = {columna.name for tabla_ in db.metadata.sorted_tables for columna in tabla_.columns} - {"archivo"}
    ajenos = dict.fromkeys(columnas, str(beto.id)) | {
        "estatus": "RECHAZADO",
        "boleta": beto.boleta,
        "numero_registro": "1/1",
        "funcion": "administracion",
        "contrasena": "Otra-2026",
        "es_alumno": "1",
        "activo": "",
        "resultado": "RECHAZADO",
    }
    persona, antes = Cliente(app).ingresar(quien), _filas(app)
    respuesta = persona.crudo("POST", ruta, data=ajenos | {"csrf_token": persona.token()} | datos)
    assert respuesta.status_code in {200, 303}, f"{ruta}: {respuesta.status}"
    despues = _filas(app)
    distintas = {
        (nombre, columna)
        for (nombre, llave), fila in antes.items()
        for columna, valor in fila.items()
        if despues[nombre, llave][columna] != valor
    }
    return distintas | {(nombre, _llaves(nombre)[0]) for nombre, _ in despues.keys() - antes.keys()}


def _filas(app: Flask) -> dict[tuple[str, tuple[Any, ...]], dict[str, Any]]:
    """Each row of these tables, by table and key."""
    with app.app_context():
        return {
            (nombre, tuple(fila._mapping[llave] for llave in _llaves(nombre))): fila._asdict()
            for nombre in TABLAS
            for fila in db.session.execute(select(db.metadata.tables[nombre]))
        }


def _llaves(nombre: str) -> list[str]:
    return [columna.name for columna in db.metadata.tables[nombre].primary_key]


def _cuenta(app: Flask, clave: str) -> int:
    with app.app_context():
        return db.session.scalars(select(Usuario.id).where(Usuario.clave == clave)).one()
