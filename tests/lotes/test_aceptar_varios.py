"""Many expedientes accepted in one step, each as if it were alone (REQUIREMENTS E8)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from sisr.bitacora.model import Acto
from sisr.catalogos.model import Prestatario
from sisr.db import db, escritura
from sisr.documentos.model import Dictamen
from sisr.lotes import aceptar
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import aceptado, correos, entregado, poblar, rechazado

Como = Callable[[str], Cliente]
PAGINA = "/expedientes/seleccion/aceptacion"


def elegidos(cliente: Cliente, *alumnas: Alumna) -> Cliente:
    datos: dict[str, Any] = {"vistos": "", "alumno": [str(alumna.id) for alumna in alumnas]}
    return cliente.ver("/expedientes").enviar("/expedientes/seleccion", datos)


def lo_hecho(app: Flask) -> tuple[int, int]:
    """Dictámenes, and the acts that tell of an acceptance."""
    with app.app_context():
        actos = select(func.count()).select_from(Acto).where(Acto.accion == "aceptacion")
        return db.session.scalar(select(func.count()).select_from(Dictamen)) or 0, db.session.scalar(actos) or 0


def test_se_cuentan_y_cada_quien_recibe_lo_suyo(app: Flask, como: Como) -> None:
    alumnas = poblar(app, 3, prestatario="ESCA UST")
    martha = elegidos(como("martha"), *alumnas)
    martha.llenar("Aceptar…", hacer="aceptar")
    assert martha.dice("h1") == "Aceptar 3 expedientes"
    martha.llenar("Aceptar 3 expedientes")
    assert martha.dice(".aviso--exito") == ("Se aceptaron 3 expedientes y se avisó a cada alumno por correo.")
    assert martha.respuesta.request.full_path == "/expedientes?elegidos=1"
    assert [a.documento("expediente").estatus for a in alumnas] == ["ACEPTADO"] * 3
    assert [a.documento("expediente").revisor for a in alumnas] == ["Martha"] * 3
    assert [[c.asunto for c in correos(a)] for a in alumnas] == [[_asunto(alumnas[0])]] * 3
    assert lo_hecho(app) == (3, 3)


def test_se_nombra_a_quien_no_y_por_que(app: Flask, ana: Alumna, beto: Alumna, como: Como) -> None:
    rechazado(ana, "expediente")
    escrito = Alumna.registrar(app, "Caro", boleta="2021350003", prestatario="Taller de Lulú")
    with app.app_context(), escritura() as conexion:
        conexion.execute(update(Prestatario).where(Prestatario.nombre == "Taller de Lulú").values(confirmado=False))
    martha = elegidos(como("martha"), ana, beto, escrito)
    martha.ver(PAGINA)
    assert martha.dice("h1") == "Aceptar 1 expediente"
    assert martha.dice("[aria-label='Quiénes no'] caption") == "2 no se aceptan"
    assert "Rosa ya decidió: RECHAZADO, " in martha.dice("[aria-label='Quiénes no']")
    assert "Su prestatario, «Taller de Lulú», está sin confirmar." in martha.dice("[aria-label='Quiénes no']")
    martha.llenar("Aceptar 1 expediente")
    assert beto.documento("expediente").estatus == "ACEPTADO"
    assert escrito.documento("expediente").estatus == "EN REVISIÓN"


def test_lo_que_cambio_mientras_tanto_se_dice_y_lo_demas_se_acepta(app: Flask, como: Como) -> None:
    uno, dos, tres = poblar(app, 3, prestatario="ESCA UST")
    martha = elegidos(como("martha"), uno, dos, tres).ver(PAGINA)
    rechazado(uno, "expediente")
    entregado(dos, "expediente")
    martha.llenar("Aceptar 3 expedientes", estado=409)
    assert martha.dice(".aviso--error") == ("Se aceptaron 1 de 3. Lo demás cambió mientras decidías: así está ahora.")
    assert "Rosa ya decidió: RECHAZADO" in martha.dice("[aria-label='Quiénes no']")
    assert tres.boleta not in martha.dice()
    assert [a.documento("expediente").estatus for a in (uno, dos, tres)] == ["RECHAZADO", "EN REVISIÓN", "ACEPTADO"]
    martha.llenar("Aceptar 1 expediente")
    assert dos.documento("expediente").estatus == "ACEPTADO"


def test_dos_veces_a_la_vez_es_una(app: Flask, como: Como) -> None:
    alumnas = poblar(app, 5, prestatario="ESCA UST")
    gente = [elegidos(como(quien), *alumnas).ver(PAGINA) for quien in ("martha", "marta2", "martha")]
    entregas = _entregas(alumnas)

    def enviar(quien: Cliente) -> int:
        datos = {"csrf_token": quien.token(), "entregas": entregas}
        return quien.crudo("POST", PAGINA, data=datos).status_code

    with ThreadPoolExecutor(3) as hilos:
        estados = list(hilos.map(enviar, gente))
    assert sorted(estados) == [303, 409, 409]
    assert lo_hecho(app) == (5, 5)
    assert [len(correos(a)) for a in alumnas] == [1] * 5


def test_van_los_que_mas_han_esperado_hasta_el_tope(app: Flask, como: Como, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aceptar, "TOPE", 2)
    uno, dos, tres = poblar(app, 3, prestatario="ESCA UST")
    martha = elegidos(como("martha"), tres, dos, uno).ver(PAGINA)
    assert "De los 3 que se pueden aceptar van los 2 que más han esperado" in martha.dice()
    martha.llenar("Aceptar 2 expedientes")
    assert [a.documento("expediente").estatus for a in (uno, dos, tres)] == ["ACEPTADO", "ACEPTADO", "EN REVISIÓN"]


def test_solo_expedientes_se_aceptan_asi(ana: Alumna, como: Como) -> None:
    """An entrega of something else, sent by hand, is not this step's."""
    entregado(aceptado(ana, "expediente"), "reporte-1")
    cual = ana.documento("reporte-1").entrega_id
    martha = elegidos(como("martha"), ana).ver(PAGINA)
    assert martha.dice("h1") == "No hay expedientes por aceptar"
    martha.enviar(PAGINA, {"entregas": f"{cual},999999,x"}, estado=409)
    assert ana.documento("reporte-1").estatus == "EN REVISIÓN"


def _entregas(alumnas: list[Alumna]) -> str:
    return ",".join(str(alumna.documento("expediente").entrega_id) for alumna in alumnas)


def _asunto(alumna: Alumna) -> str:
    return correos(alumna)[0].asunto
