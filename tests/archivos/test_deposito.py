"""What is kept and given back."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sisr.archivos import deposito, recepcion
from sisr.archivos.errores import ArchivoPerdido
from sisr.archivos.recepcion import Recibido
from tests import pdfs

RUTA = "2002100400/expediente-1.pdf"


@pytest.fixture
def recibido(app: Flask, uploads: Path) -> Recibido:
    (uploads / ".recepcion").mkdir(parents=True)
    (uploads / ".recepcion" / "abc").write_bytes(pdfs.una_pagina())
    return Recibido("abc", "a.pdf", len(pdfs.una_pagina()), "", 1)


def test_cada_entrega_lleva_el_numero_siguiente_y_ninguna_se_pierde(subir: Any, quedan: Any) -> None:
    rutas = [subir(hacer()).json["ruta"] for hacer in (pdfs.una_pagina, pdfs.linealizado, pdfs.escaneado)]
    assert rutas == [f"2002100400/expediente-{n}.pdf" for n in (1, 2, 3)]
    assert quedan() == rutas


def test_se_numera_desde_donde_se_pide(app: Flask, recibido: Recibido) -> None:
    with app.app_context():
        assert deposito.guardar(recibido, boleta="1", clave="reporte-1", desde_n=4) == deposito.Guardado(
            4, "1/reporte-1-4.pdf"
        )


def test_un_archivo_sin_fila_no_se_sobrescribe(app: Flask, uploads: Path, recibido: Recibido) -> None:
    (uploads / "1").mkdir()
    (uploads / "1" / "reporte-1-1.pdf").write_bytes(b"de antes")
    with app.app_context():
        assert deposito.guardar(recibido, boleta="1", clave="reporte-1").n == 2
    assert (uploads / "1" / "reporte-1-1.pdf").read_bytes() == b"de antes"


def test_la_carpeta_y_el_archivo_son_privados(subir: Any, uploads: Path) -> None:
    subir(pdfs.una_pagina())
    modos = [(uploads / parte).stat().st_mode & 0o777 for parte in ("2002100400", RUTA)]
    assert modos == [0o700, 0o600]
    assert (uploads / RUTA).stat().st_nlink == 1


def test_de_dos_que_guardan_el_mismo_archivo_gana_uno(app: Flask, uploads: Path, recibido: Recibido) -> None:
    def guardar(_: int) -> bool:
        with app.app_context():
            try:
                deposito.guardar(recibido, boleta="1", clave="reporte-1")
            except ArchivoPerdido:
                return False
            return True

    with ThreadPoolExecutor(8) as hilos:
        assert sum(hilos.map(guardar, range(8))) == 1
    assert [ruta.stat().st_nlink for ruta in (uploads / "1").iterdir()] == [1]


@pytest.mark.parametrize("boleta", ["", "/", "..", "a/b", "../x", ".recepcion", "a\0", "a\n"])
def test_una_boleta_que_no_lo_es_no_llega_al_disco(app: Flask, recibido: Recibido, boleta: str) -> None:
    with app.app_context(), pytest.raises(ValueError, match="no sirve"):
        deposito.guardar(recibido, boleta=boleta, clave="expediente")


def test_lo_que_la_transaccion_no_confirma_se_retira(app: Flask, subir: Any, quedan: Any) -> None:
    subir(pdfs.una_pagina())
    with app.app_context():
        deposito.retirar(RUTA)
        deposito.retirar(RUTA)
    assert quedan() == []


def test_un_pdf_se_muestra_con_sus_cabeceras(subir: Any, cliente: FlaskClient) -> None:
    subir(pdfs.una_pagina())
    with cliente.get(f"/archivos/{RUTA}?nombre=2002100400-expediente-1.pdf") as respuesta:
        propias = {nombre: respuesta.headers[nombre] for nombre in CABECERAS}
    assert propias == CABECERAS | {"Content-Length": str(len(pdfs.una_pagina()))}


CABECERAS = {
    "Content-Type": "application/pdf",
    "Content-Disposition": "inline; filename=2002100400-expediente-1.pdf",
    "Content-Length": "",
    "Accept-Ranges": "bytes",
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}


@pytest.mark.parametrize(
    ("nombre", "cabecera"),
    [
        ("año.pdf", "attachment; filename=ano.pdf; filename*=UTF-8''a%C3%B1o.pdf"),
        ("reporte 1.PDF", 'attachment; filename="reporte 1.PDF"'),
        ("virus.exe", "attachment; filename=virus.exe.pdf"),
        ('a"b', 'attachment; filename="a\\"b.pdf"'),
    ],
)
def test_se_descarga_como_pdf_con_su_nombre(nombre: str, cabecera: str, subir: Any, cliente: FlaskClient) -> None:
    subir(pdfs.una_pagina())
    with cliente.get(f"/archivos/{RUTA}", query_string={"nombre": nombre, "descarga": ""}) as respuesta:
        assert respuesta.headers["Content-Disposition"] == cabecera


def test_un_pedazo_se_da_con_206(subir: Any, cliente: FlaskClient) -> None:
    subir(pdfs.una_pagina())
    with cliente.get(f"/archivos/{RUTA}", headers={"Range": "bytes=5-14"}) as respuesta:
        assert (respuesta.status_code, respuesta.data) == (206, pdfs.una_pagina()[5:15])
        assert respuesta.headers["Content-Range"] == f"bytes 5-14/{len(pdfs.una_pagina())}"
        assert respuesta.headers["Cache-Control"] == "private, no-store"


def test_un_pedazo_fuera_del_archivo_se_rechaza(subir: Any, cliente: FlaskClient, abiertos: Any) -> None:
    subir(pdfs.una_pagina())
    with cliente.get(f"/archivos/{RUTA}", headers={"Range": "bytes=9999999-"}) as respuesta:
        assert respuesta.status_code == 416
    assert abiertos() == []


def test_preguntar_por_el_archivo_no_lo_deja_abierto(subir: Any, cliente: FlaskClient, abiertos: Any) -> None:
    subir(pdfs.una_pagina())
    with cliente.head(f"/archivos/{RUTA}") as respuesta:
        assert (respuesta.data, respuesta.headers["Content-Length"]) == (b"", str(len(pdfs.una_pagina())))
    assert abiertos() == []


@pytest.mark.parametrize("ruta", ["no/esta.pdf", "../fuera.pdf", "%2e%2e/fuera.pdf", "enlace.pdf", "", "2002100400"])
def test_lo_que_no_esta_o_esta_fuera_es_un_archivo_perdido(
    ruta: str, app: Flask, subir: Any, cliente: FlaskClient, uploads: Path
) -> None:
    subir(pdfs.una_pagina())
    (uploads.parent / "fuera.pdf").write_bytes(b"secreto")
    (uploads / "enlace.pdf").symlink_to(uploads.parent / "fuera.pdf")
    with app.app_context(), pytest.raises(ArchivoPerdido, match="avisa al departamento"):
        deposito.ubicar(ruta)
    assert cliente.get(f"/archivos/{ruta or 'x'}").status_code == 404


def test_abrir_da_los_bytes(app: Flask, subir: Any) -> None:
    subir(pdfs.una_pagina())
    with app.app_context(), deposito.abrir(RUTA) as archivo:
        assert archivo.read() == pdfs.una_pagina()


def test_con_la_carpeta_movida_a_otro_lado_por_un_enlace_todo_sigue(
    app: Flask, tmp_path: Path, subir: Any, cliente: FlaskClient
) -> None:
    """Whoever installs may put the uploads on another disk."""
    (tmp_path / "otro disco").mkdir()
    os.symlink(tmp_path / "otro disco", tmp_path / "uploads")
    assert subir(pdfs.una_pagina()).status_code == 200
    with cliente.get(f"/archivos/{RUTA}") as respuesta:
        assert respuesta.data == pdfs.una_pagina()


def test_recibir_y_guardar_no_dependen_de_la_peticion_en_que_llego(app: Flask, subir: Any) -> None:
    """A ficha from one request is kept by another."""
    ficha = subir(pdfs.una_pagina(), luego="otra vez").text
    assert subir(None, ficha=ficha).json["ruta"] == RUTA
    with app.app_context():
        assert list(recepcion.disco.recepcion().iterdir()) == []
