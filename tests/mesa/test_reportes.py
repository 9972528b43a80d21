"""The cards of reportes, as the document draws them (REQUIREMENTS D1, E5)."""

import time_machine

from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import aceptado, con_numero, entregado, rechazado
from tests.pagina import elegir, texto
from tests.pdfs import de_paginas
from tests.tramite.solicitud import datos

CUATRO = de_paginas(4)


def documentos(cliente: Cliente) -> list[tuple[str, str]]:
    """Each document of the card with its estatus, or what there is instead."""
    return [
        (texto(elegir(caja, "h3")[0]), texto(caja).removeprefix(texto(elegir(caja, "h3")[0])))
        for caja in elegir(cliente.pagina, ".documento")
    ]


def test_la_tarjeta_dice_de_quien_es(ana: Alumna) -> None:
    entregado(con_numero(ana, "21140/0002"), "reporte-1")
    rosa = Cliente(ana.app).ingresar("rosa").ver("/reportes")
    assert rosa.dice("h1") == "Revisar Reportes Mensuales, Globales, Evaluación de Desempeño y Cartas Término"
    assert datos(rosa) == {
        "Boleta": "2021350001",
        "Nombre": "Quezada Flores Ana",
        "Carrera": "L.A.D.E.",
        "Prestatario": "ESCA UST",
        "Fecha de inicio": "01/09/2025",
        "Fecha de Término": "01/06/2027",
        "correo electrónico": "ana@alumno.ipn.mx",
        "Número de Registro": "21140/0002",
    }


def test_la_tarjeta_del_menu_largo_tiene_diez_documentos(ana: Alumna) -> None:
    con_numero(ana)
    with time_machine.travel("2026-10-26T18:00:00+00:00", tick=False):
        aceptado(ana, "reporte-1")
        rechazado(ana, "reporte-2")
    entregado(ana, "reporte-3")
    rosa = Cliente(ana.app).ingresar("rosa").ver("/reportes")
    assert documentos(rosa) == [
        ("REPORTE 1", "ACEPTADO Rosa · 26/10/2026"),
        ("REPORTE 2", "RECHAZADO Rosa · 26/10/2026"),
        ("REPORTE 3", "EN REVISIÓN ACEPTADORECHAZADO llegó hoy"),
        *((f"REPORTE {numero}", "Sin entregar") for numero in range(4, 8)),
        ("REPORTE GLOBAL", "Sin entregar"),
        ("EVALUACIÓN DE DESEMPEÑO", "Sin entregar"),
        ("CARTA TÉRMINO", "Sin entregar"),
    ]


def test_la_del_menu_corto_tiene_las_dos_que_le_tocan(beto: Alumna) -> None:
    entregado(con_numero(beto), "carta-termino")
    rosa = Cliente(beto.app).ingresar("rosa").ver("/reportes")
    assert [nombre for nombre, _ in documentos(rosa)] == ["EVALUACIÓN DE DESEMPEÑO", "CARTA TÉRMINO"]


def test_cada_documento_lleva_a_su_pdf(ana: Alumna) -> None:
    con_numero(ana).entregar("reporte-1", CUATRO)
    rosa = Cliente(ana.app).ingresar("rosa").ver("/reportes")
    enlace = elegir(rosa.pagina, ".documento a.archivo")[0]
    assert (texto(enlace), rosa.crudo("GET", enlace.get("href")).data) == ("REPORTE 1", CUATRO)


def test_sin_documentos_lo_dice(ana: Alumna) -> None:
    rosa = Cliente(ana.app).ingresar("rosa").ver("/reportes")
    assert rosa.dice(".vacio") == "No hay documentos por revisar."
    assert rosa.ver("/reportes?q=nadie").dice(".vacio") == "No hay alumnos con lo que elegiste."


def test_un_documento_solo_cambia_su_caja(ana: Alumna) -> None:
    entregado(con_numero(ana), "reporte-1")
    rosa = Cliente(ana.app).ingresar("rosa").ver("/reportes").llenar("ACEPTADO", htmx=True)
    assert documentos(rosa)[0][1].startswith("ACEPTADO Rosa")
    assert rosa.hay(".documento") == 1
