"""Every figure leads to as many things as it says (REQUIREMENTS I3)."""

import pytest

from sisr.informes.periodos import Periodo, Tipo
from sisr.reloj import hoy
from tests.cliente import Cliente
from tests.informes.cifras import que_no_cuadran


@pytest.mark.parametrize("tipo", Tipo)
def test_cada_cifra_de_un_reporte_cuadra_con_su_lista(carmen: Cliente, tipo: Tipo) -> None:
    anterior = Periodo.de(tipo, hoy()).anterior
    carmen.ver(f"/informes/{tipo.value}?dia={anterior.primero}")
    assert que_no_cuadran(carmen) == []


@pytest.mark.parametrize("filtro", ["", "?prestatario=1&desde=2026-01-15"])
def test_cada_cifra_de_las_estadisticas_cuadra_con_su_lista(carmen: Cliente, filtro: str) -> None:
    carmen.ver(f"/informes/estadisticas{filtro}")
    assert que_no_cuadran(carmen) == []
