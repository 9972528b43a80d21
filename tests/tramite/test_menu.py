"""The student's menu, row by row, at each moment (REQUIREMENTS A1–A3, A5, A7, A8, P6)."""

from datetime import UTC, date, datetime

import time_machine
from sqlalchemy import insert

from sisr.catalogos.model import DiaInhabil
from sisr.db import escritura
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import aceptado, completa, con_numero, enlistada, entregado, rechazado
from tests.pagina import elegir, texto
from tests.tramite.solicitud import datos

LUNES = datetime(2026, 10, 26, 18, tzinfo=UTC)


def renglones(menu: Cliente) -> list[str]:
    return [texto(titulo) for titulo in elegir(menu.pagina, ".tramite > li > h3")]


def estados(menu: Cliente) -> list[str]:
    """How each row looks: hecho, revision, abierto or cerrado."""
    return [str(fila.get("class")).rpartition("--")[2] for fila in elegir(menu.pagina, ".tramite > li")]


def formas(menu: Cliente) -> list[str]:
    """The documents that can be loaded now."""
    return [str(forma.get("action")) for forma in elegir(menu.pagina, ".tramite form")]


def test_los_dos_menus_son_los_del_documento(ana: Alumna, beto: Alumna) -> None:
    assert renglones(ana.entrar()) == [
        "Estatus",
        "Número de Registro",
        *(f"Reporte {numero}" for numero in range(1, 8)),
        "Reporte Global",
        "Evaluación de Desempeño",
        "Carta Término",
        "Lista de Emisión",
        "Constancia de Liberación",
    ]
    assert renglones(beto.entrar()) == [
        "Estatus",
        "Número de Registro",
        "Evaluación de Desempeño",
        "Carta Término",
        "Lista de Emisión",
        "Constancia de Liberación",
    ]


def test_arriba_dice_quien_es_como_en_el_documento(ana: Alumna) -> None:
    menu = ana.entrar()
    assert menu.dice("h1") == "Quezada Flores Ana"
    assert datos(menu) == {
        "Boleta": "2021350001",
        "Carrera": "L.A.D.E.",
        "Prestatario": "ESCA UST",
        "Fecha de Inicio": "01/09/2025",
        "Fecha de Término": "01/06/2027",
    }


def test_recien_registrada_espera_la_revision(ana: Alumna) -> None:
    menu = ana.entrar()
    assert estados(menu) == ["revision"] + ["cerrado"] * 13
    assert menu.dice(".sigue h2") == "Sigue: espera la revisión de tu Expediente"
    assert menu.dice("#paso-numero .paso__detalle") == "Se habilita cuando tu expediente esté ACEPTADO."
    assert menu.dice("#paso-reporte-1 .paso__detalle") == "Se habilita cuando se visualice tu Número de Registro."
    assert formas(menu) == ["/tramite/expediente"]


def test_con_expediente_aceptado_espera_su_numero(ana: Alumna) -> None:
    menu = aceptado(ana, "expediente").entrar()
    assert estados(menu) == ["hecho"] + ["cerrado"] * 13
    assert menu.dice(".sigue h2") == "Sigue: espera tu Número de Registro"
    assert menu.dice("#paso-expediente .estatus") == "ACEPTADO"
    assert menu.dice("#paso-numero .paso__detalle") == "Te avisaremos por correo."
    assert formas(menu) == []


def test_con_numero_se_abre_el_reporte_1(ana: Alumna) -> None:
    menu = con_numero(ana, "21140/0002").entrar()
    assert estados(menu) == ["hecho", "hecho", "abierto"] + ["cerrado"] * 11
    assert menu.dice(".sigue h2") == "Sigue: carga tu Reporte 1"
    assert menu.dice("#paso-numero .paso__detalle") == "21140/0002"
    assert menu.dice("#paso-reporte-1 .carga__ayuda") == (
        "Un PDF donde contenga los formatos oficiales con sus evidencias."
        " 1 solo archivo en formato PDF no mayor a 3 GB."
    )
    assert formas(menu) == ["/tramite/reporte-1"]


def test_lo_rechazado_dice_el_motivo_y_quien_lo_firma(ana: Alumna) -> None:
    con_numero(ana)
    with time_machine.travel(LUNES, tick=False):
        rechazado(ana, "reporte-1", "No es legible.\n\nFalta:\n- el sello")
    menu = ana.entrar()
    assert estados(menu)[2:4] == ["abierto", "cerrado"]
    assert menu.dice(".sigue h2") == "Sigue: corrige y carga otra vez tu Reporte 1"
    assert elegir(menu.pagina, "#paso-reporte-1 .motivo p")[0].text == "No es legible.\n\nFalta:\n- el sello"
    assert menu.dice("#paso-reporte-1 .motivo footer") == "Atentamente: Rosa · 26/10/2026"
    assert menu.dice("#paso-reporte-1 .estatus") == "RECHAZADO"
    assert menu.dice("#paso-reporte-2 .paso__detalle") == "Se habilita cuando tu Reporte 1 esté ACEPTADO."
    assert formas(menu) == ["/tramite/reporte-1"]


def test_en_revision_se_puede_reemplazar_y_no_abre_lo_que_sigue(ana: Alumna) -> None:
    menu = entregado(con_numero(ana), "reporte-1").entrar()
    assert estados(menu)[2:4] == ["revision", "cerrado"]
    assert menu.dice("#paso-reporte-1 summary") == "Reemplazar archivo"
    assert formas(menu) == ["/tramite/reporte-1"]


def test_el_menu_corto_abre_las_dos_cartas_el_dia_de_su_termino(beto: Alumna) -> None:
    con_numero(beto)
    with time_machine.travel("2026-03-01T05:59:00+00:00"):  # still February in Mexico City
        menu = beto.entrar()
        assert estados(menu) == ["hecho", "hecho", "cerrado", "cerrado", "cerrado", "cerrado"]
        assert menu.dice(".sigue p") == "Se habilita el 01/03/2026, tu Fecha de Término."
        assert formas(menu) == []
    with time_machine.travel("2026-03-01T06:00:00+00:00"):
        menu = beto.entrar()
        assert estados(menu) == ["hecho", "hecho", "abierto", "abierto", "cerrado", "cerrado"]
        assert menu.dice(".sigue h2") == "Sigue: carga tu Evaluación de Desempeño y tu Carta Término"
        assert formas(menu) == ["/tramite/evaluacion", "/tramite/carta-termino"]


def test_con_todo_aceptado_espera_su_lista(beto: Alumna) -> None:
    menu = completa(beto).entrar()
    assert estados(menu) == ["hecho"] * 4 + ["cerrado"] * 2
    assert menu.dice(".sigue h2") == "Sigue: espera tu Lista de Emisión"
    assert menu.dice("#paso-lista .paso__detalle") == "Te avisaremos por correo."


def test_en_la_lista_dice_entre_que_dias_se_espera_la_constancia(beto: Alumna) -> None:
    with beto.app.app_context(), escritura() as conexion:
        conexion.execute(insert(DiaInhabil).values(dia=date(2026, 10, 30), motivo="Puente"))
    with time_machine.travel(LUNES, tick=False):
        menu = enlistada(beto, 15).entrar()
    assert menu.dice("#paso-lista .paso__detalle") == (
        "15Tu constancia se espera entre el 23/12/2026 y el 31/12/2026 (40 a 45 días hábiles)."
    )
    assert menu.dice(".sigue h2") == "Sigue: espera tu Constancia de Liberación"
    assert menu.dice(".sigue p") == "Se espera entre el 23/12/2026 y el 31/12/2026. Te avisaremos por correo."
    assert estados(menu) == ["hecho"] * 5 + ["cerrado"]


def test_la_lista_no_se_ve_antes_de_que_todo_este_aceptado(beto: Alumna) -> None:
    menu = aceptado(con_numero(beto), "evaluacion").entrar()
    assert menu.dice("#paso-lista .paso__detalle") == "Se habilita cuando tu Carta Término esté ACEPTADA."


def test_la_constancia_se_descarga(beto: Alumna) -> None:
    with time_machine.travel(LUNES, tick=False):
        aceptado(enlistada(beto), "constancia")
    menu = beto.entrar()
    assert estados(menu) == ["hecho"] * 6
    assert menu.dice(".sigue h2") == "¡Felicidades! Tu Servicio Social está liberado"
    assert menu.dice("#paso-constancia a") == "Descargar constancia"
    assert "Cargada el 26/10/2026" in menu.dice("#paso-constancia")
