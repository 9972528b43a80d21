"""A file of ordinary size in a multipart form, against the same bytes raw to a file with their SHA-256."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from sisr.demostracion import hojas
from tests.bench.navegador import Navegador
from tests.bench.tabla import Medida, alternar, razon

_MIB = 20
_VECES = 4
LIMITE = "----sisr-bench"


def medir(uploads: Path, alumna: Navegador, clave: str, piso: Navegador) -> Iterator[Medida]:
    """`clave` is a paso that the student may load; each delivery replaces the one before."""
    alumna.ver("/tramite")
    piso.conectar()
    pdf = _pdf(_MIB)
    cuerpo = _multipart({"csrf_token": alumna.token}, pdf)
    propia = alumna.peticion("POST", f"/tramite/{clave}", cuerpo, f"multipart/form-data; boundary={LIMITE}")
    cruda = piso.peticion("POST", "/crudo", cuerpo, "application/octet-stream")
    respuesta = alumna.pedir(propia)
    assert respuesta.estado == 303, respuesta.cuerpo
    assert any(ruta.stat().st_size == len(pdf) for ruta in uploads.rglob(f"{clave}-*.pdf"))
    tiempos = alternar(lambda: alumna.pedir(propia), lambda: piso.pedir(cruda), _VECES)
    yield razon(f"carga de {_MIB} MB, juzgada y asegurada", *tiempos, None)


def _pdf(mib: int) -> bytes:
    with pikepdf.open(io.BytesIO(hojas.pdf("Reporte mensual", ["Evidencias"]))) as documento:
        documento.Root.Evidencias = documento.make_stream(os.urandom(mib * 1024**2))
        salida = io.BytesIO()
        documento.save(salida, compress_streams=False)
    return salida.getvalue()


def _multipart(campos: dict[str, str], pdf: bytes) -> bytes:
    antes, despues = alrededor(campos)
    return antes + pdf + despues


def alrededor(campos: dict[str, str]) -> tuple[bytes, bytes]:
    """What a form with those fields says before its file and after it."""
    partes = [
        f'--{LIMITE}\r\nContent-Disposition: form-data; name="{nombre}"\r\n\r\n{valor}\r\n'
        for nombre, valor in campos.items()
    ]
    archivo = (
        f'--{LIMITE}\r\nContent-Disposition: form-data; name="archivo"; filename="reporte.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    )
    return ("".join(partes) + archivo).encode(), f"\r\n--{LIMITE}--\r\n".encode()
