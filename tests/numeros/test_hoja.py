"""What is read of a sheet: whichever its kind, its columns and its titles (REQUIREMENTS E8)."""

import io
import zipfile

import pytest
import xlsxwriter

from sisr.numeros import libro, tabla
from sisr.numeros.libro import celdas
from sisr.numeros.tabla import HojaIlegible, Renglon, renglones, separar

DOS = [("2021350001", "21140/0001"), ("20190A0000", "21140/0002")]


def leidos(celdas_: list[list[str]]) -> list[tuple[str, str]]:
    return [(renglon.boleta, renglon.numero) for renglon in renglones(celdas_)]


def xlsx(*filas: tuple[object, ...]) -> bytes:
    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida) as hecho:
        hoja = hecho.add_worksheet()
        for numero, fila in enumerate(filas):
            hoja.write_row(numero, 0, fila)
    return salida.getvalue()


@pytest.mark.parametrize("signo", ["\t", ";", ",", "  "])
def test_pegado_con_cualquier_separador(signo: str) -> None:
    texto = "\r\n".join(signo.join(par) for par in DOS) + "\r\n\r\n"
    assert leidos(separar(texto)) == DOS


def test_un_libro_con_titulos_y_otras_columnas() -> None:
    datos = xlsx(
        ("DIRECCIÓN DE EGRESADOS Y SERVICIO SOCIAL",),
        ("No.", "Nombre", "N° de Boleta", "Lista", "Número de Registro"),
        (1, "Quezada, Ana", 2021350001, 15, "21140/0001"),
        (2, "Ulloa, Gerardo", " 20190a0000 ", 15, "21140 / 0002"),
        (),
    )
    assert renglones(celdas(datos)) == [Renglon(3, *DOS[0]), Renglon(4, *DOS[1])]


@pytest.mark.parametrize("codigo", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_un_csv_en_cualquier_codigo(codigo: str) -> None:
    texto = "Boleta;Número de registro\n" + "\n".join(";".join(par) for par in DOS)
    assert leidos(celdas(texto.encode(codigo))) == DOS


def test_lo_que_no_es_una_hoja_se_dice() -> None:
    for datos in (b"PK\x03\x04no es un libro", b"\xd0\xcf\x11\xe0no es un libro", xlsx()[:-200]):
        with pytest.raises(HojaIlegible, match="No se pudo leer el archivo"):
            renglones(celdas(datos))
    for datos in (b"", b"\n\n", xlsx()):
        with pytest.raises(HojaIlegible, match="No hay ningún renglón"):
            renglones(celdas(datos))
    with pytest.raises(HojaIlegible, match="no la de números"):
        renglones(separar("Boleta\tNombre\n2021350001\tAna"))


def test_mas_renglones_de_los_que_caben(monkeypatch: pytest.MonkeyPatch) -> None:
    for modulo in (tabla, libro):
        monkeypatch.setattr(modulo, "RENGLONES", 3)
    filas = [(f"202135{n:04d}", f"1/{n}") for n in range(4)]
    for datos in (xlsx(*filas), "\n".join(";".join(fila) for fila in filas).encode()):
        with pytest.raises(HojaIlegible, match="Son más de 3 renglones"):
            renglones(celdas(datos))


def test_una_bomba_no_llena_la_memoria() -> None:
    """A sheet that is small when packed: millions of empty-looking rows."""
    crudo = xlsx(("boleta", "registro"))
    salida = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(crudo)) as viejo,
        zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as nuevo,
    ):
        for nombre in viejo.namelist():
            datos = viejo.read(nombre)
            if nombre.endswith("sheet1.xml"):
                celda = b'<row r="%d"><c r="XFD%d" t="inlineStr"><is><t>%s</t></is></c></row>'
                filas = b"".join(celda % (n, n, b"x" * 500) for n in range(2, 300_000))
                datos = datos.replace(b"</sheetData>", filas + b"</sheetData>")
            nuevo.writestr(nombre, datos)
    with pytest.raises(HojaIlegible):
        renglones(celdas(salida.getvalue()))
