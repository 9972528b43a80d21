"""What is another's: not a byte of it, and no way to tell it from what does not exist (QUALITY «Accounts»)."""

import re
from itertools import product
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from sisr.db import db
from sisr.documentos.model import Entrega
from tests.elenco import Alumna
from tests.mesa.estados import con_numero

CUANTAS = 20
LEEN = (("GET", {}), ("HEAD", {}), ("GET", {"Range": "bytes=0-3"}), ("GET", {"HX-Request": "true"}))


@pytest.fixture
def veinte(app: Flask) -> list[Alumna]:
    """Each with her expediente, which is a file on the disk."""
    return [
        Alumna.registrar(app, f"Ana{'abcdefghijklmnopqrst'[n]}", boleta=f"20220000{n:02d}", prestatario="ESCA UST")
        for n in range(CUANTAS)
    ]


def test_veinte_alumnas_y_cada_archivo_de_las_otras(app: Flask, veinte: list[Alumna]) -> None:
    with app.app_context():
        duenias = {fila.id: fila.alumno_id for fila in db.session.execute(select(Entrega.id, Entrega.alumno_id))}
    for una in veinte:
        persona = una.entrar()
        ninguna = {
            (ruta, n): _vista(persona.crudo(metodo, ruta.format(999_999), headers=cabeceras))
            for ruta, (n, (metodo, cabeceras)) in product(_RUTAS, enumerate(LEEN))
        }
        for (entrega, duenia), ruta in product(duenias.items(), _RUTAS):
            for n, (metodo, cabeceras) in enumerate(LEEN):
                respuesta = persona.crudo(metodo, ruta.format(entrega), headers=cabeceras)
                if duenia == una.id:
                    assert respuesta.status_code < 300
                else:
                    assert _vista(respuesta) == ninguna[ruta, n]


_RUTAS = ("/entregas/{}/archivo", "/entregas/{}/acuse")


def test_lo_que_un_formulario_no_pide_no_cambia_nada(app: Flask, ana: Alumna, beto: Alumna) -> None:
    """Every column of every table, sent along with each form that she has; what she may change is not among them."""
    con_numero(ana)
    ella = ana.entrar()
    columnas = {columna.name for tabla in db.metadata.sorted_tables for columna in tabla.columns}
    ajenos = dict.fromkeys(sorted(columnas - {"correo", "contrasena"}), str(beto.id))
    ajenos |= {
        "estatus": "ACEPTADO",
        "funciones": "administracion",
        "funcion": "administracion",
        "boleta": beto.boleta,
    }
    ajenos |= {"es_alumno": "", "activo": "", "numero_registro": "1/1", "lista_emision": "15", "alumno_id": "1"}
    antes = _filas(app, "alumno", "usuario", "documento", "dictamen", "entrega")
    for ruta in ("/tramite/reporte-1", "/cuenta/contrasena", "/cuenta/correo", "/registro", "/sesion"):
        datos = ajenos | {"csrf_token": ella.token()}
        assert ella.crudo("POST", ruta, data=datos).status_code in {303, 409, 422, 429}, ruta
    assert _filas(app, "alumno", "usuario", "documento", "dictamen", "entrega") == antes


@pytest.mark.parametrize(
    "clave", ["reporte-1", "reporte-2", "global", "evaluacion", "carta", "lista", "constancia", "numero", "nada"]
)
def test_un_paso_fuera_de_orden_no_se_acepta(ana: Alumna, clave: str) -> None:
    ella = ana.entrar()
    antes = _filas(ana.app, "documento", "entrega")
    respuesta = ella.crudo("POST", f"/tramite/{clave}", data={"csrf_token": ella.token()})
    assert respuesta.status_code == 409
    assert _filas(ana.app, "documento", "entrega") == antes


def _vista(respuesta: Any) -> tuple[Any, ...]:
    """All that can be told of an answer, but for the token, which differs between any two."""
    cuerpo = re.sub(r'name="csrf_token" value="[^"]*"', "", respuesta.get_data(as_text=True))
    cabeceras = sorted((n, v) for n, v in respuesta.headers if n not in {"Set-Cookie", "Date"})
    assert respuesta.status_code == 404
    assert b"%PDF" not in respuesta.data
    return respuesta.status_code, cuerpo, cabeceras


def _filas(app: Flask, *tablas: str) -> list[Any]:
    with app.app_context():
        return [tuple(fila) for nombre in tablas for fila in db.session.execute(select(db.metadata.tables[nombre]))]
