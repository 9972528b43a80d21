"""The corpora of QUALITY «Files», through HTTP: the good ones are given back, the bad ones leave nothing."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from sisr.archivos.errores import Razon
from tests import pdfs

BUENOS = (
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
    (pdfs.con_javascript, 1),
    (pdfs.con_adjunto, 1),
    (pdfs.bomba_en_la_pagina, 1),
)
MALOS = (
    (pdfs.vacio, Razon.VACIO),
    (pdfs.png, Razon.NO_ES_PDF),
    (pdfs.docx, Razon.NO_ES_PDF),
    (pdfs.html, Razon.NO_ES_PDF),
    (pdfs.txt, Razon.NO_ES_PDF),
    (pdfs.cortado, Razon.INCOMPLETO),
    (pdfs.linealizado_cortado, Razon.INCOMPLETO),
    (pdfs.con_xref_en_flujo_cortado, Razon.INCOMPLETO),
    (pdfs.sin_sus_ultimas_lineas, Razon.INCOMPLETO),
    (pdfs.bajado_a_medias, Razon.INCOMPLETO),
    (pdfs.con_contrasena, Razon.CON_CONTRASENA),
    (pdfs.cifrado_con_certificado, Razon.CON_CONTRASENA),
    (pdfs.sin_paginas, Razon.SIN_PAGINAS),
    (pdfs.ruido, Razon.DANADO),
    (pdfs.sin_catalogo, Razon.DANADO),
    (pdfs.borrado_por_dentro, Razon.DANADO),
    (pdfs.con_contenido_ilegible, Razon.DANADO),
    (pdfs.lanza_al_abrir, Razon.INICIA_PROGRAMAS),
    (pdfs.lanza_despues_de_otra, Razon.INICIA_PROGRAMAS),
    (pdfs.lanza_al_cerrar, Razon.INICIA_PROGRAMAS),
    (pdfs.lanza_al_pasar_la_pagina, Razon.INICIA_PROGRAMAS),
    (pdfs.lanza_en_una_nota, Razon.INICIA_PROGRAMAS),
    (pdfs.lanza_en_un_marcador, Razon.INICIA_PROGRAMAS),
    (pdfs.bomba_en_los_objetos, Razon.COSTOSO),
)


def _nombre(valor: object) -> str:
    return getattr(valor, "__name__", "")


@pytest.mark.parametrize(("hacer", "paginas"), BUENOS, ids=_nombre)
def test_un_pdf_bueno_se_acepta_y_se_devuelve_igual(
    hacer: Callable[[], bytes], paginas: int, subir: Any, cliente: Any, quedan: Any
) -> None:
    enviado = hacer()
    respuesta = subir(enviado)
    assert (respuesta.status_code, respuesta.json) == (
        200,
        {
            "n": 1,
            "ruta": "2002100400/expediente-1.pdf",
            "nombre": "reporte.pdf",
            "bytes": len(enviado),
            "sha256": hashlib.sha256(enviado).hexdigest(),
            "paginas": paginas,
        },
    )
    with cliente.get("/archivos/2002100400/expediente-1.pdf") as devuelto:
        assert devuelto.data == enviado
    assert quedan() == ["2002100400/expediente-1.pdf"]


@pytest.mark.parametrize(("hacer", "razon"), MALOS, ids=_nombre)
def test_un_archivo_malo_se_rechaza_con_su_frase_y_no_deja_nada(
    hacer: Callable[[], bytes], razon: Razon, subir: Any, quedan: Any, abiertos: Any
) -> None:
    respuesta = subir(hacer())
    assert (respuesta.status_code, respuesta.text) == (422, str(razon))
    assert quedan() == []
    assert abiertos() == []
