"""A disk that fills while files come."""

import os
from concurrent.futures import ThreadPoolExecutor

from tests.fallas.envio import Envio, por_forma
from tests.fallas.lugar import MB, casa, tmpfs, unico
from tests.fallas.maquina import Maquina, pagina


def disco_lleno() -> str:
    """A file system of 200 MB that fills in the middle of two uploads at once, both ways."""
    if os.geteuid():
        return "OMITIDA: hace falta ser root para montar un tmpfs"
    with casa() as carpeta, tmpfs(carpeta / "uploads", "200m"), ThreadPoolExecutor(2) as hilos:
        maquina, archivo = Maquina(carpeta, DISK_RESERVE_BYTES=0), unico(carpeta, 150 * MB)
        with maquina.encendida():
            formas = [hilos.submit(por_forma, numero, archivo, ritmo=100 * MB) for numero in (1, 2)]
            estados = sorted(forma.result().estado for forma in formas)
            assert estados in ([303, 507], [507, 507]), estados
            assert maquina.en_recepcion() == []
            for ruta in maquina.guardados():
                ruta.unlink()
            envios = [Envio(numero, archivo) for numero in (3, 4)]
            partes = [hilos.submit(envio.seguir, ritmo=100 * MB) for envio in envios]
            de_partes = sorted(parte.result().estado for parte in partes)
            assert de_partes in ([204, 507], [507, 507]), de_partes
            assert pagina() < 1
            for envio in envios:
                assert envio.quien.pedir("DELETE", envio.url).estado == 204
            assert maquina.en_recepcion() == []
            assert por_forma(5, archivo).estado == 303
    return f"formularios {estados}, partes {de_partes}; las páginas siguieron, el espacio volvió y el siguiente entró"
