"""The arguable ones, and what was decided of each: always the same, in ten seconds and 512 MB.

- What runs only inside a viewer, what is attached and what is to be filled in is taken, and noted for the reviewer.
- What is a PDF and something else besides is taken: it is only ever given back as a PDF, with nosniff and a sandbox.
- What is small on the disk and endless inside is taken where page 1 is found without opening it (its picture is not
  drawn, then), and refused as COSTOSO where it is not. What no reader follows to its page 1 is DANADO.
"""

import io
import zipfile
import zlib

from pikepdf import Array, AttachedFileSpec, Dictionary, Name

from sisr.archivos.errores import Razon
from sisr.archivos.juez import Nota
from tests import pdfs
from tests.corpus import Caso, nombre
from tests.corpus.aceptados import CATALOGO, PAGINAS, abrir, guardar
from tests.pdfs import a_mano, una_pagina


def javascript_en_sus_nombres() -> bytes:
    pdf = abrir(una_pagina())
    accion = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["abrir", accion])))
    return guardar(pdf)


def javascript_en_un_campo() -> bytes:
    """One that adds up, as forms do."""
    pdf = abrir(una_pagina())
    suma = Dictionary(S=Name.JavaScript, JS="event.value = 1")
    campo = Dictionary(FT=Name.Tx, T="Total", AA=Dictionary(C=suma))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(campo)]))
    return guardar(pdf)


def adjunto_en_una_nota() -> bytes:
    pdf = abrir(una_pagina())
    archivo = AttachedFileSpec(pdf, b"MZ", filename="foto.exe").obj
    clip = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=archivo)
    pdf.pages[0].Annots = Array([pdf.make_indirect(clip)])
    return guardar(pdf)


def formulario() -> bytes:
    pdf = abrir(una_pagina())
    campo = {"FT": Name.Tx, "T": "Nombre", "V": "Ana", "Rect": Array([9, 9, 99, 29])}
    widget = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, **campo))
    pdf.pages[0].Annots = Array([widget])
    pdf.Root.AcroForm = Dictionary(Fields=Array([widget]))
    return guardar(pdf)


def formulario_xfa() -> bytes:
    """«Please wait…»: only one viewer shows what is in it."""
    pdf = abrir(una_pagina())
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp:xdp/>"))
    return guardar(pdf)


def de_todo() -> bytes:
    pdf = abrir(formulario())
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="1")
    pdf.attachments["notas.txt"] = AttachedFileSpec(pdf, b"notas", filename="notas.txt")
    return guardar(pdf)


def tambien_zip() -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as paquete:
        paquete.writestr("virus.exe", "MZ")
    return una_pagina() + salida.getvalue()


def tambien_html() -> bytes:
    return b"<script>alert(1)</script>\n" + una_pagina()


def tambien_programa() -> bytes:
    return b"#!/bin/sh\necho hola; exit\n" + una_pagina()


def tambien_imagen() -> bytes:
    return b"GIF89a\x01\0\x01\0\0\0\0" + una_pagina()


def dice_un_millon_de_paginas() -> bytes:
    return a_mano([CATALOGO, b"<</Type/Pages/Count 1000000/Kids[3 0 R]>>", _HOJA])


def diez_mil_niveles() -> bytes:
    ramas = [b"<</Type/Pages/Count 1/Kids[%d 0 R]/Parent %d 0 R>>" % (n + 1, n - 1) for n in range(3, 10_000)]
    return a_mano([CATALOGO, PAGINAS, *ramas, b"<</Type/Page/Parent 9999 0 R/MediaBox[0 0 9 9]>>"])


def diez_mil_corchetes() -> bytes:
    hondo = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots" + b"[" * 10_000 + b"]" * 10_000 + b">>"
    return a_mano([CATALOGO, PAGINAS, hondo])


def marcadores_en_circulo() -> bytes:
    marcador = b"<</Title(a)/Next 5 0 R/First 4 0 R>>"
    catalogo = b"<</Type/Catalog/Pages 2 0 R/Outlines<</First 4 0 R>>>>"
    return a_mano([catalogo, PAGINAS, _HOJA, marcador, marcador.replace(b"5 0 R", b"4 0 R")])


def la_misma_pagina_cien_mil_veces() -> bytes:
    return a_mano([CATALOGO, b"<</Type/Pages/Count 100000/Kids[%b]>>" % (b"3 0 R " * 100_000), _HOJA])


def tabla_de_mil_millones() -> bytes:
    """An xref stream that says how many rows it has, and has none."""
    xref = b"<</Type/XRef/Size 1000000000/W[1 4 1]/Root 1 0 R/Length 0>>\nstream\n\nendstream"
    cuerpo = b"%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n" + PAGINAS
    cuerpo += b"\nendobj\n3 0 obj\n" + _HOJA + b"\nendobj\n"
    return cuerpo + b"4 0 obj\n" + xref + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(cuerpo)


def columnas_sin_fin() -> bytes:
    """A predictor whose rows would be of a GiB."""
    datos = zlib.compress(bytes(1000))
    parametros = b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 1073741823>>"
    flujo = b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(datos), parametros, datos)
    return a_mano([CATALOGO, PAGINAS, _HOJA.replace(b"9 9]", b"9 9]/Contents 4 0 R"), flujo])


_HOJA = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
_TOMADOS = (
    (pdfs.con_javascript, 1, (Nota.JAVASCRIPT,)),
    (javascript_en_sus_nombres, 1, (Nota.JAVASCRIPT,)),
    (javascript_en_un_campo, 1, (Nota.JAVASCRIPT, Nota.FORMULARIO)),
    (pdfs.con_adjunto, 1, (Nota.ADJUNTOS,)),
    (adjunto_en_una_nota, 1, (Nota.ADJUNTOS,)),
    (formulario, 1, (Nota.FORMULARIO,)),
    (formulario_xfa, 1, (Nota.XFA,)),
    (de_todo, 1, (Nota.JAVASCRIPT, Nota.ADJUNTOS, Nota.FORMULARIO)),
    (tambien_zip, 1, ()),
    (tambien_html, 1, ()),
    (tambien_programa, 1, ()),
    (tambien_imagen, 1, ()),
    (pdfs.con_cadena_sin_fin, 1, ()),
    (marcadores_en_circulo, 1, ()),
    (dice_un_millon_de_paginas, 1, ()),
    (la_misma_pagina_cien_mil_veces, 100_000, ()),
    (pdfs.bomba_en_la_pagina, 1, ()),
    (columnas_sin_fin, 1, ()),
)
_RECHAZADOS = (
    (pdfs.bomba_en_los_objetos, Razon.COSTOSO),
    (diez_mil_niveles, Razon.DANADO),
    (diez_mil_corchetes, Razon.DANADO),
    (tabla_de_mil_millones, Razon.DANADO),
)
DUDOSOS = (
    *(Caso(nombre(hacer), hacer, paginas, notas=notas) for hacer, paginas, notas in _TOMADOS),
    *(Caso(nombre(hacer), hacer, razon=razon) for hacer, razon in _RECHAZADOS),
)
