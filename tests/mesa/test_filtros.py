"""Each filter of the table and of the cards, from its address (REQUIREMENTS E2, D3)."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from sisr.alumnos.model import Alumno
from sisr.catalogos.model import Carrera, Prestatario
from sisr.cuentas.model import Usuario
from sisr.db import db, escritura
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import aceptado, con_numero, entregado, rechazado
from tests.pagina import elegir, texto

Como = Callable[[str], Cliente]


@pytest.fixture
def viernes() -> Iterator[None]:
    with time_machine.travel("2026-11-13T18:00:00+00:00", tick=False):
        yield


@pytest.fixture
def gente(app: Flask, viernes: None) -> dict[str, Alumna]:
    """Ana waits since Thursday of last week, Beto since yesterday; Carla was accepted, Dora rejected."""
    gente = {}
    for nombre, dia, prestatario in (
        ("Ana", "2026-11-05", "ESCA UST"),
        ("Beto", "2026-11-12", "Cruz Roja"),
        ("Carla", "2026-11-02", "PEMEX"),
        ("Dora", "2026-11-03", "PEMEX"),
    ):
        with time_machine.travel(f"{dia}T18:00:00+00:00", tick=False):
            boleta = f"202135000{len(gente)}"
            gente[nombre] = Alumna.registrar(app, nombre, boleta=boleta, prestatario=prestatario)
    con_numero(gente["Carla"])
    rechazado(gente["Dora"], "expediente")
    _cambiar(gente["Carla"], lista_registro=15, semestre=9)
    return gente


def test_una_lista_va_por_nombre_tambien_con_otro_filtro(app: Flask, gente: dict[str, Alumna], como: Como) -> None:
    """As it is sent; what waits, if anything of it does, goes first."""
    _cambiar(gente["Dora"], lista_registro=15, orden="A")
    _cambiar(gente["Ana"], lista_registro=15, orden="Z")
    with app.app_context():
        rosa = db.session.scalar(select(Usuario.id).where(Usuario.clave == "rosa"))
    martha, nombres = como("martha"), ".fila td:nth-child(2)"
    assert _nombres(martha.ver("/expedientes?lista=15"), nombres) == ["Ana", "Dora", "Carla"]
    assert _nombres(martha.ver(f"/expedientes?lista=15&revisor={rosa}"), nombres) == ["Dora", "Carla"]
    _cambiar(gente["Dora"], orden="z")
    assert _nombres(martha.ver(f"/expedientes?lista=15&revisor={rosa}"), nombres) == ["Carla", "Dora"]


def test_cada_filtro_de_la_tabla_deja_lo_que_dice(app: Flask, gente: dict[str, Alumna], como: Como) -> None:
    martha = como("martha")
    with app.app_context():
        carrera = db.session.scalar(select(Carrera.id).where(Carrera.siglas == "L.A.D.E."))
        pemex = db.session.scalar(select(Prestatario.id).where(Prestatario.nombre == "PEMEX"))
        rosa = db.session.scalar(select(Usuario.id).where(Usuario.clave == "rosa"))
    esperado = {
        "": ["Ana", "Beto", "Dora", "Carla"],
        "estatus=RECHAZADO": ["Dora"],
        f"carrera={carrera}": ["Ana", "Beto", "Dora", "Carla"],
        f"prestatario={pemex}": ["Dora", "Carla"],
        "semestre=9": ["Carla"],
        "lista=15": ["Carla"],
        "lista=0": ["Ana", "Beto", "Dora"],
        "lista=0&estatus=ACEPTADO": [],
        "desde=2026-11-03": ["Ana", "Beto", "Dora"],
        "hasta=2026-11-03": ["Dora", "Carla"],
        "desde=2026-11-03&hasta=2026-11-05": ["Ana", "Dora"],
        f"revisor={rosa}": ["Dora", "Carla"],
        "revisor=1000": [],
        "tarde=1": ["Ana"],
        "dias=6": ["Ana"],
        "dias=7": [],
        "dias=1": ["Ana", "Beto"],
        f"q=pemex&revisor={rosa}&estatus=ACEPTADO": ["Carla"],
    }
    assert {cual: _nombres(martha.ver(f"/expedientes?{cual}"), ".fila td:nth-child(2)") for cual in esperado} == (
        esperado
    )


def test_cada_filtro_de_las_tarjetas_deja_lo_que_dice(app: Flask, gente: dict[str, Alumna], como: Como) -> None:
    for nombre in ("Ana", "Beto", "Dora"):
        con_numero(gente[nombre])
    with time_machine.travel("2026-11-04T18:00:00+00:00", tick=False):
        entregado(gente["Ana"], "reporte-1")
    entregado(aceptado(gente["Carla"], "reporte-1"), "reporte-2")
    rechazado(gente["Beto"], "evaluacion")
    with app.app_context():
        rosa = db.session.scalar(select(Usuario.id).where(Usuario.clave == "rosa"))
    esperado = {
        "": ["Ana", "Carla"],
        "orden=nombre": ["Ana", "Beto", "Carla", "Dora"],
        "orden=-nombre": ["Dora", "Carla", "Beto", "Ana"],
        "documento=reporte-2": ["Carla"],
        "documento=reporte-1&estatus=ACEPTADO": ["Carla"],
        "documento=reporte-1&orden=nombre": ["Ana", "Carla"],
        "estatus=RECHAZADO": ["Beto"],
        "tarde=1": ["Ana"],
        "dias=1": ["Ana"],
        f"revisor={rosa}": ["Beto", "Carla"],
        "semestre=9": ["Carla"],
        "orden=-boleta&estatus=EN+REVISI%C3%93N": ["Carla", "Ana"],
        "hasta=2026-11-04": ["Ana"],
    }
    ella = como("rosa")
    assert {cual: _nombres(ella.ver(f"/reportes?{cual}"), ".tarjeta h2") for cual in esperado} == esperado


ORDENES = {
    "boleta": "Ana Beto Carla Dora",
    "nombre": "Ana Beto Carla Dora",
    "carrera": "Dora Ana Beto Carla",
    "semestre": "Dora Ana Beto Carla",
    "genero": "Ana Beto Carla Dora",
    "prestatario": "Beto Ana Carla Dora",
    "inicio": "Ana Beto Carla Dora",
    "termino": "Ana Beto Carla Dora",
    "correo": "Ana Beto Carla Dora",
    "entrega": "Ana Beto Carla Dora",
    "estatus": "Carla Ana Beto Dora",
    "numero": "Ana Beto Dora Carla",
    "lista": "Ana Beto Dora Carla",
    "envio": "Ana Beto Carla Dora",
}


def test_cada_columna_ordena_en_los_dos_sentidos(app: Flask, gente: dict[str, Alumna], como: Como) -> None:
    with app.app_context():
        cp = db.session.scalar(select(Carrera.id).where(Carrera.siglas == "C.P."))
    _cambiar(gente["Dora"], carrera_id=cp, semestre=2)
    martha = como("martha")

    def orden(cual: str) -> str:
        return " ".join(_nombres(martha.ver(f"/expedientes?orden={cual}"), ".fila td:nth-child(2)"))

    assert {columna: orden(columna) for columna in ORDENES} == ORDENES
    al_reves = {columna: " ".join(nombres.split()[::-1]) for columna, nombres in ORDENES.items()}
    assert {columna: orden(f"-{columna}") for columna in ORDENES} == al_reves


@pytest.mark.parametrize("quien", [("martha", "expedientes"), ("rosa", "reportes")])
def test_lo_plegado_sigue_elegido_al_buscar_y_se_cambia_al_abrirlo(como: Como, quien: tuple[str, str]) -> None:
    elegido = "estatus=ACEPTADO&semestre=9&lista=0&tarde=1&desde=2026-11-02"
    ella = como(quien[0]).ver(f"/{quien[1]}?{elegido}")
    (forma,) = elegir(ella.pagina, ".filtro")
    plegado = {campo.get("name"): campo.get("value") for campo in elegir(forma, "[type=hidden]")}
    assert plegado == dict(parse_qsl(elegido))
    ella.ver(f"/{quien[1]}?{elegido}&mas=1")
    assert elegir(ella.pagina, ".filtro__mas #semestre [selected]")[0].get("value") == "9"
    assert [ella.hay(f".filtro__mas {campo}[checked]") for campo in ("[name=lista]", "[name=tarde]")] == [1, 1]
    assert ella.hay(".filtro [name=estatus]") == 1


def test_lo_elegido_se_ve_y_se_quita_de_uno_en_uno(gente: dict[str, Alumna], como: Como) -> None:
    martha = como("martha").ver("/expedientes?estatus=ACEPTADO&q=pemex&semestre=9&desde=2026-11-02&orden=nombre")
    assert [texto(chip) for chip in elegir(martha.pagina, ".elegido a")] == [
        "«pemex»",
        "Semestre: 9º",
        "Entregado desde el 02/11/2026",
        "Limpiar",
    ]
    assert (martha.dice(".filtro__abrir"), martha.hay(".filtro__mas")) == ("Más filtros (2)", 0)
    martha.seguir("Semestre: 9º", dentro=".elegido")
    direccion = "estatus=ACEPTADO&q=pemex&desde=2026-11-02&orden=nombre"
    assert sorted(martha.respuesta.request.query_string.decode().split("&")) == sorted(direccion.split("&"))
    assert martha.seguir("Limpiar").respuesta.request.full_path == "/expedientes?orden=nombre"
    assert (martha.hay(".elegido ul"), martha.hay(".filtro__mas")) == (0, 0)


def test_en_las_tarjetas_se_ve_todo_lo_elegido(app: Flask, gente: dict[str, Alumna], como: Como) -> None:
    with app.app_context():
        rosa = db.session.scalar(select(Usuario.id).where(Usuario.clave == "rosa"))
    todo = f"documento=reporte-1&estatus=ACEPTADO&lista=0&dias=3&tarde=1&revisor={rosa}&carrera=999&prestatario=999"
    assert [texto(chip) for chip in elegir(como("rosa").ver(f"/reportes?{todo}").pagina, ".elegido a")] == [
        "ACEPTADO",
        "Carrera: ninguna",
        "Prestatario: ninguno",
        "Sin lista",
        "Documento: Reporte 1",
        "Decidió: Rosa",
        "Espera 3 días hábiles o más",
        "Espera más de 5 días hábiles",
        "Limpiar",
    ]


def test_la_forma_manda_lo_que_dice(gente: dict[str, Alumna], como: Como) -> None:
    """The box «Sin lista» and the number share a name: whichever is filled in is what counts."""
    martha = como("martha")
    for elegido, quedan in (("lista=0&lista=", 3), ("lista=&lista=", 4), ("lista=15", 1)):
        assert martha.ver(f"/expedientes?q=&carrera=&{elegido}&dias=&revisor=").hay(".fila") == quedan


def test_cada_encabezado_lleva_a_su_orden_y_lo_dice(gente: dict[str, Alumna], como: Como) -> None:
    martha = como("martha").ver("/expedientes?q=202")
    for columna in [texto(enlace) for enlace in elegir(martha.pagina, ".expedientes thead a")]:
        martha.seguir(columna, dentro="thead")
        assert martha.dice("thead [aria-sort]") == columna
        sentido = elegir(martha.pagina, "thead [aria-sort]")[0].get("aria-sort")
        martha.seguir(columna, dentro="thead")
        assert {sentido, elegir(martha.pagina, "thead [aria-sort]")[0].get("aria-sort")} == {
            "ascending",
            "descending",
        }
    assert martha.hay("thead a") == 14
    assert martha.dice(".elegido a") == "«202» Limpiar"


def test_lo_que_espera_dice_cuanto_y_lo_que_pasa_de_la_promesa_se_distingue(
    app: Flask, gente: dict[str, Alumna], como: Como
) -> None:
    martha = como("martha").ver("/expedientes")
    assert [texto(espera) for espera in elegir(martha.pagina, ".fila .espera")] == [
        "fuera de plazo: 6 días hábiles",
        "1 día hábil",
    ]
    assert martha.hay(".espera--tarde") == 1
    app.config["PROMESA_DIAS"] = 6
    assert martha.ver("/expedientes").hay(".espera--tarde") == 0
    assert martha.ver("/inicio").hay(".menu__tarde") == 0
    app.config["PROMESA_DIAS"] = 5
    martha.ver("/inicio").seguir("1 con más de 5 días hábiles")
    assert _nombres(martha, ".fila td:nth-child(2)") == ["Ana"]


def _nombres(cliente: Cliente, selector: str) -> list[str]:
    return [texto(nombre).split()[-1] for nombre in elegir(cliente.pagina, selector)]


def _cambiar(alumna: Alumna, **valores: object) -> None:
    with alumna.app.app_context(), escritura() as conexion:
        conexion.execute(update(Alumno).where(Alumno.id == alumna.id).values(**valores))
