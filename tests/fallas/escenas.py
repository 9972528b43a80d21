"""What may go wrong while files arrive: each scene asserts what has to hold, and returns a line of figures."""

import os
import random
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.fallas.maquina import PUERTO, Maquina, suma
from tests.fallas.visitante import Respuesta, Visitante
from tests.pdfs import a_mano, gigante

MB, GB = 1024**2, 1024**3
MUERTES = 100


class _Envio:
    """One upload in parts by somebody who does not give up."""

    def __init__(self, numero: int, archivo: Path) -> None:
        self.quien, self.archivo, self.confirmado = Visitante(numero).llegar(), archivo, 0
        self.url = self.quien.crear(archivo.stat().st_size).cabeceras["location"]

    @property
    def ficha(self) -> str:
        return self.url.rpartition("/")[2]

    @property
    def entero(self) -> bool:
        return self.confirmado == self.archivo.stat().st_size

    def seguir(self, *, ritmo: float = 0, hasta: int | None = None) -> Respuesta:
        respuesta = self.quien.parte(self.url, self.archivo, self.confirmado, ritmo=ritmo, hasta=hasta)
        self.confirmado = int(respuesta.cabeceras.get("upload-offset", self.confirmado))
        return respuesta

    def comprobar(self, maquina: Maquina) -> None:
        """Nothing that was confirmed is lost, and what came is the beginning of the file."""
        antes, self.confirmado = self.confirmado, self.quien.llegado(self.url)
        assert antes <= self.confirmado, (antes, self.confirmado)
        with self.archivo.open("rb") as entero:
            assert (maquina.uploads / ".recepcion" / self.ficha).read_bytes() == entero.read(self.confirmado)

    def usar(self) -> None:
        respuesta = self.quien.registrar(subida=self.ficha)
        assert respuesta.estado == 303, respuesta


def muertes() -> str:
    """kill -9 of master and workers at random instants of an upload by the form and of one in parts."""
    azar, confirmados, usados = random.Random(2026), 0, 0
    with _casa() as carpeta, _hilos(2) as hilos:
        maquina, archivo = Maquina(carpeta), _unico(carpeta, 24 * MB)
        with maquina.encendida():
            envio = _Envio(5000, archivo)
            for numero in range(MUERTES):
                de_forma = hilos.submit(_por_forma, numero, archivo)
                en_partes = hilos.submit(envio.seguir, ritmo=60 * MB)
                time.sleep(azar.uniform(0.02, 1.5))
                maquina.matar()
                confirmados += de_forma.result().estado == 303
                en_partes.result()
                maquina.encender()
                envio.comprobar(maquina)
                if envio.entero:
                    envio.usar()
                    envio, usados = _Envio(5001 + numero, archivo), usados + 1
        revision = maquina.revisar()
        maquina.barrer()
        assert confirmados + usados <= len(maquina.guardados())
        assert "Faltan 0" in revision, revision
        assert "cambiaron 0" in revision, revision
        assert {suma(ruta) for ruta in maquina.guardados()} == {suma(archivo)}
        assert maquina.en_recepcion() == []
    return f"{MUERTES} veces; confirmados {confirmados} por formulario y {usados} por partes, perdidos 0. {revision}"


def disco_lleno() -> str:
    """A file system of 200 MB that fills in the middle of two uploads at once, both ways."""
    if os.geteuid():
        return "OMITIDA: hace falta ser root para montar un tmpfs"
    with _casa() as carpeta, _tmpfs(carpeta / "uploads", "200m"), _hilos(2) as hilos:
        maquina, archivo = Maquina(carpeta, DISK_RESERVE_BYTES=0), _unico(carpeta, 150 * MB)
        with maquina.encendida():
            formas = [hilos.submit(_por_forma, numero, archivo, ritmo=100 * MB) for numero in (1, 2)]
            estados = sorted(forma.result().estado for forma in formas)
            assert estados in ([303, 507], [507, 507]), estados
            assert maquina.en_recepcion() == []
            for ruta in maquina.guardados():
                ruta.unlink()
            envios = [_Envio(numero, archivo) for numero in (3, 4)]
            partes = [hilos.submit(envio.seguir, ritmo=100 * MB) for envio in envios]
            de_partes = sorted(parte.result().estado for parte in partes)
            assert de_partes in ([204, 507], [507, 507]), de_partes
            assert _pagina() < 1
            for envio in envios:
                assert envio.quien.pedir("DELETE", envio.url).estado == 204
            assert maquina.en_recepcion() == []
            assert _por_forma(5, archivo).estado == 303
    return f"formularios {estados}, partes {de_partes}; las páginas siguieron, el espacio volvió y el siguiente entró"


def lentos_y_cortados() -> str:
    """10 KB/s, an aborted one, and lengths that are not true, both ways."""
    with _casa() as carpeta, _hilos(8) as hilos:
        maquina, chico, archivo = Maquina(carpeta), _unico(carpeta, 100 * 1024), _unico(carpeta, 8 * MB)
        with maquina.encendida():
            lentas = [hilos.submit(_por_forma, numero, chico, ritmo=10 * 1024) for numero in range(4)]
            lentos = [_Envio(10 + numero, chico) for numero in range(4)]
            lentas += [hilos.submit(envio.seguir, ritmo=10 * 1024) for envio in lentos]
            paginas = sorted(_pagina() for _ in range(50))
            assert {lenta.result().estado for lenta in lentas} == {303, 204}
            for envio in lentos:
                envio.usar()
            assert _por_forma(20, archivo, hasta=4 * MB).estado == 400
            cortado = _Envio(21, archivo)
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


def gigantes() -> str:
    """500 MiB, 3 GiB exactly and a byte more, both ways: memory of the workers and bytes written."""
    with _casa() as carpeta:
        for nombre, bytes_, cabe in (("500 MiB", 500 * MB, True), ("3 GiB", 3 * GB, True), ("+1", 3 * GB + 1, False)):
            archivo = _exacto(carpeta / "gigante.pdf", bytes_)
            for como, enviar in (("formulario", _por_forma), ("partes", _por_partes)):
                print(f"\n    {nombre} {como}: {_medir(carpeta / f'{bytes_} {como}', archivo, enviar, cabe)}", end="")
    return "\n    memoria y bytes son de los procesos que atienden"


def rechazos() -> str:
    """A body of 3 GiB that may not come: the answer arrives, and little of it was taken."""
    lineas = []
    with _casa() as carpeta:
        archivo = _exacto(carpeta / "gigante.pdf", 3 * GB)
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


def _por_forma(numero: int, archivo: Path, *, ritmo: float = 0, hasta: int | None = None) -> Respuesta:
    try:
        return Visitante(numero).llegar().registrar(archivo, ritmo=ritmo, hasta=hasta)
    except AssertionError:  # the server was killed before it gave the page
        return Respuesta()


def _por_partes(numero: int, archivo: Path) -> Respuesta:
    quien = Visitante(numero).llegar()
    creada = quien.crear(archivo.stat().st_size)
    if creada.estado != 201:
        return creada
    url = creada.cabeceras["location"]
    assert quien.parte(url, archivo).estado == 204
    return quien.registrar(subida=url.rpartition("/")[2])


def _medir(carpeta: Path, archivo: Path, enviar: Callable[..., Respuesta], cabe: bool) -> str:
    maquina, bytes_ = Maquina(carpeta), archivo.stat().st_size
    chico = _unico(archivo.parent, MB)
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


def _pagina() -> float:
    """Seconds that the front page takes."""
    inicio = time.monotonic()
    with urllib.request.urlopen(f"http://127.0.0.1:{PUERTO}/", timeout=30) as respuesta:
        assert respuesta.status == 200
    return time.monotonic() - inicio


def _unico(carpeta: Path, bytes_: int) -> Path:
    """A PDF whose parts are all different."""
    ruta = carpeta / f"unico-{bytes_}.pdf"
    hoja = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>"
    ruido = b"<</Length %d>>\nstream\n%b\nendstream" % (bytes_, os.urandom(bytes_))
    ruta.write_bytes(a_mano([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", hoja, ruido]))
    return ruta


def _exacto(ruta: Path, bytes_: int) -> Path:
    """A sparse PDF of exactly that size."""
    gigante(ruta, bytes_ - 4096)
    with ruta.open("ab") as archivo:
        archivo.write(b" " * (bytes_ - archivo.tell()))
    assert ruta.stat().st_size == bytes_
    return ruta


@contextmanager
def _casa() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="sisr-fallas-", dir="/var/tmp") as carpeta:
        yield Path(carpeta)


@contextmanager
def _tmpfs(lugar: Path, tamano: str) -> Iterator[None]:
    lugar.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={tamano}", "tmpfs", str(lugar)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(lugar)], check=True)


@contextmanager
def _hilos(cuantos: int) -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(cuantos) as hilos:
        yield hilos


ESCENAS: dict[str, Callable[[], str]] = {
    "el disco se llena": disco_lleno,
    "lentos y cortados": lentos_y_cortados,
    "rechazos tempranos": rechazos,
    "gigantes": gigantes,
    "muertes": muertes,
}
