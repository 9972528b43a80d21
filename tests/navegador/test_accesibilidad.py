"""Every page of every role before axe-core, on a desk and on a phone (QUALITY «Hands and eyes»)."""

from pathlib import Path

from playwright.sync_api import expect

from tests.navegador.casa import Casa
from tests.navegador.escuela import Escuela
from tests.navegador.gestos import fila
from tests.navegador.persona import Entrar, Persona
from tests.puerta.servicio import RAIZ

AXE = Path(RAIZ / "tests/vendor/axe-core-4.14.1/axe.min.js").read_text()
ANCHOS = (1280, 390)
_CORRER = """async () => (await axe.run(document, {resultTypes: ["violations"], preload: false})).violations
  .flatMap((falta) => falta.nodes.map((nodo) => `${falta.id}: ${nodo.html}`))"""
_SE_DESBORDA = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
ALUMNAS = ("en_espera", "rechazada", "por_dictaminar", "en_servicio", "por_terminar", "enlistada", "liberada")


def test_las_paginas_de_quien_no_ha_entrado(entrar: Entrar) -> None:
    nadie = entrar(admite=(404, 422))
    assert _faltas(nadie, ["/", "/registro", "/no-existe"]) == []


def test_las_paginas_de_cada_alumna(entrar: Entrar, escuela: Escuela, casa: Casa) -> None:
    alumna, faltas = entrar(), []
    for cual in ALUMNAS:
        alumna.reconocida(casa.galleta(getattr(escuela, cual).boleta))
        faltas += [f"{cual} {falta}" for falta in _faltas(alumna, ["/tramite"])]
    acuse = f"/entregas/{escuela.liberada.documento('expediente').entrega_id}/acuse"
    assert faltas + _faltas(alumna, [acuse]) == []


def test_las_paginas_de_cada_quien_del_personal(entrar: Entrar, escuela: Escuela, casa: Casa) -> None:
    persona, faltas = entrar(admite=(403,)), []
    for quien, rutas in _paginas(escuela).items():
        persona.reconocida(casa.galleta(quien))
        faltas += [f"{quien} {falta}" for falta in _faltas(persona, rutas)]
    assert faltas == []


def test_el_registro_equivocado_y_el_ingreso_equivocado(entrar: Entrar) -> None:
    nadie = entrar(admite=(422,))
    nadie.boton("Ingresar")
    expect(nadie.pagina.get_by_text("Escribe tu usuario.")).to_be_visible()
    assert _en_cada_ancho(nadie) == []
    nadie.pagina.goto("/registro")
    nadie.boton("REGISTRAR")
    expect(nadie.pagina.get_by_role("alert")).to_be_visible()
    assert _en_cada_ancho(nadie) == []


def test_la_ventana_de_rechazo_y_sus_avisos(entrar: Entrar, escuela: Escuela) -> None:
    martha = entrar("martha", admite=(422,))
    martha.pagina.goto(f"/expedientes?q={escuela.en_espera.boleta}")
    fila(martha, escuela.en_espera.boleta).get_by_role("link", name="RECHAZADO").click()
    martha.boton("Enviar")
    expect(martha.pagina.get_by_role("alert")).to_be_visible()
    assert _en_cada_ancho(martha) == []


def _paginas(escuela: Escuela) -> dict[str, list[str]]:
    expediente = escuela.en_espera.documento("expediente").id
    reporte = escuela.por_dictaminar.documento("reporte-1").id
    prestatario = f"/alumnos/{escuela.sin_confirmar.id}/prestatario"
    alumno = f"/alumnos/{escuela.en_servicio.id}"
    informes = [f"/informes/{cual}" for cual in ("semanal", "anual", "estadisticas")]
    catalogos = [f"/administracion/{cual}" for cual in ("prestatarios", "carreras", "dias")]
    situaciones = [f"/constancias?situacion={cual}" for cual in ("por-enlistar", "en-espera", "con-constancia")]
    return {
        "martha": ["/inicio", "/expedientes", f"/documentos/{expediente}/rechazo", prestatario, alumno],
        "rosa": ["/inicio", "/reportes", "/reportes?orden=nombre", f"/documentos/{reporte}/rechazo", alumno],
        "teo": ["/inicio", *situaciones, "/listas/3"],
        "elena": ["/inicio", *catalogos, *informes, f"/alumnos/{escuela.liberada.id}"],
        "nadia": ["/inicio", "/expedientes"],
        "marta2": ["/inicio"],
    }


def _faltas(persona: Persona, rutas: list[str]) -> list[str]:
    faltas = []
    for ruta in rutas:
        persona.pagina.goto(ruta)
        faltas += [f"{ruta} {falta}" for falta in _en_cada_ancho(persona)]
    return faltas


def _en_cada_ancho(persona: Persona) -> list[str]:
    """axe's violations, and by how much the page is wider than the screen."""
    faltas = []
    persona.pagina.evaluate(AXE)
    for ancho in ANCHOS:
        persona.pagina.set_viewport_size({"width": ancho, "height": 900})
        faltas += [f"{ancho}: {falta}" for falta in persona.pagina.evaluate(_CORRER)]
        if de_mas := persona.pagina.evaluate(_SE_DESBORDA):
            faltas.append(f"{ancho}: {de_mas} px too wide")
    return faltas
