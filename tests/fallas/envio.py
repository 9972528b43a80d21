"""Somebody who sends a file: by the form in one go, or in parts and not giving up."""

from pathlib import Path

from tests.fallas.maquina import Maquina
from tests.fallas.visitante import Respuesta, Visitante


class Envio:
    """One upload in parts by somebody who does not give up."""

    def __init__(self, numero: int, archivo: Path, como: type[Visitante] = Visitante) -> None:
        self.quien, self.archivo, self.confirmado = como(numero).llegar(), archivo, 0
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

    def trozo(self, bytes_: int) -> Respuesta:
        """A whole part of so many bytes at most, for whoever sends in pieces."""
        respuesta = self.quien.parte(self.url, self.archivo, self.confirmado, bytes_=bytes_)
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


def por_forma(numero: int, archivo: Path, *, ritmo: float = 0, hasta: int | None = None) -> Respuesta:
    try:
        return Visitante(numero).llegar().registrar(archivo, ritmo=ritmo, hasta=hasta)
    except AssertionError:  # the server was killed before it gave the page
        return Respuesta()


def por_partes(numero: int, archivo: Path) -> Respuesta:
    quien = Visitante(numero).llegar()
    creada = quien.crear(archivo.stat().st_size)
    if creada.estado != 201:
        return creada
    url = creada.cabeceras["location"]
    assert quien.parte(url, archivo).estado == 204
    return quien.registrar(subida=url.rpartition("/")[2])
