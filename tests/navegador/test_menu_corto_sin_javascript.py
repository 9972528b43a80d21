"""The short menu and the desk with JavaScript off: ordinary links, forms and whole pages (REQUIREMENTS A2, E3)."""

import re
from datetime import date
from pathlib import Path

from playwright.sync_api import expect

from tests.navegador.casa import Casa
from tests.navegador.gestos import (
    aceptar,
    correo_de,
    documento,
    entregar,
    escribir_contrasena,
    fila,
    llenar_registro,
    menu,
    pdf,
    rechazar,
    renglon,
    tarjeta,
    texto,
)
from tests.navegador.persona import Entrar, Persona
from tests.pdfs import de_paginas

BOLETA = "20190A0000"


def test_beto_vive_el_menu_corto_sin_javascript(entrar: Entrar, casa: Casa) -> None:
    beto = entrar(javascript=False, admite=(422,))
    _registrarse_con_un_aviso(beto)
    martha = entrar(javascript=False, admite=(422,)).ingresar("martha")
    _confirmar_el_prestatario(martha)
    _rechazar_en_una_pagina_entera(martha)
    beto.pagina.reload()
    entregar(beto, "Expediente", de_paginas(2), renglon_de="Estatus")
    _aceptar_y_numerar(martha)
    beto.pagina.reload()
    entregar(beto, "Carta Término", de_paginas(3))
    rosa = entrar("rosa", javascript=False)
    _rechazar_la_carta(rosa)
    beto.pagina.reload()
    sigue = "Sigue: carga tu Evaluación de Desempeño y corrige y carga otra vez tu Carta Término"
    expect(beto.pagina.get_by_role("heading", name=sigue)).to_be_visible()
    entregar(beto, "Evaluación de Desempeño", de_paginas(4))
    entregar(beto, "Carta Término", de_paginas(5))
    _aceptar_las_dos(rosa)
    _emitir(entrar("teo", javascript=False), de_paginas(6))
    _descargar(beto, de_paginas(6))
    _leer_los_correos(casa)


def _registrarse_con_un_aviso(beto: Persona) -> None:
    """Five months: the warning asks once to go on, and the file stays (REQUIREMENTS R5, R7)."""
    fechas = {"inicio": date(2025, 10, 1), "termino": date(2026, 3, 1)}
    llenar_registro(beto, nombre="Beto", boleta=BOLETA, prestatario="AYUNTAMIENTO DE TLALNEPANTLA", **fechas)
    beto.pagina.get_by_label("CARGAR ARCHIVO").set_input_files(pdf(de_paginas(1), "expediente.pdf"))
    beto.boton("REGISTRAR")
    expect(beto.pagina.get_by_role("alert")).to_contain_text("hay menos de seis meses")
    expect(beto.pagina.get_by_text("Ya recibimos tu archivo: expediente.pdf")).to_be_visible()
    escribir_contrasena(beto)
    beto.boton("REGISTRAR")
    expect(beto.pagina.get_by_role("heading", name="Acuse de registro")).to_be_visible()
    beto.ingresar(BOLETA)
    assert menu(beto)[0] == "Estatus · EN REVISIÓN"


def _confirmar_el_prestatario(martha: Persona) -> None:
    """What a student wrote in is confirmed from the row before the expediente is accepted (REQUIREMENTS R4)."""
    martha.enlace("Revisar expedientes")
    aceptar(fila(martha, BOLETA))
    expect(fila(martha, BOLETA).get_by_role("alert")).to_contain_text("Primero confirma el prestatario")
    fila(martha, BOLETA).get_by_role("link", name="sin confirmar").click()
    martha.boton("Confirmar o unir")
    expect(fila(martha, BOLETA)).to_be_visible()
    expect(fila(martha, BOLETA).get_by_role("link", name="sin confirmar")).to_have_count(0)


def _rechazar_en_una_pagina_entera(martha: Persona) -> None:
    suya = fila(martha, BOLETA)
    suya.get_by_role("link", name="RECHAZADO").click()
    expect(martha.pagina).to_have_url(re.compile(r"/documentos/\d+/rechazo$"))
    expect(martha.pagina.get_by_role("heading", name="Revisar expedientes")).to_be_visible()
    expect(suya.get_by_text("Atentamente: Martha")).to_be_visible()
    suya.get_by_role("button", name="Enviar").click()
    expect(suya.get_by_role("alert")).to_contain_text("Escribe el motivo")
    suya.get_by_role("textbox", name="Motivo").fill("Falta la firma.\nFalta el sello.")
    suya.get_by_role("button", name="Enviar").click()
    expect(martha.pagina).to_have_url(re.compile(r"/expedientes(#.*)?$"))
    expect(suya.locator(".estatus")).to_have_text("RECHAZADO")


def _aceptar_y_numerar(martha: Persona) -> None:
    martha.pagina.goto(f"/expedientes?q={BOLETA}")
    aceptar(fila(martha, BOLETA))
    fila(martha, BOLETA).get_by_label("Número").fill("21140/35469")
    fila(martha, BOLETA).get_by_role("button", name="Guardar").click()
    expect(fila(martha, BOLETA).get_by_role("cell", name="21140/35469")).to_be_visible()


def _rechazar_la_carta(rosa: Persona) -> None:
    rosa.enlace("Revisar Reportes Mensuales")
    rechazar(documento(rosa, BOLETA, "Carta Término"), "Falta la fecha.")


def _aceptar_las_dos(rosa: Persona) -> None:
    rosa.pagina.goto("/reportes")
    aceptar(documento(rosa, BOLETA, "Evaluación de Desempeño"))
    aceptar(documento(rosa, BOLETA, "Carta Término"))


def _emitir(teo: Persona, constancia: bytes) -> None:
    teo.pagina.goto(f"/constancias?q={BOLETA}")
    tarjeta(teo, BOLETA).get_by_label("LISTA DE EMISIÓN").fill("68")
    tarjeta(teo, BOLETA).get_by_role("button", name="Guardar").click()
    tarjeta(teo, BOLETA).get_by_label("CARGA DE DOCUMENTO").set_input_files(pdf(constancia))
    tarjeta(teo, BOLETA).get_by_role("button", name="Cargar").click()
    expect(tarjeta(teo, BOLETA).get_by_text("FECHA DE CARGA")).to_be_visible()


def _descargar(beto: Persona, constancia: bytes) -> None:
    beto.pagina.reload()
    assert menu(beto) == [
        "Estatus · ACEPTADO",
        "Número de Registro",
        "Evaluación de Desempeño · ACEPTADO",
        "Carta Término · ACEPTADO",
        "Lista de Emisión",
        "Constancia de Liberación",
    ]
    expect(renglon(beto, "Lista de Emisión")).to_contain_text("68")
    with beto.pagina.expect_download() as descarga:
        beto.enlace("Descargar constancia")
    assert Path(descarga.value.path()).read_bytes() == constancia


def _leer_los_correos(casa: Casa) -> None:
    correos = casa.correos(correo_de("Beto"), 9)
    assert [correo["Subject"] for correo in correos][1:] == [
        "Expediente: RECHAZADO, hay que corregir",
        "Tu expediente fue ACEPTADO: espera tu número de registro",
        "Tu número de registro es 21140/35469",
        "Carta Término: RECHAZADO, hay que corregir",
        "Tu Evaluación de Desempeño ha sido aceptada: cárgala en el SISS",
        "Tu Carta Término ha sido aceptada: cárgala en el SISS",
        "Tu constancia fue solicitada en la relación 68",
        "Tu constancia de liberación está lista para descargar",
    ]
    assert "Falta la firma.\nFalta el sello.\n\nAtentamente: Martha\n" in texto(correos[1])
