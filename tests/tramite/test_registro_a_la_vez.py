"""Two send the same boleta at the same instant: one account, one file (REQUIREMENTS R2)."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from sisr.alumnos.model import Alumno
from sisr.correo.model import Correo
from sisr.cuentas.model import Usuario
from sisr.db import db
from sisr.documentos.model import Documento, Entrega
from tests.cliente import Cliente, archivo
from tests.pdfs import de_paginas
from tests.tramite.solicitud import ANA, quedan

PAGINAS = {"Ana": 2, "Amalia": 3}


@pytest.mark.parametrize("vez", range(3))
def test_una_boleta_dos_veces_al_mismo_instante(app: Flask, uploads: Path, vez: int) -> None:
    listos = Barrier(len(PAGINAS))

    def enviar(nombres: str) -> TestResponse:
        cliente = Cliente(app)
        escrito = ANA | {"nombres": nombres, "carrera": "1", "semestre": "7", "csrf_token": cliente.token()}
        listos.wait()
        return cliente.crudo("POST", "/registro", data=escrito | {"archivo": archivo(de_paginas(PAGINAS[nombres]))})

    with ThreadPoolExecutor(len(PAGINAS)) as hilos:
        ganadora, perdedora = sorted(hilos.map(enviar, PAGINAS), key=lambda respuesta: respuesta.status_code)
    assert (ganadora.status_code, perdedora.status_code) == (303, 422)
    assert "La boleta 2021350001 ya tiene cuenta: ingresa con tu contraseña." in perdedora.text
    with app.app_context():
        tablas = (Alumno, Entrega, Documento, Correo)
        assert [db.session.scalar(select(func.count()).select_from(tabla)) for tabla in tablas] == [1, 1, 1, 1]
        quien = db.session.scalars(select(Usuario.nombre).where(Usuario.es_alumno)).one().rpartition(" ")[2]
    en_espera, guardado = quedan(uploads)  # the loser's waits with its form, as after any mistake (R7)
    assert (en_espera.split("/")[0], guardado) == (".recepcion", "2021350001/expediente-1.pdf")
    assert (uploads / guardado).read_bytes() == de_paginas(PAGINAS[quien])
