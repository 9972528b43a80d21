"""The lists over 100,000 students, by filter and by order, deep and searched: against the same HTML from memory."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

from sisr.demostracion.catalogos import CONTRASENA
from tests.bench.navegador import Navegador
from tests.bench.paginas import Pagina, medir as medir_pagina
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
    lista = paginas()
    piso = Servidor.piso(casa, {pagina.ruta: pagina.usuario for pagina in lista} | _fila(casa)).esperar()
    try:
        dentro = {quien: Navegador(servidor.puerto).ingresar(quien, CONTRASENA) for quien in ("martha", "rosa")}
        ajeno = Navegador(piso.puerto)
        for pagina in lista:
            yield from medir_pagina(pagina, dentro[pagina.usuario], ajeno)
    finally:
        piso.terminar()


def _fila(casa: Path) -> dict[str, str]:
    """The floor holds the row of a decision too."""
    consulta = "SELECT id FROM documento WHERE clave = 'expediente' AND estatus = 'ACEPTADO' LIMIT 1"
    with closing(connect(casa / "instance/sisr.db")) as base:
        return {f"/documentos/{base.execute(consulta).fetchone()[0]}": "martha"}
