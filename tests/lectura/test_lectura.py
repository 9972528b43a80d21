"""Read and decide, one document after the other, with htmx and without (REQUIREMENTS E10, D3)."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import con_numero, correos, entregado, poblar, rechazado
from tests.mesa.test_cuantas_consultas import preguntas
from tests.pagina import elegir

Como = Callable[[str], Cliente]
NADA_ESPERA = "Ya no espera ningún documento de los que elegiste."
FALTA = "Escribe el motivo: el alumno lo recibe por correo y con él corrige."


@pytest.fixture
def tres(app: Flask) -> list[Alumna]:
    """Three expedientes that wait, in the order in which they came."""
    return poblar(app, 3, prestatario="ESCA UST")


def ruta(alumna: Alumna, clave: str = "expediente") -> str:
    return f"/lectura/{alumna.documento(clave).id}"


def uno_por_uno(quien: Cliente, lista: str) -> Cliente:
    """As the link of that name leads, from wherever she is."""
    return quien.ver(quien.ver(lista, estado=303).respuesta.headers["Location"])


def donde(quien: Cliente) -> str:
    return urlsplit(quien.respuesta.request.url).path


def estatus(alumnas: list[Alumna]) -> list[str]:
    return [alumna.documento("expediente").estatus for alumna in alumnas]


def test_aceptar_lleva_al_siguiente_y_al_final_a_la_lista(tres: list[Alumna], como: Como) -> None:
    una, dos, otra = tres
    martha = uno_por_uno(como("martha"), "/expedientes/lectura")
    for alumna, quedan in ((una, "1 de 3 que esperan"), (dos, "1 de 2 que esperan"), (otra, "1 de 1 que esperan")):
        assert (donde(martha), martha.dice(".lectura__pasos p")) == (ruta(alumna), quedan)
        martha.llenar("ACEPTADO")
    assert (donde(martha), estatus(tres)) == ("/expedientes", ["ACEPTADO"] * 3)
    assert martha.dice(".aviso").endswith(NADA_ESPERA)
    assert [len(correos(alumna)) for alumna in tres] == [1, 1, 1]


def test_cada_decision_dice_que_se_hizo_y_como_volver(tres: list[Alumna], como: Como) -> None:
    martha = como("martha").ver(ruta(tres[0])).llenar("ACEPTADO")
    dicho = f"Expediente de Quezada Flores Anaa ({tres[0].boleta}): ACEPTADO. Ver o corregir"
    assert (martha.dice(".aviso--exito"), donde(martha)) == (dicho, ruta(tres[1]))
    martha.seguir("Ver o corregir")
    assert (donde(martha), martha.dice(".decision .estatus"), martha.hay(".aviso")) == (ruta(tres[0]), "ACEPTADO", 0)


def test_rechazar_con_htmx_lleva_al_siguiente_sin_perder_el_filtro(tres: list[Alumna], como: Como) -> None:
    martha = como("martha").ver(f"{ruta(tres[0])}?q=quezada&orden=boleta")
    martha.llenar("Enviar", htmx=True, motivo="Página 3: falta sello", estado=204)
    assert martha.respuesta.headers["HX-Redirect"] == f"{ruta(tres[1])}?q=quezada&orden=boleta"
    assert tres[0].documento("expediente").motivo == "Página 3: falta sello"


def test_se_camina_sin_decidir_en_el_orden_de_la_lista(tres: list[Alumna], como: Como) -> None:
    una, dos, otra = tres
    martha = como("martha").ver(f"{ruta(una)}?orden=nombre&q=quezada").seguir("Siguiente")
    assert donde(martha) == ruta(dos)
    martha.seguir("Siguiente")
    assert (donde(martha), martha.dice(".lectura__pasos p")) == (ruta(otra), "3 de 3 que esperan")
    martha.seguir("Anterior").seguir("Lista")
    assert martha.respuesta.request.full_path == "/expedientes?q=quezada&orden=nombre"
    martha.ver(ruta(otra)).llenar("ACEPTADO")  # the last one: what was left behind comes again
    assert donde(martha) == ruta(una)


def test_el_filtro_vale_y_el_estatus_elegido_no_estorba(tres: list[Alumna], como: Como) -> None:
    martha = uno_por_uno(como("martha"), f"/expedientes/lectura?q={tres[2].boleta}&estatus=ACEPTADO")
    assert (donde(martha), martha.dice(".lectura__pasos p")) == (ruta(tres[2]), "1 de 1 que esperan")


def test_sin_nada_que_espere_se_vuelve_a_la_lista(ana: Alumna, como: Como) -> None:
    rosa = uno_por_uno(como("rosa"), "/reportes/lectura?q=nadie")
    assert (rosa.respuesta.request.full_path, rosa.dice(".aviso")) == ("/reportes?q=nadie", NADA_ESPERA)


def test_los_reportes_se_leen_por_documento_y_el_mas_antiguo_primero(ana: Alumna, beto: Alumna, como: Como) -> None:
    entregado(con_numero(ana), "reporte-1")
    entregado(con_numero(beto), "evaluacion", "carta-termino")
    rosa = como("rosa").ver(ruta(ana, "reporte-1"))
    for dicho in ("Reporte 1 Quezada Flores Ana", "Evaluación de Desempeño Quezada Flores Beto"):
        assert rosa.dice("h1") == dicho
        rosa.llenar("ACEPTADO")
    assert (rosa.dice("h1"), rosa.dice(".lectura__pasos p")) == (
        "Carta Término Quezada Flores Beto",
        "1 de 1 que esperan",
    )


def test_se_ve_lo_que_paso_antes(ana: Alumna, como: Como) -> None:
    rechazado(ana, "expediente", "Falta la firma.\n\nDe tu jefe.")
    entregado(ana, "expediente")
    entregado(ana, "expediente")
    martha = como("martha").ver(ruta(ana))
    assert [martha.dice(f".antecedentes li:nth-child({n}) .estatus") for n in (1, 2)] == ["SUSTITUIDA", "RECHAZADO"]
    assert "Rosa · " in martha.dice(".antecedentes li:nth-child(2) small")
    assert elegir(martha.pagina, ".antecedentes .parrafos")[0].text == "Falta la firma.\n\nDe tu jefe."


@pytest.mark.parametrize("htmx", [True, False])
def test_un_motivo_vacio_deja_la_ventana_abierta(ana: Alumna, como: Como, htmx: bool) -> None:
    martha = como("martha").ver(ruta(ana)).llenar("Enviar", htmx=htmx, estado=422)
    assert (martha.dice("[role=alert]"), martha.hay("details[open] .ventana")) == (FALTA, 1)
    assert martha.hay("iframe") == (not htmx)


@pytest.mark.parametrize("htmx", [True, False])
def test_quien_llega_segunda_ve_quien_decidio_y_conserva_su_motivo(ana: Alumna, como: Como, htmx: bool) -> None:
    marta = como("marta2").ver(ruta(ana))
    ana.aceptada("expediente")
    marta.llenar("Enviar", htmx=htmx, motivo="Falta la hoja 3.", estado=409)
    assert marta.dice("[role=alert]").startswith("Martha ya decidió: ACEPTADO, ")
    assert (marta.dice(".decision .estatus"), marta.dice("textarea")) == ("ACEPTADO", "Falta la hoja 3.")


def test_un_doble_clic_lleva_una_sola_vez_al_siguiente(tres: list[Alumna], como: Como) -> None:
    martha = como("martha").ver(ruta(tres[1]))
    for _ in range(2):
        accion = f"{ruta(tres[1])}/aceptacion?siguiente={tres[2].documento('expediente').id}"
        martha.enviar(accion, {"entrega": tres[1].documento("expediente").entrega_id}, estado=303)
        assert martha.respuesta.headers["Location"] == ruta(tres[2])
    assert (estatus(tres), len(correos(tres[1]))) == (["EN REVISIÓN", "ACEPTADO", "EN REVISIÓN"], 1)


def test_un_siguiente_inventado_no_lleva_a_ninguna_parte(tres: list[Alumna], como: Como) -> None:
    accion = f"{ruta(tres[0])}/aceptacion?siguiente=999999"
    martha = como("martha")
    martha.enviar(accion, {"entrega": tres[0].documento("expediente").entrega_id}, estado=303)
    assert martha.respuesta.headers["Location"] == ruta(tres[1])


def test_solo_se_lee_lo_que_alguien_dictamina(beto: Alumna, como: Como) -> None:
    beto.enlistada()
    como("teo").ver("/constancias?situacion=en-espera").ver(ruta(beto), estado=403)
    como("rosa").ver(ruta(beto), estado=403)
    como("rosa").ver("/lectura/999999", estado=404)


def test_las_consultas_no_crecen_con_lo_que_espera(app: Flask, tres: list[Alumna], como: Como) -> None:
    martha = como("martha")
    con_tres = preguntas(martha, ruta(tres[0]))
    poblar(app, 20, desde=3, prestatario="ESCA UST")
    assert preguntas(martha, ruta(tres[0])) == con_tres
    assert con_tres <= 10
