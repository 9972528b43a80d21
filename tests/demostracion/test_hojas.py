"""The small PDFs: real, readable, with their accents, the same each time."""

import io
from pathlib import Path

import pikepdf

from sisr.archivos.juez import Veredicto, juzgar
from sisr.demostracion import hojas


def test_es_un_pdf_que_la_casa_acepta(tmp_path: Path) -> None:
    hoja = tmp_path / "hoja.pdf"
    hoja.write_bytes(hojas.pdf("Reporte mensual 3", ["Nombre: Peña Núñez Íñigo"], paginas=3))
    assert juzgar(hoja) == Veredicto(None, 3)


def test_dice_lo_que_se_le_dio_con_acentos_y_signos() -> None:
    with pikepdf.open(io.BytesIO(hojas.pdf("Carta (copia)", ["Ávila \\ Muñoz «sí»", "日本"]))) as documento:
        contenido = documento.pages[0].Contents.read_bytes()
    assert contenido.decode("cp1252").splitlines()[2:5] == [
        r"BT /N 18 Tf 72 686 Td (Carta \(copia\)) Tj ET",
        r"BT /L 11 Tf 72 648 Td (Ávila \\ Muñoz «sí») Tj ET",
        r"BT /L 11 Tf 72 628 Td (??) Tj ET",
    ]


def test_lo_mismo_da_los_mismos_bytes() -> None:
    assert hojas.pdf("Expediente", ["uno"]) == hojas.pdf("Expediente", ["uno"])
