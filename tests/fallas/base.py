"""Another program that holds the database for a while."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

from tests.fallas.envio import Envio, por_forma
from tests.fallas.lugar import MB, casa, unico
from tests.fallas.maquina import Maquina, pagina

_A_LA_VEZ = 6


def base_ocupada() -> str:
    """For 4 seconds: everybody waits and gets through. For 20: 503 with Retry-After, and nothing half done."""
    with casa() as carpeta, ThreadPoolExecutor(_A_LA_VEZ + 1) as hilos:
        maquina, archivo = Maquina(carpeta), unico(carpeta, MB)
        base = carpeta / "instance/sisr.db"
        with maquina.encendida():
            with _ocupada(base, 4):
                cuatro = list(hilos.map(lambda numero: por_forma(numero, archivo).estado, range(_A_LA_VEZ)))
            assert cuatro == [303] * _A_LA_VEZ, cuatro
            envio = Envio(50, archivo)
            with _ocupada(base, 20) as soltar:
                tarde = [hilos.submit(por_forma, 100 + numero, archivo) for numero in range(_A_LA_VEZ)]
                parte = hilos.submit(envio.seguir)
                peor = max(pagina() for _ in range(100))
                hechos = [una.result() for una in tarde]
                assert parte.result().estado in {204, 503}, parte.result()
                soltar()
            ocupados = [hecho for hecho in hechos if hecho.estado == 503]
            assert {hecho.estado for hecho in hechos} <= {303, 503}, hechos
            assert ocupados
            assert all(hecho.cabeceras["retry-after"] for hecho in ocupados)
            entraron = _A_LA_VEZ + len(hechos) - len(ocupados)
            assert len(maquina.guardados()) == _cuantos(base) == entraron
            assert [ruta.name for ruta in maquina.en_recepcion()] == [envio.ficha]
            envio.comprobar(maquina)
            assert envio.entero
            envio.usar()
            assert por_forma(200, archivo).estado == 303
            revision = maquina.revisar()
    assert "Faltan 0" in revision, revision
    dicho = f"20 s: {len(ocupados)} de {len(hechos)} con 503, nada a medias, página peor {peor:.3f} s"
    return f"4 s: entraron {len(cuatro)} de {len(cuatro)}; {dicho}"


@contextmanager
def _ocupada(base: Path, segundos: float) -> Iterator[Callable[[], None]]:
    """Holds the write lock that long, from a thread; gives what waits for it to end."""
    otra = sqlite3.connect(base, isolation_level=None, check_same_thread=False)
    with ThreadPoolExecutor(1) as hilo, closing(otra):
        otra.execute("BEGIN IMMEDIATE")
        fin = hilo.submit(_soltar, otra, segundos)
        yield fin.result
        fin.result()


def _soltar(otra: sqlite3.Connection, segundos: float) -> None:
    time.sleep(segundos)
    otra.execute("ROLLBACK")


def _cuantos(base: Path) -> int:
    with closing(sqlite3.connect(base)) as conexion:
        return conexion.execute("SELECT count(*) FROM alumno").fetchone()[0]
