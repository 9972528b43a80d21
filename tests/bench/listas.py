"""The desk over 100,000 students: its lists by filter, by order, deep and searched, its queue, and the decision.

Each page against the same HTML from memory, the decision against one durable commit.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench import dictamen
from tests.bench.navegador import Navegador
from tests.bench.paginas import Pagina, medir as medir_paginas
from tests.bench.servidor import Servidor
from tests.bench.tabla import Medida

_FILTROS = (
    "estatus=ACEPTADO",
    "estatus=RECHAZADO",
    "carrera=2",
    "semestre=7",
    "prestatario=2",
    "lista=15",
    "tarde=1",
)
_ORDENES = ("nombre", "-boleta", "carrera", "prestatario", "-termino", "correo", "entrega", "-numero")
_HONDAS = ("", "orden=nombre&", "orden=-boleta&")
_VECES = 60
_BUSCADAS = ("munoz", "ana+zuniga", "2022", "21140%2F0002")


def paginas() -> list[Pagina]:
    return [
        Pagina("tabla: lo que espera", "/expedientes", "martha", 2, pesa=True),
        *(Pagina(f"tabla: {filtro}", f"/expedientes?{filtro}", "martha", 2) for filtro in _FILTROS),
        Pagina("tabla: tres filtros", "/expedientes?carrera=2&semestre=7&estatus=ACEPTADO&orden=nombre", "martha", 2),
        *(Pagina(f"tabla: por {orden}", f"/expedientes?orden={orden}", "martha", 2) for orden in _ORDENES),
        *(Pagina(f"tabla: {cual}página 1900", f"/expedientes?{cual}pagina=1900", "martha", 2.2) for cual in _HONDAS),
        *(Pagina(f"buscar «{q}»", f"/expedientes?q={q}&orden=nombre", "martha", 3) for q in _BUSCADAS),
        Pagina("tarjetas: lo que espera", "/reportes", "rosa", 2),
        Pagina("tarjetas: por nombre", "/reportes?orden=nombre", "rosa", 2),
    ]


def medir(casa: Path, servidor: Servidor) -> Iterator[Medida]:
    base = casa / "instance/sisr.db"
    lista = paginas()
    piso = Servidor.piso(casa, {pagina.ruta: pagina.usuario for pagina in lista} | dictamen.fila(base)).esperar()
    try:
        dentro = {quien: Navegador(servidor.puerto).ingresar(quien) for quien in ("martha", "rosa")}
        ajeno = Navegador(piso.puerto)
        revisores = [Navegador(servidor.puerto).ingresar("martha") for _ in range(dictamen.A_LA_VEZ)]
        yield from dictamen.medir(base, dentro["martha"], revisores, ajeno)
        yield from medir_paginas(lista, dentro, ajeno)
        yield _leer_uno(base, dentro["martha"])
    finally:
        piso.terminar()


def _leer_uno(base: Path, martha: Navegador) -> Medida:
    """The page with the PDF beside the buttons, and how many wait; it has no floor."""
    documento, _ = dictamen.en_espera(base)[0]
    peticion, tiempos = martha.peticion("GET", f"/lectura/{documento}"), []
    martha.conectar()
    for _ in range(_VECES):
        inicio = time.perf_counter()
        assert martha.pedir(peticion).estado == 200
        tiempos.append(time.perf_counter() - inicio)
    return Medida("la cola: leer uno", median(tiempos) * 1000, unidad="ms")
