"""The accepted ones that have no list go into the next one, all or none (REQUIREMENTS E8)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Flask

from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.lotes.test_aceptar_varios import elegidos
from tests.mesa.estados import aceptado, con_numero, poblar

Como = Callable[[str], Cliente]
PAGINA = "/expedientes/seleccion/lista"


def registro(alumna: Alumna) -> tuple[Any, ...]:
    ella = alumna.avance.alumno
    return ella.numero_registro, ella.lista_registro, ella.fecha_envio


def test_van_los_aceptados_sin_lista_y_se_propone_la_siguiente(app: Flask, como: Como) -> None:
    uno, dos, tres, cuatro = (aceptado(a, "expediente") for a in poblar(app, 4, prestatario="ESCA UST"))
    martha = elegidos(como("martha"), uno)
    martha.ver(PAGINA).llenar("Poner 1 en la lista", numero="15", envio="2026-10-01")
    assert registro(uno) == (None, 15, date(2026, 10, 1))
    con_numero(dos, "21140/0002")
    martha = elegidos(martha, dos, tres).ver(PAGINA)
    assert martha.dice("h1") == "Lista de registro con 2 expedientes"
    assert uno.boleta in martha.dice("[aria-label='Quiénes no']")
    assert "Ya está en la lista 15." in martha.dice("[aria-label='Quiénes no']")
    martha.llenar("Poner 2 en la lista", envio="12/10/2026")
    assert martha.dice(".aviso--exito") == "La lista de registro 16 tiene 2 expedientes."
    assert [registro(a) for a in (dos, tres, cuatro)] == [
        ("21140/0002", 16, date(2026, 10, 12)),
        (None, 16, date(2026, 10, 12)),
        (None, None, None),
    ]
    assert "Anotó número, lista y fecha de envío" in martha.ver(f"/alumnos/{tres.id}").dice(".historia")


def test_quien_no_esta_aceptado_no_va(ana: Alumna, beto: Alumna, como: Como) -> None:
    aceptado(beto, "expediente")
    martha = elegidos(como("martha"), ana, beto).ver(PAGINA)
    assert "Su expediente está EN REVISIÓN." in martha.dice("[aria-label='Quiénes no']")
    martha.enviar(PAGINA, {"numero": "1", "envio": "2026-10-01", "alumnos": f"{ana.id}:1,{beto.id}:1"}, estado=409)
    assert [registro(a) for a in (ana, beto)] == [(None, None, None)] * 2


def test_si_alguno_cambio_no_va_ninguno(app: Flask, como: Como) -> None:
    uno, dos = (aceptado(a, "expediente") for a in poblar(app, 2, prestatario="ESCA UST"))
    martha = elegidos(como("martha"), uno, dos).ver(PAGINA)
    con_numero(uno, "21140/0001")
    martha.llenar("Poner 2 en la lista", estado=409, numero="7")
    assert martha.dice(".aviso--error") == (
        "Algo cambió mientras preparabas la lista: así están ahora. Revisa y hazla otra vez."
    )
    assert [registro(a)[1] for a in (uno, dos)] == [None, None]
    martha.llenar("Poner 2 en la lista")
    assert [registro(a)[1] for a in (uno, dos)] == [7, 7]


def test_dos_con_el_mismo_numero_gana_la_primera(app: Flask, como: Como) -> None:
    uno, dos = (aceptado(a, "expediente") for a in poblar(app, 2, prestatario="ESCA UST"))
    primera, segunda = elegidos(como("martha"), uno).ver(PAGINA), elegidos(como("marta2"), dos).ver(PAGINA)
    primera.llenar("Poner 1 en la lista")
    segunda.llenar("Poner 1 en la lista", estado=409)
    assert segunda.dice(".aviso--error") == "La lista 1 ya tiene alumnos: usa la 2, que es la que sigue."
    assert [registro(a)[1] for a in (uno, dos)] == [1, None]


def test_lo_mal_escrito_se_dice_junto_a_su_campo(ana: Alumna, como: Como) -> None:
    aceptado(ana, "expediente")
    martha = elegidos(como("martha"), ana).ver(PAGINA)
    martha.llenar("Poner 1 en la lista", estado=422, numero="0", envio="")
    assert martha.dice(".campo__error") == "El número de lista va de 1 a 999999. Escribe la fecha de envío."
    assert registro(ana) == (None, None, None)


def test_dos_clics_son_una_lista(ana: Alumna, como: Como) -> None:
    aceptado(ana, "expediente")
    martha = elegidos(como("martha"), ana).ver(PAGINA)
    datos = {"numero": "1", "envio": "2026-10-01", "alumnos": f"{ana.id}:1"}
    martha.enviar(PAGINA, datos)
    martha.enviar(PAGINA, datos, estado=409)
    assert registro(ana) == (None, 1, date(2026, 10, 1))
    assert ana.avance.alumno.version == 2
