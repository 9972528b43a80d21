"""What is another's: not a byte of it, and no way to tell it from what does not exist (QUALITY «Accounts»)."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from sisr.db import db, escritura
from sisr.documentos.model import Entrega
from tests.cliente import Cliente
from tests.cuentas.test_quien_existe import ordenes
from tests.elenco import PDF, Alumna
from tests.mesa.estados import con_numero

CUANTAS = 20
ARCHIVO = "/entregas/{}/archivo"
PETICIONES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("GET", ARCHIVO, {}),
    ("HEAD", ARCHIVO, {}),
    ("GET", ARCHIVO, {"Range": "bytes=0-3"}),
    *(("GET", f"/entregas/{{}}/{cual}", {"HX-Request": "true"}) for cual in ("acuse", "vista", "pagina-1.jpg")),
)


@pytest.fixture
def veinte(app: Flask) -> list[Alumna]:
    """Each with her expediente and her constancia, which are files on the disk."""
    todas = [
        Alumna.registrar(app, f"Ana{'abcdefghijklmnopqrst'[n]}", boleta=f"20220000{n:02d}", prestatario="ESCA UST")
        for n in range(CUANTAS)
    ]
    with app.app_context(), escritura():
        for una in todas:
            una._guardar("constancia")
    return todas


def test_veinte_alumnas_y_cada_archivo_de_las_otras(app: Flask, veinte: list[Alumna]) -> None:
    """0 bytes of them, and nothing that tells them from what does not exist."""
    with app.app_context():
        duenias = {fila.id: fila.alumno_id for fila in db.session.execute(select(Entrega.id, Entrega.alumno_id))}
    assert len(duenias) == 2 * CUANTAS
    for una in veinte:
        persona = una.entrar()
        ninguna = [_vista(_pedir(persona, peticion, 999_999)) for peticion in PETICIONES]
        for entrega, duenia in duenias.items():
            if duenia == una.id:
                assert persona.crudo("GET", ARCHIVO.format(entrega)).data == PDF
            else:
                assert [_vista(_pedir(persona, peticion, entrega)) for peticion in PETICIONES] == ninguna


@pytest.mark.parametrize("cual", ["archivo", "acuse", "vista", "pagina-1.jpg"])
def test_lo_ajeno_y_lo_que_no_existe_preguntan_lo_mismo_a_la_base(ana: Alumna, beto: Alumna, cual: str) -> None:
    """So that they take as long."""
    persona, preguntas = beto.entrar(), []
    for entrega in (ana.documento("expediente").entrega_id, 999_999):
        with ordenes(ana.app) as dichas:
            assert persona.crudo("GET", f"/entregas/{entrega}/{cual}").status_code == 404
        preguntas.append(dichas)
    assert preguntas[0] == preguntas[1] != []


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


def _pedir(persona: Cliente, peticion: tuple[str, str, dict[str, str]], entrega: int) -> Any:
    metodo, ruta, cabeceras = peticion
    return persona.crudo(metodo, ruta.format(entrega), headers=cabeceras)


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
