"""The protocol: what each verb answers and what is left on the disk (tus 1.0)."""

import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from sisr.archivos.errores import (
    EnvioDesfasado,
    EnvioOcupado,
    EnvioPerdido,
    Razon,
    SinEspacio,
    SinLongitud,
)
from sisr.archivos.parte import tomada
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.subidas.envio import MIB, MITAD, PDF, Cuerpo, Envio, en_recepcion, parte_cruda


def test_se_anuncia_lo_que_se_sabe_hacer(app: Flask, cliente: Cliente) -> None:
    respuesta = cliente.crudo("OPTIONS", "/subidas")
    dicho = {c: v for c, v in respuesta.headers.items() if c.startswith("Tus-")}
    assert (respuesta.status_code, dicho) == (
        200,
        {
            "Tus-Resumable": "1.0.0",
            "Tus-Version": "1.0.0",
            "Tus-Extension": "creation,termination,expiration",
            "Tus-Max-Size": str(app.config["MAX_PDF_BYTES"]),
        },
    )


def test_llega_en_dos_partes_y_queda_como_salio(envio: Envio, uploads: Path) -> None:
    creado = envio.crear()
    vence = parsedate_to_datetime(creado.headers["Upload-Expires"])
    assert timedelta(hours=23, minutes=59) < vence - datetime.now(UTC) <= timedelta(hours=24)
    assert (creado.status_code, creado.data) == (201, b"")
    primera = envio.parte(0, MITAD)
    assert (primera.status_code, primera.headers["Upload-Offset"]) == (204, str(MITAD))
    estado = envio.estado()
    assert [estado.headers[c] for c in ("Upload-Offset", "Upload-Length", "Cache-Control")] == [
        str(MITAD),
        str(len(PDF)),
        "no-store",
    ]
    assert envio.parte(MITAD).headers["Upload-Offset"] == str(len(PDF))
    assert (uploads / ".recepcion" / envio.ficha).read_bytes() == PDF
    assert (uploads / ".recepcion" / envio.ficha).stat().st_mode & 0o777 == 0o600


def test_lo_que_no_continua_se_rechaza_sin_tocar_nada(envio: Envio) -> None:
    envio.crear()
    envio.parte(0, MITAD)
    for desde in (0, MITAD - 1, MITAD + 1):
        respuesta = envio.parte(desde, desde + 1)
        assert (respuesta.status_code, respuesta.text.partition(". ")[2]) == (409, EnvioDesfasado.frase)
    assert envio.parte_con({"Content-Type": "text/plain"}).status_code == 415
    assert envio.estado().headers["Upload-Offset"] == str(MITAD)


def test_mas_de_lo_anunciado_se_rechaza_sin_leerlo(envio: Envio) -> None:
    envio.crear({"Upload-Length": str(MITAD)})
    assert envio.parte(0).status_code == 400
    assert envio.estado().headers["Upload-Offset"] == "0"


def test_una_parte_a_la_vez(envio: Envio, uploads: Path) -> None:
    envio.crear()
    with tomada(uploads / ".recepcion" / envio.ficha):
        respuesta = envio.parte(0)
    assert (respuesta.status_code, respuesta.text.partition(". ")[2]) == (423, EnvioOcupado.frase)
    assert envio.parte(0).status_code == 204


def test_descartado_no_deja_nada(envio: Envio, uploads: Path) -> None:
    envio.crear()
    envio.parte(0, MITAD)
    assert envio.descartar().status_code == 204
    assert en_recepcion(uploads) == []
    for respuesta in (envio.estado(), envio.parte(MITAD), envio.descartar()):
        assert respuesta.status_code == 404


def test_descartado_mientras_llega_da_el_espacio(envio: Envio, uploads: Path) -> None:
    envio.datos = bytes(3 * MIB)
    envio.crear()
    cuerpo = Cuerpo(envio.datos, al_leer=lambda leidos: leidos > MIB and envio.descartar())
    respuesta = parte_cruda(envio, cuerpo)
    assert (respuesta.status_code, respuesta.text.partition(". ")[2]) == (404, EnvioPerdido.frase)
    assert cuerpo.leidos < 2 * MIB
    assert en_recepcion(uploads) == []


def test_lo_que_llego_antes_de_cortarse_se_conserva(envio: Envio) -> None:
    envio.datos = bytes(3 * MIB)
    envio.crear()
    assert parte_cruda(envio, Cuerpo(envio.datos[: 2 * MIB], largo=3 * MIB)).status_code == 400
    assert envio.estado().headers["Upload-Offset"] == str(2 * MIB)


def test_sin_la_version_del_protocolo_no_hay_trato(envio: Envio) -> None:
    respuesta = envio.crear({"Tus-Resumable": "0.2.2"})
    assert (respuesta.status_code, respuesta.headers["Tus-Version"]) == (412, "1.0.0")


@pytest.mark.parametrize(
    "cabeceras",
    [{"Upload-Length": ""}, {"Upload-Length": "-1"}, {"Upload-Length": "mil"}, {"Upload-Metadata": "filename !"}],
)
def test_lo_mal_dicho_se_rechaza(envio: Envio, cabeceras: dict[str, str], uploads: Path) -> None:
    assert envio.crear(cabeceras).status_code == 400
    assert en_recepcion(uploads) == []


@pytest.mark.parametrize(
    "destino", ["", "/", "/no-existe", "/tramite", "/sesion", "/subidas", "//otro/registro", "registro"]
)
def test_solo_se_sube_para_un_formulario_con_archivo(envio: Envio, destino: str, uploads: Path) -> None:
    envio.destino = destino
    assert envio.crear().status_code in {401, 404}
    assert en_recepcion(uploads) == []


def test_demasiado_grande_se_dice_antes_de_empezar(app: Flask, envio: Envio) -> None:
    limite = app.config["MAX_PDF_BYTES"]
    respuesta = envio.crear({"Upload-Length": str(limite + 1)})
    assert (respuesta.status_code, respuesta.text.partition(". ")[2]) == (413, Razon.DEMASIADO_GRANDE.frase(limite))
    assert envio.crear({"Upload-Length": str(limite)}).status_code == 201


@pytest.mark.parametrize("como_gunicorn", [False, True])
def test_el_limite_exacto_llega_en_una_sola_parte(app: Flask, envio: Envio, como_gunicorn: bool) -> None:
    app.config["MAX_PDF_BYTES"] = len(PDF)
    envio.crear()
    entorno: Any = {"wsgi.input_terminated": como_gunicorn}
    assert parte_cruda(envio, Cuerpo(PDF), **entorno).status_code == 204
    assert envio.estado().headers["Upload-Offset"] == str(len(PDF))


def test_lo_cortado_que_gunicorn_da_por_terminado_no_pasa_por_entero(envio: Envio) -> None:
    envio.crear()
    cortado = Cuerpo(PDF[:MITAD], largo=len(PDF))
    entorno: Any = {"wsgi.input_terminated": True}
    assert parte_cruda(envio, cortado, **entorno).status_code == 400
    assert envio.estado().headers["Upload-Offset"] == str(MITAD)


def test_sin_espacio_no_se_empieza_ni_se_sigue(app: Flask, envio: Envio) -> None:
    envio.crear()
    app.config["DISK_RESERVE_BYTES"] = 1 << 60
    for respuesta in (envio.parte(0), envio.crear()):
        assert (respuesta.status_code, respuesta.text.partition(". ")[2]) == (507, SinEspacio.frase)


def test_si_se_llena_a_medio_camino_lo_que_llego_espera(app: Flask, envio: Envio) -> None:
    envio.datos = bytes(3 * MIB)
    envio.crear()

    def llenar(leidos: int) -> None:
        app.config["DISK_RESERVE_BYTES"] = 1 << 60 if leidos > MIB else 0

    assert parte_cruda(envio, Cuerpo(envio.datos, al_leer=llenar)).status_code == 507
    llegado = int(envio.estado().headers["Upload-Offset"])
    assert MIB < llegado < 2 * MIB
    app.config["DISK_RESERVE_BYTES"] = 0
    assert envio.parte(llegado).headers["Upload-Offset"] == str(3 * MIB)


def test_sin_token_o_desde_otro_sitio_no_entra_nada(envio: Envio) -> None:
    envio.crear()
    assert envio.parte_con({"Origin": "https://malo.example"}).status_code == 400
    assert envio.parte_con({"Origin": "null"}).status_code == 400
    assert envio.parte_con({"X-CSRFToken": ""}).status_code == 400
    assert envio.parte_con({"X-CSRFToken": "otro"}).status_code == 400
    assert envio.estado().headers["Upload-Offset"] == "0"
    assert envio.parte_con({"Origin": "http://localhost"}).status_code == 204


def test_una_parte_no_se_lee_como_formulario(envio: Envio) -> None:
    """A token within the body would have to be looked for there."""
    envio.datos = b"csrf_token=x&" + bytes(100)
    envio.crear()
    cuerpo = Cuerpo(envio.datos)
    assert parte_cruda(envio, cuerpo, tipo="application/x-www-form-urlencoded").status_code == 415
    assert cuerpo.leidos == 0


def test_sin_longitud_no_se_lee(envio: Envio) -> None:
    envio.crear()
    cuerpo = Cuerpo(PDF)
    entorno = {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": "", "wsgi.input_terminated": True}
    respuesta = parte_cruda(envio, cuerpo, **entorno)
    assert (respuesta.status_code, respuesta.text.partition(". ")[2]) == (411, SinLongitud.frase)
    assert cuerpo.leidos == 0


def test_la_suma_es_la_del_archivo_de_una_vez_o_por_partes(app: Flask, ana: Alumna) -> None:
    ana.rechazada("expediente")
    for corte in (0, MITAD):
        envio = Envio(ana.entrar(), "/tramite/expediente", PDF, "mío.pdf")
        envio.crear()
        if corte:
            envio.parte(0, corte)
        envio.parte(corte)
        envio.quien.ver("/tramite").enviar("/tramite/expediente", {"subida": envio.ficha})
        assert hashlib.sha256(PDF).hexdigest() in envio.quien.dice()
        assert "mío.pdf" in envio.quien.dice()
