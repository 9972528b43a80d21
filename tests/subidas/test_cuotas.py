"""How much each person, and all who are nobody yet, may have on its way."""

import io
from pathlib import Path

import pytest
from flask import Flask

from sisr.archivos import vigia
from sisr.archivos.errores import (
    CuotaLlena,
    MuchosALaVez,
    MuchosTuyos,
)
from sisr.archivos.parte import tomada
from sisr.archivos.turnos import tomar, tomar_de
from tests.archivos.envios import TIPO as MULTIPARTE, Contado
from tests.cliente import Cliente, archivo
from tests.elenco import Alumna
from tests.subidas.envio import MIB, MITAD, PDF, Cuerpo, Envio, en_recepcion, parte_cruda


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
    cuerpo = Cuerpo(envio.datos, al_leer=lambda leidos: leidos and otro.write_bytes(bytes(5 * MIB)))
    assert parte_cruda(envio, cuerpo).status_code == 507
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
