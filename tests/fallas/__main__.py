"""`make faults`: the long trials, with their figures. Names of scenes as arguments run only those."""

import sys
import time
from collections.abc import Callable

from tests.fallas.azar import al_azar
from tests.fallas.base import base_ocupada
from tests.fallas.correo import correo_caido
from tests.fallas.cortes import cortes
from tests.fallas.disco import disco_lleno
from tests.fallas.gigantes import gigantes, rechazos
from tests.fallas.intermediario import detras_de_nginx
from tests.fallas.lentos import cien_lentas, doscientas_lentas, lentos_y_cortados
from tests.fallas.martillo import martillo
from tests.fallas.muertes import muertes
from tests.fallas.oraculo import oraculo_del_ingreso, oraculo_del_olvido
from tests.fallas.respaldo import respaldo_en_marcha

ESCENAS: dict[str, Callable[[], str]] = {
    "el disco se llena": disco_lleno,
    "lentos y cortados": lentos_y_cortados,
    "cien a 10 KB/s": cien_lentas,
    "doscientas a 10 KB/s": doscientas_lentas,
    "detrás de nginx": detras_de_nginx,
    "la base ocupada": base_ocupada,
    "el correo caído": correo_caido,
    "rechazos tempranos": rechazos,
    "gigantes": gigantes,
    "cortes de luz": cortes,
    "muertes": muertes,
    "respaldo en marcha": respaldo_en_marcha,
    "quién existe, al ingresar": oraculo_del_ingreso,
    "quién existe, al restablecer": oraculo_del_olvido,
    "mil contraseñas": martillo,
    "historias al azar": al_azar,
}


def main(elegidas: list[str]) -> None:
    """Every scene asserts what has to hold, and returns a line of figures."""
    for nombre in elegidas or ESCENAS:
        inicio = time.monotonic()
        print(f"{nombre}: ", end="", flush=True)
        print(f"{ESCENAS[nombre]()} ({time.monotonic() - inicio:.0f} s)", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
