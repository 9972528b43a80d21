"""The accepted expedientes as a ZIP of 5 GB, against the one that the standard library writes to nowhere."""

import os
import sqlite3
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import IO, cast

from sisr.archivos.zip import empaquetar
from tests.bench.navegador import Navegador
from tests.bench.servidor import Servidor
from tests.bench.tabla import Medida, ms

_GIB, _MIB = 1024**3, 1024**2
_TOTAL = 5 * _GIB
_VECES = 3
_CARRERA = 1  # a seventh of the students: what somebody asks for in one go
_CADA = 256 * _MIB  # between looks at the memory of the server
_ACEPTADOS = """
SELECT entrega.ruta FROM documento JOIN entrega ON entrega.id = documento.entrega_id
JOIN alumno ON alumno.id = documento.alumno_id
WHERE documento.clave = 'expediente' AND documento.estatus = 'ACEPTADO' AND alumno.carrera_id = ?
"""


def medir(casa: Path, servidor: Servidor, revisora: Navegador) -> Iterator[Medida]:
    """Last of all, for it makes the files large (their bytes are never on the disk)."""
    rutas = _agrandar(casa)
    nuestro, piso = (median(tiempos) for tiempos in zip(*(_una_vez(rutas) for _ in range(_VECES)), strict=True))
    que = f"ZIP de 5 GB, {len(rutas):,} archivos"
    yield Medida(que, piso / nuestro, 0.8, nuestro=_ritmo(nuestro), piso=_ritmo(piso), al_menos=True)
    primero, tardo, memoria = _descargar(servidor, revisora)
    yield Medida("  su primer byte, por la red", primero * 1000, 100, "ms")
    yield Medida("  memoria de más del servidor", memoria / _MIB, 8, "MiB")
    yield Medida("  por la red, con quien lo recibe al lado", piso / tardo, nuestro=_ritmo(tardo), piso=_ritmo(piso))


def _agrandar(casa: Path) -> list[Path]:
    with closing(sqlite3.connect(casa / "instance/sisr.db")) as base:
        rutas = [casa / "uploads" / ruta for (ruta,) in base.execute(_ACEPTADOS, (_CARRERA,))]
    for ruta in rutas:
        if ruta.stat().st_size != _TOTAL // len(rutas):  # many are names of one file
            os.truncate(ruta, _TOTAL // len(rutas))
    return rutas


def _empaquetar(rutas: Sequence[Path]) -> None:
    total = sum(len(trozo) for trozo in empaquetar(((f"{n}.pdf", r) for n, r in enumerate(rutas)), tuple))
    assert total > _TOTAL - len(rutas)


def _una_vez(rutas: Sequence[Path]) -> tuple[float, float]:
    """Seconds that ours takes, and the floor right after it."""
    inicio = time.perf_counter()
    _empaquetar(rutas)
    medio = time.perf_counter()
    _a_la_nada(rutas)
    return medio - inicio, time.perf_counter() - medio


class _Nada:
    def write(self, datos: bytes) -> int:
        return len(datos)

    def flush(self) -> None:
        pass


def _a_la_nada(rutas: Sequence[Path]) -> None:
    with zipfile.ZipFile(cast(IO[bytes], _Nada()), "w") as paquete:
        for n, ruta in enumerate(rutas):
            paquete.write(ruta, f"{n}.pdf")


def _descargar(servidor: Servidor, revisora: Navegador) -> tuple[float, float, int]:
    """Seconds to the first byte and to the last, and how much the memory of the server grew."""
    revisora.ver("/inicio")
    antes, bufer = servidor.memoria(), bytearray(_MIB)
    crecio = llegado = mirado = 0
    inicio = time.perf_counter()
    peticion = revisora.peticion("GET", f"/expedientes/archivos.zip?carrera={_CARRERA}")
    revisora.enchufe.sendall(peticion.replace(b"keep-alive", b"close"))
    primero = 0.0
    while cuantos := revisora.enchufe.recv_into(bufer):
        primero = primero or time.perf_counter() - inicio
        llegado += cuantos
        if llegado - mirado > _CADA:
            mirado, crecio = llegado, max(crecio, servidor.memoria() - antes)
    assert llegado > _TOTAL * 0.99, ms(primero)
    return primero, time.perf_counter() - inicio, crecio


def _ritmo(segundos: float) -> str:
    return f"{_TOTAL / _MIB / segundos:,.0f} MB/s"
