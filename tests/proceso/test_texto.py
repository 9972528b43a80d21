"""Words: how Spanish sorts and finds them, and how they are cleaned (REQUIREMENTS P5, R5)."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from sisr.texto import clave_orden, limpiar, limpiar_parrafos, plegar, tamano

ESCRITO = st.text(st.characters(exclude_characters="~\0"))  # by which the key says ñ


def test_los_nombres_van_en_el_orden_del_espanol() -> None:
    nombres = [
        "Zúñiga",
        "Ochoa",
        "Ñandú",
        "Nuñez",
        "Núñez Zamora",
        "Nunez",
        "álvarez",
        "Alvear",
        "Álvarez Ana",
        "Oñate",
    ]
    assert sorted(nombres, key=clave_orden) == [
        "álvarez",
        "Álvarez Ana",
        "Alvear",
        "Nunez",
        "Nuñez",
        "Núñez Zamora",
        "Ñandú",
        "Ochoa",
        "Oñate",
        "Zúñiga",
    ]


@pytest.mark.parametrize("escrito", ["Muñoz", "munoz", " MUÑOZ ", "Mun\u0303oz", "múñöz"])
def test_buscar_no_distingue_acentos_ni_mayusculas(escrito: str) -> None:
    assert plegar(escrito) == "munoz"


@given(ESCRITO)
def test_plegar_y_ordenar_no_dependen_de_como_se_compone_la_letra(texto: str) -> None:
    assert clave_orden(unicodedata.normalize("NFD", texto)) == clave_orden(unicodedata.normalize("NFC", texto))
    assert plegar(unicodedata.normalize("NFD", texto)) == plegar(unicodedata.normalize("NFC", texto))


@given(st.text())
def test_limpiar_deja_un_renglon_visible_y_no_cambia_lo_limpio(texto: str) -> None:
    limpio = limpiar(texto)
    assert limpiar(limpio) == limpio
    assert limpio == " ".join(limpio.split())
    assert not {unicodedata.category(letra) for letra in limpio} & {"Cc", "Cf", "Zl", "Zp"}


def test_limpiar_conserva_acentos_mayusculas_y_apostrofos() -> None:
    assert limpiar("  María\tJosé\u200b O’Connor\r\n Ñúñez ") == "María José O’Connor Ñúñez"
    assert limpiar(None) == ""


def test_los_renglones_de_un_motivo_se_conservan() -> None:
    escrito = "  Falta:\r\n\r\n\r\n\r\n - el sello  \r\n - la\tfirma\r\n\r\n"
    assert limpiar_parrafos(escrito) == "Falta:\n\n- el sello\n- la firma"
    assert limpiar_parrafos(" \n\t ") == ""


@pytest.mark.parametrize(
    ("cuantos", "dicho"),
    [
        (0, "0 bytes"),
        (1023, "1023 bytes"),
        (1024, "1 KB"),
        (831_488, "812 KB"),
        (3 * 1024**3, "3 GB"),
        (2_684_354, "2.6 MB"),
    ],
)
def test_un_tamano_se_dice_como_lo_dice_la_gente(cuantos: int, dicho: str) -> None:
    assert tamano(cuantos) == dicho
