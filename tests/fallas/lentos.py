"""Slow clients, many of them, and those that break off or lie."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.fallas.envio import Envio, por_forma
from tests.fallas.goteo import gotear
from tests.fallas.lugar import MB, casa, unico
from tests.fallas.maquina import Maquina, pagina
from tests.fallas.visitante import Visitante

_RITMO = 10 * 1024  # bytes a second
_PAGINAS = ("/", "/registro")


def cien_lentas() -> str:
    """100 uploads at 10 KB/s, both ways, with the settings that nobody touched."""
    return _muchas(100)


def doscientas_lentas() -> str:
    """200, which are more than the strangers who are let in at once where nobody says otherwise."""
    return _muchas(200, ANONYMOUS_UPLOADS=200)


def _muchas(cuantas: int, **ajustes: object) -> str:
    with casa() as carpeta:
        maquina, archivo = Maquina(carpeta, **ajustes), unico(carpeta, 200 * 1024)
        with maquina.encendida():
            quienes = [Visitante(numero).llegar() for numero in range(cuantas // 2)]
            envios = [Envio(cuantas + numero, archivo) for numero in range(cuantas // 2)]
            crudas = [quien.forma_cruda(archivo) for quien in quienes]
            crudas += [envio.quien.parte_cruda(envio.url, archivo) for envio in envios]
            antes, tiempos = maquina.memoria(), []
            estados = gotear(crudas, _RITMO, mientras=lambda: tiempos.extend(map(pagina, _PAGINAS)))
            assert Counter(estados) == {303: cuantas // 2, 204: cuantas // 2}, Counter(estados)
            mas = maquina.memoria() - antes
            for envio in envios[:10]:
                envio.usar()
        revision = maquina.revisar()
        assert len(maquina.guardados()) == cuantas // 2 + 10
        assert "Faltan 0" in revision, revision
    tiempos.sort()
    p50, p95, p99 = (tiempos[int(len(tiempos) * parte)] * 1000 for parte in (0.5, 0.95, 0.99))
    assert p95 < 1000, p95
    return (
        f"{cuantas} de {cuantas} llegaron; mientras, {len(tiempos)} páginas: p50 {p50:.0f} ms, p95 {p95:.0f} ms,"
        f" p99 {p99:.0f} ms; +{mas / MB:.0f} MiB el obrero que más"
    )


def lentos_y_cortados() -> str:
    """10 KB/s, an aborted one, and lengths that are not true, both ways."""
    with casa() as carpeta, ThreadPoolExecutor(8) as hilos:
        maquina, chico, archivo = Maquina(carpeta), unico(carpeta, 100 * 1024), unico(carpeta, 8 * MB)
        with maquina.encendida():
            lentas = [hilos.submit(por_forma, numero, chico, ritmo=10 * 1024) for numero in range(4)]
            lentos = [Envio(10 + numero, chico) for numero in range(4)]
            lentas += [hilos.submit(envio.seguir, ritmo=10 * 1024) for envio in lentos]
            paginas = sorted(pagina() for _ in range(50))
            assert {lenta.result().estado for lenta in lentas} == {303, 204}
            for envio in lentos:
                envio.usar()
            assert por_forma(20, archivo, hasta=4 * MB).estado == 400
            cortado = Envio(21, archivo)
            parcial = cortado.seguir(hasta=4 * MB)
            assert parcial.estado == 400, parcial
            cortado.comprobar(maquina)
            assert cortado.confirmado == 4 * MB
            mentira = cortado.quien.crear(5 * MB).cabeceras["location"]
            assert cortado.quien.parte(mentira, archivo).estado in {0, 400}
            assert cortado.quien.llegado(mentira) == 0
            assert cortado.seguir().estado == 204
            cortado.usar()
            assert [ruta.name for ruta in maquina.en_recepcion()] == [mentira.rpartition("/")[2]]
            assert len(maquina.guardados()) == 9
    return f"8 de 8 a 10 KB/s llegaron; otra página mientras: mediana {paginas[25]:.3f} s, peor {paginas[-1]:.3f} s"
