"""The largest file, 3 GiB: in parts and by the form against a raw body, down again, and each against a plain copy."""

import os
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from tests.bench import llana
from tests.bench.carga import LIMITE, alrededor
from tests.bench.navegador import Navegador, Respuesta
from tests.bench.servidor import Servidor
from tests.bench.tabla import Medida
from tests.fallas.lugar import exacto

_GIB, _MIB = 1024**3, 1024**2
_TOTAL = 3 * _GIB
_PACIENCIA = 900  # seconds, for a slow disk
_PARTE = "application/offset+octet-stream"


def medir(casa: Path, servidor: Servidor, alumna: Navegador, clave: str, piso: Navegador) -> Iterator[Medida]:
    """`clave` is a paso that the student may load; nothing of this stays on the disk."""
    archivo = exacto(casa / "gigante.pdf", _TOTAL)
    crudos = [_tardar(casa, lambda: _crudo(piso, archivo))]
    formas: dict[str, tuple[float, Callable[[], Respuesta]]] = {
        "por partes": (0.9, lambda: _por_partes(alumna, clave, archivo)),
        "por el formulario": (0.5, lambda: _por_forma(alumna, clave, archivo)),
    }
    copia = _tardar(casa, lambda: llana.recibir(archivo, casa / "copia"))
    for como, (meta, enviar) in formas.items():
        with _Costo(servidor) as costo:
            tardo = _tardar(casa, enviar)
        crudos.append(_tardar(casa, lambda: _crudo(piso, archivo)))
        crudo = median(crudos[-2:])
        que = f"carga de 3 GB, {como}, juzgada y asegurada"
        yield Medida(que, crudo / tardo, meta, nuestro=_ritmo(tardo), piso=_ritmo(crudo), al_menos=True)
        yield Medida("  contra una copia llana", copia / tardo, nuestro=_ritmo(tardo), piso=_ritmo(copia))
        yield Medida("  bytes escritos, por cada uno", costo.escrito / _TOTAL, 1.02)
        yield Medida("  memoria de más del worker", costo.memoria / _MIB, 20, "MiB")
    yield from _bajar(casa, servidor, alumna, clave, archivo)


def _bajar(casa: Path, servidor: Servidor, alumna: Navegador, clave: str, archivo: Path) -> Iterator[Medida]:
    ruta = _por_partes(alumna, clave, archivo).dice("Location").replace("acuse", "archivo")
    with _Costo(servidor) as costo:
        tardo = min(_tardar(casa, lambda: _descargar(alumna, ruta), guardar=True) for _ in range(2))
    copia = min(_tardar(casa, lambda: llana.dar(archivo), guardar=True) for _ in range(2))
    yield Medida("descarga de 3 GB, contra una copia llana", copia / tardo, nuestro=_ritmo(tardo), piso=_ritmo(copia))
    yield Medida("  memoria de más del worker", costo.memoria / _MIB, 8, "MiB")
    _limpiar(casa)
    archivo.unlink()


class _Costo:
    """What a stretch of work makes the workers hold at once, and write."""

    def __init__(self, servidor: Servidor) -> None:
        self._servidor = servidor
        self.memoria = self.escrito = 0

    def __enter__(self) -> "_Costo":
        for pid in self._servidor.workers():
            Path(f"/proc/{pid}/clear_refs").write_text("5")  # its peak begins anew
        self._antes, self.escrito = self._picos(), -self._escritos()
        return self

    def __exit__(self, *_: object) -> None:
        self.memoria = max(despues - antes for antes, despues in zip(self._antes, self._picos(), strict=True))
        self.escrito += self._escritos()

    def _picos(self) -> list[int]:
        return [_campo(f"/proc/{pid}/status", "VmHWM") * 1024 for pid in self._servidor.workers()]

    def _escritos(self) -> int:
        return sum(_campo(f"/proc/{pid}/io", "wchar") for pid in self._servidor.workers())


def _campo(archivo: str, nombre: str) -> int:
    return int(Path(archivo).read_text().partition(f"{nombre}:")[2].split()[0])


def _tardar(casa: Path, hacer: Callable[[], object], *, guardar: bool = False) -> float:
    """Seconds, on a disk that owes nothing from before; what was written goes afterwards."""
    os.sync()
    inicio = time.perf_counter()
    hacer()
    tardo = time.perf_counter() - inicio
    if not guardar:
        _limpiar(casa)
    return tardo


def _limpiar(casa: Path) -> None:
    sueltos = [casa / "copia", casa / "piso/crudo"]
    for ruta in [*sueltos, *(ruta for ruta in casa.glob("uploads/*/*.pdf") if ruta.stat().st_size == _TOTAL)]:
        ruta.unlink(missing_ok=True)


def _crudo(piso: Navegador, archivo: Path) -> None:
    respuesta = _enviar(piso, piso.cabeza("POST", "/crudo", _TOTAL), archivo)
    assert respuesta.estado == 200, respuesta


def _por_partes(alumna: Navegador, clave: str, archivo: Path) -> Respuesta:
    """Created, sent in one part, and used by its form: until the student has an acuse."""
    destino = f"/tramite/{clave}"
    pares = {"filename": archivo.name, "destino": destino}
    dicho = ",".join(f"{nombre} {b64encode(valor.encode()).decode()}" for nombre, valor in pares.items())
    cabeceras = {"Upload-Length": str(_TOTAL), "Upload-Metadata": dicho}
    alumna.ver("/tramite")
    url = alumna.pedir(alumna.cabeza("POST", "/subidas", 0, **cabeceras)).dice("Location")
    cabeza = alumna.cabeza("PATCH", url, _TOTAL, **{"Upload-Offset": "0", "Content-Type": _PARTE})
    assert _enviar(alumna, cabeza, archivo).estado == 204
    alumna.conectar()
    return alumna.enviar(destino, {"subida": url.rpartition("/")[2]}, estado=303)


def _por_forma(alumna: Navegador, clave: str, archivo: Path) -> Respuesta:
    alumna.ver("/tramite")
    antes, despues = alrededor({"csrf_token": alumna.token})
    tipo = {"Content-Type": f"multipart/form-data; boundary={LIMITE}"}
    cabeza = alumna.cabeza("POST", f"/tramite/{clave}", len(antes) + _TOTAL + len(despues), **tipo)
    respuesta = _enviar(alumna, cabeza + antes, archivo, despues)
    assert respuesta.estado == 303, respuesta
    return respuesta


def _descargar(alumna: Navegador, ruta: str) -> None:
    alumna.conectar()
    alumna.enchufe.sendall(alumna.peticion("GET", ruta).replace(b"keep-alive", b"close"))
    llegado, bufer = 0, bytearray(_MIB)
    while cuantos := alumna.enchufe.recv_into(bufer):
        llegado += cuantos
    assert llegado > _TOTAL, llegado


def _enviar(quien: Navegador, cabeza: bytes, archivo: Path, cola: bytes = b"") -> Respuesta:
    quien.conectar()
    quien.enchufe.settimeout(_PACIENCIA)
    quien.enchufe.sendall(cabeza)
    with archivo.open("rb") as abierto:
        quien.enchufe.sendfile(abierto)
    quien.enchufe.sendall(cola)
    return quien.recibir()


def _ritmo(segundos: float) -> str:
    return f"{_TOTAL / _MIB / segundos:,.0f} MB/s"
