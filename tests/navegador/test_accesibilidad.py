"""Every page of every role before axe-core, on a desk and on a phone (QUALITY «Hands and eyes»)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from sisr.cuentas.model import Funcion, Usuario
from sisr.cuentas.primera import codigo_nuevo
from sisr.db import escritura
from tests.cuentas.test_factor import poner
from tests.elenco import PDF, PERSONAL, contratar
from tests.navegador.casa import Casa
from tests.navegador.escuela import Escuela
from tests.navegador.gestos import fila, llenar_registro, pdf
from tests.navegador.persona import Entrar, Persona
from tests.pdfs import a_mano, de_paginas
from tests.puerta.servicio import RAIZ

AXE = Path(RAIZ / "tests/vendor/axe-core-4.14.1/axe.min.js").read_text()
ANCHOS = (1280, 390)
_CORRER = """async () => (await axe.run(document, {resultTypes: ["violations"], preload: false})).violations
  .flatMap((falta) => falta.nodes.map((nodo) => `${falta.id}: ${nodo.html}`))"""
_SE_DESBORDA = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
DE_NADIE = [
    "/",
    "/registro",
    "/espera",
    "/privacidad",
    "/privacidad/1",
    "/contrasena",
    "/contrasena/vencido",
    "/correo/vencido",
    "/no-existe",
]
ALUMNAS = ("en_espera", "rechazada", "por_dictaminar", "en_servicio", "por_terminar", "enlistada", "liberada")
SITUACIONES = ("por-enlistar", "en-espera", "vencidas", "con-constancia")
INFORMES = ("semanal", "anual", "estadisticas", "alumnos", "sucesos", "tarde")
ADMINISTRACION = (
    "personal",
    "bitacora",
    "aviso",
    "conservacion",
    "prestatarios",
    "prestatarios/1/union",
    "carreras",
    "motivos",
    "dias",
    "correos",
    "correos/documento_rechazado",
)
NO_SON_PAGINAS = {
    "estatico",
    "escudo",
    "documentos.archivo",
    "mesa.documento",
    "subidas.listar",
    "lectura.expedientes",
    "lectura.reportes",
}
CON_PRUEBA_PROPIA = {"numeros.cotejo", "acceso.primera", "cuentas.codigo"}
DE_QUIEN_SE_REGISTRA = {"tramite.acuse_registro", "tramite.vista_registro"}


def test_las_paginas_de_quien_no_ha_entrado(entrar: Entrar) -> None:
    assert _faltas(entrar(admite=(404, 410)), DE_NADIE) == []


def test_las_paginas_de_cada_alumna(entrar: Entrar, escuela: Escuela, casa: Casa) -> None:
    alumna, faltas = entrar(), []
    for cual in ALUMNAS:
        alumna.reconocida(casa.galleta(getattr(escuela, cual).boleta))
        faltas += [f"{cual} {falta}" for falta in _faltas(alumna, ["/tramite", "/cuenta"])]
    assert faltas + _faltas(alumna, _de_una_entrega(escuela)) == []


@pytest.mark.parametrize("quien", PERSONAL)
def test_las_paginas_de_cada_quien_del_personal(entrar: Entrar, escuela: Escuela, quien: str) -> None:
    assert _faltas(entrar(quien, admite=(403,), ruta=None), _del_personal(escuela)[quien]) == []


def test_ninguna_pagina_falta_aqui(escuela: Escuela, casa: Casa) -> None:
    """What ends in .xlsx, .zip or .jpg is a file."""
    paginas = {regla.endpoint for regla in casa.app.url_map.iter_rules() if "." not in regla.rule}
    paginas &= {regla.endpoint for regla in casa.app.url_map.iter_rules() if "GET" in (regla.methods or ())}
    vistas = ["/tramite", *DE_NADIE[:-1], *_de_una_entrega(escuela), *chain(*_del_personal(escuela).values())]
    lugar = casa.app.url_map.bind("localhost")
    assert {
        lugar.match(urlsplit(ruta).path)[0] for ruta in vistas
    } == paginas - NO_SON_PAGINAS - DE_QUIEN_SE_REGISTRA - CON_PRUEBA_PROPIA


def test_las_paginas_de_quien_se_acaba_de_registrar(entrar: Entrar) -> None:
    uma = entrar()
    llenar_registro(
        uma,
        nombre="Uma",
        boleta="2026300001",
        prestatario="ESCA UST",
        inicio=date(2026, 9, 1),
        termino=date(2027, 4, 1),
    )
    uma.pagina.get_by_label("CARGAR ARCHIVO").set_input_files(pdf(PDF))
    uma.boton("REGISTRAR")
    expect(uma.pagina.get_by_role("heading", name="Acuse de registro")).to_be_visible()
    assert _en_cada_ancho(uma) + _faltas(uma, ["/registro/acuse/vista"]) == []


def test_lo_que_cambiaria_una_hoja_de_numeros(entrar: Entrar, escuela: Escuela) -> None:
    martha = entrar("martha", ruta="/expedientes/numeros")
    filas = [f"{a.boleta}\t{n}" for a, n in ((escuela.en_servicio, "1/9"), (escuela.en_espera, "1/8"))]
    martha.pagina.get_by_label("O pega aquí").fill("\n".join(filas))
    martha.boton("Ver qué cambiaría")
    expect(martha.pagina.get_by_role("heading", name="Se anotaría 1 número")).to_be_visible()
    assert _en_cada_ancho(martha) == []


def test_muchas_constancias_de_una_vez(entrar: Entrar, escuela: Escuela) -> None:
    """One comes whole, one by parts, one is no PDF; nobody publishes them, for the others look at these students."""
    teo = entrar("teo", ruta="/constancias/varias", admite=(422,))
    nueva, otra = f"{escuela.enlistada.boleta}.pdf", f"Constancia {escuela.liberada.boleta} INES.pdf"
    grande = pdf(a_mano([b"<</Type/Catalog/Pages 2 0 R>>", *_hoja(600 * 1024)]), nueva)
    archivos = [grande, pdf(de_paginas(2), otra), pdf(b"nada", "nota.pdf"), pdf(PDF, "escaneo.pdf")]
    teo.pagina.get_by_label("CARGA DE DOCUMENTOS").set_input_files(archivos)
    teo.boton("Cargar")
    expect(teo.pagina.get_by_role("region", name="Nuevas")).to_contain_text(nueva)
    expect(teo.pagina.get_by_role("region", name="Sustituyen a otra")).to_contain_text(otra)
    expect(teo.pagina.get_by_role("region", name="No se publican")).to_contain_text("El archivo no es un PDF")
    teo.pagina.get_by_role("textbox", name="Boleta de escaneo.pdf").fill("2021-35")
    teo.pagina.keyboard.press("Enter")
    expect(teo.pagina.get_by_text("La boleta son diez números o letras")).to_be_visible()
    assert _en_cada_ancho(teo) == []
    teo.boton("Quitar todas")


def test_el_registro_equivocado_y_el_ingreso_equivocado(entrar: Entrar) -> None:
    nadie = entrar(admite=(422,))
    nadie.boton("Ingresar")
    expect(nadie.pagina.get_by_text("Escribe tu usuario.")).to_be_visible()
    assert _en_cada_ancho(nadie) == []
    nadie.pagina.goto("/registro")
    nadie.boton("REGISTRAR")
    expect(nadie.pagina.get_by_role("alert")).to_be_visible()
    assert _en_cada_ancho(nadie) == []


def test_la_primera_vez_y_lo_que_le_falta(entrar: Entrar, casa: Casa) -> None:
    with _sin_administracion(casa):
        nadie = entrar(ruta="/primera-vez", admite=(422,))
        assert _en_cada_ancho(nadie) == []
        nadie.boton("Crear cuenta")
        expect(nadie.pagina.get_by_text("Escribe el código que se ve en la consola")).to_be_visible()
        assert _en_cada_ancho(nadie) == []


def test_el_codigo_del_telefono_y_el_equivocado(entrar: Entrar, casa: Casa) -> None:
    with casa.app.app_context():
        contratar({"raquel": ("Raquel", {Funcion.REPORTES})})
    poner(casa.app, "raquel")
    raquel = entrar(admite=(422,)).ingresar("raquel")
    expect(raquel.pagina.get_by_role("heading", name="Escribe el código de tu teléfono")).to_be_visible()
    assert _en_cada_ancho(raquel) == []
    raquel.boton("Ingresar")
    expect(raquel.pagina.get_by_text("Escribe el código.", exact=True)).to_be_visible()
    assert _en_cada_ancho(raquel) == []


def test_la_ventana_de_rechazo_y_sus_avisos(entrar: Entrar, escuela: Escuela) -> None:
    martha = entrar("martha", admite=(422,))
    martha.pagina.goto(f"/expedientes?q={escuela.en_espera.boleta}")
    fila(martha, escuela.en_espera.boleta).get_by_role("link", name="RECHAZADO").click()
    martha.boton("Enviar")
    expect(martha.pagina.get_by_role("alert")).to_be_visible()
    assert _en_cada_ancho(martha) == []


@contextmanager
def _sin_administracion(casa: Casa) -> Iterator[None]:
    """The console has given its code, and nobody is administrator for as long as this lasts."""
    elena = update(Usuario).where(Usuario.clave == "elena")
    with casa.app.app_context():
        codigo_nuevo()
        with escritura() as conexion:
            conexion.execute(elena.values(funciones=frozenset()))
        yield
        with escritura() as conexion:
            conexion.execute(elena.values(funciones=frozenset({Funcion.ADMINISTRACION})))


def _hoja(largo: int) -> list[bytes]:
    """A page, and so many bytes that it draws nothing with."""
    hoja = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>"
    nada = b"<</Length %d>>\nstream\n%b\nendstream" % (largo, b" " * largo)
    return [b"<</Type/Pages/Count 1/Kids[3 0 R]>>", hoja, nada]


def _de_una_entrega(escuela: Escuela) -> list[str]:
    entrega = escuela.liberada.documento("expediente").entrega_id
    return [f"/entregas/{entrega}/acuse", f"/entregas/{entrega}/vista"]


def _del_personal(escuela: Escuela) -> dict[str, list[str]]:
    return {
        "martha": _de_martha(escuela),
        "rosa": _de_rosa(escuela),
        "teo": [
            "/inicio",
            *(f"/constancias?situacion={cual}" for cual in SITUACIONES),
            "/constancias/varias",
            "/listas/3",
        ],
        "elena": _de_elena(escuela),
        "nadia": ["/inicio", "/expedientes"],
        "marta2": ["/inicio"],
    }


def _de_martha(escuela: Escuela) -> list[str]:
    expediente = escuela.en_espera.documento("expediente")
    return [
        "/inicio",
        "/filtros",
        "/expedientes",
        "/expedientes?mas=1&q=a",
        "/expedientes/numeros",
        "/expedientes/seleccion/aceptacion",
        "/expedientes/seleccion/lista",
        f"/lectura/{expediente.id}",
        f"/documentos/{expediente.id}/rechazo",
        f"/entregas/{expediente.entrega_id}/vista",
        f"/alumnos/{escuela.en_espera.id}/apartado",
        f"/alumnos/{escuela.sin_confirmar.id}/prestatario",
        f"/alumnos/{escuela.en_servicio.id}/registro",
        f"/alumnos/{escuela.en_servicio.id}",
        f"/alumnos/{escuela.en_servicio.id}/correccion",
        f"/alumnos/{escuela.rechazada.id}/comparacion/expediente",
    ]


def _de_rosa(escuela: Escuela) -> list[str]:
    reporte = escuela.por_dictaminar.documento("reporte-1").id
    return [
        "/inicio",
        "/reportes",
        "/reportes?orden=nombre",
        f"/documentos/{reporte}/rechazo",
        f"/lectura/{reporte}",
        f"/alumnos/{escuela.en_servicio.id}",
    ]


def _de_elena(escuela: Escuela) -> list[str]:
    prestatario = escuela.en_espera.avance.alumno.prestatario_id
    return [
        "/inicio",
        "/cuenta",
        "/cuenta/segundo-factor",
        *(f"/administracion/{cual}" for cual in ADMINISTRACION),
        f"/administracion/prestatarios/{prestatario}/union",
        *(f"/informes/{cual}" for cual in INFORMES),
        f"/alumnos/{escuela.en_servicio.id}/datos",
        f"/alumnos/{escuela.liberada.id}",
    ]


def _faltas(persona: Persona, rutas: list[str]) -> list[str]:
    faltas = []
    for ruta in rutas:
        persona.pagina.goto(ruta)
        faltas += [f"{ruta} {falta}" for falta in _en_cada_ancho(persona)]
    return faltas


def _en_cada_ancho(persona: Persona) -> list[str]:
    """axe's violations, and by how much the page is wider than the screen."""
    faltas = []
    persona.llegar()
    persona.pagina.evaluate(AXE)
    for ancho in ANCHOS:
        persona.pagina.set_viewport_size({"width": ancho, "height": 900})
        faltas += [f"{ancho}: {falta}" for falta in persona.pagina.evaluate(_CORRER)]
        if de_mas := persona.pagina.evaluate(_SE_DESBORDA):
            faltas.append(f"{ancho}: {de_mas} px too wide")
    return faltas
