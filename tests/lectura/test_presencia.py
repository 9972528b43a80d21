"""Who has a document open is told to the others, for a minute and a half, and locks nothing."""

from collections.abc import Callable

import time_machine
from flask import Flask
from sqlalchemy import func, select

from sisr.db import db
from sisr.documentos.presencia import Presencia
from sisr.reloj import ahora
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.lectura.test_lectura import donde, ruta, uno_por_uno
from tests.mesa.estados import con_numero, entregado, poblar

Como = Callable[[str], Cliente]


def abrir(quien: Cliente, alumna: Alumna, clave: str = "expediente") -> str:
    """Open it as a page with JavaScript does, and be told what there is to know."""
    pagina = quien.ver(ruta(alumna, clave))
    visto = pagina.pagina.xpath("//input[@name='visto']/@value")[0]
    return quien.enviar(f"{ruta(alumna, clave)}/presencia", {"visto": visto}, htmx=True).respuesta.text.strip()


def cuantas(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Presencia)) or 0


def test_se_dice_a_los_demas_quien_lo_tiene_abierto(ana: Alumna, como: Como) -> None:
    martha, marta = como("martha"), como("marta2")
    assert [abrir(martha, ana), abrir(marta, ana)] == ["", "Martha también lo tiene abierto."]
    assert abrir(martha, ana) == "Marta también lo tiene abierto."
    assert martha.ver("/expedientes").dice(f"#fila-{ana.id} .presente") == "Lo lee Marta"


def test_en_las_tarjetas_tambien(ana: Alumna, como: Como) -> None:
    entregado(con_numero(ana), "reporte-1")
    abrir(como("marta2"), ana, "reporte-1")
    assert como("rosa").ver("/reportes").dice(".presente") == "Lo lee Marta"


def test_caduca_sola(ana: Alumna, como: Como) -> None:
    martha, marta = como("martha"), como("marta2")
    instante = ahora()
    with time_machine.travel(instante, tick=False) as reloj:
        abrir(martha, ana)
        reloj.shift(89)
        assert abrir(marta, ana) == "Martha también lo tiene abierto."
        reloj.shift(1)
        assert (abrir(marta, ana), cuantas(ana.app)) == ("", 1)
        assert marta.ver("/expedientes").hay(".presente") == 0


def test_mirar_no_deja_presencia_y_nadie_queda_fuera(ana: Alumna, como: Como) -> None:
    martha, marta = como("martha").ver(ruta(ana)), como("marta2")
    assert cuantas(ana.app) == 0
    abrir(marta, ana)
    martha.llenar("ACEPTADO")
    assert ana.documento("expediente").revisor == "Martha"


def test_quien_lo_tiene_abierto_sabe_que_ya_cambio(ana: Alumna, como: Como) -> None:
    martha = como("martha").ver(ruta(ana))
    visto = martha.pagina.xpath("//input[@name='visto']/@value")[0]
    como("marta2").ver(ruta(ana)).llenar("ACEPTADO", estado=303)
    dicho = martha.enviar(f"{ruta(ana)}/presencia", {"visto": visto}, htmx=True)
    assert dicho.dice("a") == "Marta ya decidió: ACEPTADO. Ver cómo está ahora"
    dicho.seguir("Marta ya decidió: ACEPTADO. Ver cómo está ahora")
    assert martha.dice(".decision > p .estatus") == "ACEPTADO"


def test_dos_que_revisan_la_misma_cola_no_se_estorban(app: Flask, como: Como) -> None:
    una, dos, otra = poblar(app, 3, prestatario="ESCA UST")
    martha, marta = como("martha"), como("marta2")
    abrir(martha, una)
    assert donde(uno_por_uno(marta, "/expedientes/lectura")) == ruta(dos)
    abrir(marta, dos)
    assert donde(martha.ver(ruta(una)).llenar("ACEPTADO")) == ruta(otra)
    abrir(martha, otra)
    assert donde(marta.ver(ruta(dos)).llenar("ACEPTADO")) == ruta(otra)  # nothing else is left
