"""The mail server goes away, and misbehaves in every way it knows, while people register."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from tests.correo.buzon import Buzon
from tests.fallas.lugar import MB, casa, unico
from tests.fallas.maquina import Maquina
from tests.fallas.visitante import Visitante

_ABAJO = 60  # seconds
_MODOS = ("busy", "tempfail:1", "slow:1", "drop-data", "drop-after", "hang-greeting", "hang-data")
_PLAZO = 120  # seconds in which the outbox is empty once the server is back


def correo_caido() -> str:
    """No registration waits for it, no mail is lost, and one that comes twice bears the same Message-ID."""
    with casa() as carpeta:
        buzon, archivo = Buzon(carpeta / "buzon"), unico(carpeta, MB // 4)
        maquina = Maquina(carpeta, MAIL_SERVER="127.0.0.1", MAIL_PORT=buzon.puerto, MAIL_TIMEOUT=3)
        base = carpeta / "instance/sisr.db"
        try:
            buzon.modo("down")
            with maquina.encendida():
                tardaron = [_registrar(numero, archivo) for numero in range(10)]
                time.sleep(_ABAJO)
                assert _esperan(base) == 10
                for numero, modo in enumerate(_MODOS, 10):
                    buzon.modo(modo)
                    tardaron.append(_registrar(numero, archivo))
                    time.sleep(4)
                buzon.modo("ok")
                inicio = time.monotonic()
                while _esperan(base):
                    assert time.monotonic() - inicio < _PLAZO, f"{_esperan(base)} mails still wait"
                    time.sleep(0.2)
                vacia = time.monotonic() - inicio
            cartas = [carta["Message-ID"] for carta in buzon.cartas]
        finally:
            buzon.cerrar()
    encolados = 10 + len(_MODOS)
    assert len(set(cartas)) == encolados, (len(set(cartas)), encolados)
    assert max(tardaron) < 2, tardaron
    return (
        f"{encolados} correos, perdidos 0, repetidos {len(cartas) - encolados} con su mismo Message-ID;"
        f" bandeja vacía {vacia:.0f} s después; el registro más lento {max(tardaron):.2f} s"
    )


def _registrar(numero: int, archivo: Path) -> float:
    quien = Visitante(numero).llegar()
    inicio = time.monotonic()
    respuesta = quien.registrar(archivo)
    assert respuesta.estado == 303, respuesta
    return time.monotonic() - inicio


def _esperan(base: Path) -> int:
    with closing(sqlite3.connect(base)) as conexion:
        return conexion.execute("SELECT count(*) FROM correo WHERE estado = 'pendiente'").fetchone()[0]
