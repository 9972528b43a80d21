"""The PDF of the registration: sent once, kept while the rest is mended, gone when it is refused (R6, R7)."""

from pathlib import Path

import pytest
from flask import Flask

from tests import pdfs
from tests.cliente import Cliente
from tests.elenco import PDF
from tests.pagina import elegir
from tests.tramite.solicitud import ANA, datos, errores, quedan, registrar, reintentar

MALOS = {
    "vacío": (b"", "El archivo está vacío: revisa que se abra en tu equipo y elígelo de nuevo."),
    "texto": (
        b"No soy un PDF",
        "El archivo no es un PDF: ábrelo en el programa con que lo hiciste, guárdalo como PDF y envía ese.",
    ),
    "cortado": (
        pdfs.cortado(),
        "El archivo está cortado, le falta el final: ábrelo en tu equipo y, si se ve completo,"
        " envíalo otra vez; si no, vuelve a generarlo.",
    ),
    "con contraseña": (
        pdfs.con_contrasena(),
        "El archivo pide una contraseña para abrirse: guarda una copia sin contraseña y envía esa.",
    ),
}


@pytest.mark.parametrize("malo", MALOS)
def test_un_mal_pdf_se_dice_junto_a_su_campo_y_no_queda(cliente: Cliente, uploads: Path, malo: str) -> None:
    contenido, frase = MALOS[malo]
    registrar(cliente, contenido, estado=422)
    assert errores(cliente) == {"archivo": frase}
    assert quedan(uploads) == []


def test_el_que_pasa_del_limite_por_un_byte_no_queda(app: Flask, cliente: Cliente, uploads: Path) -> None:
    app.config["MAX_PDF_BYTES"] = len(PDF) - 1
    registrar(cliente, estado=422)
    assert errores(cliente)["archivo"].startswith("El archivo pasa de ")
    assert quedan(uploads) == []
    app.config["MAX_PDF_BYTES"] = len(PDF)
    assert reintentar(cliente, PDF).dice("h1") == "Acuse de registro"


def test_el_archivo_bueno_no_se_vuelve_a_pedir(cliente: Cliente, uploads: Path) -> None:
    tres = pdfs.de_paginas(3)
    registrar(cliente, tres, estado=422, correo="sin arroba")
    assert errores(cliente).keys() == {"correo"}
    assert cliente.dice(".carga__recibido strong") == "Ya recibimos tu archivo: Mi expediente.pdf"
    assert [nombre.rpartition("/")[0] for nombre in quedan(uploads)] == [".recepcion"]
    reintentar(cliente, estado=422, correo="ana@", contrasena="corta", confirmacion="otra")
    reintentar(cliente, correo=ANA["correo"])
    assert (datos(cliente)["Archivo"], datos(cliente)["Páginas"]) == ("Mi expediente.pdf", "3")
    assert quedan(uploads) == ["2021350001/expediente-1.pdf"]
    assert (uploads / "2021350001/expediente-1.pdf").read_bytes() == tres


def test_otro_archivo_toma_el_lugar_del_que_esperaba(cliente: Cliente, uploads: Path) -> None:
    registrar(cliente, pdfs.de_paginas(2), estado=422, correo="")
    reintentar(cliente, PDF, "corregido.pdf", correo=ANA["correo"])
    assert (datos(cliente)["Archivo"], datos(cliente)["Páginas"]) == ("corregido.pdf", "1")
    assert quedan(uploads) == ["2021350001/expediente-1.pdf"]


def test_uno_malo_despues_de_uno_bueno_se_dice(cliente: Cliente, uploads: Path) -> None:
    """Sending nothing more uses the good one, which is still there."""
    registrar(cliente, estado=422, correo="")
    reintentar(cliente, b"basura", estado=422)
    assert errores(cliente).keys() == {"correo", "archivo"}
    assert len(quedan(uploads)) == 1
    assert reintentar(cliente, correo=ANA["correo"]).dice("h1") == "Acuse de registro"
    assert quedan(uploads) == ["2021350001/expediente-1.pdf"]


def test_la_ficha_de_otro_navegador_no_da_su_archivo(app: Flask, cliente: Cliente, uploads: Path) -> None:
    registrar(cliente, estado=422, correo="")
    ficha = elegir(cliente.pagina, "[name=recibido]")[0].get("value")
    otro = registrar(Cliente(app), None, estado=422, correo="otra", boleta="2021350002")
    for falsa in (ficha, ficha[:-1], "x", "../../../etc/passwd"):
        reintentar(otro, estado=422, recibido=falsa, correo="otra@ipn.mx")
        assert errores(otro) == {"archivo": "Elige el archivo PDF que vas a cargar."}
    assert len(quedan(uploads)) == 1


def test_el_nombre_del_archivo_no_lleva_a_ninguna_parte(cliente: Cliente, uploads: Path) -> None:
    registrar(cliente, PDF, "..\\..\\C:\\Mis documentos/../Expediente ñandú.PDF")
    assert datos(cliente)["Archivo"] == "Expediente ñandú.PDF"
    assert quedan(uploads) == ["2021350001/expediente-1.pdf"]
