"""Filters that each person keeps, under names of theirs."""

from collections.abc import Callable

from flask import Flask

from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import aceptado
from tests.pagina import elegir, texto

Como = Callable[[str], Cliente]


def guardados(cliente: Cliente) -> list[str]:
    return [texto(enlace) for enlace in elegir(cliente.pagina, ".guardados a:not(.guardados__cambiar)")]


def test_se_guarda_con_un_nombre_lo_que_esta_elegido(ana: Alumna, beto: Alumna, como: Como) -> None:
    aceptado(beto, "expediente")
    martha = como("martha").ver("/expedientes?estatus=ACEPTADO&q=tlalne&orden=-nombre&pagina=1&otra=1")
    martha.llenar("Conservar", nombre=" De  Tlalnepantla ")
    assert martha.dice(".aviso") == "Se guardó el filtro «De Tlalnepantla»."
    assert guardados(martha) == ["De Tlalnepantla"]
    assert martha.dice(".guardados [aria-current]") == "De Tlalnepantla"
    assert martha.hay("[name=nombre]") == 0  # it is kept already
    martha.ver("/expedientes").seguir("De Tlalnepantla", dentro=".guardados")
    assert martha.respuesta.request.full_path == "/expedientes?q=tlalne&estatus=ACEPTADO&orden=-nombre"
    assert martha.hay(".fila") == 1
    assert guardados(como("marta2").ver("/expedientes")) == []
    assert guardados(como("marta2").ver("/reportes")) == []


def test_se_le_cambia_el_nombre_y_se_quita(app: Flask, como: Como) -> None:
    martha = como("martha")
    for nombre in ("Uno", "Dos"):
        martha.ver(f"/expedientes?q={nombre}").llenar("Conservar", nombre=nombre)
    martha.seguir("Cambiar", dentro=".guardados")
    assert [texto(fila) for fila in elegir(martha.pagina, "tbody th")] == ["Dos", "Uno"]
    martha.llenar("Cambiar nombre", nombre="Uno", estado=409)
    assert martha.dice(".campo__error") == "Ya tienes un filtro «Uno»: escribe otro nombre."
    martha.ver("/filtros").llenar("Cambiar nombre", nombre="", estado=422)
    assert martha.dice(".campo__error") == "Escribe un nombre para el filtro."
    martha.ver("/filtros").llenar("Cambiar nombre", nombre="Tres")
    martha.llenar("Quitar")
    assert [texto(fila) for fila in elegir(martha.pagina, "tbody th")] == ["Uno"]


def test_un_nombre_repetido_o_vacio_se_dice_y_la_lista_queda_como_estaba(como: Como) -> None:
    martha = como("martha").ver("/expedientes?q=uno").llenar("Conservar", nombre="Uno")
    martha.ver("/expedientes?q=dos").llenar("Conservar", nombre="Uno")
    assert martha.dice(".aviso") == "Ya tienes un filtro «Uno»: escribe otro nombre."
    assert martha.respuesta.request.full_path == "/expedientes?q=dos"
    martha.llenar("Conservar", nombre="  ")
    assert martha.dice(".aviso") == "Escribe un nombre para el filtro."
    assert guardados(martha) == ["Uno"]


def test_nadie_toca_lo_que_guardo_otra_persona(como: Como) -> None:
    martha = como("martha").ver("/expedientes?q=uno").llenar("Conservar", nombre="Uno")
    martha.seguir("Cambiar", dentro=".guardados")
    ajeno = elegir(martha.pagina, ".filtro__nombre")[0].get("action")
    otra = como("marta2")
    otra.enviar(ajeno, {"nombre": "Mío"}, estado=404)
    otra.enviar(ajeno, {"nombre": ""}, estado=404)
    otra.enviar(f"{ajeno}/retiro", estado=404)
    assert otra.ver("/filtros").dice("tbody") == "Ninguno todavía."
    assert guardados(martha.ver("/expedientes")) == ["Uno"]


def test_no_se_guarda_un_filtro_de_una_lista_ajena(como: Como) -> None:
    martha = como("martha")
    for lista in ("reportes", "otra", ""):
        martha.enviar("/filtros", {"lista": lista, "nombre": "Uno", "consulta": ""}, estado=404)
    rosa = como("rosa").ver("/reportes?tarde=1").llenar("Conservar", nombre="Tarde")
    assert guardados(rosa) == ["Tarde"]


def test_no_se_guardan_demasiados(como: Como) -> None:
    martha = como("martha")
    for n in range(31):
        martha.enviar("/filtros", {"lista": "expedientes", "nombre": f"F{n}", "consulta": f"q={n}"})
    assert martha.dice(".aviso") == "Ya guardaste 30 filtros de esta lista: quita uno que ya no uses."
    assert len(guardados(martha)) == 30
