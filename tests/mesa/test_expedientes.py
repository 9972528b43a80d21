"""The table of expedientes, as the document draws it (REQUIREMENTS E1, P6)."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import update

from sisr.alumnos.model import Alumno
from sisr.db import escritura
from tests.cliente import Cliente
from tests.elenco import PDF, Alumna
from tests.mesa.estados import aceptado, con_numero, rechazado
from tests.pagina import elegir, texto

Como = Callable[[str], Cliente]


def celdas(cliente: Cliente, alumna: Alumna) -> list[str]:
    return [texto(celda) for celda in elegir(cliente.pagina, f"#fila-{alumna.id} th, #fila-{alumna.id} td")]


def test_las_columnas_son_las_del_documento(ana: Alumna, como: Como) -> None:
    tabla = como("martha").ver("/expedientes")
    assert tabla.dice("h1") == "Revisar expedientes de prerregistros validados"
    assert [texto(columna) for columna in elegir(tabla.pagina, ".expedientes thead th")] == [
        "Boleta",
        "Nombre",
        "Carrera",
        "Semestre",
        "Género",
        "Prestatario",
        "Fecha de inicio",
        "Fecha de Término",
        "correo electrónico",
        "Expediente",
        "Estatus",
        "REGISTRO",
        "Número",
        "Lista",
        "Fecha de envío",
    ]


def test_un_renglon_en_revision(ana: Alumna, como: Como) -> None:
    assert celdas(como("martha").ver("/expedientes"), ana) == [
        "2021350001",
        "Quezada Flores Ana",
        "L.A.D.E.",
        "7º",
        "Femenino",
        "ESCA UST",
        "01/09/2025",
        "01/06/2027",
        "ana@alumno.ipn.mx",
        "PDF",
        "ACEPTADORECHAZADO llegó hoy",
    ]


def test_un_renglon_aceptado_lleva_su_registro(ana: Alumna, como: Como) -> None:
    con_numero(ana, "21140/0002")
    with ana.app.app_context(), escritura() as conexion:
        registro = {"lista_registro": 15, "fecha_envio": date(2021, 1, 1), "genero": "M"}
        conexion.execute(update(Alumno).where(Alumno.id == ana.id).values(registro))
    martha = como("martha").ver("/expedientes")
    assert celdas(martha, ana)[-5:] == ["PDF", "ACEPTADO", "21140/0002", "15", "01/01/2021 Corregir"]
    assert celdas(martha, ana)[4] == "Masculino"


def test_un_renglon_aceptado_sin_numero_lo_espera(ana: Alumna, como: Como) -> None:
    aceptado(ana, "expediente")
    martha = como("martha").ver("/expedientes")
    assert celdas(martha, ana)[-3:] == ["PDF", "ACEPTADO", "Guardar"]
    campos = elegir(martha.pagina, f"#fila-{ana.id} .asignacion [aria-label]")
    assert [campo.get("aria-label") for campo in campos] == ["Número", "Lista", "Fecha de envío"]


def test_un_renglon_rechazado_dice_el_motivo_y_quien(ana: Alumna, como: Como) -> None:
    rechazado(ana, "expediente", "El archivo no es legible.")
    dicho = celdas(como("martha").ver("/expedientes"), ana)[-1]
    assert dicho == "RECHAZADOEl archivo no es legible. Atentamente: Rosa"


def test_sus_enlaces_llevan_al_alumno_al_correo_y_al_pdf(ana: Alumna, como: Como) -> None:
    martha = como("martha").ver("/expedientes")
    destinos = [enlace.get("href") for enlace in elegir(martha.pagina, f"#fila-{ana.id} a")][:3]
    assert destinos[:2] == [f"/alumnos/{ana.id}", "mailto:ana@alumno.ipn.mx"]
    assert martha.crudo("GET", destinos[2]).data == PDF
    assert martha.seguir("2021350001").dice("h1") == "Quezada Flores Ana"


def test_las_pestanas_cuentan_cada_estatus(ana: Alumna, beto: Alumna, como: Como) -> None:
    aceptado(ana, "expediente")
    martha = como("martha").ver("/expedientes")
    assert martha.dice(".pestanas a") == "EN REVISIÓN 1 ACEPTADO 1 RECHAZADO 0 Todos 2"
    martha.seguir("ACEPTADO 1", dentro=".pestanas")
    assert [martha.hay(f"#fila-{alumna.id}") for alumna in (ana, beto)] == [1, 0]


def test_sin_alumnos_lo_dice(como: Como) -> None:
    assert como("martha").ver("/expedientes").dice(".vacio") == "No hay expedientes con lo que elegiste."
