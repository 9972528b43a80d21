"""However many rows a page shows, it asks the database as many times."""

import pytest
from flask import Flask

from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import completa, con_numero, enlistada, entregado, poblar
from tests.sentencias import lecturas, sentencias


def preguntas(cliente: Cliente, ruta: str) -> int:
    with sentencias(cliente.app) as vistas:
        assert cliente.crudo("GET", ruta).status_code == 200
    return len(lecturas(vistas))


@pytest.mark.parametrize(
    ("quien", "ruta", "donde"),
    [
        ("martha", "/expedientes", lambda alumna: alumna),
        ("martha", "/expedientes?orden=nombre&q=quezada", con_numero),
        ("rosa", "/reportes", lambda alumna: entregado(con_numero(alumna), "evaluacion")),
        ("teo", "/constancias", completa),
        ("teo", "/constancias?situacion=en-espera", enlistada),
        ("teo", "/listas/15", enlistada),
        ("elena", "/administracion/prestatarios", lambda alumna: alumna),
        ("marta2", "/inicio", completa),
    ],
)
def test_las_consultas_no_crecen_con_los_renglones(app: Flask, quien: str, ruta: str, donde: object) -> None:
    assert callable(donde)
    primera, *otras = poblar(app, 5, prestatario="Cruz Roja")
    donde(primera)
    cliente = Cliente(app).ingresar(quien)
    una = preguntas(cliente, ruta)
    for alumna in otras:
        donde(alumna)
    assert preguntas(cliente, ruta) == una
    assert una <= 17


def test_la_tabla_llena_pregunta_lo_que_con_un_alumno(app: Flask) -> None:
    martha = Cliente(app).ingresar("martha")
    Alumna.registrar(app, "Ana", boleta="2021350001", prestatario="ESCA UST")
    una = preguntas(martha, "/expedientes")
    poblar(app, 2, prestatario="ESCA UST")
    tres = preguntas(martha, "/expedientes")
    poblar(app, 50, desde=2, prestatario="ESCA UST")
    assert [una, tres] == [preguntas(martha, "/expedientes")] * 2


def test_el_menu_del_alumno_pregunta_lo_mismo_siempre(ana: Alumna) -> None:
    ella = ana.entrar()
    recien = preguntas(ella, "/tramite")
    poblar(ana.app, 3, prestatario="ESCA UST")
    completa(ana)
    assert preguntas(ella, "/tramite") == recien


def test_aceptar_pregunta_poco(ana: Alumna) -> None:
    documento = ana.documento("expediente")
    martha = Cliente(ana.app).ingresar("martha")
    datos = {"csrf_token": martha.token(), "entrega": documento.entrega_id}
    with sentencias(ana.app) as vistas:
        ruta = f"/documentos/{documento.id}/aceptacion"
        assert martha.crudo("POST", ruta, data=datos, headers={"HX-Request": "true"}).status_code == 200
    assert len(vistas) == 9
