"""Draws page 1 of one PDF, run as a script by `pagina1` so that nothing else of the program is in it.

Prints a line of JSON (width and height of the picture, the name of an Aviso or null), and then the picture.
"""

import io
import json
import math
import resource
import sys
from itertools import accumulate, islice
from typing import Any

import pypdfium2
import pypdfium2.raw as crudo
from PIL import Image

_ANCHO, _ALTO = 720, 1080  # of the picture, at most
_CALIDAD = 60
_CONTRASTE = 48  # of 255, from which something is told from the paper
_TINTA = 0.0002  # of the page: less is a page on which there is nothing
_LADO = 800  # pixels across the short side of a scan: with fewer, text of 12 points is not read
_COBERTURA = 0.6  # of the page: a picture that covers less is not a scan of it
_OBJETOS_MIRADOS = 2000


def main(ruta: str, memoria: int, segundos: int) -> None:
    _limitar(memoria, segundos)
    with pypdfium2.PdfDocument(ruta) as pdf:
        pdf.init_forms()
        pagina = pdf[0]
        imagen = _dibujar(pagina)
        aviso = "EN_BLANCO" if _en_blanco(imagen) else "BORROSA" if _borrosa(pagina) else None
    sys.stdout.buffer.write(json.dumps((imagen.width, imagen.height, aviso)).encode() + b"\n" + _comprimir(imagen))


def _limitar(memoria: int, segundos: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memoria, memoria))
    resource.setrlimit(resource.RLIMIT_CPU, (segundos, segundos))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _dibujar(pagina: pypdfium2.PdfPage) -> Image.Image:
    ancho, alto = pagina.get_size()
    return pagina.render(scale=min(_ANCHO / ancho, _ALTO / alto)).to_pil().convert("RGB")


def _comprimir(imagen: Image.Image) -> bytes:
    salida = io.BytesIO()
    imagen.save(salida, "JPEG", quality=_CALIDAD, optimize=True, progressive=True)
    return salida.getvalue()


def _en_blanco(imagen: Image.Image) -> bool:
    """Whether all of it is as light as its paper: grey paper and the grain of a scanner too."""
    grises = imagen.convert("L").histogram()
    total = sum(grises)
    papel = next(gris for gris, hasta in enumerate(accumulate(grises)) if hasta * 2 >= total)
    tinta = sum(cuantos for gris, cuantos in enumerate(grises) if abs(gris - papel) > _CONTRASTE)
    return tinta < total * _TINTA


def _borrosa(pagina: pypdfium2.PdfPage) -> bool:
    """Whether it is a scan, with no text of its own, of too few pixels; what units the page has does not matter."""
    objetos = list(islice(pagina.get_objects(max_depth=1), _OBJETOS_MIRADOS))
    if any(_se_escribe(objeto) for objeto in objetos):
        return False
    imagenes = [objeto for objeto in objetos if isinstance(objeto, pypdfium2.PdfImage)]
    return any(0 < _lado(imagen, *pagina.get_size()) < _LADO for imagen in imagenes)


def _se_escribe(objeto: Any) -> bool:
    """Text, but not the invisible one that recognition lays over a scan; or what may hold text."""
    if objeto.type == crudo.FPDF_PAGEOBJ_TEXT:
        return crudo.FPDFTextObj_GetTextRenderMode(objeto) != crudo.FPDF_TEXTRENDERMODE_INVISIBLE
    return objeto.type == crudo.FPDF_PAGEOBJ_FORM


def _lado(imagen: pypdfium2.PdfImage, ancho: float, alto: float) -> float:
    """Pixels that the short side of the page would have, were all of it as this picture; 0 when it covers little."""
    izquierda, abajo, derecha, arriba = imagen.get_bounds()
    cobertura = (derecha - izquierda) * (arriba - abajo) / (ancho * alto)
    if cobertura < _COBERTURA:
        return 0
    return math.sqrt(math.prod(imagen.get_px_size()) / cobertura * min(ancho, alto) / max(ancho, alto))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
