"""What is noted of a file, and the same file delivered twice: who reviews it is told, who sent it is not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from sisr.archivos import juez
from sisr.archivos.juez import Nota
from sisr.archivos.recepcion import Recibido
from sisr.db import db
from sisr.documentos.entregar import entregar
from sisr.documentos.model import Entrega
from tests import pdfs
from tests.archivos.clamd import EICAR, clamd
from tests.cliente import Cliente, archivo
from tests.corpus import dudosos
from tests.elenco import Alumna
from tests.mesa.estados import con_numero

Como = Callable[[str], Cliente]


def _marcas(cliente: Cliente, dentro: str) -> str:
    return cliente.dice(f"{dentro} .marcas :is(a, b)")


def _entrega(alumna: Alumna, clave: str) -> Entrega:
    with alumna.app.app_context():
        cual = select(Entrega).where(Entrega.alumno_id == alumna.id, Entrega.clave == clave)
        return db.session.scalars(cual.order_by(Entrega.n.desc())).first() or pytest.fail("no entrega")


def test_lo_que_se_noto_esta_junto_al_documento_en_cada_pantalla(ana: Alumna, como: Como) -> None:
    ana.entregar("expediente", dudosos.de_todo())
    assert _entrega(ana, "expediente").notas == (Nota.JAVASCRIPT, Nota.ADJUNTOS, Nota.FORMULARIO)
    martha = como("martha").ver("/expedientes")
    entrega = ana.documento("expediente").entrega_id
    for ruta in ("/expedientes", f"/alumnos/{ana.id}", f"/entregas/{entrega}/vista"):
        assert _marcas(martha.ver(ruta), "main") == "JavaScript adjuntos formulario"


def test_la_tarjeta_de_un_reporte_dice_lo_que_se_noto(ana: Alumna, como: Como) -> None:
    con_numero(ana).entregar("reporte-1", dudosos.formulario_xfa())
    documento = ana.documento("reporte-1")
    rosa = como("rosa").ver("/reportes")
    assert _marcas(rosa, f"#documento-{documento.id}") == "formulario XFA"
    rosa.llenar("ACEPTADO", dentro=f"#documento-{documento.id}", htmx=True)
    assert _marcas(rosa, f"#documento-{documento.id}") == "formulario XFA"


def test_de_un_archivo_comun_no_se_dice_nada(ana: Alumna, como: Como) -> None:
    ana.entregar("expediente")
    assert _entrega(ana, "expediente").notas == ()
    assert como("martha").ver("/expedientes").hay(".marcas") == 0


def test_el_alumno_no_ve_lo_que_se_noto(ana: Alumna) -> None:
    ella = ana.entregar("expediente", dudosos.de_todo())
    entrega = ana.documento("expediente").entrega_id
    for ruta in ("/tramite", f"/entregas/{entrega}/acuse", f"/entregas/{entrega}/vista"):
        assert "JavaScript" not in ella.ver(ruta).respuesta.text


def test_el_archivo_de_otra_alumna_se_dice_con_su_boleta(ana: Alumna, beto: Alumna, como: Como) -> None:
    ana.entregar("expediente", pdfs.escaneado())
    beto.entregar("expediente", pdfs.escaneado())
    martha = como("martha").ver("/expedientes")
    assert _marcas(martha, f"#fila-{ana.id}") == f"Mismo archivo que {beto.boleta}"
    assert _marcas(martha, f"#fila-{beto.id}") == f"Mismo archivo que {ana.boleta}"
    martha.seguir(f"Mismo archivo que {ana.boleta}")
    assert martha.dice("h1") == "Quezada Flores Ana"
    martha.ver("/expedientes").llenar("ACEPTADO", dentro=f"#fila-{ana.id}", htmx=True)
    assert _marcas(martha, f"#fila-{ana.id}") == f"Mismo archivo que {beto.boleta}"


def test_el_mismo_archivo_en_otro_de_sus_documentos(ana: Alumna, como: Como) -> None:
    ana.hasta("reporte-2").entregar("reporte-2")
    documento = ana.documento("reporte-2")
    rosa = como("rosa").ver("/reportes")
    assert _marcas(rosa, f"#documento-{documento.id}") == "Mismo archivo que su Reporte 1, entrega 1"


def test_el_mismo_archivo_despues_de_un_rechazo(ana: Alumna, como: Como) -> None:
    ana.entregar("expediente", pdfs.escaneado())
    ana.rechazada("expediente").entregar("expediente", pdfs.escaneado())
    martha = como("martha").ver("/expedientes")
    assert _marcas(martha, f"#fila-{ana.id}") == "Mismo archivo que su Expediente, entrega 2"


def test_antes_que_lo_suyo_se_dice_lo_de_otra(ana: Alumna, beto: Alumna, como: Como) -> None:
    for alumna in (ana, ana, beto):
        alumna.entregar("expediente", pdfs.escaneado())
    martha = como("martha").ver("/expedientes")
    assert _marcas(martha, f"#fila-{ana.id}") == f"Mismo archivo que {beto.boleta}"


def test_el_antivirus_queda_con_la_entrega(app: Flask, ana: Alumna, como: Como) -> None:
    with clamd() as donde:
        app.config["CLAMD_SOCKET"] = donde
        ana.entregar("expediente")
        assert _entrega(ana, "expediente").antivirus == "limpio"
        assert como("martha").ver("/expedientes").hay(".marcas") == 0
        ella = ana.entrar().ver("/tramite")
        infectado = archivo(pdfs.una_pagina() + b"\n%" + EICAR + b"\n")
        ella.llenar("Enviar Expediente", estado=422, archivo=infectado)
        assert "El antivirus encontró algo dañino" in ella.dice(".campo__error")
    ana.entregar("expediente", pdfs.linealizado())
    assert _entrega(ana, "expediente").antivirus == "sin revisar"
    assert _marcas(como("martha").ver("/expedientes"), f"#fila-{ana.id}") == "antivirus: sin revisar"


def test_sin_antivirus_en_los_ajustes_no_se_estorba_a_nadie(ana: Alumna, como: Como) -> None:
    ana.entregar("expediente")
    assert _entrega(ana, "expediente").antivirus == "sin revisar"
    assert como("martha").ver("/expedientes").hay(".marcas") == 0


def test_la_consola_examina_lo_que_nadie_examino(app: Flask, ana: Alumna, uploads: Path, como: Como) -> None:
    """Ana's expediente was written as before there were notes; the antivirus was away."""
    ana.numerada().entregar("reporte-1", dudosos.de_todo())
    with (uploads / ana.boleta / "expediente-1.pdf").open("ab") as salida:
        salida.write(b"\n%" + EICAR + b"\n")
    with clamd() as donde:
        app.config["CLAMD_SOCKET"] = donde
        hecho = app.test_cli_runner().invoke(args=["archivos", "examinar"])
        otra = app.test_cli_runner().invoke(args=["archivos", "examinar"])
    assert (hecho.exit_code, hecho.output.splitlines()) == (
        1,
        [
            f"Infectado: {ana.boleta}/expediente-1.pdf",
            "Entregas examinadas: 2. Según el antivirus: 1 limpios, 1 infectados, 0 sin revisar.",
        ],
    )
    assert (otra.exit_code, otra.output.split(".")[0]) == (0, "Entregas examinadas: 0")
    assert _marcas(como("martha").ver("/expedientes"), f"#fila-{ana.id}") == "antivirus: infectado"


def test_la_consola_sin_antivirus_solo_ve_lo_que_llevan(app: Flask, ana: Alumna) -> None:
    hecho = app.test_cli_runner().invoke(args=["archivos", "examinar"])
    assert (hecho.exit_code, hecho.output) == (
        0,
        "Entregas examinadas: 1. Según el antivirus: 0 limpios, 0 infectados, 1 sin revisar.\n",
    )
    assert _entrega(ana, "expediente").notas == ()


def test_lo_que_juzgo_otro_proceso_se_juzga_aqui_otra_vez(app: Flask, ana: Alumna, uploads: Path) -> None:
    """As where a registration is mended, and its second try comes to another worker."""
    recepcion = uploads / ".recepcion"
    recepcion.mkdir(exist_ok=True)
    (recepcion / "de-otro").write_bytes(dudosos.de_todo())
    with app.app_context():
        assert juez.dicho("de-otro") is None
        entregar(ana.id, ana.boleta, "expediente", Recibido("de-otro", "a.pdf", 9, "f" * 64, 1))
    assert _entrega(ana, "expediente").notas == (Nota.JAVASCRIPT, Nota.ADJUNTOS, Nota.FORMULARIO)
