"""Número, lista y fecha de envío, typed in the row (REQUIREMENTS E7)."""

from datetime import date
from typing import Any

import pytest

from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import aceptado, con_numero, correos, entregado
from tests.mesa.test_expedientes import celdas
from tests.pagina import elegir

FORMATO = "El número va como 21140/0002: números, diagonal, números."


def registro(alumna: Alumna) -> tuple[Any, ...]:
    ella = alumna.avance.alumno
    return ella.numero_registro, ella.lista_registro, ella.fecha_envio


def escrito(cliente: Cliente, alumna: Alumna) -> list[str | None]:
    """What the three fields of her row hold, opened."""
    return [campo.get("value", "") for campo in elegir(cliente.pagina, f"#fila-{alumna.id} .asignacion [aria-label]")]


def anotar(alumna: Alumna, *, htmx: bool = True, estado: int | None = None, **campos: Any) -> Cliente:
    """Martha types in the row that she sees now."""
    martha = Cliente(alumna.app).ingresar("martha").ver("/expedientes?orden=nombre")
    if alumna.avance.alumno.numero_registro:
        martha.seguir("Corregir", dentro=f"#fila-{alumna.id}", htmx=htmx)
    return martha.llenar("Guardar", dentro=f"#fila-{alumna.id}", htmx=htmx, estado=estado, **campos)


def test_los_tres_campos_se_guardan_y_el_renglon_los_muestra(ana: Alumna) -> None:
    aceptado(ana, "expediente")
    martha = anotar(ana, numero="21140/0002", lista="15", envio="2021-01-01")
    assert martha.respuesta.text.startswith("<tbody")
    assert registro(ana) == ("21140/0002", 15, date(2021, 1, 1))
    assert celdas(martha, ana)[-4:] == ["ACEPTADO", "21140/0002", "15", "01/01/2021 Corregir"]
    assert [correo.asunto for correo in correos(ana)] == ["Tu número de registro es 21140/0002"]
    assert "Anotó número, lista y fecha de envío" in martha.ver(f"/alumnos/{ana.id}").dice(".historia")


def test_sin_htmx_se_guardan_y_se_vuelve_a_la_lista(ana: Alumna) -> None:
    aceptado(ana, "expediente")
    martha = anotar(ana, htmx=False, estado=303, numero=" 21140/35469 ", lista="68", envio="12/12/2021")
    assert martha.respuesta.headers["Location"] == f"/expedientes?orden=nombre#fila-{ana.id}"
    assert registro(ana) == ("21140/35469", 68, date(2021, 12, 12))


@pytest.mark.parametrize("htmx", [True, False])
def test_corregir_abre_los_campos_y_cancelar_los_cierra(ana: Alumna, htmx: bool) -> None:
    con_numero(ana, "21140/0002")
    martha = Cliente(ana.app).ingresar("martha").ver("/expedientes?estatus=ACEPTADO")
    assert martha.hay(".asignacion") == 0
    martha.seguir("Corregir", dentro=f"#fila-{ana.id}", htmx=htmx)
    assert escrito(martha, ana) == ["21140/0002", "", ""]
    assert martha.hay("[aria-label=Número][autofocus]") == 1
    assert (martha.hay(".fila__abajo"), martha.hay("[aria-invalid]")) == (0, 0)
    (cancelar,) = elegir(martha.pagina, f"#fila-{ana.id} .asignacion a")
    martha.ver(cancelar.get("hx-get" if htmx else "href"), htmx=htmx)
    assert celdas(martha, ana)[-4:] == ["ACEPTADO", "21140/0002", "—", "— Corregir"]


def test_sin_numero_no_hay_que_abrirlos_ni_se_cierran(ana: Alumna, beto: Alumna) -> None:
    aceptado(ana, "expediente")
    martha = Cliente(ana.app).ingresar("martha").ver("/expedientes")
    assert escrito(martha, ana) == ["", "", ""]
    assert [enlace for enlace in ("Corregir", "Cancelar") if enlace in martha.dice("table")] == []
    assert martha.ver(f"/alumnos/{beto.id}/registro", htmx=True).hay(".asignacion, .fila__abajo") == 0


def test_un_numero_corregido_se_avisa_con_los_dos(ana: Alumna) -> None:
    con_numero(ana, "21140/0020")
    anotar(ana, numero="21140/0002")
    (correo,) = correos(ana)
    assert correo.asunto == "Tu número de registro corregido es 21140/0002"
    assert correo.texto == (
        "Quezada Flores Ana:\n\n"
        "Tu número de registro se corrigió. El correcto es 21140/0002 (antes decía 21140/0020).\n\n"
        "No tienes que hacer nada; en tus documentos usa el número correcto.\n"
    )


def test_lo_que_no_cambia_el_numero_no_se_avisa(ana: Alumna) -> None:
    con_numero(ana, "21140/0002")
    anotar(ana, lista="15")
    anotar(ana, envio="2021-01-01")
    anotar(ana)
    assert registro(ana) == ("21140/0002", 15, date(2021, 1, 1))
    assert correos(ana) == []


def test_un_numero_mal_escrito_se_dice_y_no_se_pierde(ana: Alumna) -> None:
    aceptado(ana, "expediente")
    martha = Cliente(ana.app).ingresar("martha").ver("/expedientes")
    for numero in ("21140", "21140-0002", "/0002", "21140/", "A1/2", "1/2/3", "２１/３", "12345678901/1"):
        martha.llenar("Guardar", htmx=True, estado=422, numero=numero, lista="15", envio="2021-01-01")
        assert martha.dice(".aviso--error") == FORMATO
        assert escrito(martha, ana) == [numero, "15", "2021-01-01"]
        assert martha.hay("[aria-label=Número][aria-invalid]") == 1
    assert registro(ana) == (None, None, None)


MALOS = [
    ({"lista": "quince"}, "Escribe un número entero."),
    ({"lista": "0"}, "La lista es un número, 1 o más."),
    ({"lista": "1" * 12}, "Escribe un número entero."),
    ({"lista": "", "envio": "31/02/2021"}, "Escribe la fecha como dd/mm/aaaa, por ejemplo 01/10/2026."),
    ({"numero": "x", "lista": "x", "envio": ""}, f"{FORMATO} Escribe un número entero."),
]


@pytest.mark.parametrize("htmx", [True, False])
def test_lo_demas_mal_escrito_tambien(ana: Alumna, htmx: bool) -> None:
    con_numero(ana, "21140/0002")
    martha = Cliente(ana.app).ingresar("martha").ver(f"/alumnos/{ana.id}/registro", htmx=htmx)
    for campos, dicho in MALOS:
        martha.llenar("Guardar", dentro=f"#fila-{ana.id}", htmx=htmx, estado=422, **campos)
        assert martha.dice(f"#fila-{ana.id} .aviso--error") == dicho
    assert registro(ana) == ("21140/0002", None, None)


def test_el_numero_de_otro_alumno_dice_de_quien_es(ana: Alumna, beto: Alumna) -> None:
    con_numero(beto, "21140/0002")
    aceptado(ana, "expediente")
    martha = anotar(ana, estado=409, numero="21140/0002", lista="15")
    assert martha.dice(".aviso--error") == (
        "El número 21140/0002 ya es de la boleta 20190A0000: revisa cuál es el correcto."
    )
    assert escrito(martha, ana)[:2] == ["21140/0002", "15"]
    assert (registro(ana), correos(ana)) == ((None, None, None), [])


def test_quitar_el_numero_antes_de_que_entregue(ana: Alumna) -> None:
    con_numero(ana, "21140/0002")
    anotar(ana, numero="")
    assert registro(ana) == (None, None, None)
    assert [correo.asunto for correo in correos(ana)] == []
    assert [paso.clave for paso in ana.avance.abiertos(date(2026, 11, 23))] == ["numero"]


def test_el_numero_no_se_quita_cuando_ya_entrego(ana: Alumna) -> None:
    entregado(con_numero(ana, "21140/0002"), "reporte-1")
    martha = anotar(ana, estado=409, numero="", lista="15")
    assert martha.dice(".aviso--error") == (
        "El número no se puede quitar: el alumno ya entregó documentos con él. Sí se puede corregir."
    )
    assert registro(ana) == ("21140/0002", None, None)


def test_solo_los_aceptados_llevan_numero(ana: Alumna) -> None:
    martha = Cliente(ana.app).ingresar("martha").ver("/expedientes")
    assert martha.hay("[aria-label=Número]") == 0
    martha.enviar(f"/alumnos/{ana.id}/registro", {"numero": "1/2", "version": 1}, htmx=True, estado=409)
    assert martha.dice(".aviso--error") == "El número se anota cuando el expediente está ACEPTADO."
    assert registro(ana) == (None, None, None)


@pytest.mark.parametrize("htmx", [True, False])
def test_un_renglon_que_otro_cambio_no_se_encima(ana: Alumna, htmx: bool) -> None:
    aceptado(ana, "expediente")
    martha = Cliente(ana.app).ingresar("martha").ver("/expedientes")
    anotar(ana, numero="21140/0002", lista="15")
    martha.llenar("Guardar", dentro=f"#fila-{ana.id}", htmx=htmx, estado=409, numero="21140/0003", lista="")
    assert martha.dice(f"#fila-{ana.id} .aviso--error") == (
        "Alguien más cambió este renglón hace un momento: así está ahora."
    )
    assert escrito(martha, ana) == ["21140/0002", "15", ""]
    assert registro(ana) == ("21140/0002", 15, None)
    martha.llenar("Guardar", dentro=f"#fila-{ana.id}", htmx=htmx, numero="21140/0003")
    assert registro(ana) == ("21140/0003", 15, None)


def test_sin_decir_que_renglon_se_vio_no_se_cambia(ana: Alumna) -> None:
    aceptado(ana, "expediente")
    martha = Cliente(ana.app).ingresar("martha")
    martha.enviar(f"/alumnos/{ana.id}/registro", {"numero": "1/2"}, htmx=True, estado=422)
    assert registro(ana) == (None, None, None)


def test_un_alumno_que_no_existe(ana: Alumna) -> None:
    martha = Cliente(ana.app).ingresar("martha")
    martha.enviar("/alumnos/99999/registro", {"numero": "1/2", "version": 1}, htmx=True, estado=404)
    martha.enviar(f"/alumnos/{ana.id - 1}/registro", {"numero": "1/2", "version": 1}, estado=404)
