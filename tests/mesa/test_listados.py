"""Search, filters, order and pages of the lists, all of it in the address (REQUIREMENTS E2, D3, P5)."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import select, update

from sisr.alumnos.model import Alumno, orden_de
from sisr.catalogos.model import Carrera
from sisr.cuentas.model import Usuario
from sisr.db import escritura
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import aceptado, con_numero, entregado, poblar, rechazado
from tests.pagina import elegir, texto

Como = Callable[[str], Cliente]
GENTE = (
    ("Zúñiga", "Ávila", "José María", "2019350001", "ESCA UST", "C.P."),
    ("Ñandú", "", "Ángel", "20190A0002", "PEMEX", "L.N.I."),
    ("Nuñez", "Ortega", "Ana", "2020350003", "Ayuntamiento de Ñuñoa", "C.P."),
    ("Ochoa", "Peña", "Luz", "PE20350004", "Cruz Roja 100%", "L.A.D.E."),
    ("Álvarez", "De la O", "Ana Luz", "2021350005", "Casa_Hogar", "L.A.D.E."),
)


@pytest.fixture
def gente(app: Flask) -> list[Alumna]:
    alumnas = []
    for paterno, materno, nombres, boleta, prestatario, siglas in GENTE:
        alumna = Alumna.registrar(app, nombres, boleta=boleta, prestatario=prestatario)
        with app.app_context(), escritura() as conexion:
            carrera = conexion.scalar(select(Carrera.id).where(Carrera.siglas == siglas))
            valores = {"apellido_paterno": paterno, "apellido_materno": materno, "nombres": nombres}
            valores |= {"orden": orden_de(paterno, materno, nombres), "carrera_id": carrera}
            conexion.execute(update(Alumno).where(Alumno.id == alumna.id).values(valores))
            conexion.execute(update(Usuario).where(Usuario.id == alumna.id).values(nombre=paterno))
        alumnas.append(alumna)
    return alumnas


def apellidos(cliente: Cliente) -> list[str]:
    return [texto(nombre).split()[0] for nombre in elegir(cliente.pagina, ".fila td:nth-child(2)")]


def tarjetas(cliente: Cliente) -> list[str]:
    return [texto(nombre).split()[0] for nombre in elegir(cliente.pagina, ".tarjeta h2")]


BUSQUEDAS = {
    "zuniga": ["Zúñiga"],
    "ZÚÑIGA": ["Zúñiga"],
    "nandu": ["Ñandú"],
    "nunez": ["Nuñez"],
    "nunoa": ["Nuñez"],  # by the prestatario
    "ana": ["Álvarez", "Nuñez"],
    "luz ana": ["Álvarez"],
    "  de  la o ": ["Álvarez"],
    "20190a": ["Ñandú"],
    "2019": ["Ñandú", "Zúñiga"],
    "pe20350004": ["Ochoa"],
    "350003": [],  # a boleta is looked for from its beginning
    "pemex": ["Ñandú"],
    "cruz roja": ["Ochoa"],
    "100%": ["Ochoa"],
    "casa hogar": ["Álvarez"],
    "ogar": [],  # and a word too
    "21140/0003": ["Ochoa"],
    "21140/": ["Ochoa"],
    "%": [],
    "_": [],
    '"': [],
    "~": [],
    "nadie así": [],
    "' OR 1=1 --": [],
}


def test_se_busca_por_boleta_nombre_o_prestatario(gente: list[Alumna], como: Como) -> None:
    martha, hallados = como("martha"), {}
    con_numero(gente[3], "21140/0003")
    for busca in BUSQUEDAS:
        martha.ver(f"/expedientes?{urlencode({'q': busca, 'orden': 'nombre'})}")
        hallados[busca] = apellidos(martha)
        assert elegir(martha.pagina, "#q")[0].get("value") == " ".join(busca.split())
    assert hallados == BUSQUEDAS


def test_el_orden_es_el_del_espanol_el_de_boletas_o_lo_que_espera(gente: list[Alumna], como: Como) -> None:
    martha = como("martha").ver("/expedientes?orden=nombre")
    assert apellidos(martha) == ["Álvarez", "Nuñez", "Ñandú", "Ochoa", "Zúñiga"]
    assert martha.dice("[aria-sort=ascending]") == "Nombre"
    martha.seguir("Boleta", dentro="thead")
    assert apellidos(martha) == ["Ñandú", "Zúñiga", "Nuñez", "Álvarez", "Ochoa"]
    rechazado(gente[0], "expediente")
    aceptado(gente[2], "expediente")
    assert apellidos(martha.ver("/expedientes")) == ["Ñandú", "Ochoa", "Álvarez", "Nuñez", "Zúñiga"]


def test_los_filtros_se_juntan_y_quedan_en_la_direccion(gente: list[Alumna], como: Como) -> None:
    for alumna in gente[:4]:
        aceptado(alumna, "expediente")
    martha = como("martha").ver("/expedientes").seguir("ACEPTADO 4", dentro=".pestanas")
    carrera = next(opcion for opcion in elegir(martha.pagina, "#carrera option") if texto(opcion) == "C.P.")
    forma = elegir(martha.pagina, ".filtro")[0]
    assert (forma.get("method"), forma.get("action")) == (None, "/expedientes")
    direccion = f"/expedientes?estatus=ACEPTADO&q=a&carrera={carrera.get('value')}&orden=nombre"
    assert apellidos(martha.ver(direccion)) == ["Nuñez", "Zúñiga"]
    assert [campo.get("value") for campo in elegir(martha.pagina, ".filtro input")[:2]] == ["ACEPTADO", "a"]
    assert [texto(opcion) for opcion in elegir(martha.pagina, ".filtro option[selected]")] == ["C.P.", "Nombre"]
    martha.seguir("Todos 5", dentro=".pestanas")
    assert apellidos(martha) == ["Nuñez", "Zúñiga"]
    assert martha.respuesta.request.query_string.decode() == f"q=a&carrera={carrera.get('value')}&orden=nombre"


def test_lo_que_no_tiene_sentido_en_la_direccion_no_cuenta(gente: list[Alumna], como: Como) -> None:
    disparates = "estatus=TODO&carrera=x&orden=1;drop&pagina=-3&q=%00&otra=1"
    assert len(apellidos(como("martha").ver(f"/expedientes?{disparates}"))) == 5
    assert len(apellidos(como("martha").ver("/expedientes?pagina=99999999999999999999&carrera=999999"))) == 0


def test_las_paginas_tienen_cincuenta_y_se_recorren(app: Flask, como: Como) -> None:
    poblar(app, 53, prestatario="ESCA UST")
    martha = como("martha").ver("/expedientes?orden=boleta&q=quezada")
    assert len(apellidos(martha)) == 50
    assert martha.dice(".paginacion p") == "1–50 de 53 alumnos"
    martha.seguir("Siguiente")
    assert martha.respuesta.request.query_string.decode() == "q=quezada&orden=boleta&pagina=2"
    assert martha.dice(".fila th") == "2022000050 2022000051 2022000052"
    assert (martha.dice(".paginacion p"), martha.dice(".paginacion a")) == ("51–53 de 53 alumnos", "Anterior")
    assert martha.ver("/expedientes?pagina=9").dice(".paginacion p") == "51–53 de 53 alumnos"
    martha.ver("/expedientes?pagina=2").llenar("ACEPTADO", dentro="tbody", estado=303)
    assert martha.respuesta.headers["Location"].startswith("/expedientes?pagina=2#fila-")
    martha.ver("/expedientes?orden=boleta&pagina=2").seguir("Nombre", dentro="thead")
    assert martha.dice(".paginacion p") == "1–50 de 53 alumnos"


def test_en_reportes_se_ve_lo_que_espera_y_lo_mas_viejo_primero(gente: list[Alumna], como: Como) -> None:
    zuniga, nandu, nunez, ochoa, alvarez = gente
    for alumna in (zuniga, nandu, nunez, alvarez):
        con_numero(alumna)
    entregado(nandu, "reporte-1")
    entregado(zuniga, "reporte-1")
    entregado(alvarez, "evaluacion")
    aceptado(nunez, "evaluacion")
    rosa = como("rosa").ver("/reportes")
    assert tarjetas(rosa) == ["Ñandú", "Zúñiga", "Álvarez"]
    entregado(nandu, "reporte-1")  # replaced: it waits since now
    assert tarjetas(rosa.ver("/reportes")) == ["Zúñiga", "Álvarez", "Ñandú"]
    assert tarjetas(rosa.seguir("Todos", dentro=".pestanas")) == ["Álvarez", "Nuñez", "Ñandú", "Zúñiga"]
    assert tarjetas(rosa.ver("/reportes?q=ana")) == ["Álvarez", "Nuñez"]
    assert tarjetas(rosa.ver("/reportes?orden=boleta")) == ["Ñandú", "Zúñiga", "Nuñez", "Álvarez"]
    assert ochoa.avance.alumno.numero_registro is None
