"""The constancia: after the list, mailed, kept with the one before it, downloaded by its student (T1, T4, A8)."""

from pathlib import Path

import pytest
import time_machine
from flask import Flask

from tests import pdfs
from tests.cliente import Cliente, archivo
from tests.elenco import PDF, Alumna
from tests.mesa.estados import completa, correos, enlistada, entregas
from tests.tramite.solicitud import quedan

DOS = pdfs.de_paginas(2)


@pytest.fixture
def teo(app: Flask) -> Cliente:
    return Cliente(app).ingresar("teo")


def cargar(
    teo: Cliente,
    alumna: Alumna,
    pdf: bytes = PDF,
    *,
    sustituye: int = 0,
    htmx: bool = False,
    estado: int | None = None,
) -> Cliente:
    """By hand, whether the card has its form or not."""
    datos = {"archivo": archivo(pdf), "sustituye": str(sustituye or "")}
    return teo.enviar(f"/alumnos/{alumna.id}/constancia", datos, htmx=htmx, estado=estado)


def test_cargarla_muestra_su_fecha_y_avisa(teo: Cliente, beto: Alumna, uploads: Path) -> None:
    enlistada(beto)
    with time_machine.travel("2026-12-26T18:00:00+00:00", tick=False):
        teo = Cliente(beto.app).ingresar("teo").ver("/constancias?situacion=en-espera")
        assert teo.dice(f"#tarjeta-{beto.id} .carga label") == "CARGA DE DOCUMENTO"
        teo.llenar("Cargar", archivo=archivo(DOS))
    assert teo.respuesta.request.full_path == f"/constancias?q={beto.boleta}&situacion=con-constancia"
    assert teo.dice(".aviso--exito") == "Se cargó la constancia y se avisó al alumno por correo."
    assert "FECHA DE CARGA26/12/2026" in teo.dice(f"#tarjeta-{beto.id}")
    assert (uploads / beto.boleta / "constancia-1.pdf").read_bytes() == DOS
    correo = correos(beto)[-1]
    assert correo.asunto == "Tu constancia de liberación está lista para descargar"
    assert correo.texto == (
        "Quezada Flores Beto:\n\n"
        "Ya puedes ingresar al Sistema Intrainstitucional de Registro y Seguimiento para Servicio Social"
        " de la ESCA UST y descargar tu constancia de liberación de Servicio Social."
        " Agradecemos la paciencia a dicho trámite. Felicidades\n"
    )


def test_su_alumno_la_descarga_y_nadie_mas(teo: Cliente, ana: Alumna, beto: Alumna) -> None:
    cargar(teo, enlistada(beto), DOS)
    ruta = f"/entregas/{beto.documento('constancia').entrega_id}/archivo?descarga"
    respuesta = beto.entrar().crudo("GET", ruta)
    assert (respuesta.status_code, respuesta.data) == (200, DOS)
    assert "20190A0000 Constancia de Liberacion.pdf" in respuesta.headers["Content-Disposition"]
    assert ana.entrar().crudo("GET", ruta).status_code == 404


@pytest.mark.parametrize("htmx", [True, False])
def test_antes_de_la_lista_no_se_carga(teo: Cliente, beto: Alumna, uploads: Path, htmx: bool) -> None:
    completa(beto)
    antes = quedan(uploads)
    assert teo.ver("/constancias").hay(".carga") == 0
    cargar(teo, beto, htmx=htmx, estado=409)
    assert "Primero ponlo en una lista de emisión" in teo.respuesta.text
    assert (quedan(uploads), entregas(beto, "constancia"), correos(beto)) == (antes, [], [])


def test_otra_constancia_conserva_la_primera_y_avisa(teo: Cliente, beto: Alumna, uploads: Path) -> None:
    enlistada(beto)
    cargar(teo, beto, PDF)
    teo.ver(f"/constancias?situacion=con-constancia&q={beto.boleta}").llenar("Sustituir", archivo=archivo(DOS))
    assert teo.dice(".aviso--exito") == "Se sustituyó la constancia y se avisó al alumno por correo."
    assert [entrega.n for entrega in entregas(beto, "constancia")] == [1, 2]
    carpeta = uploads / beto.boleta
    assert [(carpeta / f"constancia-{n}.pdf").read_bytes() for n in (1, 2)] == [PDF, DOS]
    vigente = f"/entregas/{beto.documento('constancia').entrega_id}/archivo"
    assert beto.entrar().crudo("GET", vigente).data == DOS
    assert correos(beto)[-1].asunto == "Hay una nueva constancia de liberación: descárgala otra vez"


def test_quien_no_vio_la_que_ya_hay_no_la_sustituye(teo: Cliente, beto: Alumna, uploads: Path) -> None:
    """Two people load one for the same student, each on a card that showed none; or the same click twice."""
    enlistada(beto)
    cargar(teo, beto, PDF)
    antes = quedan(uploads)
    cargar(teo, beto, DOS, estado=409)
    assert "Alguien más cargó su constancia hace un momento: así está ahora." in teo.dice(f"#tarjeta-{beto.id}")
    assert (quedan(uploads), len(entregas(beto, "constancia")), len(correos(beto))) == (antes, 1, 2)


@pytest.mark.parametrize(
    ("malo", "dicho"),
    [
        (b"No soy un PDF", "El archivo no es un PDF"),
        (b"", "El archivo está vacío"),
        (None, "Elige el PDF de la constancia"),
    ],
)
def test_un_mal_archivo_se_dice_en_su_tarjeta(
    teo: Cliente, beto: Alumna, uploads: Path, malo: bytes | None, dicho: str
) -> None:
    enlistada(beto)
    antes = quedan(uploads)
    enviado = archivo(b"", "") if malo is None else archivo(malo)
    teo.ver("/constancias?situacion=en-espera").llenar("Cargar", archivo=enviado, estado=422)
    assert teo.dice(f"#tarjeta-{beto.id} .aviso--error").startswith(dicho)
    assert (quedan(uploads), entregas(beto, "constancia")) == (antes, [])


def test_un_alumno_que_no_existe(teo: Cliente) -> None:
    teo.enviar("/alumnos/99999/constancia", {"archivo": archivo(PDF)}, estado=404)
