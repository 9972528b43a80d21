"""A backup while others write, one that is cut off, and how many are kept."""

import fcntl
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from flask import Flask

from sisr.respaldo import ficha
from sisr.respaldo.ficha import FICHA
from tests.elenco import Alumna
from tests.puerta.servicio import PACIENCIA, RAIZ
from tests.respaldo import escritor, respaldador
from tests.respaldo.conftest import Orden, Otra, contenido


def test_mientras_otro_proceso_escribe_el_corte_es_de_un_instante(
    app: Flask, ana: Alumna, respaldos: Path, ordenar: Orden, otra: Otra
) -> None:
    """Each delivery is two rows and a file: all three are in it, or none; and nobody waited for it."""
    with _escribiendo(app) as dicho:
        for dia in ("lunes", "martes", "jueves"):
            antes = _ultima(dicho)
            assert ordenar(app, "hacer", respaldos / dia)[0] == 0
            assert ordenar(app, "revisar", respaldos / dia)[0] == 0
            with closing(sqlite3.connect(respaldos / dia / "instance/sisr.db")) as base:
                entregas = base.execute("SELECT count(*) FROM entrega WHERE clave = 'reporte-1'").fetchone()[0]
                actos = base.execute("SELECT count(*) FROM acto WHERE en = '2026-01-01'").fetchone()[0]
            assert antes <= entregas == actos
        while _ultima(dicho) <= entregas:
            pass
    assert ordenar(otra(), "restaurar", respaldos / "jueves")[0] == 0
    assert len(contenido(Path(otra().config["UPLOADS_PATH"]))) == entregas + 1


def test_un_respaldo_interrumpido_no_parece_entero(app: Flask, ana: Alumna, respaldos: Path, ordenar: Orden) -> None:
    """kill -9 as soon as each thing is there; the next one takes away what was left."""
    orden = [sys.executable, "-m", respaldador.__name__]
    with subprocess.Popen(orden, cwd=RAIZ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as proceso:
        for dia, cuando in enumerate(("", "instance/sisr.db", "SHA256SUMS", FICHA)):
            _matar(proceso, respaldos / str(dia), f".a-medias-*/{cuando}")
            if (respaldos / str(dia)).exists():
                assert ordenar(app, "revisar", respaldos / str(dia))[0] == 0
    for resto in respaldos.glob(".a-medias-*"):
        assert ordenar(app, "revisar", resto) == (
            1,
            f"Error: {resto} no es un respaldo completo de SISR: elige otra carpeta.\n",
        )
    assert ordenar(app, "hacer", respaldos / "martes")[0] == 0
    assert [*respaldos.glob(".*")] == []


def _matar(proceso: subprocess.Popen[str], destino: Path, cuando: str) -> None:
    assert proceso.stdin
    assert proceso.stdout
    proceso.stdin.write(f"{destino}\n")
    proceso.stdin.flush()
    hijo = int(proceso.stdout.readline())
    limite = time.monotonic() + PACIENCIA
    while not [*destino.parent.glob(cuando)] and not destino.exists():
        assert time.monotonic() < limite
    os.kill(hijo, signal.SIGKILL)
    assert proceso.stdout.readline() == "ya\n"


def test_dos_a_la_vez_no(app: Flask, respaldos: Path, ordenar: Orden) -> None:
    with (Path(app.instance_path) / "respaldo.lock").open("a") as candado:
        fcntl.flock(candado, fcntl.LOCK_EX)
        dicho = "Error: Otro respaldo se está haciendo ahora: espera a que termine.\n"
        assert ordenar(app, "hacer", respaldos / "lunes") == (1, dicho)
    assert ordenar(app, "hacer", respaldos / "lunes")[0] == 0


def test_quedan_los_mas_nuevos_y_lo_que_no_es_un_respaldo_suyo(
    app: Flask, ana: Alumna, respaldos: Path, ordenar: Orden
) -> None:
    """Those of another machine stay too, and what only looks like one."""
    for dia in ("z", "y", "x"):
        ordenar(app, "hacer", respaldos / dia)
    (respaldos / "notas").mkdir()
    (respaldos / "enlace").symlink_to(respaldos / "z")
    for nombre, cambio in {"de otra": "otra", "roto": "roto"}.items():
        shutil.copytree(respaldos / "z", respaldos / nombre)
        _ajena(respaldos / nombre, cambio)
    codigo, dicho = ordenar(app, "hacer", respaldos / "w", "--conservar", 2)
    assert codigo == 0
    assert dicho.endswith(f"Se borró el respaldo {respaldos / 'z'}.\nSe borró el respaldo {respaldos / 'y'}.\n")
    assert sorted(os.listdir(respaldos)) == ["de otra", "enlace", "notas", "roto", "w", "x"]
    assert ordenar(app, "revisar", respaldos / "w")[0] == 0


def _ajena(respaldo: Path, cambio: str) -> None:
    """As if another machine had made it; or with something changed in what it says of itself."""
    dicha = ficha.leer(respaldo)
    (respaldo / FICHA).unlink()
    ficha.escribir(respaldo, replace(dicha, de="otra:/instance"))
    if cambio == "roto":
        dicho = json.loads((respaldo / FICHA).read_text())
        (respaldo / FICHA).write_text(json.dumps(dicho | {"archivos": 9}))


def _ultima(dicho: IO[str]) -> int:
    """The next that it says it delivered."""
    return int(dicho.readline().split()[0])


@contextmanager
def _escribiendo(app: Flask) -> Iterator[IO[str]]:
    """What it has delivered, a number a line."""
    orden = [sys.executable, escritor.__file__, app.instance_path, app.config["UPLOADS_PATH"], "100", "5"]
    with subprocess.Popen(orden, stdout=subprocess.PIPE, text=True) as proceso:
        try:
            assert proceso.stdout
            yield proceso.stdout
        finally:
            proceso.kill()
