"""A backup of a house at work, put back in another."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

from tests.fallas.envio import por_forma, por_partes
from tests.fallas.lugar import MB, casa, unico
from tests.fallas.maquina import Maquina, suma
from tests.respaldo import escritor

_ESCRITURAS, _CARGAS = 20, 5  # a second, and at once
_DE_UN_RATO = {"sesion", "enlace", "correo", "intento"}  # or closed when it comes back
_CON_ID = """
SELECT tabla.name FROM sqlite_master AS tabla, pragma_table_info(tabla.name) AS columna
WHERE tabla.type = 'table' AND columna.name = 'id' AND tabla.name NOT GLOB 'busqueda*'"""


def respaldo_en_marcha() -> str:
    """20 writes a second and 5 uploads: the rows are those of one instant, and every file is there by its SHA-256."""
    with casa() as carpeta:
        maquina, archivos = Maquina(carpeta / "una"), [unico(carpeta, (2 + n) * MB) for n in range(_CARGAS)]
        otra, dichos = Maquina(carpeta / "otra", False), list[str]()
        with maquina.encendida():
            assert por_forma(0, archivos[0]).estado == 303
            with _cargando(archivos) as cargados, _escribiendo(maquina, carpeta / "escrito") as escrito:
                time.sleep(3)
                antes = escrito()
                for cual in ("uno", "dos"):
                    dichos.append(maquina.flask("respaldo", "hacer", str(carpeta / cual)).splitlines()[1])
                durante = escrito()[len(antes) :]
        assert len(durante) >= _ESCRITURAS
        otra.flask("respaldo", "restaurar", str(carpeta / "dos"))
        filas = _comparar(maquina.base, otra.base, hasta=len(antes) + len(durante))
        revision = otra.flask("archivos", "revisar")
        assert "Faltan 0, sobran 0, cambiaron 0." in revision, revision
        sumas = {suma(archivo) for archivo in archivos}
        assert {suma(ruta) for ruta in otra.guardados() if ruta.stat().st_size > MB} <= sumas
    return (
        f"{filas:,} filas iguales. {revision.strip()} El segundo: {dichos[1]} Mientras, {len(cargados)} cargas; una"
        f" escritura, p99 {_p99(durante):.0f} ms, la peor {max(durante):.0f} (antes, p99 {_p99(antes):.0f})"
    )


@contextmanager
def _cargando(archivos: list[Path]) -> Iterator[list[int]]:
    """One file after another, half of them by the form and half in parts; who was confirmed."""
    alto, numeros, hechos = Event(), count(1), list[int]()

    def cargar(archivo: Path, como: Any) -> None:
        while not alto.is_set():
            numero = next(numeros)
            assert como(numero, archivo).estado == 303
            hechos.append(numero)

    with ThreadPoolExecutor(_CARGAS) as hilos:
        tareas = [hilos.submit(cargar, archivo, (por_forma, por_partes)[n % 2]) for n, archivo in enumerate(archivos)]
        try:
            yield hechos
        finally:
            alto.set()
        for tarea in tareas:
            tarea.result()


@contextmanager
def _escribiendo(maquina: Maquina, salida: Path) -> Iterator[Any]:
    """The milliseconds that each write took, as far as they have come."""
    orden = [
        sys.executable,
        escritor.__file__,
        str(maquina.base.parent),
        str(maquina.uploads),
        str(_ESCRITURAS),
        "1000000",
    ]
    with salida.open("w") as archivo, subprocess.Popen(orden, stdout=archivo) as proceso:
        try:
            yield lambda: [
                float(linea.split()[1]) * 1000 for linea in salida.read_text().splitlines(keepends=True)[:-1]
            ]
        finally:
            proceso.kill()


def _comparar(una: Path, otra: Path, *, hasta: int) -> int:
    """Every row that came back is as it was, and none that was there by then is missing; how many."""
    cuantas = 0
    with closing(sqlite3.connect(una)) as viva, closing(sqlite3.connect(otra)) as vuelta:
        for nombre in {nombre for (nombre,) in vuelta.execute(_CON_ID)} - _DE_UN_RATO:
            filas = vuelta.execute(f'SELECT * FROM "{nombre}" ORDER BY id').fetchall()
            if nombre == "acto":
                assert "restauracion" in filas.pop()
            ultimo = filas[-1][0] if filas else 0
            de_antes = viva.execute(f'SELECT * FROM "{nombre}" WHERE id <= ? ORDER BY id', (ultimo,)).fetchall()
            assert filas == de_antes, (nombre, set(filas) ^ set(de_antes))
            cuantas += len(filas)
        escritas = "SELECT count(*) FROM entrega WHERE clave = 'reporte-1'"
        actos = "SELECT count(*) FROM acto WHERE en = '2026-01-01'"
        entregas = vuelta.execute(escritas).fetchone()
        assert entregas == vuelta.execute(actos).fetchone()
        assert 0 < entregas[0] <= hasta + 1
    return cuantas


def _p99(tiempos: list[float]) -> float:
    return sorted(tiempos)[int(len(tiempos) * 0.99)]
