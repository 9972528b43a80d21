"""The flip ACEPTADO, as htmx sends it, against a request that commits one row durably and paints one."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from statistics import median

from tests.bench.navegador import Navegador
from tests.bench.tabla import Medida, alternar, kib, ms, percentil, razon, sin_basurero

_VUELTAS, _VECES, A_LA_VEZ = 5, 150, 8
_EN_ESPERA = """
    SELECT documento.id, documento.entrega_id FROM documento
    JOIN alumno ON alumno.id = documento.alumno_id JOIN prestatario ON prestatario.id = alumno.prestatario_id
    WHERE documento.clave = 'expediente' AND documento.estatus = 'EN REVISIÓN' AND prestatario.confirmado
    ORDER BY documento.id"""
_OTRA_VEZ = (  # as if nobody had decided: a second dictamen on an entrega is another thing, a correction
    "UPDATE documento SET estatus = 'EN REVISIÓN', dictamen_id = NULL WHERE id = :documento",
    "DELETE FROM suceso WHERE hecho = 'aceptacion' AND dia >= date('now', '-1 day')"
    " AND origen_id IN (SELECT id FROM dictamen WHERE entrega_id = :entrega)",
    "DELETE FROM dictamen WHERE entrega_id = :entrega",
)


def medir(base: Path, nuestro: Navegador, otros: list[Navegador], piso: Navegador) -> Iterator[Medida]:
    """`otros` are the browsers that decide at once, all logged in."""
    documentos = en_espera(base)
    assert len(documentos) > _VECES * 1.2, "too few expedientes wait"
    nuestros, pisos = list[float](), list[float]()
    for _ in range(_VUELTAS):  # each with connections of its own, and so on either worker
        for todos, suyos in zip((nuestros, pisos), _uno_tras_otro(documentos, nuestro, piso), strict=True):
            todos += suyos
        _devolver(base, documentos)
    yield razon("dictamen ACEPTADO, de ida y vuelta", nuestros, pisos, 1.6)
    yield from _pesar(documentos[0], nuestro)
    _devolver(base, documentos)
    yield from _a_la_vez(documentos, otros)
    _devolver(base, documentos)


def fila(base: Path) -> dict[str, str]:
    """The row that the floor paints after its commit, one that is ACEPTADO, and who sees it."""
    consulta = "SELECT id FROM documento WHERE clave = 'expediente' AND estatus = 'ACEPTADO' LIMIT 1"
    with closing(sqlite3.connect(base)) as conexion:
        return {f"/documentos/{conexion.execute(consulta).fetchone()[0]}": "martha"}


def _uno_tras_otro(
    documentos: list[tuple[int, int]], nuestro: Navegador, piso: Navegador
) -> tuple[list[float], list[float]]:
    propias, ajenas = ([_flip(quien, *documento) for documento in documentos] for quien in (nuestro, piso))
    for quien in (nuestro, piso):
        quien.conectar()
    mias, suyas = iter(propias), iter(ajenas)
    return alternar(lambda: nuestro.pedir(next(mias)), lambda: piso.pedir(next(suyas)), _VECES)


def _pesar(documento: tuple[int, int], nuestro: Navegador) -> Iterator[Medida]:
    peticion = _flip(nuestro, *documento)
    nuestro.conectar()
    muestra = nuestro.pedir(peticion)
    assert muestra.estado == 200
    assert "ACEPTADO" in muestra.cuerpo.decode()
    yield Medida("  su respuesta, comprimida", kib(len(muestra.crudo)), 1, "KB")
    yield Medida("  petición y respuesta", kib(len(peticion) + muestra.en_el_cable), 4, "KB")


def _a_la_vez(documentos: list[tuple[int, int]], otros: list[Navegador]) -> Iterator[Medida]:
    """One thread and a selector, so that the measuring itself does not queue."""
    tiempos: list[float] = []
    salida: dict[Navegador, float] = {}
    faltan = iter(documentos)
    with DefaultSelector() as selector, sin_basurero():
        for quien, documento in zip(otros, faltan, strict=False):
            quien.conectar()
            selector.register(quien.enchufe, EVENT_READ, quien)
            salida[quien] = time.perf_counter()
            quien.enchufe.sendall(_flip(quien, *documento))
        while salida:
            for llave, _ in selector.select():
                quien: Navegador = llave.data
                assert quien.recibir().estado == 200
                tiempos.append(time.perf_counter() - salida.pop(quien))
                if siguiente := next(faltan, None):
                    salida[quien] = time.perf_counter()
                    quien.enchufe.sendall(_flip(quien, *siguiente))
    mitad, cola = median(tiempos), percentil(tiempos, 0.99)
    yield Medida(f"  p99 entre p50, {A_LA_VEZ} a la vez", cola / mitad, 3, nuestro=ms(cola), piso=ms(mitad))


def _flip(quien: Navegador, documento: int, entrega: int) -> bytes:
    return quien.formulario(f"/documentos/{documento}/aceptacion", {"entrega": str(entrega)}, htmx=True)


def en_espera(base: Path) -> list[tuple[int, int]]:
    with closing(sqlite3.connect(base)) as conexion:
        return conexion.execute(_EN_ESPERA).fetchall()


def _devolver(base: Path, documentos: list[tuple[int, int]]) -> None:
    with closing(sqlite3.connect(base, timeout=30)) as conexion, conexion:
        for sentencia in _OTRA_VEZ:
            conexion.executemany(sentencia, [{"documento": suyo, "entrega": cual} for suyo, cual in documentos])
