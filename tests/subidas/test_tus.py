"""The protocol: what each verb answers, to whom, and what is left on the disk (tus 1.0)."""

import hashlib
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from sisr.archivos import vigia
from sisr.archivos.errores import (
    CuotaLlena,
    EnvioDesfasado,
    EnvioOcupado,
    EnvioPerdido,
    MuchosALaVez,
    MuchosTuyos,
    Razon,
    SesionTerminada,
    SinEspacio,
    SinLongitud,
)
from sisr.archivos.parte import tomada
from sisr.archivos.turnos import tomar, tomar_de
from sisr.cuentas.sesiones import quien
from tests.archivos.envios import TIPO as MULTIPARTE, Contado
from tests.cliente import Cliente, archivo
from tests.elenco import Alumna
from tests.pdfs import de_paginas
from tests.subidas.envio import TIPO, TUS, Envio

PDF = de_paginas(3)
MITAD = len(PDF) // 2
MIB = 1024**2


@pytest.fixture
def envio(cliente: Cliente) -> Envio:
    """Of somebody who is registering."""
    return Envio(cliente, "/registro", PDF)


def en_recepcion(uploads: Path) -> list[str]:
    return sorted(ruta.name for ruta in (uploads / ".recepcion").glob("*"))


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
    cuerpo = _Cuerpo(envio.datos, al_leer=lambda leidos: leidos > MIB and envio.descartar())
    respuesta = _parte_cruda(envio, cuerpo)
    assert (respuesta.status_code, respuesta.text.partition(". ")[2]) == (404, EnvioPerdido.frase)
    assert cuerpo.leidos < 2 * MIB
    assert en_recepcion(uploads) == []


def test_lo_que_llego_antes_de_cortarse_se_conserva(envio: Envio) -> None:
    envio.datos = bytes(3 * MIB)
    envio.crear()
    assert _parte_cruda(envio, _Cuerpo(envio.datos[: 2 * MIB], largo=3 * MIB)).status_code == 400
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
    assert _parte_cruda(envio, _Cuerpo(PDF), **entorno).status_code == 204
    assert envio.estado().headers["Upload-Offset"] == str(len(PDF))


def test_lo_cortado_que_gunicorn_da_por_terminado_no_pasa_por_entero(envio: Envio) -> None:
    envio.crear()
    cortado = _Cuerpo(PDF[:MITAD], largo=len(PDF))
    entorno: Any = {"wsgi.input_terminated": True}
    assert _parte_cruda(envio, cortado, **entorno).status_code == 400
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

    assert _parte_cruda(envio, _Cuerpo(envio.datos, al_leer=llenar)).status_code == 507
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
    cuerpo = _Cuerpo(envio.datos)
    assert _parte_cruda(envio, cuerpo, tipo="application/x-www-form-urlencoded").status_code == 415
    assert cuerpo.leidos == 0


def test_sin_longitud_no_se_lee(envio: Envio) -> None:
    envio.crear()
    cuerpo = _Cuerpo(PDF)
    entorno = {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": "", "wsgi.input_terminated": True}
    respuesta = _parte_cruda(envio, cuerpo, **entorno)
    assert (respuesta.status_code, respuesta.text.partition(". ")[2]) == (411, SinLongitud.frase)
    assert cuerpo.leidos == 0


def test_lo_ajeno_es_como_lo_que_no_existe(app: Flask, envio: Envio, ana: Alumna) -> None:
    envio.crear()
    for otro in (Cliente(app), ana.entrar(), Cliente(app).ingresar("martha")):
        suyo = Envio(otro, "/registro", PDF)
        suyo.url = envio.url
        assert {suyo.estado().status_code, suyo.parte(0).status_code, suyo.descartar().status_code} == {404}
        assert otro.crudo("GET", "/subidas").json == []
    assert envio.parte(0).status_code == 204


def test_lo_de_una_cuenta_sigue_en_otro_navegador(ana: Alumna) -> None:
    ana.rechazada("expediente")
    primero = Envio(ana.entrar(), "/tramite/expediente", PDF)
    primero.crear()
    primero.parte(0, MITAD)
    otro = Envio(ana.entrar(), "/tramite/expediente", PDF)
    lista: Any = otro.quien.crudo("GET", f"/subidas?nombre=reporte.pdf&largo={len(PDF)}").json
    assert lista == [
        {
            "url": primero.url,
            "destino": "/tramite/expediente",
            "nombre": "reporte.pdf",
            "largo": len(PDF),
            "llegado": MITAD,
        }
    ]
    assert otro.quien.crudo("GET", f"/subidas?nombre=reporte.pdf&largo={len(PDF) + 1}").json == []
    assert otro.quien.crudo("GET", f"/subidas?nombre=otro.pdf&largo={len(PDF)}").json == []
    otro.url = lista[0]["url"]
    assert otro.parte(MITAD).status_code == 204


def test_al_salir_ya_no_se_puede_seguir_y_al_volver_si(ana: Alumna) -> None:
    envio = Envio(ana.entrar(), "/tramite/expediente", PDF)
    envio.crear()
    envio.quien.enviar("/sesion/fin")
    assert envio.parte(0).status_code == 404
    sin_sesion = envio.crear()
    assert (sin_sesion.status_code, sin_sesion.text.partition(". ")[2]) == (401, SesionTerminada.frase)
    envio.quien.ingresar(ana.boleta)
    suyas: Any = envio.quien.crudo("GET", "/subidas").json
    assert [una["destino"] for una in suyas] == ["/tramite/expediente"]


def test_el_paso_cerrado_cierra_tambien_este_camino(ana: Alumna, como: Callable[[str], Cliente]) -> None:
    quien = ana.entrar()
    assert Envio(quien, "/tramite/reporte-1", PDF).crear().status_code == 409
    envio = Envio(quien, "/tramite/expediente", PDF)
    assert envio.crear().status_code == 201
    ana.aceptada("expediente")
    assert envio.parte(0).status_code == 409
    assert Envio(como("martha"), "/tramite/expediente", PDF).crear().status_code == 403
    assert Envio(como("teo"), f"/alumnos/{ana.id}/constancia", PDF).crear().status_code == 409
    assert Envio(como("martha"), f"/alumnos/{ana.id}/constancia", PDF).crear().status_code == 403


def test_cada_quien_tiene_su_cuota(app: Flask, envio: Envio, uploads: Path) -> None:
    """What was begun for the same form makes room; what is for another, or is coming now, does not."""
    app.config["PERSON_QUOTA_BYTES"] = 3 * MIB
    envio.datos = bytes(2 * MIB)
    primera = envio.entero().ficha
    with tomada(uploads / ".recepcion" / primera):
        lleno = envio.crear()
    assert (lleno.status_code, lleno.text.partition(". ")[2]) == (507, CuotaLlena.frase)
    assert envio.crear().status_code == 201
    assert en_recepcion(uploads) == [envio.ficha]
    assert Envio(Cliente(app), "/registro", bytes(2 * MIB)).crear().status_code == 201


def test_lo_anonimo_tiene_un_limite_entre_todos(app: Flask, envio: Envio, ana: Alumna) -> None:
    app.config["ANONYMOUS_QUOTA_BYTES"] = 3 * MIB
    envio.datos = bytes(2 * MIB)
    envio.entero()
    otro = Cliente(app)
    assert Envio(otro, "/registro", bytes(2 * MIB)).crear().status_code == 507
    cuerpo, _ = Contado(2 * MIB), otro.token()
    entorno = {"wsgi.input": cuerpo, "CONTENT_LENGTH": str(cuerpo.largo), "CONTENT_TYPE": MULTIPARTE}
    assert otro.crudo("POST", "/registro", environ_overrides=entorno).status_code == 507
    assert cuerpo.leidos == 0
    assert Envio(ana.entrar(), "/tramite/expediente", bytes(2 * MIB)).crear().status_code == 201


def test_empezar_muchos_no_burla_las_cuotas(app: Flask, envio: Envio, ana: Alumna) -> None:
    """Each fits when it is begun, for nothing came of the others yet; all of them together do not."""
    for ajuste, una, destino in (
        ("PERSON_QUOTA_BYTES", ana.entrar(), "/tramite/expediente"),
        ("ANONYMOUS_QUOTA_BYTES", envio.quien, "/registro"),
    ):
        app.config[ajuste] = 7 * MIB
        envios = [Envio(una, destino, bytes(3 * MIB), f"{n}.pdf") for n in range(3)]
        assert [envio.crear().status_code for envio in envios] == [201, 201, 201]
        assert [envio.parte(0).status_code for envio in envios] == [204, 204, 507]


def test_lo_que_llega_a_la_vez_se_detiene_en_la_cuota(
    app: Flask, envio: Envio, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vigia, "TRAMO", MIB)
    app.config["ANONYMOUS_QUOTA_BYTES"] = 6 * MIB
    envio.datos = bytes(4 * MIB)
    envio.crear()
    otro = uploads / ".recepcion" / "anonima-otro"
    cuerpo = _Cuerpo(envio.datos, al_leer=lambda leidos: leidos and otro.write_bytes(bytes(5 * MIB)))
    assert _parte_cruda(envio, cuerpo).status_code == 507
    otro.unlink()
    assert int(envio.estado().headers["Upload-Offset"]) < 3 * MIB
    de_forma = Contado(
        4 * MIB,
        lambda leidos: leidos > MIB and otro.write_bytes(bytes(5 * MIB)),
        token=envio.quien.token(),
    )
    entorno = {"wsgi.input": de_forma, "CONTENT_LENGTH": str(de_forma.largo), "CONTENT_TYPE": MULTIPARTE}
    envio.descartar()
    assert envio.quien.crudo("POST", "/registro", environ_overrides=entorno).status_code == 507
    assert de_forma.leidos < 3 * MIB
    assert en_recepcion(uploads) == ["anonima-otro"]


def test_mientras_llega_un_archivo_su_sesion_esta_activa(
    app: Flask, ana: Alumna, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each minute, however few bytes come in it."""
    latidos: list[int] = []

    monkeypatch.setattr(vigia, "PULSO", 0)
    app.extensions["latir"] = lambda: latidos.append(quien().id)
    envio = Envio(ana.entrar(), "/tramite/expediente", PDF)
    envio.entero()
    assert set(latidos) == {ana.id}
    latidos.clear()
    envio.quien.ver("/tramite").enviar("/tramite/expediente", {"archivo": archivo(PDF)})
    assert set(latidos) == {ana.id}


def test_lo_anonimo_llega_de_a_tantos(app: Flask, envio: Envio, ana: Alumna) -> None:
    app.config["ANONYMOUS_UPLOADS"] = 1
    envio.crear()
    with app.app_context():
        ocupado = tomar()
    lleno = envio.parte(0)
    assert (lleno.status_code, lleno.text.partition(". ")[2]) == (503, MuchosALaVez.frase)
    de_ana = Envio(ana.entrar(), "/tramite/expediente", PDF)
    de_ana.crear()
    assert de_ana.parte(0).status_code == 204
    io.FileIO(ocupado).close()
    assert envio.parte(0, MITAD).status_code == 204
    assert envio.parte(MITAD).status_code == 204


def test_de_cada_quien_se_reciben_tantos_a_la_vez(app: Flask, ana: Alumna, beto: Alumna) -> None:
    """What was begun goes on all the same, up to twice as many more; nobody takes anybody else's places."""
    app.config["PERSON_UPLOADS"] = 1
    ana.rechazada("expediente")
    beto.rechazada("expediente")
    envio, otro, de_beto = (Envio(quien.entrar(), "/tramite/expediente", PDF) for quien in (ana, ana, beto))
    for cada in (envio, otro, de_beto):
        cada.crear()
    assert envio.parte(0, MITAD).status_code == 204
    with app.app_context():
        ocupados = [tomar_de(ana.id, sigue=sigue) for sigue in (False, True, True)]
        with pytest.raises(MuchosTuyos):
            tomar_de(ana.id, sigue=True)
    io.FileIO(ocupados.pop()).close()
    assert otro.parte(0).status_code == 429
    lleno = otro.quien.crudo("POST", "/tramite/expediente", data={"archivo": archivo(PDF)})
    assert (lleno.status_code, str(MuchosTuyos(1)) in lleno.text) == (429, True)
    assert de_beto.parte(0).status_code == 204
    assert envio.parte(MITAD).status_code == 204
    for lugar in ocupados:
        io.FileIO(lugar).close()
    assert otro.parte(0).status_code == 204


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


class _Cuerpo:
    """What a connection brings, and how much of it was read."""

    def __init__(self, datos: bytes, *, largo: int | None = None, al_leer: Callable[[int], object] = bool) -> None:
        self._datos, self._al_leer = io.BytesIO(datos), al_leer
        self.largo = len(datos) if largo is None else largo

    @property
    def leidos(self) -> int:
        return self._datos.tell()

    def read(self, cuantos: int = -1) -> bytes:
        self._al_leer(self.leidos)
        return self._datos.read(cuantos)


def _parte_cruda(envio: Envio, cuerpo: _Cuerpo, *, tipo: str = TIPO, **entorno: Any) -> Any:
    cabeceras = TUS | {"X-CSRFToken": envio.quien.token(), "Upload-Offset": "0"}
    entorno = {"wsgi.input": cuerpo, "CONTENT_LENGTH": str(cuerpo.largo), "CONTENT_TYPE": tipo} | entorno
    return envio.quien.crudo("PATCH", envio.url, headers=cabeceras, environ_overrides=entorno)
