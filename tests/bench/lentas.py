"""Two hundred uploads at 10 KB/s at once, of people with an account and without, while others read their pages."""

import sqlite3
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from tests.bench.navegador import Navegador
from tests.bench.servidor import Servidor
from tests.bench.tabla import Medida, ms, percentil
from tests.fallas.goteo import gotear

_CUANTAS = 200
_LARGO, _RITMO = 200 * 1024, 10 * 1024
_EN_REVISION = """
SELECT alumno.boleta FROM alumno JOIN documento ON documento.alumno_id = alumno.id
WHERE documento.clave = 'expediente' AND documento.estatus = 'EN REVISIÓN' ORDER BY alumno.id LIMIT ?
"""


def medir(base: Path, servidor: Servidor, vecino: Navegador, ruta: str) -> Iterator[Medida]:
    """`vecino` is somebody who is in already, and `ruta` what they look at meanwhile."""
    with closing(sqlite3.connect(base)) as conexion:
        boletas = [boleta for (boleta,) in conexion.execute(_EN_REVISION, (_CUANTAS // 2,))]
    with ThreadPoolExecutor(8) as hilos:
        crudas = list(hilos.map(lambda boleta: _empezar(servidor, boleta), boletas + [""] * len(boletas)))
    vecino.conectar()
    callada = percentil([_ver(vecino, ruta) for _ in range(500)], 0.99)
    tiempos: list[float] = []
    memoria = [servidor.memoria()]

    def mientras() -> None:
        tiempos.append(_ver(vecino, ruta))
        if len(tiempos) % 200 == 1:
            memoria.append(servidor.memoria())

    estados = Counter(gotear(crudas, _RITMO, mientras=mientras, puerto=servidor.puerto))
    que = f"{len(crudas)} cargas a 10 KB/s a la vez: llegan"
    yield Medida(que, estados[204], len(crudas), "", al_menos=True)
    p99 = percentil(tiempos, 0.99)
    yield Medida("  p99 de otra página", p99 * 1000, 100, "ms", nuestro=ms(p99), piso=ms(callada))
    yield Medida("  memoria de más", (max(memoria) - memoria[0]) / 1024**2, 100, "MiB")


def _empezar(servidor: Servidor, boleta: str) -> bytes:
    """The bytes of the only part of an upload that was begun, by a student or, without boleta, by a stranger."""
    quien = Navegador(servidor.puerto)
    if boleta:
        quien.ingresar(boleta)
    destino = "/tramite/expediente" if boleta else "/registro"
    quien.ver("/tramite" if boleta else "/registro")
    pares = {"filename": "lento.pdf", "destino": destino}
    dicho = ",".join(f"{nombre} {b64encode(valor.encode()).decode()}" for nombre, valor in pares.items())
    cabeceras = {"Upload-Length": str(_LARGO), "Upload-Metadata": dicho}
    url = quien.pedir(quien.cabeza("POST", "/subidas", 0, **cabeceras)).dice("Location")
    tipo = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream", "Connection": "close"}
    return quien.cabeza("PATCH", url, _LARGO, **tipo) + bytes(_LARGO)


def _ver(vecino: Navegador, ruta: str) -> float:
    inicio = time.perf_counter()
    assert vecino.pedir(vecino.peticion("GET", ruta)).estado == 200
    return time.perf_counter() - inicio
