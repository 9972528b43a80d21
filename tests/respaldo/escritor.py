"""A process of its own that delivers without pause, as the system does: the file, and then the rows, in one go.

Now and then what it delivered goes to another folder, as where an account is put aside. Nothing of the program is
in it, so that it begins at once. Says each delivery and the seconds that its rows took, until it is killed:
`python escritor.py INSTANCIA UPLOADS ENTREGAS_POR_SEGUNDO APARTA_CADA`.
"""

import fcntl
import hashlib
import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path


def main(instancia: Path, uploads: Path, ritmo: float, cada: int) -> None:
    base = sqlite3.connect(instancia / "sisr.db", isolation_level=None, timeout=30)
    base.execute("PRAGMA synchronous=FULL")
    (uploads / "escritor").mkdir()
    for n in count(1):
        ruta, datos = f"escritor/reporte-1-{n}.pdf", b"%PDF-1.7\n" + os.urandom(20_000)
        (uploads / ruta).write_bytes(datos)
        inicio = time.monotonic()
        with _turno(instancia, base):
            base.execute(
                "INSERT INTO entrega (alumno_id, clave, n, nombre, ruta, bytes, paginas, sha256, recibida_en, por_id,"
                " antivirus) SELECT id, 'reporte-1', ?, 'R.pdf', ?, ?, 1, ?, '2026-01-01', id, 'sin revisar'"
                " FROM alumno LIMIT 1",
                (n, ruta, len(datos), hashlib.sha256(datos).hexdigest()),
            )
            base.execute("INSERT INTO acto (en, accion, detalle) VALUES ('2026-01-01', 'entrega', ?)", (f'"{n}"',))
        print(n, time.monotonic() - inicio, flush=True)
        if n % cada == 0:
            _apartar(instancia, base, uploads, ruta)
        time.sleep(1 / ritmo)


def _apartar(instancia: Path, base: sqlite3.Connection, uploads: Path, ruta: str) -> None:
    otra = f".apartados/{Path(ruta).name}"
    (uploads / otra).parent.mkdir(exist_ok=True)
    os.link(uploads / ruta, uploads / otra)
    with _turno(instancia, base):
        base.execute("UPDATE entrega SET ruta = ? WHERE ruta = ?", (otra, ruta))
    (uploads / ruta).unlink()


@contextmanager
def _turno(instancia: Path, base: sqlite3.Connection) -> Iterator[None]:
    with (instancia / "escritura.lock").open("a") as candado:
        fcntl.flock(candado, fcntl.LOCK_EX)
        base.execute("BEGIN IMMEDIATE")
        yield
        base.execute("COMMIT")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]))
