"""What was uploaded ahead is used by its form as a chosen file is: judged, once, never lost by another field."""

import hashlib
from pathlib import Path

import pytest
from flask import Flask

from sisr.archivos.errores import Razon
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.pdfs import con_contrasena, de_paginas
from tests.subidas.envio import Envio
from tests.tramite.solicitud import quedan, registrar, reintentar

PDF = de_paginas(3)


def test_el_registro_usa_lo_que_ya_llego(cliente: Cliente, uploads: Path) -> None:
    envio = Envio(cliente, "/registro", PDF, "expediente de Inés.pdf").entero()
    registrar(cliente, pdf=None, subida=envio.ficha)
    assert "Acuse de registro" in cliente.dice("h1")
    assert [cliente.dice("dd").count(dicho) for dicho in ("expediente de Inés.pdf", hashlib.sha256(PDF).hexdigest())]
    (guardado,) = quedan(uploads)
    assert (uploads / guardado).read_bytes() == PDF


def test_otro_campo_equivocado_no_cuesta_el_envio(cliente: Cliente, uploads: Path) -> None:
    envio = Envio(cliente, "/registro", PDF).entero()
    registrar(cliente, pdf=None, subida=envio.ficha, correo="sin arroba", estado=422)
    assert "Ya recibimos tu archivo: reporte.pdf" in cliente.dice(".carga__recibido")
    reintentar(cliente, correo="ines@alumno.ipn.mx")
    assert "Acuse de registro" in cliente.dice("h1")
    assert len(quedan(uploads)) == 1


def test_el_que_no_sirve_se_dice_en_su_campo_y_se_va(cliente: Cliente, uploads: Path) -> None:
    envio = Envio(cliente, "/registro", con_contrasena()).entero()
    registrar(cliente, pdf=None, subida=envio.ficha, estado=422)
    assert cliente.dice("#archivo-error") == Razon.CON_CONTRASENA
    assert quedan(uploads) == []
    assert cliente.crudo("GET", "/subidas").json == []


def test_uno_nuevo_que_no_sirve_no_cuesta_el_anterior(cliente: Cliente, uploads: Path) -> None:
    bueno = Envio(cliente, "/registro", PDF).entero()
    registrar(cliente, pdf=None, subida=bueno.ficha, correo="mal", estado=422)
    malo = Envio(cliente, "/registro", con_contrasena()).entero()
    reintentar(cliente, subida=malo.ficha, correo="ines@alumno.ipn.mx", estado=422)
    assert cliente.dice("#archivo-error") == Razon.CON_CONTRASENA
    reintentar(cliente)
    assert "Acuse de registro" in cliente.dice("h1")
    assert len(quedan(uploads)) == 1


def test_el_mismo_reintentar_no_se_borra_a_si_mismo(cliente: Cliente) -> None:
    envio = Envio(cliente, "/registro", PDF).entero()
    registrar(cliente, pdf=None, subida=envio.ficha, correo="mal", estado=422)
    reintentar(cliente, subida=envio.ficha, correo="ines@alumno.ipn.mx")
    assert "Acuse de registro" in cliente.dice("h1")


def test_uno_nuevo_bueno_toma_el_lugar_del_anterior(cliente: Cliente, uploads: Path) -> None:
    primero = Envio(cliente, "/registro", PDF).entero()
    registrar(cliente, pdf=None, subida=primero.ficha, correo="mal", estado=422)
    segundo = Envio(cliente, "/registro", de_paginas(5)).entero()
    reintentar(cliente, subida=segundo.ficha, correo="ines@alumno.ipn.mx")
    (guardado,) = quedan(uploads)
    assert (uploads / guardado).read_bytes() == de_paginas(5)


@pytest.mark.parametrize("cual", ["a medias", "de otro formulario", "de otra persona", "inventado"])
def test_lo_que_no_es_un_envio_entero_y_propio_para_ese_formulario_no_cuenta(ana: Alumna, cual: str) -> None:
    ana.numerada()
    quien = ana.entrar()
    envio = Envio(quien, "/tramite/reporte-1", PDF)
    if cual == "a medias":
        envio.crear()
        envio.parte(0, 100)
    elif cual == "de otro formulario":
        envio.destino = "/registro"
        envio.entero()
    elif cual == "de otra persona":
        envio = Envio(Cliente(ana.app), "/registro", PDF).entero()
    else:
        envio.url = "/subidas/../../etc/passwd"
    quien.ver("/tramite").enviar("/tramite/reporte-1", {"subida": envio.ficha}, estado=422)
    assert "Elige el archivo PDF" in quien.dice("#error-reporte-1")


def test_se_usa_una_sola_vez(ana: Alumna, uploads: Path) -> None:
    ana.numerada()
    envio = Envio(ana.entrar(), "/tramite/reporte-1", PDF).entero()
    for estado in (None, 422):
        envio.quien.enviar("/tramite/reporte-1", {"subida": envio.ficha}, estado=estado)
    assert [nombre for nombre in quedan(uploads) if "reporte-1" in nombre] == [f"{ana.boleta}/reporte-1-1.pdf"]
    assert envio.estado().status_code == 404
    assert envio.quien.crudo("GET", "/subidas").json == []


def test_una_constancia_llega_igual(beto: Alumna, app: Flask) -> None:
    beto.enlistada()
    teo = Cliente(app).ingresar("teo")
    envio = Envio(teo, f"/alumnos/{beto.id}/constancia", PDF, "constancia.pdf").entero()
    teo.ver("/constancias?situacion=en-espera").llenar("Cargar", subida=envio.ficha)
    assert beto.documento("constancia").bytes == len(PDF)
