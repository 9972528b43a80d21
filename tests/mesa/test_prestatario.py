"""A prestatario that a student wrote in: confirmed or merged from the row, in one step (REQUIREMENTS R4)."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from sisr.bitacora.model import Acto
from sisr.catalogos.model import Prestatario
from sisr.db import db, escritura
from sisr.mesa.decidir import FALTA_PRESTATARIO
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import correos
from tests.pagina import elegir

ESCRITO = "Esc. Sup. de Comercio"


@pytest.fixture
def carla(app: Flask, ana: Alumna) -> Alumna:
    """Carla wrote her prestatario in, and so did Dora after her; Ana serves at ESCA UST."""
    carla = Alumna.registrar(app, "Carla", boleta="2021350003", prestatario=ESCRITO)
    Alumna.registrar(app, "Dora", boleta="2021350004", prestatario=ESCRITO.upper())
    with app.app_context(), escritura() as conexion:
        escrito = Prestatario.id == carla.avance.alumno.prestatario_id
        conexion.execute(update(Prestatario).where(escrito).values(confirmado=False))
    return carla


def abrir(alumna: Alumna) -> Cliente:
    """Martha follows «sin confirmar» in the row."""
    martha = Cliente(alumna.app).ingresar("martha").ver("/expedientes")
    return martha.seguir("sin confirmar", dentro=f"#fila-{alumna.id}", htmx=False)


def catalogo(app: Flask) -> dict[str, tuple[bool, bool]]:
    """Each prestatario: whether it delivers monthly reports, and whether it is confirmed."""
    with app.app_context():
        filas = db.session.scalars(select(Prestatario).order_by(Prestatario.id))
        return {fila.nombre: (fila.con_reportes, fila.confirmado) for fila in filas}


def acciones(app: Flask) -> list[Any]:
    with app.app_context():
        actos = select(Acto).where(Acto.accion.in_(["prestatario", "union"])).order_by(Acto.id)
        return [(acto.accion, acto.alumno_id) for acto in db.session.scalars(actos)]


@pytest.mark.parametrize("htmx", [True, False])
def test_sin_confirmar_no_se_acepta(carla: Alumna, htmx: bool) -> None:
    documento = carla.documento("expediente")
    martha = Cliente(carla.app).ingresar("martha")
    ruta, cuerpo = f"/documentos/{documento.id}/aceptacion", {"entrega": documento.entrega_id}
    martha.enviar(ruta, cuerpo, htmx=htmx, estado=422)
    assert martha.dice(f"#fila-{carla.id} .aviso--error") == FALTA_PRESTATARIO
    assert (carla.documento("expediente").estatus, correos(carla)) == ("EN REVISIÓN", [])


def test_sin_confirmar_si_se_rechaza(carla: Alumna) -> None:
    assert carla.rechazada("expediente").documento("expediente").estatus == "RECHAZADO"


@pytest.mark.parametrize(("con_reportes", "pasos"), [(False, 6), (True, 14)])
def test_confirmar_lo_deja_en_el_catalogo_y_abre_su_menu(carla: Alumna, con_reportes: bool, pasos: int) -> None:
    marca: dict[str, Any] = {"con_reportes": "y"} if con_reportes else {}
    martha = abrir(carla)
    assert martha.dice(".ventana h2") == f"Prestatario sin confirmar: {ESCRITO}"
    martha.llenar("Confirmar o unir", dentro=f"#fila-{carla.id}", **marca)
    assert martha.hay(".pendiente") == 0
    assert catalogo(carla.app)[ESCRITO] == (con_reportes, True)
    assert len(carla.aceptada("expediente").avance.proceso.pasos) == pasos
    assert acciones(carla.app) == [("prestatario", None)]


def test_unir_pasa_a_todas_al_bueno_y_quita_el_otro(carla: Alumna, ana: Alumna) -> None:
    martha = abrir(carla)
    opciones = [opcion.get("value") for opcion in elegir(martha.pagina, ".ventana datalist option")]
    assert opciones == ["ESCA UST", "PEMEX"]
    martha.llenar("Confirmar o unir", dentro=f"#fila-{carla.id}", union=" esca ust ")
    assert catalogo(carla.app) == {"ESCA UST": (True, True), "PEMEX": (True, True)}
    assert carla.avance.alumno.prestatario_id == ana.avance.alumno.prestatario_id
    assert martha.dice(".fila td:nth-child(6)") == "ESCA UST ESCA UST ESCA UST"
    assert [accion for accion, _ in acciones(carla.app)] == ["union", "union"]
    assert len(carla.aceptada("expediente").avance.proceso.pasos) == 14


def test_con_htmx_solo_cambia_su_renglon(carla: Alumna) -> None:
    martha = Cliente(carla.app).ingresar("martha").ver(f"/alumnos/{carla.id}/prestatario", htmx=True)
    assert martha.respuesta.text.startswith("<tbody")
    martha.llenar("Confirmar o unir", htmx=True)
    assert martha.respuesta.text.startswith("<tbody")
    assert (martha.hay(".ventana"), martha.hay(".pendiente")) == (0, 0)


@pytest.mark.parametrize("nombre", ["Otra escuela", ESCRITO])
def test_unir_con_uno_que_no_esta_se_dice_y_no_se_pierde(carla: Alumna, nombre: str) -> None:
    antes = catalogo(carla.app)
    martha = abrir(carla).llenar("Confirmar o unir", dentro=f"#fila-{carla.id}", union=nombre, estado=422)
    assert martha.dice(".aviso--error") == (
        f"«{nombre}» no está en el catálogo: elige uno de la lista, o deja el campo vacío para confirmar este."
    )
    assert elegir(martha.pagina, "[name=union]")[0].get("value") == nombre
    assert catalogo(carla.app) == antes


@pytest.mark.parametrize("otra", [{}, {"con_reportes": "y"}, {"union": "PEMEX"}])
def test_lo_que_otro_ya_confirmo_no_se_cambia_desde_una_ventana_vieja(carla: Alumna, otra: dict[str, Any]) -> None:
    """Else a window left open would take the long menu from everybody at ESCA UST."""
    vieja = abrir(carla)
    abrir(carla).llenar("Confirmar o unir", dentro=f"#fila-{carla.id}", union="ESCA UST")
    antes = catalogo(carla.app)
    vieja.llenar("Confirmar o unir", dentro=f"#fila-{carla.id}", estado=409, **otra)
    assert vieja.dice(".aviso--error") == "Alguien más ya confirmó este prestatario: así está ahora."
    assert vieja.hay(".ventana") == 0
    assert catalogo(carla.app) == antes
    assert len(acciones(carla.app)) == 2
