"""The largest file, one that is larger still, and large ones that may not come."""

import time
from collections.abc import Callable
from pathlib import Path

from tests.fallas.envio import por_forma, por_partes
from tests.fallas.lugar import GB, MB, casa, exacto, unico
from tests.fallas.maquina import Maquina, suma
from tests.fallas.visitante import Respuesta, Visitante


def gigantes() -> str:
    """500 MiB, 3 GiB exactly and a byte more, both ways: memory of the workers and bytes written."""
    with casa() as carpeta:
        for nombre, bytes_, cabe in (("500 MiB", 500 * MB, True), ("3 GiB", 3 * GB, True), ("+1", 3 * GB + 1, False)):
            archivo = exacto(carpeta / "gigante.pdf", bytes_)
            for como, enviar in (("formulario", por_forma), ("partes", por_partes)):
                print(f"\n    {nombre} {como}: {_medir(carpeta / f'{bytes_} {como}', archivo, enviar, cabe)}", end="")
    return "\n    memoria y bytes son de los procesos que atienden"


def rechazos() -> str:
    """A body of 3 GiB that may not come: the answer arrives, and little of it was taken."""
    lineas = []
    with casa() as carpeta:
        archivo = exacto(carpeta / "gigante.pdf", 3 * GB)
        maquina = Maquina(carpeta, MAX_PDF_BYTES=GB)
        with maquina.encendida():
            desconocido, demasiado = Visitante(1), Visitante(2).llegar()
            for que, quien, esperado in (("sin página", desconocido, 400), ("sobre el límite", demasiado, 413)):
                respuestas = [quien.registrar(archivo) for _ in range(10)]
                assert {respuesta.estado for respuesta in respuestas} == {esperado}
                assert maquina.en_recepcion() == []
                enviados = max(respuesta.enviados for respuesta in respuestas) / MB
                lineas.append(f"{que}: {esperado} en 10 de 10, tras {enviados:.1f} MB enviados a lo más")
    return "; ".join(lineas)


def _medir(carpeta: Path, archivo: Path, enviar: Callable[..., Respuesta], cabe: bool) -> str:
    maquina, bytes_ = Maquina(carpeta), archivo.stat().st_size
    chico = unico(archivo.parent, MB)
    with maquina.encendida():
        for numero in range(100, 110):  # what any registration takes: pages, a password
            assert enviar(numero, chico).estado == 303
        antes, escrito, inicio = maquina.memoria(), maquina.escrito(), time.monotonic()
        respuesta = enviar(7, archivo)
        segundos = time.monotonic() - inicio
        assert respuesta.estado in ({303} if cabe else {413, 422}), respuesta
        assert maquina.en_recepcion() == []
        assert (maquina.uploads / "2000000007").exists() == cabe
        mas, veces = maquina.memoria() - antes, (maquina.escrito() - escrito) / bytes_
    for ruta in maquina.uploads.glob("2000000007/*"):
        assert suma(ruta) == suma(archivo)
        ruta.unlink()
    ritmo = bytes_ / segundos / MB
    return f"{respuesta.estado} en {segundos:.1f} s, {ritmo:.0f} MB/s, +{mas / MB:.0f} MiB, escrito {veces:.3f} ×"
