"""One document's life, from the student's hand to the next paso, through HTTP."""

from typing import Any

from sqlalchemy import select

from sisr.correo.model import Correo
from sisr.db import db
from tests.cliente import Cliente, archivo
from tests.elenco import Alumna
from tests.pdfs import una_pagina


def correos(alumna: Alumna) -> list[Any]:
    with alumna.app.app_context():
        return list(db.session.scalars(select(Correo).where(Correo.alumno_id == alumna.id).order_by(Correo.id)))


def test_ana_vive_el_menu_largo_hasta_su_constancia(ana: Alumna) -> None:
    pasos = [paso.clave for paso in ana.avance.proceso.informes]
    assert len(pasos) == 10
    ana.aceptada("expediente").numerada("21140/0002")
    for clave in pasos:
        assert [paso.clave for paso in ana.avance.abiertos(ana.avance.alumno.termino)] == [clave]
        ana.entregar(clave)
        assert ana.documento(clave).estatus == "EN REVISIÓN"
        ana.rechazada(clave, "Falta el sello.")
        assert "Falta el sello." in ana.entrar().dice(f"#paso-{clave}")
        ana.entregar(clave)
        ana.aceptada(clave)
    teo = Cliente(ana.app).ingresar("teo").ver("/constancias")
    teo.llenar("Generar lista de emisión")
    assert "Lista de emisión N° 1" in teo.dice()
    teo.ver("/constancias?situacion=en-espera").llenar("Cargar", archivo=archivo(una_pagina()))
    menu = ana.entrar()
    assert "Felicidades" in menu.dice(".sigue")
    constancia = menu.crudo("GET", f"/entregas/{ana.documento('constancia').entrega_id}/archivo")
    assert constancia.data == una_pagina()
    asuntos = [correo.asunto for correo in correos(ana)]
    assert asuntos[:2] == [
        "Tu expediente fue ACEPTADO: espera tu número de registro",
        "Tu número de registro es 21140/0002",
    ]
    assert asuntos[-2:] == [
        "Tu constancia fue solicitada en la relación 1",
        "Tu constancia de liberación está lista para descargar",
    ]
    assert len(asuntos) == 2 + 2 * len(pasos) + 2


def test_beto_vive_el_menu_corto(beto: Alumna) -> None:
    beto.numerada()
    assert [paso.clave for paso in beto.avance.abiertos(beto.avance.alumno.termino)] == [
        "evaluacion",
        "carta-termino",
    ]
    beto.entregar("carta-termino")
    beto.entregar("evaluacion")
    beto.aceptada("carta-termino").aceptada("evaluacion")
    assert beto.avance.completo
    assert [correo.texto.splitlines()[2] for correo in correos(beto)][-2:] == [
        "Tu Carta Término ha sido aceptada, deberás cargarla en el SISS para su validación",
        "Tu Evaluación de Desempeño ha sido aceptada, deberás cargarla en el SISS para su validación",
    ]
