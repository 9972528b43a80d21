"""Whom a person chooses in the table: across pages, with or without scripts, and theirs alone (REQUIREMENTS E8)."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from sisr.mesa import consultas
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import aceptado, poblar
from tests.pagina import elegir

Como = Callable[[str], Cliente]


def marcados(cliente: Cliente) -> list[str]:
    return [campo.get("value") for campo in elegir(cliente.pagina, "input[name=alumno][checked]")]


def ids(*alumnas: Alumna) -> list[str]:
    return [str(alumna.id) for alumna in alumnas]


@pytest.fixture
def de_dos(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows a page."""
    monkeypatch.setattr(consultas, "RENGLONES", 2)


@pytest.mark.usefixtures("de_dos")
def test_lo_marcado_sobrevive_a_las_paginas(app: Flask, como: Como) -> None:
    uno, _, tres, _ = poblar(app, 4, prestatario="ESCA UST")
    martha = como("martha").ver("/expedientes?orden=nombre")
    martha.llenar("Recordar lo marcado", alumno=ids(uno), hacer="")
    assert martha.respuesta.request.full_path == "/expedientes?orden=nombre"
    martha.ver("/expedientes?orden=nombre&pagina=2")
    assert (marcados(martha), martha.dice("#elegidos p")) == ([], "1 elegido")
    martha.llenar("Recordar lo marcado", alumno=ids(tres), hacer="")
    assert martha.respuesta.request.full_path == "/expedientes?orden=nombre&pagina=2"
    assert marcados(martha) == ids(tres)
    assert (marcados(martha.ver("/expedientes?orden=nombre")), martha.dice("#elegidos p")) == (ids(uno), "2 elegidos")
    martha.ver("/expedientes?elegidos=1&orden=nombre")
    assert marcados(martha) == ids(uno, tres)


def test_con_guiones_cada_marca_se_guarda_y_solo_cambia_la_cuenta(ana: Alumna, beto: Alumna, como: Como) -> None:
    martha = como("martha").ver("/expedientes")
    vistos = ",".join(ids(ana, beto))
    datos: dict[str, Any] = {"vistos": vistos, "alumno": ids(ana, beto)}
    martha.enviar("/expedientes/seleccion", datos, htmx=True)
    assert martha.respuesta.text.startswith('<div class="eleccion__actos" id="elegidos">')
    assert martha.dice("#elegidos p") == "2 elegidos"
    martha.ver("/expedientes").enviar("/expedientes/seleccion", {"vistos": vistos, "alumno": ids(beto)}, htmx=True)
    assert marcados(martha.ver("/expedientes")) == ids(beto)


@pytest.mark.usefixtures("de_dos")
def test_todos_los_de_un_filtro_de_una_vez(app: Flask, como: Como) -> None:
    poblar(app, 3, prestatario="ESCA UST")
    otro = Alumna.registrar(app, "Zoe", boleta="2021350009", prestatario="PEMEX")
    martha = como("martha").ver("/expedientes?q=esca")
    martha.llenar("Elegir los 3 de este filtro", hacer="todos")
    assert martha.dice("#elegidos p") == "3 elegidos"
    assert str(otro.id) not in marcados(martha.ver("/expedientes?orden=nombre"))
    martha.llenar("Quitar todos", hacer="vaciar")
    assert martha.dice("#elegidos p") == "Nadie elegido: marca la casilla junto a cada boleta"


def test_elegir_dos_veces_a_la_misma_es_una(ana: Alumna, como: Como) -> None:
    martha = como("martha").ver("/expedientes")
    for _ in range(2):
        martha.llenar("Elegir esta página", hacer="pagina")
    assert martha.dice("#elegidos p") == "1 elegido"


def test_cada_quien_elige_lo_suyo(ana: Alumna, como: Como) -> None:
    como("martha").ver("/expedientes").llenar("Elegir esta página", hacer="pagina")
    otra = como("marta2").ver("/expedientes")
    assert (marcados(otra), otra.hay("#elegidos button")) == ([], 0)


def test_lo_que_no_es_de_nadie_no_se_elige(ana: Alumna, como: Como) -> None:
    martha = como("martha").ver("/expedientes")
    martha.enviar("/expedientes/seleccion", {"vistos": f"{ana.id}", "alumno": ["999999"]})
    assert martha.hay("#elegidos button") == 0
    martha.enviar("/expedientes/seleccion", {"vistos": "x,1.5", "alumno": ["uno"]}, estado=400)


def test_de_lo_elegido_bajan_el_zip_y_la_relacion(ana: Alumna, beto: Alumna, como: Como) -> None:
    aceptado(ana, "expediente")
    aceptado(beto, "expediente")
    martha = como("martha").ver("/expedientes")
    martha.enviar("/expedientes/seleccion", {"vistos": "", "alumno": ids(ana)})
    martha.ver("/expedientes").llenar("ZIP", hacer="zip")
    assert martha.respuesta.mimetype == "application/zip"
    assert ana.boleta.encode() in martha.respuesta.data
    assert beto.boleta.encode() not in martha.respuesta.data
    martha.ver("/expedientes").llenar("Relación", hacer="relacion")
    assert martha.respuesta.headers["Content-Disposition"].startswith('attachment; filename="Expedientes aceptados ')
    assert martha.respuesta.data.startswith(b"PK")
