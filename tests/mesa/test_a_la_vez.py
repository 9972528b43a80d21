"""Two at once: one change, one dictamen, one mail; the other is told who and when, and keeps the text."""

import fcntl
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from sisr.bitacora.model import Acto
from sisr.db import ESPERA, db, escritura
from sisr.documentos.model import Dictamen
from sisr.turno import BaseOcupada
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import aceptado, con_numero, correos, entregado, poblar
from tests.puerta.servicio import PACIENCIA

HTMX = {"HX-Request": "true"}
VECES = 20


def a_la_vez(*actos: Callable[[], Any]) -> list[Any]:
    """What each gives back, all begun at the same instant."""
    listos = Barrier(len(actos))

    def hacer(acto: Callable[[], Any]) -> Any:
        listos.wait()
        return acto()

    with ThreadPoolExecutor(len(actos)) as hilos:
        return list(hilos.map(hacer, actos))


def enviar(cliente: Cliente, ruta: str, **cuerpo: Any) -> Callable[[], tuple[int, str]]:
    """The request by htmx, ready to go; it gives back its status and what it says."""
    datos = {"csrf_token": cliente.token(), **cuerpo}

    def ya() -> tuple[int, str]:
        respuesta = cliente.crudo("POST", ruta, data=datos, headers=HTMX)
        return respuesta.status_code, respuesta.text

    return ya


def dictamenes(app: Flask, entrega: int) -> list[Any]:
    with app.app_context():
        suyos = select(Dictamen.resultado, Dictamen.motivo).where(Dictamen.entrega_id == entrega)
        return [tuple(fila) for fila in db.session.execute(suyos)]


def test_dos_revisores_deciden_lo_mismo_al_mismo_instante(app: Flask) -> None:
    """One accepts and the other rejects, each time another student."""
    martha, marta = Cliente(app).ingresar("martha"), Cliente(app).ingresar("marta2")
    for alumna in poblar(app, VECES, prestatario="ESCA UST"):
        documento = alumna.documento("expediente")
        ruta, entrega = f"/documentos/{documento.id}", documento.entrega_id
        una, otra = a_la_vez(
            enviar(martha, f"{ruta}/aceptacion", entrega=entrega),
            enviar(marta, f"{ruta}/rechazo", entrega=entrega, motivo="No se lee."),
        )
        gano = alumna.documento("expediente")
        acepto = gano.estatus == "ACEPTADO"
        assert (una[0], otra[0]) == ((200, 409) if acepto else (409, 200))
        assert dictamenes(app, entrega) == [("ACEPTADO", None) if acepto else ("RECHAZADO", "No se lee.")]
        assert len(correos(alumna)) == 1
        quien = "Martha" if acepto else "Marta"
        dicho = otra[1] if acepto else una[1]
        assert re.search(rf"{quien} ya decidió: {gano.estatus}, \d\d/\d\d/\d{{4}} \d\d:\d\d\. Así está ahora", dicho)
        if acepto:
            assert re.search(r"<textarea[^>]*>No se lee\.</textarea>", dicho)
    with app.app_context():
        actos = db.session.scalars(select(Acto).where(Acto.accion.in_(["aceptacion", "rechazo"]))).all()
        assert len(actos) == VECES


def test_el_mismo_boton_cinco_veces_al_mismo_instante(ana: Alumna) -> None:
    documento = ana.documento("expediente")
    martha = Cliente(ana.app).ingresar("martha")
    acto = enviar(martha, f"/documentos/{documento.id}/aceptacion", entrega=documento.entrega_id)
    respuestas = a_la_vez(*[acto] * 5)
    assert [(codigo, "ACEPTADO" in dicho, "ya decidió" in dicho) for codigo, dicho in respuestas] == [
        (200, True, False)
    ] * 5
    assert dictamenes(ana.app, documento.entrega_id) == [("ACEPTADO", None)]
    assert len(correos(ana)) == 1


def test_enviar_dos_veces_el_mismo_rechazo_es_un_dictamen(ana: Alumna) -> None:
    documento = ana.documento("expediente")
    martha = Cliente(ana.app).ingresar("martha")
    acto = enviar(martha, f"/documentos/{documento.id}/rechazo", entrega=documento.entrega_id, motivo="Ilegible.")
    assert [codigo for codigo, _ in a_la_vez(acto, acto)] == [200, 200]
    assert (len(dictamenes(ana.app, documento.entrega_id)), len(correos(ana))) == (1, 1)
    otro = enviar(martha, f"/documentos/{documento.id}/rechazo", entrega=documento.entrega_id, motivo="Sin firma.")
    codigo, dicho = otro()
    assert (codigo, "Sin firma." in dicho) == (409, True)
    assert dictamenes(ana.app, documento.entrega_id) == [("RECHAZADO", "Ilegible.")]


def test_decidir_y_reemplazar_al_mismo_instante(ana: Alumna) -> None:
    """Either the decision comes first and the row is closed, or the new file and the decision is refused."""
    for _ in range(5):
        entregado(ana, "expediente")
        documento = ana.documento("expediente")
        martha = Cliente(ana.app).ingresar("martha")
        decidir = enviar(
            martha, f"/documentos/{documento.id}/rechazo", entrega=documento.entrega_id, motivo="Ilegible."
        )
        (codigo, _), _ = a_la_vez(decidir, lambda: entregado(ana, "expediente"))
        assert len(dictamenes(ana.app, documento.entrega_id)) == (codigo == 200)
        assert ana.documento("expediente").estatus == "EN REVISIÓN"


def test_un_numero_para_dos_alumnos_al_mismo_instante(app: Flask) -> None:
    clientes = [Cliente(app).ingresar(quien) for quien in ("martha", "marta2")]
    alumnas = [aceptado(alumna, "expediente") for alumna in poblar(app, 10, prestatario="ESCA UST")]
    for n, pareja in enumerate(zip(alumnas[::2], alumnas[1::2], strict=True)):
        numero = f"21140/{n}"
        actos = [
            enviar(cliente, f"/alumnos/{alumna.id}/registro", numero=numero, version=1)
            for cliente, alumna in zip(clientes, pareja, strict=True)
        ]
        respuestas = a_la_vez(*actos)
        assert sorted(codigo for codigo, _ in respuestas) == [200, 409]
        duenia = next(alumna for alumna in pareja if alumna.avance.alumno.numero_registro == numero)
        dicho = next(dicho for codigo, dicho in respuestas if codigo == 409)
        assert f"El número {numero} ya es de la boleta {duenia.boleta}: revisa cuál es el correcto." in dicho
        assert sum(len(correos(alumna)) for alumna in pareja) == 1


def test_dos_escriben_en_el_mismo_renglon_al_mismo_instante(ana: Alumna) -> None:
    con_numero(ana)
    antes = ana.avance.alumno.version
    clientes = [Cliente(ana.app).ingresar(quien) for quien in ("martha", "marta2")]
    actos = [
        enviar(cliente, f"/alumnos/{ana.id}/registro", numero=f"1/{n}", version=antes)
        for n, cliente in enumerate(clientes)
    ]
    assert sorted(codigo for codigo, _ in a_la_vez(*actos)) == [200, 409]
    assert (ana.avance.alumno.version, len(correos(ana))) == (antes + 1, 1)


def test_a_otro_proceso_que_escribe_se_le_espera(ana: Alumna) -> None:
    documento = ana.documento("expediente")
    martha = Cliente(ana.app).ingresar("martha")
    acto = enviar(martha, f"/documentos/{documento.id}/aceptacion", entrega=documento.entrega_id)
    with ThreadPoolExecutor() as hilos, (Path(ana.app.instance_path) / "escritura.lock").open("w") as candado:
        fcntl.flock(candado, fcntl.LOCK_EX)
        respuesta = hilos.submit(acto)
        with pytest.raises(TimeoutError):
            respuesta.result(timeout=0.3)
        assert martha.crudo("GET", "/expedientes").status_code == 200  # reading never waits
        fcntl.flock(candado, fcntl.LOCK_UN)
        assert respuesta.result(timeout=PACIENCIA)[0] == 200


def test_un_proceso_detenido_con_la_base_en_la_mano_no_detiene_a_nadie_para_siempre(ana: Alumna) -> None:
    """Stopped (SIGSTOP) while it holds the lock of the writers: the limit ends the wait, each time, and no more."""
    toma = "import fcntl, sys; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX); print(flush=True); input()"
    orden = [sys.executable, "-c", toma, str(Path(ana.app.instance_path) / "escritura.lock")]
    with subprocess.Popen(orden, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as otro, ana.app.app_context():
        assert otro.stdout
        assert otro.stdout.readline()
        otro.send_signal(signal.SIGSTOP)
        abiertos = len(os.listdir("/proc/self/fd"))
        for _ in range(3):
            inicio = time.monotonic()
            with pytest.raises(BaseOcupada), escritura(espera=0.1):
                raise AssertionError("it wrote while another held the lock")
            assert 0.1 <= time.monotonic() - inicio < ESPERA
        assert len(os.listdir("/proc/self/fd")) <= abiertos + 1  # one thread waits on, however many gave up
        otro.send_signal(signal.SIGCONT)
        otro.communicate(b"\n")
        with escritura(espera=PACIENCIA) as conexion:
            assert conexion.scalar(select(Acto.id).limit(1))
