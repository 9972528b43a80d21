"""Nothing is lost and nothing blocks: the sender before every kind of mail server (REQUIREMENTS X4)."""

import smtplib
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from sisr.correo import remitente
from sisr.correo.model import Correo
from sisr.correo.textos import encolar
from sisr.db import db, escritura, tabla
from sisr.reloj import ahora
from tests.cliente import Cliente
from tests.correo.buzon import Buzon
from tests.elenco import Alumna
from tests.mesa.estados import correos
from tests.puerta.servicio import PACIENCIA

ALUMNO = {"nombre": "Quezada Flores Ana", "lista_emision": 15}


def encolar_a(app: Flask, *direcciones: str, alumno_id: int | None = None) -> None:
    with app.app_context(), escritura():
        for direccion in direcciones:
            encolar("constancia", alumno_id=alumno_id, para=direccion, alumno=ALUMNO)


def enviar(app: Flask, *, en: timedelta = timedelta()) -> int:
    """What is due by then."""
    with app.app_context(), time_machine.travel(ahora() + en):
        return remitente.enviar_pendientes()


def estados(app: Flask) -> list[tuple[str, str, int]]:
    """To whom, where it is and how many tries there were."""
    with app.app_context():
        filas = db.session.scalars(select(Correo).order_by(Correo.id))
        return [(fila.para.partition("@")[0], fila.estado, fila.intentos) for fila in filas]


def ids(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Correo.message_id).order_by(Correo.id)))


def test_todo_sale_una_sola_vez_por_una_conexion(app: Flask, buzon: Buzon) -> None:
    encolar_a(app, "ana@ipn.mx", "beto@ipn.mx", "carla@ipn.mx")
    assert [enviar(app), enviar(app)] == [3, 0]
    assert buzon.sobres == [("sisr@127.0.0.1", [f"{quien}@ipn.mx"]) for quien in ("ana", "beto", "carla")]
    assert [carta["Message-ID"] for carta in buzon.cartas] == ids(app)
    assert estados(app) == [("ana", "enviado", 1), ("beto", "enviado", 1), ("carla", "enviado", 1)]
    assert len(buzon.sucesos("connect")) == 1


def test_al_que_rechazan_se_le_anota_y_los_demas_salen(app: Flask, ana: Alumna, buzon: Buzon) -> None:
    encolar_a(app, "beto@ipn.mx", ana.correo, "carla@ipn.mx", alumno_id=ana.id)
    buzon.modo(f"refuse:{ana.correo}")
    assert [enviar(app), enviar(app, en=timedelta(hours=1))] == [2, 0]
    assert estados(app) == [("beto", "enviado", 1), ("ana", "fallido", 1), ("carla", "enviado", 1)]
    historia = Cliente(app).ingresar("martha").ver(f"/alumnos/{ana.id}")
    assert "falló: 550 5.1.1 No such user" in historia.dice("[aria-label=Correos]")


def test_el_que_difieren_espera_y_sale_con_su_mismo_id(app: Flask, buzon: Buzon) -> None:
    encolar_a(app, "ana@ipn.mx", "beto@ipn.mx")
    buzon.modo("tempfail:2")
    assert enviar(app) == 0
    assert [(correo.estado, correo.error) for correo in _filas(app)] == [
        ("pendiente", "451 4.3.0 Try again later")
    ] * 2
    assert [enviar(app, en=timedelta(seconds=1)), enviar(app, en=timedelta(seconds=6))] == [0, 0]
    assert [enviar(app, en=timedelta(seconds=10)), enviar(app, en=timedelta(seconds=20))] == [0, 2]
    assert estados(app) == [("ana", "enviado", 3), ("beto", "enviado", 3)]
    assert [carta["Message-ID"] for carta in buzon.cartas] == ids(app)


@pytest.mark.parametrize("modo", ["drop-data", "busy", "hang-greeting", "hang-data", "down"])
def test_un_servidor_que_falla_no_pierde_nada(app: Flask, buzon: Buzon, modo: str) -> None:
    encolar_a(app, "ana@ipn.mx", "beto@ipn.mx")
    buzon.modo(modo)
    app.config["MAIL_TIMEOUT"] = 1
    inicio = time.monotonic()
    with pytest.raises((OSError, smtplib.SMTPException)):
        enviar(app)
    assert time.monotonic() - inicio < PACIENCIA / 2
    assert estados(app) == [("ana", "pendiente", 1), ("beto", "pendiente", 0)]
    assert _filas(app)[0].error
    app.config["MAIL_TIMEOUT"] = PACIENCIA
    buzon.modo("ok")
    assert enviar(app, en=timedelta(minutes=1)) == 2
    assert [carta["To"] for carta in buzon.cartas] == ["ana@ipn.mx", "beto@ipn.mx"]


def test_si_se_corta_despues_de_tomarlo_el_repetido_lleva_el_mismo_id(app: Flask, buzon: Buzon) -> None:
    encolar_a(app, "ana@ipn.mx")
    buzon.modo("drop-after")
    with pytest.raises(smtplib.SMTPServerDisconnected):
        enviar(app)
    buzon.modo("ok")
    assert enviar(app, en=timedelta(minutes=1)) == 1
    assert [carta["Message-ID"] for carta in buzon.cartas] == ids(app) * 2


def test_uno_que_no_se_puede_escribir_no_detiene_a_los_demas(app: Flask, buzon: Buzon) -> None:
    encolar_a(app, "ana@ipn.mx", "beto@ipn.mx")
    with app.app_context(), escritura() as conexion:
        roto = Correo.para == "ana@ipn.mx"
        conexion.execute(update(Correo).where(roto).values(para="ana@ipn.mx\r\nBcc: todos@ipn.mx"))
    assert enviar(app) == 1
    assert [estado for _, estado, _ in estados(app)] == ["fallido", "enviado"]
    assert [carta["To"] for carta in buzon.cartas] == ["beto@ipn.mx"]


def test_lo_que_no_sale_en_cinco_dias_se_abandona(app: Flask, buzon: Buzon) -> None:
    encolar_a(app, "ana@ipn.mx")
    buzon.modo("tempfail:99")
    for dias in (1, 4, 4.99):
        assert enviar(app, en=timedelta(days=dias)) == 0
        assert estados(app)[0][1] == "pendiente"
    assert enviar(app, en=timedelta(days=5.1)) == 0
    assert estados(app) == [("ana", "fallido", 4)]


def test_las_esperas_crecen_hasta_un_minuto_y_de_viejos_a_un_cuarto_de_hora(app: Flask, buzon: Buzon) -> None:
    encolar_a(app, "ana@ipn.mx")
    buzon.modo("tempfail:99")
    pausas, desde = [], ahora()
    for horas in (0, 0.1, 0.2, 0.3, 0.4, 0.5, 3, 4):
        with app.app_context(), time_machine.travel(desde + timedelta(hours=horas), tick=False):
            remitente.enviar_pendientes()
            espera = db.session.scalars(select(Correo.siguiente_en)).one() - ahora()
        pausas.append(round(espera.total_seconds()))
    assert pausas == [5, 10, 20, 40, 60, 60, 160, 160]


def test_un_dictamen_no_espera_a_un_servidor_mudo(ana: Alumna, buzon: Buzon) -> None:
    buzon.modo("hang-greeting")
    encolar_a(ana.app, "beto@ipn.mx")
    documento = ana.documento("expediente")
    martha = Cliente(ana.app).ingresar("martha")
    datos: dict[str, Any] = {"csrf_token": martha.token(), "entrega": documento.entrega_id}
    ruta = f"/documentos/{documento.id}/aceptacion"
    with ThreadPoolExecutor() as hilos:
        mandando = hilos.submit(enviar, ana.app)
        while not buzon.sucesos("connect"):
            time.sleep(0.01)
        assert martha.crudo("POST", ruta, data=datos, headers={"HX-Request": "true"}).status_code == 200
        assert not mandando.done()
        buzon.cerrar()
        with pytest.raises(smtplib.SMTPServerDisconnected):
            mandando.result()
    assert [correo.estado for correo in correos(ana)] == ["pendiente"]


def test_sin_servidor_todo_sigue_y_los_correos_se_leen(ana: Alumna) -> None:
    ana.app.config["MAIL_SERVER"] = None
    remitente.arrancar(ana.app)
    assert remitente._hilos == []
    ana.aceptada("expediente")
    historia = Cliente(ana.app).ingresar("martha").ver(f"/alumnos/{ana.id}")
    assert "Tu expediente fue ACEPTADO: espera tu número de registro" in historia.dice("[aria-label=Correos]")
    assert "en espera desde" in historia.dice("[aria-label=Correos]")


def _filas(app: Flask) -> list[Any]:
    with app.app_context():
        return list(db.session.execute(select(tabla(Correo)).order_by(Correo.id)).all())
