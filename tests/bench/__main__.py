"""`make bench`: an instance of 10,000 students, its server and the floor's beside it, and a table; then the
same of 100,000 (grande.py). `python -m tests.bench grande [FOLDER]` is the second part alone, and keeps the
instance in that folder for the next time.

Nothing here fails for being slow: what misses its goal is said at the end.
"""

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.bench import arranque, carga, dictamen, gigantes, grande, ingresos, lentas, zip as paquete
from tests.bench.instancia import preparar
from tests.bench.navegador import Navegador
from tests.bench.paginas import medir as medir_paginas, paginas
from tests.bench.servidor import Servidor
from tests.bench.tabla import Medida, encabezado

ALUMNOS = 10_000
_LOS_QUE_ENTRAN = 100
_MIB = 1024**2


def main(que: str = "", guardada: str = "") -> None:
    inicio = time.monotonic()
    medidas: list[Medida] = []
    with tempfile.TemporaryDirectory(prefix="sisr-bench-") as carpeta:
        casa = Path(carpeta)
        if que != "grande":
            print(f"Preparando una instancia de {ALUMNOS:,} alumnos…", flush=True)
            preparar(casa, ALUMNOS)
        print(f"{_equipo()}\n\n{encabezado()}", flush=True)
        for medida in _todas(casa, que, Path(guardada or casa / "grande")):
            medidas.append(medida)
            print(medida, flush=True)
    _resumir(medidas, time.monotonic() - inicio)


def _todas(casa: Path, que: str, casa_grande: Path) -> Iterator[Medida]:
    if que != "grande":
        yield from _medir(casa)
    yield from grande.medir(casa_grande)


def _medir(casa: Path) -> Iterator[Medida]:
    base = casa / "instance/sisr.db"
    ana, *otras = _boletas(base, _LOS_QUE_ENTRAN + 1)
    lista = paginas(ana)
    yield from arranque.medir(casa)
    servidor = Servidor.nuestro(casa).esperar()
    piso = Servidor.piso(casa, {pagina.ruta: pagina.usuario for pagina in lista} | dictamen.fila(base)).esperar()
    try:
        dentro = {quien: Navegador(servidor.puerto).ingresar(quien) for quien in ("martha", "rosa", ana)}
        ajeno = Navegador(piso.puerto)
        yield Medida("memoria de dos workers, al empezar", servidor.memoria() / _MIB, 150, "MiB")
        revisores = [Navegador(servidor.puerto).ingresar("martha") for _ in range(dictamen.A_LA_VEZ)]
        yield from dictamen.medir(base, dentro["martha"], revisores, ajeno)
        yield from medir_paginas(lista, dentro, ajeno)
        yield Medida("memoria de dos workers, tras el trabajo", servidor.memoria() / _MIB, None, "MiB")
        yield from ingresos.medir(servidor, otras, dentro[ana], "/tramite")
        yield from carga.medir(casa / "uploads", dentro[ana], "reporte-4", ajeno)
        yield from lentas.medir(base, servidor, dentro[ana], "/tramite")
        yield from gigantes.medir(casa, servidor, dentro[ana], "reporte-4", ajeno)
        yield from paquete.medir(casa, servidor, dentro["martha"])
    finally:
        servidor.terminar()
        piso.terminar()


def _equipo() -> str:
    """Others who work on the machine stretch what takes long more than what takes little."""
    cuantos, carga = os.cpu_count() or 1, os.getloadavg()[0]
    dicho = f"{cuantos} procesadores · SQLite {sqlite3.sqlite_version} · carga {carga:.1f} · p50 de cada cosa"
    return (
        dicho if carga < cuantos else f"{dicho}\nEl equipo está ocupado: las razones salen más altas de lo que son."
    )


def _boletas(base: Path, cuantas: int) -> list[str]:
    """Ana's first: a long menu whose Reporte 4 was rejected."""
    consulta = "SELECT boleta FROM alumno ORDER BY nombres = 'Ana' DESC, id LIMIT ?"
    with closing(sqlite3.connect(base)) as conexion:
        return [boleta for (boleta,) in conexion.execute(consulta, (cuantas,))]


def _resumir(medidas: list[Medida], tardo: float) -> None:
    faltan = [medida.que.strip() for medida in medidas if medida.cumple is False]
    cuantas = sum(medida.cumple is not None for medida in medidas)
    dicho = (
        f"Faltan {len(faltan)} de {cuantas} metas: {'; '.join(faltan)}."
        if faltan
        else f"Se cumplen las {cuantas} metas."
    )
    print(f"\n{dicho} ({tardo:.0f} s)")


if __name__ == "__main__":
    main(*sys.argv[1:])
