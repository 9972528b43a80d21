"""Small real PDFs: letter pages of readable text, with their accents."""

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

_CARTA = Array([0, 0, 612, 792])
_MARGEN, _ANCHO = 72, 468
_GUINDA = "0.42 0.05 0.23"


def pdf(titulo: str, renglones: Sequence[str], *, paginas: int = 1) -> bytes:
    """A document of that many pages, with its title and lines on each; one line of some 85 letters fits."""
    documento = Pdf.new()
    letra = documento.make_indirect(_letra("Helvetica"))
    negrita = documento.make_indirect(_letra("Helvetica-Bold"))
    recursos = documento.make_indirect(Dictionary(Font=Dictionary(L=letra, N=negrita)))
    for numero in range(1, paginas + 1):
        hoja = _hoja(titulo, renglones, f"Página {numero} de {paginas} · Documento de demostración")
        documento.pages.append(_pagina(documento, recursos, hoja))
    salida = io.BytesIO()
    documento.save(salida, deterministic_id=True)
    return salida.getvalue()


def _pagina(documento: Pdf, recursos: pikepdf.Object, contenido: bytes) -> pikepdf.Page:
    flujo = documento.make_stream(contenido)
    hoja = Dictionary(Type=Name.Page, MediaBox=_CARTA, Resources=recursos, Contents=flujo)
    return pikepdf.Page(documento.make_indirect(hoja))


def _hoja(titulo: str, renglones: Sequence[str], pie: str) -> bytes:
    partes = [
        _escrito("L", 9, 734, "INSTITUTO POLITÉCNICO NACIONAL · ESCA UNIDAD SANTO TOMÁS · SERVICIO SOCIAL"),
        f"{_GUINDA} rg {_MARGEN} 722 {_ANCHO} 3 re f 0 g".encode(),
        _escrito("N", 18, 686, titulo),
        *(_escrito("L", 11, 648 - 20 * lugar, renglon) for lugar, renglon in enumerate(renglones)),
        _escrito("L", 8, 48, pie),
    ]
    return b"\n".join(partes)


def _escrito(letra: str, cuerpo: int, alto: int, texto: str) -> bytes:
    """One line of text, in the encoding that the font declares; what it lacks becomes «?»."""
    crudo = texto.encode("cp1252", "replace")
    for signo in (b"\\", b"(", b")"):
        crudo = crudo.replace(signo, b"\\" + signo)
    return f"BT /{letra} {cuerpo} Tf {_MARGEN} {alto} Td (".encode() + crudo + b") Tj ET"


def _letra(nombre: str) -> Dictionary:
    """One of the fourteen fonts that every reader has."""
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{nombre}"), Encoding=Name.WinAnsiEncoding)
