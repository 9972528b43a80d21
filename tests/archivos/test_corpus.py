"""The corpora of QUALITY «Files», through HTTP: the good ones are given back, the bad ones leave nothing."""

import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sisr.archivos.errores import Razon
from sisr.archivos.juez import MEMORIA, Veredicto
from tests import pdfs
from tests.archivos.costo import juzgar_con_su_costo
from tests.archivos.envios import enviar, formulario
from tests.corpus import CARPETA, Caso
from tests.corpus.aceptados import ACEPTADOS
from tests.corpus.dudosos import DUDOSOS
from tests.corpus.rechazados import RECHAZADOS

RUTA = "2002100400/expediente-1.pdf"


def _nombre(caso: object) -> str:
    return getattr(caso, "nombre", "")


@pytest.mark.parametrize(("grupo", "casos"), [("aceptados", ACEPTADOS), ("rechazados", RECHAZADOS)])
def test_las_carpetas_tienen_todo_el_corpus_y_nada_mas(grupo: str, casos: tuple[Caso, ...]) -> None:
    assert sorted(ruta.stem for ruta in (CARPETA / grupo).iterdir()) == sorted(caso.nombre for caso in casos)
    assert len(casos) >= 40


def test_cada_razon_tiene_quien_la_provoque() -> None:
    """What takes too much is among the arguable ones; the virus and the size have tests of their own."""
    vistas = {caso.razon for caso in (*RECHAZADOS, *DUDOSOS)} - {None}
    assert vistas == set(Razon) - {Razon.INFECTADO, Razon.DEMASIADO_GRANDE}


@pytest.mark.parametrize("caso", ACEPTADOS, ids=_nombre)
def test_un_pdf_bueno_se_acepta_y_se_devuelve_igual(caso: Caso, subir: Any, cliente: Any, quedan: Any) -> None:
    enviado = caso.ruta.read_bytes()
    respuesta = subir(enviado)
    assert (respuesta.status_code, respuesta.json) == (
        200,
        {
            "n": 1,
            "ruta": RUTA,
            "nombre": "reporte.pdf",
            "bytes": len(enviado),
            "sha256": hashlib.sha256(enviado).hexdigest(),
            "paginas": caso.paginas,
        },
    )
    with cliente.get(f"/archivos/{RUTA}") as devuelto:
        assert devuelto.data == enviado
    assert quedan() == [RUTA]


@pytest.mark.parametrize("caso", RECHAZADOS, ids=_nombre)
def test_un_archivo_malo_se_rechaza_con_su_frase_y_no_deja_nada(
    caso: Caso, subir: Any, quedan: Any, abiertos: Any
) -> None:
    respuesta = subir(caso.ruta.read_bytes())
    assert (respuesta.status_code, respuesta.text) == (422, str(caso.razon))
    assert quedan() == []
    assert abiertos() == []


@pytest.mark.parametrize("caso", DUDOSOS, ids=_nombre)
def test_uno_dudoso_recibe_siempre_el_mismo_veredicto(caso: Caso, tmp_path: Path, subir: Any, quedan: Any) -> None:
    """Judged by itself and as it is sent; never an error of the system."""
    ruta = tmp_path / caso.nombre
    ruta.write_bytes(caso.hacer())
    veredicto, segundos, memoria = juzgar_con_su_costo(ruta)
    assert veredicto == Veredicto(caso.razon, caso.paginas, caso.notas)
    assert segundos < 10
    assert memoria < MEMORIA
    respuesta = subir(ruta.read_bytes())
    assert (respuesta.status_code, quedan()) == ((422, []) if caso.razon else (200, [RUTA]))


@pytest.mark.parametrize(
    ("nombre", "tipo"),
    [
        (r"C:\\Users\\Ana\\Mis documentos\\Expediente año.PDF", "application/pdf"),
        ("../../etc/passwd", "text/plain; charset=klingon"),
        ("Scan0001", "application/octet-stream"),
        ("reporte.pdf.exe", "application/x-msdownload"),
        ("IMG_2041.jpg", "image/jpeg"),
        ("", "binary/octet-stream"),
        ("reporte firmado y sellado (1) (2) final FINAL.pdf ", "application/x-pdf"),
        ("🎓 ¿servicio?.pdf", ""),
    ],
)
def test_ni_el_nombre_ni_el_tipo_deciden(nombre: str, tipo: str, cliente: FlaskClient, quedan: Any) -> None:
    cuerpo = formulario(("archivo", nombre, pdfs.una_pagina()))
    tipado = cuerpo.replace(b"\r\n\r\n", f"\r\nContent-Type: {tipo}\r\n\r\n".encode(), 1)
    assert enviar(cliente, tipado).status_code == 200
    assert quedan() == [RUTA]


def test_por_un_byte_de_mas_se_rechaza_con_su_frase(app: Flask, cliente: FlaskClient, quedan: Any) -> None:
    pdf = pdfs.una_pagina()
    app.config["MAX_PDF_BYTES"] = len(pdf) - 1
    respuesta = cliente.post("/subir", data={"archivo": (io.BytesIO(pdf), "a.pdf")})
    assert (respuesta.status_code, respuesta.text) == (422, Razon.DEMASIADO_GRANDE.frase(len(pdf) - 1))
    assert quedan() == []
