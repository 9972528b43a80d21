"""What the address of a list chooses, and how long is waited (REQUIREMENTS E2, D3, M2)."""

from datetime import UTC, date, datetime

import pytest

from sisr.documentos.filtro import Filtro
from sisr.documentos.orden import direccion, siguiente
from sisr.documentos.plazo import Espera, Plazo


def test_lo_elegido_vuelve_de_la_direccion_como_era() -> None:
    dias = date(2026, 1, 1), date(2026, 1, 31)
    filtro = Filtro("ñandú", "ACEPTADO", 2, 4, 7, 0, "reporte-3", *dias, 9, 6, True, "-carrera", 3)
    assert Filtro.de(filtro.args(pagina=3)) == filtro
    assert Filtro().args() == {}


def test_lo_que_no_tiene_sentido_no_se_elige() -> None:
    raro = {"estatus": "SUSTITUIDA", "carrera": "-1", "prestatario": "²", "semestre": "11", "lista": "x"}
    raro |= {"documento": "numero", "desde": "ayer", "hasta": "1999-01-01", "revisor": "9" * 30, "dias": "1000"}
    assert Filtro.de(raro | {"tarde": "sí", "orden": "-espera", "pagina": "0", "q": "\0"}) == Filtro()


def test_elegir_otra_cosa_empieza_en_la_primera_pagina() -> None:
    filtro = Filtro(carrera=2, orden="nombre", pagina=4)
    assert filtro.args(carrera=None) == {"orden": "nombre"}
    assert filtro.args(pagina=5) == {"carrera": "2", "orden": "nombre", "pagina": "5"}


def test_un_encabezado_ordena_y_despues_al_reves() -> None:
    assert [siguiente(orden, "nombre") for orden in ("espera", "nombre", "-nombre")] == [
        "nombre",
        "-nombre",
        "nombre",
    ]
    assert [siguiente(orden, "envio") for orden in ("nombre", "-envio", "envio")] == ["-envio", "envio", "-envio"]
    assert [direccion(orden, "nombre") for orden in ("boleta", "nombre", "-nombre")] == [
        "",
        "ascending",
        "descending",
    ]


@pytest.mark.parametrize(
    ("recibida", "espera"),
    [
        (datetime(2026, 11, 13, 18, tzinfo=UTC), Espera(0, tarde=False)),
        (datetime(2026, 11, 13, 5, tzinfo=UTC), Espera(1, tarde=False)),  # still the day before in Mexico City
        (datetime(2026, 11, 6, 18, tzinfo=UTC), Espera(5, tarde=False)),
        (datetime(2026, 11, 5, 18, tzinfo=UTC), Espera(6, tarde=True)),
    ],
)
def test_lo_que_se_espera_se_cuenta_en_dias_habiles(recibida: datetime, espera: Espera) -> None:
    viernes = Plazo(date(2026, 11, 13), 5, ())
    assert viernes.de(recibida) == espera
    assert (recibida < viernes.tarde_antes_de) == espera.tarde
    assert [recibida < viernes.esperan_antes_de(dias) for dias in (espera.dias or 1, espera.dias + 1)] == [
        espera.dias > 0,
        False,
    ]
