"""Whose an upload is: nobody else's, in any browser of theirs, for as long as the form is open to them."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from sisr.archivos import vigia
from sisr.archivos.errores import (
    SesionTerminada,
)
from sisr.cuentas.sesiones import quien
from tests.cliente import Cliente, archivo
from tests.elenco import Alumna
from tests.subidas.envio import MITAD, PDF, Envio


def test_lo_ajeno_es_como_lo_que_no_existe(app: Flask, envio: Envio, ana: Alumna) -> None:
    envio.crear()
    for otro in (Cliente(app), ana.entrar(), Cliente(app).ingresar("martha")):
        suyo = Envio(otro, "/registro", PDF)
        suyo.url = envio.url
        assert {suyo.estado().status_code, suyo.parte(0).status_code, suyo.descartar().status_code} == {404}
        assert otro.crudo("GET", "/subidas").json == []
    assert envio.parte(0).status_code == 204


def test_lo_de_una_cuenta_sigue_en_otro_navegador(ana: Alumna) -> None:
    ana.rechazada("expediente")
    primero = Envio(ana.entrar(), "/tramite/expediente", PDF)
    primero.crear()
    primero.parte(0, MITAD)
    otro = Envio(ana.entrar(), "/tramite/expediente", PDF)
    lista: Any = otro.quien.crudo("GET", f"/subidas?nombre=reporte.pdf&largo={len(PDF)}").json
    assert lista == [
        {
            "url": primero.url,
            "destino": "/tramite/expediente",
            "nombre": "reporte.pdf",
            "largo": len(PDF),
            "llegado": MITAD,
        }
    ]
    assert otro.quien.crudo("GET", f"/subidas?nombre=reporte.pdf&largo={len(PDF) + 1}").json == []
    assert otro.quien.crudo("GET", f"/subidas?nombre=otro.pdf&largo={len(PDF)}").json == []
    otro.url = lista[0]["url"]
    assert otro.parte(MITAD).status_code == 204


def test_al_salir_ya_no_se_puede_seguir_y_al_volver_si(ana: Alumna) -> None:
    envio = Envio(ana.entrar(), "/tramite/expediente", PDF)
    envio.crear()
    envio.quien.enviar("/sesion/fin")
    assert envio.parte(0).status_code == 404
    sin_sesion = envio.crear()
    assert (sin_sesion.status_code, sin_sesion.text.partition(". ")[2]) == (401, SesionTerminada.frase)
    envio.quien.ingresar(ana.boleta)
    suyas: Any = envio.quien.crudo("GET", "/subidas").json
    assert [una["destino"] for una in suyas] == ["/tramite/expediente"]


def test_el_paso_cerrado_cierra_tambien_este_camino(ana: Alumna, como: Callable[[str], Cliente]) -> None:
    quien = ana.entrar()
    assert Envio(quien, "/tramite/reporte-1", PDF).crear().status_code == 409
    envio = Envio(quien, "/tramite/expediente", PDF)
    assert envio.crear().status_code == 201
    ana.aceptada("expediente")
    assert envio.parte(0).status_code == 409
    assert Envio(como("martha"), "/tramite/expediente", PDF).crear().status_code == 403
    assert Envio(como("teo"), f"/alumnos/{ana.id}/constancia", PDF).crear().status_code == 409
    assert Envio(como("martha"), f"/alumnos/{ana.id}/constancia", PDF).crear().status_code == 403


def test_mientras_llega_un_archivo_su_sesion_esta_activa(
    app: Flask, ana: Alumna, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each minute, however few bytes come in it."""
    latidos: list[int] = []

    monkeypatch.setattr(vigia, "PULSO", 0)
    app.extensions["latir"] = lambda: latidos.append(quien().id)
    envio = Envio(ana.entrar(), "/tramite/expediente", PDF)
    envio.entero()
    assert set(latidos) == {ana.id}
    latidos.clear()
    envio.quien.ver("/tramite").enviar("/tramite/expediente", {"archivo": archivo(PDF)})
    assert set(latidos) == {ana.id}
