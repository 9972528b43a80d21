"""`kill -9` while files come."""

import random
import time
from concurrent.futures import ThreadPoolExecutor

from tests.fallas.envio import Envio, por_forma
from tests.fallas.lugar import MB, casa, unico
from tests.fallas.maquina import Maquina, suma

MUERTES = 100


def muertes() -> str:
    """kill -9 of master and workers at random instants of an upload by the form and of one in parts."""
    azar, confirmados, usados = random.Random(2026), 0, 0
    with casa() as carpeta, ThreadPoolExecutor(2) as hilos:
        maquina, archivo = Maquina(carpeta), unico(carpeta, 24 * MB)
        with maquina.encendida():
            envio = Envio(5000, archivo)
            for numero in range(MUERTES):
                de_forma = hilos.submit(por_forma, numero, archivo)
                en_partes = hilos.submit(envio.seguir, ritmo=60 * MB)
                time.sleep(azar.uniform(0.02, 1.5))
                maquina.matar()
                confirmados += de_forma.result().estado == 303
                en_partes.result()
                maquina.encender()
                envio.comprobar(maquina)
                if envio.entero:
                    envio.usar()
                    envio, usados = Envio(5001 + numero, archivo), usados + 1
        revision = maquina.revisar()
        maquina.barrer()
        assert confirmados + usados <= len(maquina.guardados())
        assert "Faltan 0" in revision, revision
        assert "cambiaron 0" in revision, revision
        assert {suma(ruta) for ruta in maquina.guardados()} == {suma(archivo)}
        assert maquina.en_recepcion() == []
    return f"{MUERTES} veces; confirmados {confirmados} por formulario y {usados} por partes, perdidos 0. {revision}"
