"""A ZIP of many files, as it is made: what is in it, and what making it costs."""

import io
import subprocess
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sisr.archivos.zip import FALTAN, Adentro, empaquetar, nombres_distintos

MIB = 1024**2


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    ruta = tmp_path / "reporte-1.pdf"
    ruta.write_bytes(b"%PDF-1.4\n" + bytes(range(256)) * 3000)
    return ruta


def _abrir(*archivos: Adentro, **anexos: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(empaquetar(archivos, anexos.items))))


def test_cada_archivo_sale_byte_por_byte_y_en_su_orden(pdf: Path) -> None:
    with _abrir(("2 Ñandú Año.pdf", pdf), ("1 b.pdf", pdf), relacion=b"hoja") as paquete:
        assert paquete.testzip() is None
        assert paquete.namelist() == ["2 Ñandú Año.pdf", "1 b.pdf", "relacion"]
        assert paquete.read("2 Ñandú Año.pdf") == pdf.read_bytes()
        assert paquete.read("relacion") == b"hoja"
        assert {ficha.compress_type for ficha in paquete.infolist()} == {zipfile.ZIP_STORED}


def test_otro_programa_lo_da_por_bueno(pdf: Path, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"".join(empaquetar([("Ana Ñ.pdf", pdf), ("b.pdf", pdf)], {"r": b"x"}.items)))
    orden = ["python3", "-m", "zipfile", "-t", str(tmp_path / "a.zip")]
    hecho = subprocess.run(orden, capture_output=True, text=True, check=True)
    assert "Done testing" in hecho.stdout


def test_lo_que_falta_se_dice_adentro_y_lo_demas_sale(pdf: Path, tmp_path: Path) -> None:
    with _abrir(("a.pdf", tmp_path / "no está.pdf"), ("b.pdf", pdf), ("c.pdf", tmp_path)) as paquete:
        assert paquete.namelist() == ["b.pdf", FALTAN]
        assert paquete.read(FALTAN).decode("utf-8-sig").split("\r\n")[2:] == ["a.pdf", "c.pdf", ""]


def test_sin_archivos_sale_un_zip_vacio() -> None:
    with _abrir() as paquete:
        assert paquete.namelist() == []


def test_lo_primero_sale_antes_de_leer_lo_demas(pdf: Path) -> None:
    def archivos() -> Iterator[Adentro]:
        yield "a.pdf", pdf
        raise AssertionError("asked for the second before the first was given")

    flujo = empaquetar(archivos(), lambda: ())
    assert next(flujo).startswith(b"PK\x03\x04")
    del flujo


def test_la_memoria_no_crece_con_los_archivos(tmp_path: Path) -> None:
    grande = tmp_path / "grande.pdf"
    with grande.open("wb") as salida:
        salida.truncate(200 * MIB)
    tracemalloc.start()
    total = sum(len(trozo) for trozo in empaquetar([(f"{n}.pdf", grande) for n in range(3)], lambda: ()))
    _, pico = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert total > 600 * MIB
    assert pico < 4 * MIB


def test_lo_que_pasa_de_cuatro_gigas_se_lee_con_zip64(tmp_path: Path) -> None:
    """Sparse on this side and on that one."""
    grande, ceros = tmp_path / "grande.pdf", bytes(MIB)
    with grande.open("wb") as salida:
        salida.truncate(2200 * MIB)
    with (tmp_path / "a.zip").open("wb") as salida:
        for trozo in empaquetar([("a.pdf", grande), ("b.pdf", grande)], {"relacion": b"hoja"}.items):
            if trozo == ceros[: len(trozo)]:
                salida.seek(len(trozo), io.SEEK_CUR)
            else:
                salida.write(trozo)
    with zipfile.ZipFile(tmp_path / "a.zip") as paquete:
        assert [ficha.file_size for ficha in paquete.infolist()] == [2200 * MIB] * 2 + [4]
        assert paquete.read("relacion") == b"hoja"


@pytest.mark.parametrize(
    ("nombre", "seguro"),
    [
        ("2021350001 Quezada Flores Ana Expediente.pdf", "2021350001 Quezada Flores Ana Expediente.pdf"),
        ("../../etc/passwd.pdf", "-..-etc-passwd.pdf"),
        (r"C:\windows\a.pdf", "C-windows-a.pdf"),
        ("a\0b\nc\u202ed.pdf", "a b c d.pdf"),
        ("¿Qué? <b>*</b> Ñ.pdf", "¿Qué- -b-b- Ñ.pdf"),
        ("a" * 400 + ".pdf", "a" * 180 + ".pdf"),
    ],
)
def test_los_nombres_sirven_en_cualquier_sistema(nombre: str, seguro: str) -> None:
    assert list(nombres_distintos([nombre])) == [seguro]


def test_ningun_nombre_se_repite_ni_por_las_mayusculas() -> None:
    assert list(nombres_distintos(["Ana.pdf", "ana.pdf", "ANA.pdf", "Ana (2).pdf"])) == [
        "Ana.pdf",
        "ana (2).pdf",
        "ANA (3).pdf",
        "Ana (2) (2).pdf",
    ]
