"""What no viewer opens, what is no PDF, and what starts a program: each with the reason that it is told."""

import gzip
import io
import zipfile
from functools import partial

from pikepdf import Array, Dictionary, Encryption, Name, ObjectStreamMode
from PIL import Image

from sisr.archivos.errores import Razon
from tests import pdfs
from tests.corpus import Caso, Hacer, nombre
from tests.corpus.aceptados import CATALOGO, PAGINAS, abrir, escaneado_a_color, guardar
from tests.pdfs import a_mano, de_paginas, una_pagina


def imagen(formato: str) -> bytes:
    salida = io.BytesIO()
    Image.linear_gradient("L").save(salida, formato)
    return salida.getvalue()


def xlsx() -> bytes:
    return _paquete("xl/workbook.xml")


def odt() -> bytes:
    return _paquete("content.xml")


def zip_con_un_pdf() -> bytes:
    return _paquete("reporte.pdf", una_pagina() * 3)


def doc() -> bytes:
    """Word of before 2007."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)


def rtf() -> bytes:
    return rb"{\rtf1\ansi Reporte de actividades\par}"


def exe() -> bytes:
    return b"MZ\x90\x00" + bytes(2048)


def postscript() -> bytes:
    return b"%!PS-Adobe-3.0\n/Helvetica findfont 12 scalefont setfont\nshowpage\n"


def pdf_comprimido() -> bytes:
    return gzip.compress(una_pagina(), mtime=0)


def pdf_en_base64() -> bytes:
    return b"JVBERi0xLjMKJb/3ov4KMSAwIG9iago8PCAvUGFnZXMgMiAwIFI+Pg=="


def video() -> bytes:
    return b"\0\0\0\x18ftypmp42" + bytes(2048)


def un_byte() -> bytes:
    return b"%"


def con_mas_basura_antes_de_la_que_se_busca() -> bytes:
    return b"x" * 1100 + una_pagina()


def solo_la_cabecera() -> bytes:
    return b"%PDF-1.4\n"


def cortado_al_principio() -> bytes:
    return de_paginas(20)[:700]


def cortado_casi_al_final() -> bytes:
    return de_paginas(20)[:-400]


def escaneado_cortado() -> bytes:
    return escaneado_a_color()[:9000]


def cifrado_y_cortado() -> bytes:
    return pdfs.con_contrasena()[:900]


def con_el_final_de_otro_archivo() -> bytes:
    return una_pagina().rpartition(b"startxref")[0] + b"IEND" + bytes(64)


def con_contrasena_linealizado() -> bytes:
    return de_paginas(3, linearize=True, encryption=Encryption(owner="dueño", user="secreta"))


def con_contrasena_y_flujos() -> bytes:
    como = Encryption(owner="dueño", user="secreta")
    return de_paginas(2, object_stream_mode=ObjectStreamMode.generate, encryption=como)


def con_cifrado_que_nadie_conoce() -> bytes:
    return pdfs.con_contrasena_de_duenio().replace(b"/Filter /Standard", b"/Filter /Estandar")


def sin_hijas() -> bytes:
    return a_mano([CATALOGO, b"<</Type/Pages/Count 0/Kids[]>>"])


def sin_hijas_en_sus_ramas() -> bytes:
    return a_mano([CATALOGO, b"<</Type/Pages/Count 0/Kids[3 0 R]>>", b"<</Type/Pages/Count 0/Kids[]/Parent 2 0 R>>"])


def con_la_pagina_perdida() -> bytes:
    """The tree leads to an object that is not there."""
    return a_mano([CATALOGO, b"<</Type/Pages/Count 1/Kids[9 0 R]>>"])


def con_el_catalogo_perdido() -> bytes:
    return a_mano([b"<</Type/Otro>>", *_HOJA])


def con_paginas_que_no_lo_son() -> bytes:
    return a_mano([CATALOGO, b"(paginas)"])


def con_arbol_que_se_muerde_la_cola() -> bytes:
    return a_mano(
        [CATALOGO, b"<</Type/Pages/Count 1/Kids[3 0 R]>>", b"<</Type/Pages/Count 1/Kids[2 0 R]/Parent 2 0 R>>"]
    )


def con_bytes_perdidos_en_el_camino() -> bytes:
    """One in five, as a bad disk loses them."""
    return b"%PDF-1.4\n" + bytes(b for n, b in enumerate(de_paginas(3)[9:]) if n % 5) + b"\nstartxref\n1\n%%EOF\n"


def con_contenido_ilegible_en_una_parte() -> bytes:
    pdf = abrir(una_pagina())
    pdf.pages[0].obj.Contents = Array([pdf.make_stream(parte) for parte in (b"q " * 200, b"Q " * 200)])
    datos = guardar(pdf)
    lugar = datos.rindex(b"stream\n", 0, datos.rindex(b"endstream")) + len(b"stream\n")
    return datos[:lugar] + b"\xff" * 12 + datos[lugar + 12 :]


def lanza_desde_un_boton() -> bytes:
    """A field of a form that is on no page."""
    pdf = abrir(una_pagina())
    boton = Dictionary(FT=Name.Btn, T="Enviar", A=_lanzamiento())
    pdf.Root.AcroForm = Dictionary(Fields=Array([Dictionary(T="Grupo", Kids=Array([pdf.make_indirect(boton)]))]))
    return guardar(pdf)


def lanza_al_entrar_a_un_campo() -> bytes:
    pdf = abrir(una_pagina())
    campo = Dictionary(FT=Name.Tx, T="Nombre", AA=Dictionary(E=_lanzamiento()))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(campo)]))
    return guardar(pdf)


def lanza_con_argumentos_de_windows() -> bytes:
    pdf = abrir(una_pagina())
    pdf.Root.OpenAction = Dictionary(S=Name.Launch, Win=Dictionary(F="cmd.exe", P="/c calc"))
    return guardar(pdf)


def lanza_despues_de_un_script() -> bytes:
    pdf = abrir(una_pagina())
    pdf.Root.OpenAction = Dictionary(
        S=Name.JavaScript, JS="1", Next=Array([Dictionary(S=Name.Named), _lanzamiento()])
    )
    return guardar(pdf)


def lanza_cifrado() -> bytes:
    pdf, salida = abrir(pdfs.lanza_al_abrir()), io.BytesIO()
    pdf.save(salida, encryption=Encryption(owner="dueño", user=""))
    return salida.getvalue()


def _lanzamiento() -> Dictionary:
    return Dictionary(S=Name.Launch, F="calc.exe")


def _paquete(adentro: str, datos: bytes = b"<x/>") -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as paquete:
        paquete.writestr(zipfile.ZipInfo("[Content_Types].xml"), "<Types/>" * 150)
        paquete.writestr(zipfile.ZipInfo(adentro), datos)
    return salida.getvalue()


_HOJA = (PAGINAS, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")
_POR_RAZON: dict[Razon, tuple[Hacer, ...]] = {
    Razon.VACIO: (pdfs.vacio,),
    Razon.NO_ES_PDF: (
        pdfs.png,
        pdfs.docx,
        pdfs.html,
        pdfs.txt,
        xlsx,
        odt,
        zip_con_un_pdf,
        doc,
        rtf,
        exe,
        postscript,
        pdf_comprimido,
        pdf_en_base64,
        video,
        un_byte,
        con_mas_basura_antes_de_la_que_se_busca,
    ),
    Razon.INCOMPLETO: (
        pdfs.cortado,
        pdfs.linealizado_cortado,
        pdfs.con_xref_en_flujo_cortado,
        pdfs.sin_sus_ultimas_lineas,
        pdfs.bajado_a_medias,
        solo_la_cabecera,
        cortado_al_principio,
        cortado_casi_al_final,
        escaneado_cortado,
        cifrado_y_cortado,
        con_el_final_de_otro_archivo,
    ),
    Razon.CON_CONTRASENA: (
        pdfs.con_contrasena,
        pdfs.cifrado_con_certificado,
        con_contrasena_linealizado,
        con_contrasena_y_flujos,
        con_cifrado_que_nadie_conoce,
    ),
    Razon.SIN_PAGINAS: (pdfs.sin_paginas, sin_hijas, sin_hijas_en_sus_ramas, con_la_pagina_perdida),
    Razon.DANADO: (
        pdfs.ruido,
        pdfs.sin_catalogo,
        pdfs.borrado_por_dentro,
        pdfs.con_contenido_ilegible,
        con_el_catalogo_perdido,
        con_paginas_que_no_lo_son,
        con_arbol_que_se_muerde_la_cola,
        con_bytes_perdidos_en_el_camino,
        con_contenido_ilegible_en_una_parte,
    ),
    Razon.INICIA_PROGRAMAS: (
        pdfs.lanza_al_abrir,
        pdfs.lanza_despues_de_otra,
        pdfs.lanza_al_cerrar,
        pdfs.lanza_al_pasar_la_pagina,
        pdfs.lanza_en_una_nota,
        pdfs.lanza_en_un_marcador,
        lanza_desde_un_boton,
        lanza_al_entrar_a_un_campo,
        lanza_con_argumentos_de_windows,
        lanza_despues_de_un_script,
        lanza_cifrado,
    ),
}
_IMAGENES = [
    Caso(formato.lower(), partial(imagen, formato), razon=Razon.NO_ES_PDF)
    for formato in ("JPEG", "GIF", "TIFF", "BMP", "WEBP")
]
RECHAZADOS = (
    *(Caso(nombre(hacer), hacer, razon=razon) for razon, casos in _POR_RAZON.items() for hacer in casos),
    *_IMAGENES,
)
