"""What the staff do on their screens with one student, each decision in one request and without reloading."""

import re

from playwright.sync_api import Locator, expect

from sisr.reloj import hoy
from tests.navegador.gestos import documento, fila, pdf, tarjeta
from tests.navegador.persona import Persona


def rechazar_el_expediente(martha: Persona, boleta: str, motivo: str) -> None:
    martha.enlace("Revisar expedientes de prerregistros validados")
    _rechazar(martha, fila(martha, boleta), motivo)


def aceptar_el_expediente(martha: Persona, boleta: str) -> None:
    martha.pagina.reload()
    suya = fila(martha, boleta)
    _aceptar(martha, suya)
    expect(suya.get_by_label("Número")).to_be_visible()


def numerar(martha: Persona, boleta: str, numero: str) -> None:
    """Número, lista and fecha, which are read in the row, also when the page is asked for again."""
    suya = fila(martha, boleta)
    escritos = {"Número": numero, "Lista": "15", "Fecha de envío": "2026-10-01"}
    for nombre, valor in escritos.items():
        suya.get_by_label(nombre).fill(valor)
    with martha.sin_recargar() as pedidas, martha.pagina.expect_response("**/registro"):
        suya.get_by_role("button", name="Guardar").click()
        expect(suya.get_by_role("link", name="Corregir")).to_be_focused()
    assert re.fullmatch(r"POST /alumnos/\d+/registro", pedidas[0])
    martha.pagina.goto(f"/expedientes?q={boleta}")
    for dicho in (numero, "15", "01/10/2026 Corregir"):
        expect(suya.get_by_role("cell", name=dicho, exact=True)).to_be_visible()


def aceptar_el_informe(rosa: Persona, boleta: str, paso: str) -> None:
    rosa.pagina.reload()
    _aceptar(rosa, documento(rosa, boleta, paso))


def rechazar_el_informe(rosa: Persona, boleta: str, paso: str, motivo: str) -> None:
    rosa.pagina.reload()
    _rechazar(rosa, documento(rosa, boleta, paso), motivo)


def enlistar(teo: Persona, boleta: str, numero: int) -> None:
    teo.enlace("Cargar Constancias de Liberación")
    teo.pagina.get_by_label("Buscar").fill(boleta)
    teo.boton("Filtrar")
    expect(teo.pagina.get_by_label("Incluir en la lista")).to_be_checked()
    teo.pagina.get_by_label("Lista de emisión N°").fill(str(numero))
    teo.boton("Generar lista de emisión")
    expect(teo.pagina.get_by_role("heading", name=f"Lista de emisión N° {numero}")).to_be_visible()
    teo.enlace("Volver a Constancias")


def cargar_constancia(teo: Persona, boleta: str, constancia: bytes) -> None:
    suya = tarjeta(teo, boleta)
    suya.get_by_label("CARGA DE DOCUMENTO").set_input_files(pdf(constancia))
    suya.get_by_role("button", name="Cargar").click()
    expect(suya.get_by_text("FECHA DE CARGA")).to_contain_text(f"{hoy():%d/%m/%Y}")


def _aceptar(persona: Persona, lugar: Locator) -> None:
    with persona.sin_recargar() as pedidas:
        lugar.get_by_role("button", name="ACEPTADO").click()
        expect(lugar.locator(".estatus")).to_have_text("ACEPTADO")
    assert re.fullmatch(r"POST /documentos/\d+/aceptacion", pedidas[0])


def _rechazar(persona: Persona, lugar: Locator, motivo: str) -> None:
    with persona.sin_recargar() as pedidas:
        lugar.get_by_role("link", name="RECHAZADO").click()
        expect(lugar.get_by_role("heading", name="Ventana de RECHAZO")).to_be_visible()
        expect(lugar.get_by_role("textbox", name="Motivo")).to_be_focused()
    with persona.sin_recargar() as enviadas:
        lugar.get_by_role("textbox", name="Motivo").fill(motivo)
        lugar.get_by_role("button", name="Enviar").click()
        expect(lugar.locator(".estatus")).to_have_text("RECHAZADO")
    assert [re.sub(r"\d+", "N", pedida) for pedida in pedidas + enviadas] == [
        "GET /documentos/N/rechazo",
        "POST /documentos/N/rechazo",
    ]
