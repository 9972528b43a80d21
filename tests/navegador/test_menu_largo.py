"""The long menu, lived through from the front page to the constancia by real clicks (REQUIREMENTS A1, A4)."""

import hashlib
import re
from datetime import date
from email.message import EmailMessage
from pathlib import Path

from playwright.sync_api import expect

from sisr.proceso import MENU_LARGO
from tests.navegador.casa import Casa
from tests.navegador.dictado import ACEPTADOS, CONSTANCIA, EXPEDIENTE_ACEPTADO, relacion
from tests.navegador.gestos import correo_de, datos, entregar, enviar, llenar_registro, menu, pdf, renglon, texto
from tests.navegador.persona import Entrar, Persona
from tests.navegador.personal import (
    aceptar_el_expediente,
    aceptar_el_informe,
    cargar_constancia,
    enlistar,
    numerar,
    rechazar_el_expediente,
    rechazar_el_informe,
)
from tests.pdfs import de_paginas

BOLETA, NUMERO = "2021350001", "21140/0002"
ILEGIBLE = "El archivo no es legible. Deberás volver a cargar con la nitidez adecuada."
SIN_SELLO = "Falta el sello en la hoja 2."
INFORMES = [paso.nombre for paso in MENU_LARGO.informes]


def test_ana_vive_el_menu_largo_desde_la_portada_hasta_su_constancia(entrar: Entrar, casa: Casa) -> None:
    ana = entrar()
    folio = _registrarse(ana)
    martha = entrar().ingresar("martha")
    rechazar_el_expediente(martha, BOLETA, ILEGIBLE)
    _corregir_el_expediente(ana)
    aceptar_el_expediente(martha, BOLETA)
    numerar(martha, BOLETA, NUMERO)
    rosa = entrar("rosa")
    rosa.enlace("Revisar Reportes Mensuales, Globales")
    ana.pagina.reload()
    for numero, paso in enumerate(INFORMES):
        _entregar_y_aceptar(ana, rosa, paso, de_paginas(numero + 1))
    teo = entrar("teo")
    enlistar(teo, BOLETA, 15)
    ana.pagina.reload()
    expect(renglon(ana, "Lista de Emisión")).to_contain_text(re.compile(r"^.*15.*40 a 45 días hábiles", re.DOTALL))
    cargar_constancia(teo, BOLETA, de_paginas(7))
    _descargar(ana, de_paginas(7))
    _leer_los_correos(casa.correos(correo_de("Ana"), 17), folio)


def _registrarse(ana: Persona) -> str:
    fechas = {"inicio": date(2026, 9, 1), "termino": date(2027, 4, 30)}
    llenar_registro(ana, nombre="Ana", boleta=f" {BOLETA}", prestatario="ESCA UST", **fechas)
    expect(ana.pagina.get_by_label("Usuario (boleta)")).to_have_value(BOLETA)
    ana.pagina.get_by_label("CARGAR ARCHIVO").set_input_files(pdf(de_paginas(3), "Mi expediente.pdf"))
    ana.boton("REGISTRAR")
    expect(ana.pagina.get_by_role("heading", name="Acuse de registro")).to_be_visible()
    acuse = datos(ana.pagina.locator("dl > div"))
    folio = ana.pagina.locator("header strong").inner_text()
    assert re.fullmatch(r"\d{2}/\d{2}/\d{4} \d{2}:\d{2}", acuse.pop("Fecha y hora"))
    assert f"({len(de_paginas(3)):,} bytes)" in acuse.pop("Tamaño")
    assert acuse == {
        "Estatus": "EN REVISIÓN",
        "Archivo": "Mi expediente.pdf",
        "Páginas": "3",
        "SHA-256": hashlib.sha256(de_paginas(3)).hexdigest(),
    }
    ana.enlace("Ingresar al sistema")
    ana.ingresar(BOLETA)
    nombres = [paso.nombre for paso in MENU_LARGO.pasos[1:]]
    assert menu(ana) == ["Estatus · EN REVISIÓN", *nombres]
    return folio


def _corregir_el_expediente(ana: Persona) -> None:
    ana.pagina.reload()
    suyo = renglon(ana, "Estatus")
    expect(suyo.get_by_role("blockquote")).to_have_text(re.compile(f"{ILEGIBLE}.*Atentamente: Martha", re.DOTALL))
    assert menu(ana)[0] == "Estatus · RECHAZADO"
    entregar(ana, "Expediente", de_paginas(4), renglon_de="Estatus")
    assert menu(ana)[0] == "Estatus · EN REVISIÓN"


def _entregar_y_aceptar(ana: Persona, rosa: Persona, paso: str, archivo: bytes) -> None:
    """Ana waits at her acuse until Rosa has decided; Reporte 3 needs two tries."""
    assert f"{paso} · POR CARGAR" in menu(ana)
    expect(ana.pagina.get_by_role("heading", name=f"Sigue: carga tu {paso}", exact=True)).to_be_visible()
    expect(ana.pagina.get_by_label("CARGAR ARCHIVO")).to_have_count(1)
    enviar(ana, paso, archivo)
    if paso == "Reporte 3":
        rechazar_el_informe(rosa, BOLETA, paso, SIN_SELLO)
        ana.enlace("Volver a mi trámite")
        assert menu(ana)[4:6] == ["Reporte 3 · RECHAZADO", "Reporte 4"]
        expect(renglon(ana, "Reporte 3").get_by_role("blockquote")).to_contain_text(SIN_SELLO)
        enviar(ana, paso, archivo)
    aceptar_el_informe(rosa, BOLETA, paso)
    ana.enlace("Volver a mi trámite")


def _descargar(ana: Persona, constancia: bytes) -> None:
    ana.pagina.reload()
    expect(ana.pagina.get_by_role("heading", name="¡Felicidades! Tu Servicio Social está liberado")).to_be_visible()
    with ana.pagina.expect_download() as descarga:
        ana.enlace("Descargar constancia")
    assert descarga.value.suggested_filename == f"{BOLETA} Constancia de Liberación.pdf"
    assert Path(descarga.value.path()).read_bytes() == constancia


def _leer_los_correos(correos: list[EmailMessage], folio: str) -> None:
    asuntos, textos = [correo["Subject"] for correo in correos], [texto(correo) for correo in correos]
    assert asuntos[:4] == [
        f"Recibimos tu expediente: acuse {folio}",
        "Expediente: RECHAZADO, hay que corregir",
        "Tu expediente fue ACEPTADO: espera tu número de registro",
        f"Tu número de registro es {NUMERO}",
    ]
    assert f"Folio: {folio}" in textos[0]
    assert f"{ILEGIBLE}\n\nAtentamente: Martha\n" in textos[1]
    assert textos[2] == EXPEDIENTE_ACEPTADO
    assert f"{SIN_SELLO}\n\nAtentamente: Rosa\n" in textos.pop(
        asuntos.index("Reporte 3: RECHAZADO, hay que corregir")
    )
    assert textos[4:] == [*ACEPTADOS, relacion(15), CONSTANCIA]
