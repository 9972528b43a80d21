"""Frequent motivos: for their kind of document, put into what was typed, and as it was typed mailed (E5)."""

from typing import Any

import pytest

from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import con_numero, correos, entregado
from tests.pagina import elegir, texto

ILEGIBLE = "El archivo no es legible. Deberás volver a cargar con la nitidez adecuada."
SIN_FIRMA = "Falta una firma o un sello. Deberás cargarlo con todas las firmas y sellos solicitados."
COMUNES = ["No es legible", "Está incompleto", "Falta firma o sello", "No corresponde", "Datos que no coinciden"]


def botones(quien: Cliente) -> list[str]:
    return [texto(boton) for boton in elegir(quien.pagina, ".ventana__motivos button")]


def ventana(alumna: Alumna, clave: str = "expediente", *, htmx: bool = True) -> Cliente:
    quien = Cliente(alumna.app).ingresar("martha" if clave == "expediente" else "rosa")
    return quien.ver(f"/documentos/{alumna.documento(clave).id}/rechazo", htmx=htmx)


def escrito(quien: Cliente) -> str:
    """As it would be sent."""
    return (elegir(quien.pagina, "textarea")[0].text or "").removeprefix("\n")


@pytest.mark.parametrize(
    ("clave", "suyos"),
    [
        ("expediente", ["Falta un documento"]),
        ("reporte-3", ["Faltan evidencias", "Otro periodo"]),
        ("reporte-global", ["No abarca todo"]),
        ("evaluacion", ["Sin terminar de llenar"]),
        ("carta-termino", ["Fechas u horas"]),
    ],
)
def test_cada_documento_ofrece_los_de_todos_y_los_suyos(ana: Alumna, clave: str, suyos: list[str]) -> None:
    if clave != "expediente":
        entregado(con_numero(ana), clave)
    assert botones(ventana(ana, clave)) == ["Página", *COMUNES, *suyos]


@pytest.mark.parametrize("htmx", [True, False])
def test_lo_elegido_se_agrega_a_lo_escrito_y_se_puede_editar(ana: Alumna, htmx: bool) -> None:
    martha = ventana(ana, htmx=htmx)
    agregar(martha, "Buenos días.", "No es legible", htmx=htmx)
    assert escrito(martha) == f"Buenos días.\n{ILEGIBLE}"
    agregar(martha, escrito(martha), "No es legible", htmx=htmx)
    assert escrito(martha) == f"Buenos días.\n{ILEGIBLE}"
    agregar(martha, escrito(martha), "Página", htmx=htmx, pagina=" 03 ")
    assert escrito(martha) == f"Buenos días.\n{ILEGIBLE}\nPágina 3:"
    agregar(martha, escrito(martha), "Falta firma o sello", htmx=htmx)
    assert escrito(martha) == f"Buenos días.\n{ILEGIBLE}\nPágina 3: {SIN_FIRMA}"
    assert (ana.documento("expediente").estatus, correos(ana)) == ("EN REVISIÓN", [])


@pytest.mark.parametrize("pagina", ["", "0", "-1", "x", "٣", "9" * 30])
def test_una_pagina_que_no_es_numero_no_agrega_nada(ana: Alumna, pagina: str) -> None:
    martha = ventana(ana)
    agregar(martha, "Falta sello.", "Página", pagina=pagina)
    assert escrito(martha) == "Falta sello."


def test_un_motivo_que_no_existe_no_agrega_nada(ana: Alumna) -> None:
    martha, documento = ventana(ana), ana.documento("expediente")
    for elegido in ("9999", "x", "9" * 40):
        cuerpo = {"entrega": documento.entrega_id, "motivo": "Falta sello.", "agregar": elegido}
        assert escrito(martha.enviar(f"/documentos/{documento.id}/rechazo", cuerpo, htmx=True)) == "Falta sello."


def test_los_saltos_de_linea_llegan_al_correo(ana: Alumna) -> None:
    ana.rechazada("expediente", "Página 3: falta sello.\r\nPágina 5: falta firma.\r\n\r\nGracias.")
    assert "\n\nPágina 3: falta sello.\nPágina 5: falta firma.\n\nGracias.\n\n" in correos(ana)[-1].texto


def test_administracion_agrega_uno_y_retira_otro(ana: Alumna) -> None:
    elena = Cliente(ana.app).ingresar("elena").ver("/administracion/motivos")
    elena.llenar("Agregar", nombre="Sin CURP", texto="Falta tu CURP.", para="expediente", orden="1", activo="y")
    assert elena.dice(".aviso--exito") == "Guardado."
    elena.enviar("/administracion/motivos", _primero(ana) | {"orden": "99"})
    assert botones(ventana(ana)) == ["Página", "Sin CURP", *COMUNES[1:], "Falta un documento"]


def test_lo_que_no_se_puede_guardar_dice_por_que_y_no_se_pierde(ana: Alumna) -> None:
    elena = Cliente(ana.app).ingresar("elena").ver("/administracion/motivos")
    elena.llenar("Agregar", nombre="Otro", texto=ILEGIBLE, orden="20", estado=409)
    assert elena.dice("[role=alert]") == "Ese texto ya está en el catálogo, con el nombre «No es legible»."
    elena.llenar("Agregar", nombre="", texto="", orden="", estado=422)
    assert elena.dice("[role=alert]") == (
        "Escribe un nombre corto: es lo que dice su botón. Escribe el texto que recibe el alumno."
        " Escribe en qué lugar va: 1 es el primero."
    )
    elena.ver("/administracion/motivos").llenar("Agregar", nombre="Otro", texto="", orden="20", estado=422)
    assert elegir(elena.pagina, "[name=nombre]")[-1].get("value") == "Otro"


def agregar(quien: Cliente, motivo: str, boton: str, *, htmx: bool = True, **campos: Any) -> None:
    """Press one of the buttons of the window, with what is typed there."""
    (elegido,) = (b.get("value") for b in elegir(quien.pagina, ".ventana__motivos button") if texto(b) == boton)
    quien.llenar("Enviar", htmx=htmx, motivo=motivo, agregar=elegido, **campos)


def _primero(ana: Alumna) -> dict[str, Any]:
    """«No es legible», no longer active."""
    return {"id": 1, "nombre": "No es legible", "texto": ILEGIBLE, "para": ""}
