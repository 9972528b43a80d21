"""Power cuts: what the disk had not been made to keep is lost, and nothing that was confirmed may be."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from threading import Event

from tests.fallas.envio import Envio, por_forma
from tests.fallas.lugar import MB, casa, unico
from tests.fallas.maquina import Maquina, suma

_DISCO = Path(__file__).parents[1] / "herramientas" / "powercut.py"
CORTES = 30


def cortes() -> str:
    """At random instants of registrations by the form and of an upload in parts, on a disk that forgets."""
    if falta := _lo_que_falta():
        return f"OMITIDA: hace falta {falta}"
    azar, confirmados, partes = random.Random(2026), dict[int, str](), 0
    with casa() as carpeta, _disco(carpeta) as disco, ThreadPoolExecutor(3) as hilos:
        maquina, numeros = Maquina(disco / "sisr"), count()
        chicos, grande = [unico(carpeta, bytes_) for bytes_ in (MB // 2, MB)], unico(carpeta, 12 * MB)
        sumas = {archivo: suma(archivo) for archivo in chicos}
        maquina.encender()
        for semilla in range(CORTES):
            envio, alto = Envio(10_000 + semilla, grande), Event()
            formas = [hilos.submit(_sin_parar, numeros, archivo, alto) for archivo in chicos]
            parte = hilos.submit(_a_trozos, envio, alto)
            time.sleep(azar.uniform(0.2, 3))
            alto.set()  # what is confirmed from here on comes from a machine that has no power any more
            _ordenar("off", carpeta, semilla)
            maquina.matar()
            for archivo, forma in zip(chicos, formas, strict=True):
                confirmados |= dict.fromkeys(forma.result(), sumas[archivo])
            partes += parte.result()
            _ordenar("on", carpeta)
            maquina.encender()
            envio.comprobar(maquina)
            perdidos = [boleta for boleta, una in confirmados.items() if _guardado(maquina, boleta) != una]
            assert perdidos == [], perdidos
            assert envio.quien.pedir("DELETE", envio.url).estado == 204
        maquina.matar()
        revision = maquina.revisar()
        assert "Faltan 0" in revision, revision
        assert "cambiaron 0" in revision, revision
    return f"{CORTES} cortes; {len(confirmados)} registros y {partes} partes confirmados, perdidos 0. {revision}"


def _lo_que_falta() -> str:
    if os.geteuid():
        return "ser root"
    if not Path("/dev/fuse").exists() or not Path("/dev/loop-control").exists():
        return "una máquina con /dev/fuse y /dev/loop-control"
    if not find_spec("mfusepy"):
        return "mfusepy («.venv/bin/python -m pip install mfusepy», y fuse3 del sistema)"
    return ""


@contextmanager
def _disco(carpeta: Path) -> Iterator[Path]:
    orden = [sys.executable, str(_DISCO), "serve", str(carpeta), "--mib", "1024"]
    proceso = subprocess.Popen(orden, stdout=subprocess.PIPE, text=True)
    try:
        assert proceso.stdout
        assert proceso.stdout.readline() == "ready\n"
        yield carpeta / "disk"
    finally:
        proceso.terminate()
        proceso.wait(30)


def _ordenar(que: str, carpeta: Path, semilla: int = 1) -> None:
    orden = [sys.executable, str(_DISCO), que, str(carpeta), "--seed", str(semilla)]
    subprocess.run(orden, check=True, stdout=subprocess.DEVNULL)


def _sin_parar(numeros: "count[int]", archivo: Path, alto: Event) -> list[int]:
    """Register one after another; who was confirmed."""
    hechos = []
    while not alto.is_set():
        numero = next(numeros)
        if por_forma(numero, archivo).estado == 303 and not alto.is_set():
            hechos.append(numero)
    return hechos


def _a_trozos(envio: Envio, alto: Event) -> int:
    """A part of a MB after another, each confirmed before the next begins; how many were."""
    hechas = seguro = 0
    while not envio.entero and envio.trozo(MB).estado == 204 and not alto.is_set():
        hechas, seguro = hechas + 1, envio.confirmado
    envio.confirmado = seguro
    return hechas


def _guardado(maquina: Maquina, numero: int) -> str:
    ruta = maquina.uploads / f"20{numero:08d}" / "expediente-1.pdf"
    return suma(ruta) if ruta.exists() else "no está"
