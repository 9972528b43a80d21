"""Catalogues kept by administración: added, mended, never twice (REQUIREMENTS X2, R4, T6)."""

from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import select

from sisr.bitacora.model import Acto
from sisr.catalogos.model import Carrera, DiaInhabil, Prestatario
from sisr.db import db
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.pagina import elegir

ESCUELA = {
    "C.P.": "Contador Público",
    "L.A.D.E.": "Administración y Desarrollo Empresarial",
    "L.N.I.": "Negocios Internacionales",
    "L.R.C.": "Relaciones Comerciales",
    "L.C.I.": "Comercio Internacional",
    "L.M.D.": "Mercadotecnia Digital",
    "L.N.D.": "Negocios Digitales",
}


@pytest.fixture
def elena(app: Flask) -> Cliente:
    return Cliente(app).ingresar("elena")


def carreras(app: Flask) -> dict[str, Any]:
    with app.app_context():
        filas = db.session.scalars(select(Carrera).order_by(Carrera.id))
        return {fila.siglas: (fila.nombre, fila.activa) for fila in filas}


def prestatarios(app: Flask) -> dict[str, Any]:
    with app.app_context():
        filas = db.session.scalars(select(Prestatario).order_by(Prestatario.id))
        return {fila.nombre: (fila.con_reportes, fila.confirmado) for fila in filas}


def dias(app: Flask) -> dict[date, str]:
    with app.app_context():
        return {fila.dia: fila.motivo for fila in db.session.scalars(select(DiaInhabil))}


def renglon(cliente: Cliente, valor: str) -> dict[str, Any]:
    """What the form of the row that shows this value says, as a form would send it."""
    campo = elegir(cliente.pagina, f".catalogo input[value='{valor}']")[0]
    forma = next(forma for forma in elegir(cliente.pagina, ".catalogo form") if campo in list(forma.iter("input")))
    marcados = [c for c in forma.iter("input") if c.get("type") != "checkbox" or c.get("checked") is not None]
    return {str(c.get("name")): c.get("value", "") for c in marcados}


def en_pantalla(cliente: Cliente) -> list[str]:
    """The names in the rows under the one that adds."""
    campos = elegir(cliente.pagina, ".catalogo tbody input[name=nombre]")
    return [str(campo.get("value")) for campo in campos if campo.get("value")]


def ultimo_acto(app: Flask) -> str:
    with app.app_context():
        acto = db.session.scalars(select(Acto).order_by(Acto.id.desc()).limit(1)).one()
        return acto.accion


def test_la_escuela_empieza_con_sus_carreras_y_prestatarios(app: Flask) -> None:
    assert carreras(app) == {siglas: (nombre, True) for siglas, nombre in ESCUELA.items()}
    assert prestatarios(app) == {"ESCA UST": (True, True), "PEMEX": (True, True)}


def test_una_carrera_se_agrega_y_se_ofrece(app: Flask, elena: Cliente) -> None:
    elena.ver("/administracion/carreras").llenar("Agregar", nombre="  Gestión  Ñandú ", siglas="L.G.Ñ.", activa="y")
    assert elena.dice(".aviso--exito") == "Guardado."
    assert carreras(app)["L.G.Ñ."] == ("Gestión Ñandú", True)
    assert "Gestión Ñandú (L.G.Ñ.)" in Cliente(app).ver("/registro").dice("#carrera")
    assert ultimo_acto(app) == "catalogo"


def test_una_carrera_se_corrige_y_se_retira_sin_tocar_a_sus_alumnos(ana: Alumna, elena: Cliente) -> None:
    datos = renglon(elena.ver("/administracion/carreras"), "L.A.D.E.")
    datos.pop("activa")
    elena.enviar("/administracion/carreras", datos | {"siglas": "LADE"})
    assert carreras(ana.app)["LADE"] == ("Administración y Desarrollo Empresarial", False)
    assert ana.avance.alumno.carrera == "LADE"
    assert "LADE" not in Cliente(ana.app).ver("/registro").dice("#carrera")


@pytest.mark.parametrize(
    ("cambios", "estado", "dicho"),
    [
        ({"siglas": ""}, 422, "Escribe las siglas de la carrera."),
        ({"nombre": " "}, 422, "Escribe el nombre de la carrera."),
        ({"siglas": "C.P."}, 409, "Las siglas C.P. ya son de otra carrera."),
        ({"siglas": "L.A.D.E.", "id": "1"}, 409, "Las siglas L.A.D.E. ya son de otra carrera."),
    ],
)
def test_una_carrera_mal_escrita_o_repetida(
    app: Flask, elena: Cliente, cambios: dict[str, str], estado: int, dicho: str
) -> None:
    antes = carreras(app)
    datos = {"nombre": "Otra", "siglas": "L.O.", "activa": "y"} | cambios
    elena.enviar("/administracion/carreras", datos, estado=estado)
    assert elena.dice(".aviso--error") == dicho
    assert elegir(elena.pagina, f".catalogo input[value='{datos['siglas'] or datos['nombre']}']")
    assert carreras(app) == antes


def test_un_prestatario_se_agrega_confirmado(app: Flask, elena: Cliente) -> None:
    elena.ver("/administracion/prestatarios").llenar("Agregar", nombre="Cruz Roja", con_reportes="y")
    assert prestatarios(app)["Cruz Roja"] == (True, True)
    opciones = elegir(Cliente(app).ver("/registro").pagina, "datalist option")
    assert [opcion.get("value") for opcion in opciones] == ["Cruz Roja", "ESCA UST", "PEMEX"]


@pytest.mark.parametrize("nombre", ["esca ust", "Éscá  UST", " PEMEX "])
def test_un_prestatario_repetido_aunque_cambie_de_letra(app: Flask, elena: Cliente, nombre: str) -> None:
    antes = prestatarios(app)
    elena.ver("/administracion/prestatarios").llenar("Agregar", nombre=nombre, estado=409)
    assert elena.dice(".aviso--error") == f"«{' '.join(nombre.split())}» ya está en el catálogo."
    assert prestatarios(app) == antes


def test_un_prestatario_vacio_se_dice(app: Flask, elena: Cliente) -> None:
    elena.ver("/administracion/prestatarios").llenar("Agregar", nombre="", estado=422)
    assert elena.dice(".aviso--error") == "Escribe el nombre del prestatario."
    assert len(prestatarios(app)) == 2


def test_se_busca_entre_los_prestatarios(beto: Alumna, elena: Cliente) -> None:
    """Beto wrote in AYUNTAMIENTO DE TLALNEPANTLA. Accents and case aside, by parts of words in any order."""
    for nombre in ("Fundación Niños de México", "Comisión Federal de Electricidad", "100% México_A.C."):
        elena.ver("/administracion/prestatarios").llenar("Agregar", nombre=nombre)
    todos = en_pantalla(elena.ver("/administracion/prestatarios"))
    assert len(todos) == 6
    for q, hallados in {
        "MEXICO": ["100% México_A.C.", "Fundación Niños de México"],
        "ninos fundacion": ["Fundación Niños de México"],
        "tlalne": ["AYUNTAMIENTO DE TLALNEPANTLA"],
        "100%": ["100% México_A.C."],
        "o_a": ["100% México_A.C."],
        "  ": todos,
        "no hay": [],
    }.items():
        assert en_pantalla(elena.ver(f"/administracion/prestatarios?q={quote(q)}")) == hallados, q
    assert elena.dice(".catalogo caption") == "Prestatarios con «no hay»: 0"
    assert en_pantalla(elena.seguir("Ver todos")) == todos


def test_lo_que_se_guarda_vuelve_a_lo_que_se_buscaba(app: Flask, beto: Alumna, elena: Cliente) -> None:
    elena.ver("/administracion/prestatarios?q=TLALNE").llenar("Guardar", con_reportes="y")
    assert elena.respuesta.request.full_path == "/administracion/prestatarios?q=TLALNE"
    assert en_pantalla(elena) == ["AYUNTAMIENTO DE TLALNEPANTLA"]
    assert prestatarios(app)["AYUNTAMIENTO DE TLALNEPANTLA"] == (True, True)


def test_el_escrito_por_un_alumno_se_confirma_aqui_tambien(app: Flask, elena: Cliente, beto: Alumna) -> None:
    datos = renglon(elena.ver("/administracion/prestatarios"), "AYUNTAMIENTO DE TLALNEPANTLA")
    elena.enviar("/administracion/prestatarios", datos | {"nombre": "Ayto. de Tlalnepantla", "con_reportes": "y"})
    assert prestatarios(app)["Ayto. de Tlalnepantla"] == (True, True)
    assert (beto.avance.alumno.prestatario, len(beto.avance.proceso.pasos)) == ("Ayto. de Tlalnepantla", 14)


def test_un_dia_inhabil_se_marca_y_se_quita(app: Flask, elena: Cliente) -> None:
    elena.ver("/administracion/dias").llenar("Agregar", dia="21/12/2026", motivo="Vacaciones IPN")
    elena.llenar("Agregar", dia="2026-12-22", motivo="Vacaciones IPN")
    assert dias(app) == {date(2026, 12, 21): "Vacaciones IPN", date(2026, 12, 22): "Vacaciones IPN"}
    assert elena.dice("tbody th") == "22/12/2026 21/12/2026"
    elena.llenar("Quitar", dentro="tbody tr:last-child")
    assert dias(app) == {date(2026, 12, 22): "Vacaciones IPN"}


@pytest.mark.parametrize(
    ("dia", "motivo", "estado", "dicho"),
    [
        (
            "2026-12-22",
            "Otra vez",
            409,
            "El 22/12/2026 ya es inhábil: está marcado, es fin de semana o feriado oficial.",
        ),
        ("", "Vacaciones", 422, "Escribe el día."),
        ("32/12/2026", "Vacaciones", 422, "Escribe la fecha como dd/mm/aaaa, por ejemplo 01/10/2026."),
        ("2026-12-23", "", 422, "Escribe por qué es inhábil, por ejemplo «Vacaciones IPN»."),
    ],
)
def test_un_dia_mal_escrito_o_repetido(
    app: Flask, elena: Cliente, dia: str, motivo: str, estado: int, dicho: str
) -> None:
    elena.ver("/administracion/dias").llenar("Agregar", dia="2026-12-22", motivo="Vacaciones IPN")
    elena.llenar("Agregar", dia=dia, motivo=motivo, estado=estado)
    assert elena.dice(".aviso--error") == dicho
    assert [elegir(elena.pagina, f"#{campo}")[0].get("value") for campo in ("dia", "motivo")] == [dia, motivo]
    assert dias(app) == {date(2026, 12, 22): "Vacaciones IPN"}


def test_unas_vacaciones_se_marcan_de_una_vez(app: Flask, elena: Cliente) -> None:
    """From Monday to the Monday after: neither the weekend nor the day that was marked already."""
    elena.ver("/administracion/dias").llenar("Agregar", dia="2026-12-22", motivo="Puente")
    elena.llenar("Agregar", dia="21/12/2026", hasta="2026-12-28", motivo="Vacaciones IPN")
    assert dias(app) == {date(2026, 12, 22): "Puente"} | {
        date(2026, 12, dia): "Vacaciones IPN" for dia in (21, 23, 24, 28)
    }
    elena.llenar("Agregar", dia="2026-12-26", hasta="2026-12-27", motivo="Fin de semana", estado=409)
    assert elena.dice(".aviso--error").startswith("Todos esos días ya son inhábiles")


@pytest.mark.parametrize("hasta", ["2026-12-20", "2027-03-01"])
def test_un_tramo_al_reves_o_demasiado_largo_se_dice(app: Flask, elena: Cliente, hasta: str) -> None:
    elena.ver("/administracion/dias").llenar(
        "Agregar", dia="2026-12-21", hasta=hasta, motivo="Vacaciones IPN", estado=422
    )
    assert elena.dice(".aviso--error") == "El último día no va antes del primero, y son hasta 62 días juntos."
    assert dias(app) == {}


def test_un_dia_que_no_es_dia_no_se_quita(app: Flask, elena: Cliente) -> None:
    elena.enviar("/administracion/dias/ayer/fin", estado=404)
