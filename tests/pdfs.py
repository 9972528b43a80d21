"""Real PDFs, good and bad, made with pikepdf and by hand; each function returns the bytes of one."""

import io
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

TEXTO = b"BT /F1 18 Tf 72 700 Td (Servicio Social, hoja %d) Tj ET\n"


def de_paginas(cuantas: int, **guardado: Any) -> bytes:
    """`guardado` is what `Pdf.save` takes."""
    return _bytes(_pdf(cuantas), **guardado)


def una_pagina() -> bytes:
    return de_paginas(1)


def doscientas_paginas() -> bytes:
    return de_paginas(200)


def linealizado() -> bytes:
    return de_paginas(3, linearize=True)


def con_xref_en_flujo() -> bytes:
    return de_paginas(3, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def sin_comprimir() -> bytes:
    return de_paginas(2, compress_streams=False)


def version_13() -> bytes:
    return de_paginas(1, force_version="1.3")


def version_20() -> bytes:
    return de_paginas(1, force_version="2.0")


def escaneado() -> bytes:
    """One picture that fills the page, as a scanner makes it."""
    pdf = _pdf(1)
    imagen = pdf.make_stream(
        bytes(range(256)) * 256,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=256,
        Height=256,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(Im0=imagen))
    pdf.pages[0].Contents = pdf.make_stream(b"q 612 0 0 792 0 0 cm /Im0 Do Q")
    return _bytes(pdf)


def con_enie_en_sus_datos() -> bytes:
    pdf = _pdf(1)
    pdf.docinfo["/Author"] = "Íñigo Muñoz Núñez"
    return _bytes(pdf)


def con_basura_antes() -> bytes:
    """1,000 bytes before the header, as a careless web server sends them."""
    return b"x" * 999 + b"\n" + una_pagina()


def con_ceros_al_final() -> bytes:
    return una_pagina() + bytes(2048)


def con_xref_equivocado() -> bytes:
    cuerpo, _, _ = una_pagina().rpartition(b"startxref")
    return cuerpo + b"startxref\n99999\n%%EOF\n"


def sin_eof() -> bytes:
    return una_pagina().replace(b"%%EOF\n", b"")


def linealizado_sin_eof() -> bytes:
    return linealizado().removesuffix(b"%%EOF\n")


def con_contrasena_de_duenio() -> bytes:
    return de_paginas(2, encryption=pikepdf.Encryption(owner="solo el dueño", user=""))


def corregido_encima() -> bytes:
    """An incremental update, as a signature makes it."""
    base = a_mano([b"<</Type/Catalog/Pages 2 0 R>>", *_HOJA])
    lugar, xref = len(base), base.rindex(b"xref\n0")
    base += b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>\nendobj\n"
    tabla = b"xref\n3 1\n%010d 00000 n \n" % lugar
    cola = b"trailer\n<</Root 1 0 R/Size 5/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (xref, len(base))
    return base + tabla + cola


def en_blanco() -> bytes:
    """A page that draws nothing has no contents at all."""
    return a_mano(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        ]
    )


def en_blanco_con_xref_equivocado() -> bytes:
    cuerpo, _, _ = en_blanco().rpartition(b"startxref")
    return cuerpo + b"startxref\n7\n%%EOF\n"


def con_enlaces() -> bytes:
    """Actions that start nothing: a web address, a jump, a bookmark."""
    pdf = _pdf(2)
    salto = Dictionary(S=Name.GoTo, D=Array([pdf.pages[1].obj, Name.Fit]))
    pdf.pages[0].Annots = Array([_nota(Dictionary(S=Name.URI, URI="https://www.ipn.mx")), _nota(salto)])
    pdf.Root.OpenAction = salto
    with pdf.open_outline() as esquema:
        esquema.root.append(pikepdf.OutlineItem("Hoja 2", 1))
    return _bytes(pdf)


def con_javascript() -> bytes:
    pdf = _pdf(1)
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert('hola')")
    return _bytes(pdf)


def con_cadena_sin_fin() -> bytes:
    """An action whose next one is itself."""
    pdf = _pdf(1)
    accion = pdf.make_indirect(Dictionary(S=Name.Named, N=Name.NextPage))
    accion.Next = Array([accion])
    pdf.Root.OpenAction = accion
    return _bytes(pdf)


def con_adjunto() -> bytes:
    pdf = _pdf(1)
    pdf.attachments["notas.txt"] = pikepdf.AttachedFileSpec(pdf, b"notas", filename="notas.txt")
    return _bytes(pdf)


def bomba_en_la_pagina() -> bytes:
    """Little on the disk, a GiB when drawn; opens and is judged as any other."""
    bomba = _bomba(b"0 0 9 9 re f")
    flujo = b"<</Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream" % (len(bomba), bomba)
    return a_mano([b"<</Type/Catalog/Pages 2 0 R>>", *_HOJA[:2], flujo])


def vacio() -> bytes:
    return b""


def png() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(500)


def docx() -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as paquete:
        paquete.writestr("[Content_Types].xml", "<Types/>")
        paquete.writestr("word/document.xml", "<w:document/>")
    return salida.getvalue()


def html() -> bytes:
    return b"<!doctype html><title>Reporte</title><p>%PDF es otra cosa</p>"


def txt() -> bytes:
    return "Reporte de actividades del año\n".encode() * 100


def cortado() -> bytes:
    return _mitad(de_paginas(20))


def linealizado_cortado() -> bytes:
    """Small enough for the `startxref` of its first part to be near its end."""
    return _mitad(linealizado())


def con_xref_en_flujo_cortado() -> bytes:
    return _mitad(con_xref_en_flujo())


def sin_sus_ultimas_lineas() -> bytes:
    return una_pagina().rpartition(b"startxref")[0]


def bajado_a_medias() -> bytes:
    """The right length, zeros where the rest was to come."""
    entero = de_paginas(20)
    return _mitad(entero) + bytes(len(entero) - len(entero) // 2)


def con_contrasena() -> bytes:
    return de_paginas(1, encryption=pikepdf.Encryption(owner="dueño", user="secreta"))


def cifrado_con_certificado() -> bytes:
    return con_contrasena_de_duenio().replace(b"/Filter /Standard", b"/Filter /Adobe.PubSec")


def sin_paginas() -> bytes:
    return _bytes(Pdf.new())


def ruido() -> bytes:
    return b"%PDF-1.4\n" + bytes(range(256)) * 40 + b"\nstartxref\n9\n%%EOF\n"


def sin_catalogo() -> bytes:
    return sin_comprimir().replace(b"/Type /Catalog", b"/Tupe /Catalog").replace(b"/Pages 2", b"/Pagos 2")


def borrado_por_dentro() -> bytes:
    """Its contents are zeros; header, page tree and end are there."""
    entero = de_paginas(3)
    desde, hasta = entero.index(b"6 0 obj"), entero.rindex(b"xref\n0")
    return entero[:desde] + bytes(hasta - desde) + entero[hasta:]


def con_contenido_ilegible() -> bytes:
    """What page 1 draws cannot be inflated."""
    entero = una_pagina()
    desde = entero.index(b"stream\n") + len(b"stream\n")
    return entero[:desde] + b"\xff" * 20 + entero[desde + 20 :]


def lanza_al_abrir() -> bytes:
    pdf = _pdf(1)
    pdf.Root.OpenAction = _lanzamiento()
    return _bytes(pdf)


def lanza_despues_de_otra() -> bytes:
    pdf = _pdf(1)
    otra = Dictionary(S=Name.Named, N=Name.NextPage, Next=Array([_lanzamiento()]))
    pdf.Root.OpenAction = Dictionary(S=Name.URI, URI="https://www.ipn.mx", Next=otra)
    return _bytes(pdf)


def lanza_al_cerrar() -> bytes:
    pdf = _pdf(1)
    pdf.Root.AA = Dictionary(WC=_lanzamiento())
    return _bytes(pdf)


def lanza_al_pasar_la_pagina() -> bytes:
    pdf = _pdf(3)
    pdf.pages[2].AA = pdf.make_indirect(Dictionary(O=_lanzamiento()))
    return _bytes(pdf)


def lanza_en_una_nota() -> bytes:
    pdf = _pdf(2)
    pdf.pages[1].Annots = Array([pdf.make_indirect(_nota(pdf.make_indirect(_lanzamiento())))])
    return _bytes(pdf)


def lanza_en_un_marcador() -> bytes:
    pdf = _pdf(1)
    marcador = pdf.make_indirect(Dictionary(Title="Índice", A=_lanzamiento()))
    pdf.Root.Outlines = Dictionary(Type=Name.Outlines, First=marcador, Last=marcador, Count=1)
    return _bytes(pdf)


def bomba_en_los_objetos() -> bytes:
    """Catalogue and page at the front of an object stream of a GiB."""
    objetos = b"<</Type/Catalog/Pages 4 0 R>> " + b"<</Type/Pages/Count 1/Kids[5 0 R]>> "
    indice = b"1 0 4 30 5 66 "
    bomba = _bomba(indice + objetos + b"<</Type/Page/Parent 4 0 R/MediaBox[0 0 9 9]>>")
    flujo = b"<</Type/ObjStm/N 3/First %d/Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream"
    cuerpo = b"%PDF-1.5\n2 0 obj\n" + flujo % (len(indice), len(bomba), bomba) + b"\nendobj\n"
    filas = (_fila(0, 0), _fila(2, 2), _fila(1, 9), _fila(1, len(cuerpo)), _fila(2, 2, 1), _fila(2, 2, 2))
    xref = b"3 0 obj\n<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length 36>>\nstream\n%b\nendstream\nendobj\n"
    return cuerpo + xref % b"".join(filas) + b"startxref\n%d\n%%%%EOF\n" % len(cuerpo)


def gigante(ruta: Path, bytes_: int) -> None:
    """A good one of about that size, sparse on the disk."""
    objetos = [b"<</Type/Catalog/Pages 2 0 R>>", *_HOJA]
    cuerpo, lugares = _cuerpo(objetos)
    with ruta.open("wb") as salida:
        salida.write(cuerpo)
        lugares.append(salida.tell())
        salida.write(b"%d 0 obj\n<</Length %d>>\nstream\n" % (len(lugares), bytes_))
        salida.seek(bytes_, 1)
        salida.write(b"\nendstream\nendobj\n")
        salida.write(_cola(lugares, salida.tell()))


def a_mano(objetos: Iterable[bytes]) -> bytes:
    """Objects 1, 2, …, of which the first is the catalogue, with a right table."""
    cuerpo, lugares = _cuerpo(objetos)
    return cuerpo + _cola(lugares, len(cuerpo))


_HOJA = (
    b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>",
    b"<</Length 17>>\nstream\n0 0 612 792 re f \nendstream",
)


def _pdf(paginas: int) -> Pdf:
    pdf = Pdf.new()
    letra = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for numero in range(1, paginas + 1):
        hoja = pdf.add_blank_page()
        hoja.Resources = Dictionary(Font=Dictionary(F1=letra))
        hoja.Contents = pdf.make_stream(TEXTO % numero)
    return pdf


def _bytes(pdf: Pdf, **guardado: Any) -> bytes:
    salida = io.BytesIO()
    pdf.save(salida, **({"static_id": True} if "encryption" not in guardado else {}), **guardado)
    return salida.getvalue()


def _mitad(entero: bytes) -> bytes:
    return entero[: len(entero) // 2]


def _lanzamiento() -> Dictionary:
    return Dictionary(Type=Name.Action, S=Name.Launch, F="calc.exe")


def _nota(accion: Any) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=accion)


def _cuerpo(objetos: Iterable[bytes]) -> tuple[bytes, list[int]]:
    cuerpo, lugares = b"%PDF-1.4\n", []
    for numero, objeto in enumerate(objetos, 1):
        lugares.append(len(cuerpo))
        cuerpo += b"%d 0 obj\n%b\nendobj\n" % (numero, objeto)
    return cuerpo, lugares


def _cola(lugares: list[int], xref: int) -> bytes:
    renglones = b"".join(b"%010d 00000 n \n" % lugar for lugar in lugares)
    tamano = len(lugares) + 1
    tabla = b"xref\n0 %d\n0000000000 65535 f \n%b" % (tamano, renglones)
    return tabla + b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (tamano, xref)


def _fila(tipo: int, lugar: int, indice: int = 0) -> bytes:
    return bytes([tipo]) + lugar.to_bytes(4, "big") + bytes([indice])


def _bomba(inicio: bytes) -> bytes:
    """That, and a GiB of spaces, in about a MiB: one flushed block repeated, without its checksum."""
    compresor = zlib.compressobj(9)
    cabeza = compresor.compress(inicio) + compresor.flush(zlib.Z_FULL_FLUSH)
    bloque = compresor.compress(b" " * 1024**2) + compresor.flush(zlib.Z_FULL_FLUSH)
    return cabeza + bloque * 1024
