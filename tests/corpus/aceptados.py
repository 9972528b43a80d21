"""What every viewer opens at page 1 without a password, however careless the program that made it."""

import io
from functools import partial
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Encryption, Name, ObjectStreamMode, Pdf
from PIL import Image

from tests import pdfs
from tests.corpus import Caso, nombre
from tests.pdfs import a_mano, de_paginas, una_pagina

CATALOGO = b"<</Type/Catalog/Pages 2 0 R>>"
PAGINAS = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"


def escaneado_a_color() -> bytes:
    return _de_imagenes(1, "RGB", (850, 1100))


def escaneado_en_blanco_y_negro() -> bytes:
    return _de_imagenes(1, "1", (1275, 1650))


def escaneado_de_doce_hojas() -> bytes:
    return _de_imagenes(12, "L", (425, 550))


def escaneado_con_texto_reconocido() -> bytes:
    """The text that recognition lays, invisible, over the scan."""
    pdf = Pdf.open(io.BytesIO(escaneado_a_color()))
    letra = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    pdf.pages[0].Resources.Font = Dictionary(F1=letra)
    pdf.pages[0].contents_add(b"BT 3 Tr /F1 12 Tf 72 700 Td (Servicio Social) Tj ET")
    return guardar(pdf)


def fotos_de_un_telefono() -> bytes:
    """Pixels taken for points: a page of more than a metre."""
    salida = io.BytesIO()
    imagen = Image.linear_gradient("L").resize((900, 1200))
    imagen.save(salida, "PDF", save_all=True, append_images=[imagen.rotate(90, expand=True)])
    return salida.getvalue()


def apaisado_y_girado() -> bytes:
    pdf = abrir(de_paginas(2))
    pdf.pages[0].MediaBox = Array([0, 0, 792, 612])
    pdf.pages[1].Rotate = 90
    return guardar(pdf)


def tamano_oficio() -> bytes:
    return _con_caja(0, 0, 612, 964)


def pagina_diminuta() -> bytes:
    return _con_caja(0, 0, 9, 9)


def pagina_enorme() -> bytes:
    return _con_caja(0, 0, 14400, 14400)


def caja_al_reves() -> bytes:
    return _con_caja(612, 792, 0, 0)


def con_marca_de_orden_de_bytes() -> bytes:
    return b"\xef\xbb\xbf" + una_pagina()


def con_renglones_vacios_antes() -> bytes:
    return b"\r\n\r\n" + una_pagina()


def con_cabeceras_de_correo_antes() -> bytes:
    return b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: binary\r\n\r\n" + una_pagina()


def con_html_despues() -> bytes:
    """As a portal that adds its footer to everything."""
    return una_pagina() + b"\n<!-- generado en 0.03 s --></body></html>\n" * 20


def sin_salto_al_final() -> bytes:
    return una_pagina().rstrip(b"\n")


def con_renglones_de_windows() -> bytes:
    """Sent as text: each line one byte longer, so every place in the table is wrong."""
    hoja = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>"
    return a_mano([CATALOGO, PAGINAS, hoja, *_TEXTO]).replace(b"\n", b"\r\n")


def con_xref_corrida() -> bytes:
    """The table is where it says, and each place in it three bytes off."""
    cuerpo, xref, cola = pdfs.sin_comprimir().rpartition(b"xref\n0")
    return cuerpo.replace(b"\n2 0 obj", b"\n \n 2 0 obj", 1) + xref + cola


def corregido_dos_veces() -> bytes:
    base = pdfs.corregido_encima()
    xref, lugar = base.rindex(b"xref\n3 1"), len(base)
    base += b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 50 50]/Contents 4 0 R>>\nendobj\n"
    tabla = b"xref\n3 1\n%010d 00000 n \n" % lugar
    cola = b"trailer\n<</Root 1 0 R/Size 5/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return base + tabla + cola % (xref, len(base))


def con_datos_en_xmp() -> bytes:
    pdf = abrir(una_pagina())
    with pdf.open_metadata() as datos:
        datos["dc:title"] = "Reporte de la Señorita Íñiguez, año 2026"
    return guardar(pdf)


def con_marcadores() -> bytes:
    pdf = abrir(de_paginas(5))
    with pdf.open_outline() as esquema:
        esquema.root.extend(pikepdf.OutlineItem(f"Sección {n}", n) for n in range(5))
    return guardar(pdf)


def con_notas_al_margen() -> bytes:
    pdf = abrir(una_pagina())
    nota = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([9, 9, 29, 29]), Contents="Falta la fecha")
    pdf.pages[0].Annots = Array([pdf.make_indirect(nota)])
    return guardar(pdf)


def con_capas() -> bytes:
    pdf = abrir(una_pagina())
    capa = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Sello"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([capa]), D=Dictionary(Order=Array([capa])))
    return guardar(pdf)


def con_firma() -> bytes:
    """A signature's field, and no other: nothing to fill in."""
    pdf = abrir(una_pagina())
    firma = Dictionary(
        Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=b"\0" * 64, ByteRange=Array([0, 1, 2, 3])
    )
    campo = {"FT": Name.Sig, "T": "Firma", "V": firma, "Rect": Array([0, 0, 0, 0])}
    widget = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, **campo))
    pdf.pages[0].Annots = Array([widget])
    pdf.Root.AcroForm = Dictionary(Fields=Array([widget]), SigFlags=3)
    return guardar(pdf)


def con_nombres_vacios() -> bytes:
    """Trees of scripts and attachments in which there is nothing."""
    pdf = abrir(una_pagina())
    nada = Dictionary(Names=Array([]))
    pdf.Root.Names = Dictionary(JavaScript=nada, EmbeddedFiles=nada)
    pdf.Root.AcroForm = Dictionary(Fields=Array([]))
    return guardar(pdf)


def con_contenido_en_partes() -> bytes:
    pdf = abrir(una_pagina())
    partes = [pdf.make_stream(parte) for parte in (b"q\n", pdfs.TEXTO % 1, b"\nQ")]
    pdf.pages[0].obj.Contents = Array(partes)
    return guardar(pdf)


def con_imagen_en_el_texto() -> bytes:
    pdf = abrir(una_pagina())
    pdf.pages[0].Contents = pdf.make_stream(b"q 99 0 0 99 9 9 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x00\xff\xff\x00 EI Q")
    return guardar(pdf)


def con_otros_filtros() -> bytes:
    """Text in hexadecimal, as old drivers wrote it."""
    hexa = b"0 0 9 9 re f".hex().encode() + b">"
    flujo = b"<</Length %d/Filter/ASCIIHexDecode>>\nstream\n%b\nendstream" % (len(hexa), hexa)
    return a_mano([CATALOGO, PAGINAS, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>", flujo])


def con_arbol_hondo() -> bytes:
    """Folders within folders of pages, and the box in the first."""
    ramas = [b"<</Type/Pages/Count 1/Kids[%d 0 R]/Parent %d 0 R>>" % (n + 1, n - 1) for n in range(3, 30)]
    raiz = b"<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 612 792]>>"
    return a_mano([CATALOGO, raiz, *ramas, b"<</Type/Page/Parent 29 0 R>>"])


def con_letra_cifrada_y_flujos() -> bytes:
    return _cifrado(Encryption(owner="dueño", user=""), object_stream_mode=ObjectStreamMode.generate)


def linealizado_con_flujos() -> bytes:
    return de_paginas(4, linearize=True, object_stream_mode=ObjectStreamMode.generate)


def version_20_con_flujos() -> bytes:
    return de_paginas(2, force_version="2.0", object_stream_mode=ObjectStreamMode.generate)


def cien_paginas() -> bytes:
    return de_paginas(100)


def _de_imagenes(hojas: int, modo: str, tamano: tuple[int, int]) -> bytes:
    imagen, salida = Image.linear_gradient("L").resize(tamano).convert(modo, dither=Image.Dither.NONE), io.BytesIO()
    imagen.save(salida, "PDF", resolution=100, save_all=True, append_images=[imagen] * (hojas - 1))
    return salida.getvalue()


def _con_caja(*caja: int) -> bytes:
    pdf = abrir(una_pagina())
    pdf.pages[0].MediaBox = Array(list(caja))
    return guardar(pdf)


def _cifrado(como: Encryption, **guardado: Any) -> bytes:
    return de_paginas(2, encryption=como, **guardado)


def abrir(datos: bytes) -> Pdf:
    return Pdf.open(io.BytesIO(datos))


def guardar(pdf: Pdf) -> bytes:
    salida = io.BytesIO()
    pdf.save(salida, static_id=True)
    return salida.getvalue()


_TEXTO = (b"<</Length 17>>\nstream\n0 0 612 792 re f \nendstream",)
_DE_PDFS = (
    (pdfs.una_pagina, 1),
    (pdfs.doscientas_paginas, 200),
    (pdfs.linealizado, 3),
    (pdfs.con_xref_en_flujo, 3),
    (pdfs.sin_comprimir, 2),
    (pdfs.version_13, 1),
    (pdfs.version_20, 1),
    (pdfs.escaneado, 1),
    (pdfs.con_enie_en_sus_datos, 1),
    (pdfs.con_basura_antes, 1),
    (pdfs.con_ceros_al_final, 1),
    (pdfs.con_xref_equivocado, 1),
    (pdfs.sin_eof, 1),
    (pdfs.linealizado_sin_eof, 3),
    (pdfs.con_contrasena_de_duenio, 2),
    (pdfs.corregido_encima, 1),
    (pdfs.en_blanco, 1),
    (pdfs.en_blanco_con_xref_equivocado, 1),
    (pdfs.con_enlaces, 2),
)
_DE_AQUI = (
    (escaneado_a_color, 1),
    (escaneado_en_blanco_y_negro, 1),
    (escaneado_de_doce_hojas, 12),
    (escaneado_con_texto_reconocido, 1),
    (fotos_de_un_telefono, 2),
    (apaisado_y_girado, 2),
    (tamano_oficio, 1),
    (pagina_diminuta, 1),
    (pagina_enorme, 1),
    (caja_al_reves, 1),
    (con_marca_de_orden_de_bytes, 1),
    (con_renglones_vacios_antes, 1),
    (con_cabeceras_de_correo_antes, 1),
    (con_html_despues, 1),
    (sin_salto_al_final, 1),
    (con_renglones_de_windows, 1),
    (con_xref_corrida, 2),
    (corregido_dos_veces, 1),
    (con_datos_en_xmp, 1),
    (con_marcadores, 5),
    (con_notas_al_margen, 1),
    (con_capas, 1),
    (con_firma, 1),
    (con_nombres_vacios, 1),
    (con_contenido_en_partes, 1),
    (con_imagen_en_el_texto, 1),
    (con_otros_filtros, 1),
    (con_arbol_hondo, 1),
    (con_letra_cifrada_y_flujos, 2),
    (linealizado_con_flujos, 4),
    (version_20_con_flujos, 2),
    (cien_paginas, 100),
)
_DE_VERSION = [Caso(f"version_1{n}", partial(de_paginas, 1, force_version=f"1.{n}"), 1) for n in range(4, 8)]
_CIFRADOS = [
    Caso(
        f"con_contrasena_de_duenio_r{r}",
        partial(_cifrado, Encryption(owner="dueño", user="", R=r, aes=r > 3, metadata=r > 3)),
        2,
    )
    for r in (3, 4)
]
ACEPTADOS = (
    *(Caso(nombre(hacer), hacer, paginas) for hacer, paginas in (*_DE_PDFS, *_DE_AQUI)),
    *_DE_VERSION,
    *_CIFRADOS,
)
