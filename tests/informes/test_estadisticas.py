"""Statistics and the public page (REQUIREMENTS I2)."""

from collections.abc import Callable

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event

from sisr.db import db
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.informes.cifras import tablas
from tests.pagina import elegir, texto

SIN_FIRMA = "Falta una firma o un sello. Deberás cargarlo con todas las firmas y sellos solicitados."


@pytest.fixture
def esperan(app: Flask) -> tuple[Alumna, Alumna]:
    """On Monday the 2nd of November of 2026 Ana and Beto sent their expedientes; Beto's was accepted on the 5th."""
    with time_machine.travel("2026-11-02T16:00:00+00:00"):
        ana = Alumna.registrar(app, "Ana", boleta="2021350001", prestatario="ESCA UST")
        beto = Alumna.registrar(app, "Beto", boleta="20190A0000", prestatario="AYUNTAMIENTO DE TLALNEPANTLA")
    with time_machine.travel("2026-11-05T16:00:00+00:00"):
        beto.rechazada("expediente", f"{SIN_FIRMA} Gracias.")
        beto.entregar("expediente")
        beto.aceptada("expediente")
    return ana, beto


def test_las_estadisticas_de_dos_alumnos(esperan: tuple[Alumna, Alumna], como: Callable[[str], Cliente]) -> None:
    with time_machine.travel("2026-11-10T16:00:00+00:00"):
        elena = como("elena").ver("/informes/estadisticas")
    dicho = tablas(elena)
    assert [texto(nodo) for nodo in elegir(elena.pagina, ".cifras dd")] == ["2", "0", "1", "el mismo día"]
    assert dicho["Dónde están hoy los alumnos"][:3] == [
        ["Expediente", "0", "1", "0", "8 días", "8 días"],
        ["Número de Registro", "1", "0", "0", "5 días", "5 días"],
        ["Reporte 1", "0", "0", "0", "", ""],
    ]
    assert dicho["Esperan de más"] == [["Expediente", "1"]]
    assert dicho["Entradas y salidas por mes"] == [["Noviembre de 2026", "2", "0"]]
    assert dicho["Cuánto se espera"][:2] == [
        ["Todos los documentos", "el mismo día", "3 días", "2"],
        ["Expediente", "el mismo día", "3 días", "2"],
    ]
    assert dicho["Aceptados a la primera"][0] == ["Expediente", "0", "1", "0 %"]
    assert dicho["Motivos de rechazo"][0] == ["Falta firma o sello", "1"]
    assert dicho["Cuándo se entrega"][10] == ["10:00", "2", "0", "0", "1", "0", "0", "0"]


def test_los_filtros_valen_para_todo_y_quedan_en_la_direccion(
    esperan: tuple[Alumna, Alumna], como: Callable[[str], Cliente]
) -> None:
    ana, _ = esperan
    donde = ana.avance.alumno.prestatario_id
    elena = como("elena").ver(f"/informes/estadisticas?desde=&hasta=&carrera=&prestatario={donde}")
    dicho = tablas(elena)
    assert dicho["Por prestatario"] == [["ESCA UST", "1", "0"]]
    assert dicho["Por género"] == [["Femenino", "1", "0"]]
    assert dicho["Cuánto se espera"][1] == ["Expediente", "—", "—", "0"]
    assert all(f"prestatario={donde}" in enlace.get("href") for enlace in elegir(elena.pagina, "a.cifra"))


def test_cada_grafica_se_lee_sin_verla(carmen: Cliente) -> None:
    carmen.ver("/informes/estadisticas")
    dibujos = elegir(carmen.pagina, "[role=img]")
    assert len(dibujos) >= 9
    for dibujo in dibujos:
        titulo, descripcion = list(dibujo)[:2]
        assert [titulo.get("id"), descripcion.get("id")] == dibujo.get("aria-labelledby").split()
        assert titulo.text
        assert descripcion.text
    assert carmen.hay(".grafica") == carmen.hay(".grafica table") == 10


@pytest.mark.parametrize(
    "ruta", ["/informes/anual", "/informes/estadisticas", "/informes/sucesos", "/informes/alumnos"]
)
def test_las_consultas_no_crecen_con_los_alumnos(
    escuela: Flask, carmen: Cliente, como: Callable[[str], Cliente], ruta: str
) -> None:
    con_cuarenta_y_cinco = _consultas(escuela, carmen, ruta)
    elena = como("elena")
    assert con_cuarenta_y_cinco <= _consultas(elena.app, elena, ruta) + 1


def _consultas(app: Flask, quien: Cliente, ruta: str) -> int:
    hechas: list[str] = []

    def anotar(_conexion: object, _cursor: object, sentencia: str, *_: object) -> None:
        hechas.append(sentencia)

    with app.app_context():
        motor = db.engine
    event.listen(motor, "before_cursor_execute", anotar)
    quien.ver(ruta)
    event.remove(motor, "before_cursor_execute", anotar)
    return len([sentencia for sentencia in hechas if sentencia.startswith("SELECT")])


def test_la_pagina_publica_no_existe_si_no_se_pide(cliente: Cliente) -> None:
    cliente.ver("/espera", estado=404)


def test_la_pagina_publica_dice_cuantos_esperan_y_cuanto_tarda(
    esperan: tuple[Alumna, Alumna], cliente: Cliente
) -> None:
    cliente.app.config["PUBLIC_PAGE"] = True
    with time_machine.travel("2026-11-10T16:00:00+00:00"):
        cliente.ver("/espera")
    assert [nodo.text for nodo in elegir(cliente.pagina, "dd:not(.suave)")] == ["1", "el mismo día", "3 días", "—"]
    assert "Quezada" not in cliente.respuesta.get_data(as_text=True)
