"""A file comes in: where its bytes go, what is kept, and that nothing stays by accident."""

import errno
import io
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from sisr.archivos import recepcion
from sisr.archivos.errores import Razon, SinEspacio, SinLongitud
from tests import pdfs
from tests.archivos.envios import Contado, enviar, formulario

MIB = 1024**2


def test_sin_archivo_elegido_no_hay_recibido(cliente: FlaskClient, quedan: Any) -> None:
    respuesta = enviar(cliente, formulario(("archivo", "", b""), ("luego", None, b"guardar")))
    assert (respuesta.status_code, respuesta.json) == (200, None)
    assert quedan() == []


def test_sin_el_campo_no_hay_recibido(subir: Any) -> None:
    assert subir(None).json is None


def test_un_archivo_con_nombre_y_sin_bytes_esta_vacio(subir: Any) -> None:
    respuesta = subir(b"", "reporte.pdf")
    assert (respuesta.status_code, respuesta.text) == (422, str(Razon.VACIO))


@pytest.mark.parametrize(
    ("enviado", "limpio"),
    [
        ("", "documento.pdf"),
        ("reporte 1.pdf", "reporte 1.pdf"),
        (r"C:\Users\Ana\Mis documentos\año.pdf", "año.pdf"),
        ("../../etc/passwd", "passwd"),
        ("carpeta/", "documento.pdf"),
        ("rep\torte\x07.pdf", "rep orte .pdf"),
        ("fdp.\u202egpj.pdf", "fdp. gpj.pdf"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
        ("a." + "b" * 300, ("a." + "b" * 300)[1:121]),
        ("SIN EXTENSIÓN", "SIN EXTENSIÓN"),
        ("🎓.PDF", "🎓.PDF"),
    ],
)
def test_el_nombre_se_limpia(enviado: str, limpio: str, cliente: FlaskClient) -> None:
    cuerpo = formulario(("archivo", enviado.replace("\\", "\\\\"), pdfs.una_pagina()))
    assert enviar(cliente, cuerpo).json["nombre"] == limpio


def test_el_tipo_que_dice_el_navegador_no_importa(cliente: FlaskClient) -> None:
    archivo = (io.BytesIO(pdfs.una_pagina()), "reporte", "text/plain; charset=klingon")
    assert cliente.post("/subir", data={"archivo": archivo}).status_code == 200


def test_el_limite_exacto_se_acepta_y_un_byte_mas_no(app: Flask, subir: Any, quedan: Any) -> None:
    pdf = pdfs.una_pagina()
    app.config["MAX_PDF_BYTES"] = len(pdf)
    assert subir(pdf).status_code == 200
    respuesta = subir(pdf + b"\n")
    assert (respuesta.status_code, respuesta.text) == (422, Razon.DEMASIADO_GRANDE.frase(len(pdf)))
    assert quedan() == ["2002100400/expediente-1.pdf"]


def test_con_un_archivo_demasiado_grande_llegan_los_otros_campos(app: Flask, cliente: FlaskClient) -> None:
    """What was typed is painted again (REQUIREMENTS R7), also what comes after the file."""
    app.config["MAX_PDF_BYTES"] = 1000
    leidos = {}

    def leer() -> Any:
        recepcion.permitir_archivo()
        with pytest.raises(recepcion.ArchivoRechazado) as rechazo:
            recepcion.recibir("archivo")
        leidos.update(recepcion.request.form, razon=rechazo.value.razon)
        return ""

    app.add_url_rule("/leer", view_func=leer, methods=["POST"])
    cuerpo = formulario(("a", None, b"antes"), ("archivo", "x.pdf", bytes(MIB // 2)), ("d", None, b"despues"))
    enviar(cliente, cuerpo, "/leer")
    assert leidos == {"a": "antes", "d": "despues", "razon": Razon.DEMASIADO_GRANDE}


def test_lo_que_no_puede_caber_se_rechaza_sin_leerlo(app: Flask, cliente: FlaskClient) -> None:
    app.config["MAX_PDF_BYTES"] = 1000
    cuerpo = Contado(1000 + 2 * MIB)
    respuesta = enviar(cliente, cuerpo)
    assert (respuesta.status_code, respuesta.text) == (413, Razon.DEMASIADO_GRANDE.frase(1000))
    assert cuerpo.leidos == 0


def test_sin_espacio_se_rechaza_sin_leerlo(app: Flask, cliente: FlaskClient) -> None:
    app.config["DISK_RESERVE_BYTES"] = 1 << 60
    cuerpo = Contado(5 * MIB)
    respuesta = enviar(cliente, cuerpo)
    assert (respuesta.status_code, respuesta.text) == (507, SinEspacio.frase)
    assert cuerpo.leidos == 0


def test_sin_longitud_se_rechaza_sin_leerlo(cliente: FlaskClient) -> None:
    cuerpo = Contado(MIB)
    respuesta = enviar(cliente, cuerpo, en_trozos=True)
    assert (respuesta.status_code, respuesta.text) == (411, SinLongitud.frase)
    assert cuerpo.leidos == 0


def test_el_disco_se_llena_a_medio_envio(
    cliente: FlaskClient, quedan: Any, abiertos: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lleno(descriptor: int, datos: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    cuerpo = Contado(
        5 * MIB, al_leer=lambda leidos: monkeypatch.setattr(os, "write", lleno) if leidos > MIB else None
    )
    respuesta = enviar(cliente, cuerpo)
    monkeypatch.undo()
    assert (respuesta.status_code, respuesta.text) == (507, SinEspacio.frase)
    assert cuerpo.leidos < 2 * MIB
    assert (quedan(), abiertos()) == ([], [])


def test_la_reserva_del_disco_se_respeta_a_medio_envio(
    app: Flask, cliente: FlaskClient, quedan: Any, abiertos: Any
) -> None:
    """As when other uploads, let in at the same time, took the room."""

    def ocupar(leidos: int) -> None:
        app.config["DISK_RESERVE_BYTES"] = 1 << 60 if leidos > MIB else 0

    cuerpo = Contado(5 * MIB, al_leer=ocupar)
    respuesta = enviar(cliente, cuerpo)
    assert (respuesta.status_code, respuesta.text) == (507, SinEspacio.frase)
    assert cuerpo.leidos < 2 * MIB
    assert (quedan(), abiertos()) == ([], [])


def test_un_formulario_sin_su_final_no_pasa_por_vacio(cliente: FlaskClient, quedan: Any) -> None:
    respuesta = enviar(cliente, formulario(("archivo", "x.pdf", pdfs.una_pagina()), cierre=False))
    assert (respuesta.status_code, quedan()) == (400, [])


@pytest.mark.parametrize("luego", ["olvidar", "romper", "descartar"])
def test_lo_que_nadie_guarda_se_va_con_la_peticion(luego: str, app: Flask, subir: Any, quedan: Any) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    subir(pdfs.una_pagina(), luego=luego)
    assert quedan() == []


def test_mientras_llega_hay_una_sola_copia_y_es_privada(uploads: Path, cliente: FlaskClient) -> None:
    vistos = []

    def mirar(leidos: int) -> None:
        for ruta in (uploads / ".recepcion").glob("*"):
            vistos.append((ruta.stat().st_mode & 0o777, leidos - ruta.stat().st_size < MIB // 2))

    cuerpo = Contado(3 * MIB, al_leer=mirar)
    enviar(cliente, cuerpo)
    assert set(vistos) == {(0o600, True)}
    assert (uploads / ".recepcion").stat().st_mode & 0o777 == 0o700


def test_en_otra_direccion_un_archivo_no_llega_al_disco(cliente: FlaskClient, uploads: Path) -> None:
    respuesta = enviar(cliente, formulario(("archivo", "x.pdf", b"hola"), ("campo", None, b"si")), "/otra")
    assert respuesta.json == {"bytes": 4, "campos": {"campo": "si"}}
    assert not uploads.exists()


def test_en_otra_direccion_un_cuerpo_grande_se_rechaza(cliente: FlaskClient, uploads: Path) -> None:
    cuerpo = Contado(5 * MIB)
    respuesta = enviar(cliente, cuerpo, "/otra")
    assert (respuesta.status_code, cuerpo.leidos, uploads.exists()) == (413, 0, False)


def test_recibir_sin_haberlo_permitido_es_un_error_de_programa(app: Flask, cliente: FlaskClient) -> None:
    app.add_url_rule("/mal", view_func=lambda: str(recepcion.recibir("archivo")), methods=["POST"])
    app.testing = True
    with pytest.raises(RuntimeError, match="permitir_archivo"):
        enviar(cliente, formulario(("archivo", "x.pdf", b"hola")), "/mal")


def test_de_dos_archivos_en_un_campo_se_toma_el_primero(cliente: FlaskClient, quedan: Any) -> None:
    cuerpo = formulario(("archivo", "a.pdf", pdfs.una_pagina()), ("archivo", "b.pdf", pdfs.linealizado()))
    assert enviar(cliente, cuerpo).json["paginas"] == 1
    assert quedan() == ["2002100400/expediente-1.pdf"]


def test_un_archivo_bueno_no_se_envia_otra_vez(subir: Any, quedan: Any) -> None:
    ficha = subir(pdfs.una_pagina(), luego="otra vez").text
    assert len(quedan()) == 1
    respuesta = subir(None, ficha=ficha)
    assert (respuesta.json["paginas"], respuesta.json["nombre"]) == (1, "reporte.pdf")
    assert quedan() == ["2002100400/expediente-1.pdf"]


def test_una_ficha_usada_ya_no_vale(subir: Any) -> None:
    ficha = subir(pdfs.una_pagina(), luego="otra vez").text
    assert subir(None, ficha=ficha).json["n"] == 1
    assert subir(None, ficha=ficha).json is None


def test_una_ficha_vale_tambien_en_el_tercer_intento(subir: Any) -> None:
    ficha = subir(pdfs.una_pagina(), luego="otra vez").text
    ficha = subir(None, ficha=ficha, luego="otra vez").text
    assert subir(None, ficha=ficha).json["n"] == 1


def test_una_ficha_vence_en_un_dia(subir: Any) -> None:
    with time_machine.travel(datetime.now(UTC), tick=False) as viaje:
        ficha = subir(pdfs.una_pagina(), luego="otra vez").text
        viaje.shift(timedelta(hours=23, minutes=59))
        assert subir(None, ficha=ficha, luego="mirar").json == {"nombre": "reporte.pdf"}
        viaje.shift(timedelta(minutes=2))
        assert subir(None, ficha=ficha, luego="mirar").json is None


def test_una_ficha_no_vale_en_otro_navegador(app: Flask, subir: Any) -> None:
    ficha = subir(pdfs.una_pagina(), luego="otra vez").text
    otro = app.test_client()
    assert otro.post("/subir", data={"ficha": ficha}).json is None
    otro.post("/subir", data={"archivo": (io.BytesIO(pdfs.una_pagina()), "a.pdf"), "luego": "otra vez"})
    assert otro.post("/subir", data={"ficha": ficha}).json is None
    assert subir(None, ficha=ficha).json["n"] == 1


def test_una_ficha_alterada_no_vale(subir: Any) -> None:
    ficha = subir(pdfs.una_pagina(), luego="otra vez").text
    assert subir(None, ficha=ficha[:-1]).json is None
    assert subir(None, ficha="x" + ficha).json is None
    assert subir(None, ficha="").json is None


def test_la_ficha_de_un_archivo_que_ya_no_esta_no_rompe_nada(subir: Any, app: Flask) -> None:
    """The same form sent twice: the one that comes second paints its page again."""
    ficha = subir(pdfs.una_pagina(), luego="otra vez").text
    with app.test_request_context():
        recepcion.barrer(datetime.now(UTC) + timedelta(seconds=1))
    assert subir(None, ficha=ficha).json is None


def test_se_barre_solo_lo_viejo(app: Flask, subir: Any, quedan: Any, uploads: Path) -> None:
    subir(pdfs.una_pagina())
    subir(pdfs.una_pagina(), luego="otra vez")
    vieja = uploads / ".recepcion" / "abandonada"
    vieja.write_bytes(b"%PDF-")
    os.utime(vieja, (0, time.time() - 90_000))
    assert len(quedan()) == 3
    with app.app_context():
        assert recepcion.barrer(datetime.now(UTC) - recepcion.VIGENCIA) == 1
        assert len(quedan()) == 2
        assert recepcion.barrer(datetime.now(UTC) + timedelta(seconds=1)) == 1
    assert quedan() == ["2002100400/expediente-1.pdf"]


def test_barrer_antes_de_recibir_nada_no_barre_nada(app: Flask) -> None:
    with app.app_context():
        assert recepcion.barrer(datetime.now(UTC)) == 0
