"""ACEPTADO and RECHAZADO, with htmx and without, of the right thing and in the right way (E3, E5, E6)."""

import gzip
from itertools import product
from typing import Any

import pytest
from sqlalchemy import func, select

from sisr.bitacora.model import Acto
from sisr.db import db
from sisr.documentos.model import Dictamen
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import con_numero, correos, entregado
from tests.pagina import elegir

CONSULTA = "/expedientes?q=quezada&orden=nombre"
DOS = pytest.mark.parametrize("clave", ["expediente", "reporte-1"])
FALTA = "Escribe el motivo: el alumno lo recibe por correo y con él corrige."


def preparar(ana: Alumna, clave: str) -> tuple[Cliente, Any]:
    """The reviewer of that document, and the document EN REVISIÓN."""
    if clave != "expediente":
        entregado(con_numero(ana), clave)
    return Cliente(ana.app).ingresar("martha" if clave == "expediente" else "rosa"), ana.documento(clave)


def caja(ana: Alumna, documento: Any) -> str:
    """The id of the fragment that shows it."""
    return f"fila-{ana.id}" if documento.clave == "expediente" else f"documento-{documento.id}"


def dictamenes(ana: Alumna) -> list[Any]:
    with ana.app.app_context():
        de_ella = select(Dictamen).order_by(Dictamen.id)
        return [(d.entrega_id, d.resultado, d.motivo) for d in db.session.scalars(de_ella)]


@DOS
def test_aceptar_con_htmx_devuelve_solo_su_renglon(ana: Alumna, clave: str) -> None:
    revisor, documento = preparar(ana, clave)
    respuesta = revisor.enviar(
        f"/documentos/{documento.id}/aceptacion", {"entrega": documento.entrega_id}, htmx=True
    ).respuesta
    etiqueta = "tbody" if clave == "expediente" else "div"
    assert respuesta.text.startswith(f"<{etiqueta} ")
    assert respuesta.text.rstrip().endswith(f"</{etiqueta}>")
    assert f'id="{caja(ana, documento)}"' in respuesta.text.partition(">")[0]
    assert revisor.dice(".estatus") == "ACEPTADO"
    assert "HX-Request" in respuesta.headers["Vary"]
    assert len(gzip.compress(respuesta.data, 5)) <= 1024
    assert ana.documento(clave).estatus == "ACEPTADO"


@DOS
def test_rechazar_con_htmx_abre_la_ventana_en_su_lugar(ana: Alumna, clave: str) -> None:
    revisor, documento = preparar(ana, clave)
    revisor.ver(f"/documentos/{documento.id}/rechazo", htmx=True)
    assert revisor.respuesta.text.startswith("<tbody" if clave == "expediente" else "<div")
    assert revisor.dice(".ventana h2") == "Ventana de RECHAZO"
    assert revisor.dice(".ventana label") == "Motivo:"
    assert revisor.dice(".ventana .acciones p") == f"Atentamente: {'Martha' if clave == 'expediente' else 'Rosa'}"
    assert revisor.dice(".ventana .acciones button") == "Enviar"
    assert (ana.documento(clave).estatus, correos(ana)) == ("EN REVISIÓN", [])
    revisor.ver(elegir(revisor.pagina, ".ventana .acciones a")[0].get("hx-get"), htmx=True)
    assert (revisor.hay(".ventana"), revisor.hay(".dictamen")) == (0, 1)
    revisor.ver(f"/documentos/{documento.id}/rechazo", htmx=True).llenar("Enviar", htmx=True, motivo="Ilegible.")
    assert revisor.dice(".estatus") == "RECHAZADO"
    assert revisor.hay(".ventana") == 0
    assert ana.documento(clave).motivo == "Ilegible."


def test_sin_htmx_se_acepta_y_se_vuelve_a_la_misma_lista(ana: Alumna) -> None:
    martha, _ = preparar(ana, "expediente")
    martha.ver(CONSULTA).llenar("ACEPTADO", dentro=f"#fila-{ana.id}", estado=303)
    assert martha.respuesta.headers["Location"] == f"{CONSULTA}#fila-{ana.id}"
    assert ana.documento("expediente").estatus == "ACEPTADO"


def test_sin_htmx_la_ventana_se_abre_en_su_pagina_y_vuelve(ana: Alumna, beto: Alumna) -> None:
    martha, _ = preparar(ana, "expediente")
    martha.ver(CONSULTA).seguir("RECHAZADO", dentro=f"#fila-{ana.id}")
    assert (martha.hay("html head"), martha.hay(".fila"), martha.hay(f"#fila-{ana.id} .ventana")) == (1, 2, 1)
    assert martha.hay(".ventana") == 1
    cancelar = elegir(martha.pagina, ".ventana .acciones a")[0].get("href")
    assert martha.dice(".barra__menu [aria-current]") == "Expedientes"
    martha.llenar("Enviar", dentro=f"#fila-{ana.id}", estado=422)
    assert martha.dice(f"#fila-{ana.id} .aviso--error") == FALTA
    assert martha.dice(".barra__menu [aria-current]") == "Expedientes"
    martha.llenar("Enviar", dentro=f"#fila-{ana.id}", motivo="Ilegible.", estado=303)
    assert martha.respuesta.headers["Location"] == f"{CONSULTA}#fila-{ana.id}"
    assert cancelar == CONSULTA
    assert ana.documento("expediente").motivo == "Ilegible."


def test_en_reportes_sin_htmx_se_vuelve_a_la_tarjeta(ana: Alumna) -> None:
    rosa, _ = preparar(ana, "reporte-1")
    rosa.ver("/reportes?q=quezada&orden=boleta").llenar("ACEPTADO", dentro=f"#tarjeta-{ana.id}", estado=303)
    assert rosa.respuesta.headers["Location"] == f"/reportes?q=quezada&orden=boleta#tarjeta-{ana.id}"


def test_quien_queda_fuera_del_filtro_se_muestra_con_su_ventana(ana: Alumna, beto: Alumna) -> None:
    martha, documento = preparar(ana, "expediente")
    martha.ver(f"/documentos/{documento.id}/rechazo?q=beto")
    assert [martha.hay(f"#fila-{alumna.id} .ventana") for alumna in (ana, beto)] == [1, 0]


@DOS
@pytest.mark.parametrize("htmx", [True, False])
def test_un_motivo_vacio_se_rechaza_con_la_ventana_abierta(ana: Alumna, clave: str, htmx: bool) -> None:
    revisor, documento = preparar(ana, clave)
    ruta = f"/documentos/{documento.id}/rechazo"
    for vacio in ("", "  \n\t ", "\u200b"):
        revisor.enviar(ruta, {"entrega": documento.entrega_id, "motivo": vacio}, htmx=htmx, estado=422)
        assert revisor.dice(f"#{caja(ana, documento)} .aviso--error") == FALTA
        assert revisor.hay(f"#{caja(ana, documento)} textarea[aria-invalid]") == 1
    revisor.enviar(ruta, {"entrega": documento.entrega_id}, htmx=htmx, estado=422)
    assert (dictamenes(ana)[clave != "expediente" :], correos(ana)) == ([], [])


def test_un_motivo_demasiado_largo_no_se_pierde(ana: Alumna) -> None:
    martha, documento = preparar(ana, "expediente")
    ruta, largo = f"/documentos/{documento.id}/rechazo", "Ñ" * 2001
    martha.enviar(ruta, {"entrega": documento.entrega_id, "motivo": largo}, htmx=True, estado=422)
    assert martha.dice(".aviso--error") == "El motivo puede tener hasta 2,000 caracteres: resúmelo."
    assert martha.dice("textarea") == largo
    martha.enviar(ruta, {"entrega": documento.entrega_id, "motivo": largo[1:]}, htmx=True)
    assert ana.documento("expediente").motivo == largo[1:]


@pytest.mark.parametrize("accion", ["aceptacion", "rechazo"])
def test_sin_decir_que_entrega_se_vio_no_se_decide(ana: Alumna, accion: str) -> None:
    martha, documento = preparar(ana, "expediente")
    for htmx, entrega in product((True, False), ({}, {"entrega": ""}, {"entrega": "x"}, {"entrega": "9" * 30})):
        cuerpo = {"motivo": "Ilegible.", **entrega}
        martha.enviar(f"/documentos/{documento.id}/{accion}", cuerpo, htmx=htmx, estado=422)
        assert martha.hay(".aviso--error") == 1
    assert (dictamenes(ana), correos(ana)) == ([], [])


def test_un_dictamen_queda_en_la_bitacora_y_en_la_historia(ana: Alumna) -> None:
    martha, documento = preparar(ana, "expediente")
    ana.rechazada("expediente", "Ilegible.")
    historia = martha.ver(f"/alumnos/{ana.id}")
    assert historia.dice(".historia li strong").startswith("Rechazó un documento")
    assert "Martha" in historia.dice(".historia li:first-child")
    assert dictamenes(ana) == [(documento.entrega_id, "RECHAZADO", "Ilegible.")]
    with ana.app.app_context():
        acto = db.session.scalars(select(Acto).where(Acto.accion == "rechazo")).one()
        assert (acto.alumno_id, acto.detalle["clave"]) == (ana.id, "expediente")
        assert db.session.scalar(select(func.count()).where(Acto.accion == "aceptacion")) == 0


def test_otra_direccion_en_la_consulta_no_lleva_fuera(ana: Alumna) -> None:
    """Only what a list can be asked for survives in the address."""
    martha, documento = preparar(ana, "expediente")
    ruta = f"/documentos/{documento.id}/aceptacion?_external=1&_scheme=evil&_anchor=x&endpoint=y&q=ana&otra=z"
    martha.enviar(ruta, {"entrega": documento.entrega_id}, estado=303)
    assert martha.respuesta.headers["Location"] == f"/expedientes?q=ana#fila-{ana.id}"


def test_un_documento_que_no_existe_no_se_decide(ana: Alumna) -> None:
    martha = Cliente(ana.app).ingresar("martha")
    for htmx in (True, False):
        martha.enviar("/documentos/999999/aceptacion", {"entrega": 1}, htmx=htmx, estado=404)
