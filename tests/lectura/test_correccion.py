"""A decision is corrected while nothing later depends on it, with its trace and its mail (REQUIREMENTS D4)."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from sisr.bitacora.model import Acto
from sisr.catalogos.model import Prestatario
from sisr.db import db, escritura
from sisr.documentos.model import Dictamen
from sisr.informes.model import Suceso
from sisr.mesa.decidir import FALTA_MOTIVO, FALTA_PRESTATARIO
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.lectura.test_lectura import ruta
from tests.mesa.estados import aceptado, completa, con_numero, correos, enlistada, entregado, rechazado
from tests.mesa.test_a_la_vez import a_la_vez, enviar

Como = Callable[[str], Cliente]
NO_SE_PUEDE = "Este dictamen ya no se puede corregir: "


def dictamenes(alumna: Alumna, clave: str = "expediente") -> list[Any]:
    with alumna.app.app_context():
        de_esta = select(Dictamen).where(Dictamen.entrega_id == alumna.documento(clave).entrega_id)
        return [(d.resultado, d.motivo) for d in db.session.scalars(de_esta.order_by(Dictamen.id))]


def actos(app: Flask) -> list[Any]:
    with app.app_context():
        suyos = select(Acto).where(Acto.accion == "correccion").order_by(Acto.id)
        return [(acto.alumno_id, acto.detalle["clave"]) for acto in db.session.scalars(suyos)]


def hechos(app: Flask) -> list[str]:
    with app.app_context():
        cuales = ("aceptacion", "rechazo", "correccion")
        suyos = select(Suceso.hecho).where(Suceso.hecho.in_(cuales)).order_by(Suceso.origen_id)
        return list(db.session.scalars(suyos))


@pytest.mark.parametrize("htmx", [True, False])
def test_de_aceptado_a_rechazado_y_de_vuelta(ana: Alumna, como: Como, htmx: bool) -> None:
    ana.aceptada("expediente")
    martha = como("martha").ver(ruta(ana))
    martha.llenar("Enviar", htmx=htmx, motivo="Falta la firma.", estado=204 if htmx else 303)
    assert (ana.documento("expediente").estatus, ana.documento("expediente").motivo) == (
        "RECHAZADO",
        "Falta la firma.",
    )
    como("marta2").ver(ruta(ana)).llenar("Corregir a ACEPTADO", estado=303)
    assert (ana.documento("expediente").estatus, ana.documento("expediente").revisor) == ("ACEPTADO", "Marta")
    assert dictamenes(ana) == [("ACEPTADO", None), ("RECHAZADO", "Falta la firma."), ("ACEPTADO", None)]
    assert (actos(ana.app), len(correos(ana))) == ([(ana.id, "expediente")] * 2, 3)
    assert hechos(ana.app) == ["aceptacion", "correccion", "correccion"]


def test_el_motivo_tambien_se_corrige(ana: Alumna, como: Como) -> None:
    rechazado(ana, "expediente", "Falta la frima.")
    martha = como("martha").ver(ruta(ana))
    assert martha.dice(".decision summary") == "Corregir el motivo"
    martha.llenar("Enviar", motivo="Falta la firma.", estado=303)
    assert dictamenes(ana) == [("RECHAZADO", "Falta la frima."), ("RECHAZADO", "Falta la firma.")]


def test_lo_que_se_lee_despues_dice_las_dos_cosas(ana: Alumna, como: Como) -> None:
    ana.aceptada("expediente")
    como("martha").ver(ruta(ana)).llenar("Enviar", motivo="Falta la firma.", estado=303)
    martha = como("martha").ver(ruta(ana))
    assert (martha.dice(".decision > p .estatus"), martha.dice(".antecedentes .estatus")) == ("RECHAZADO", "ACEPTADO")
    ella = ana.entrar()
    assert "Falta la firma." in ella.dice("main")


def test_el_correo_dice_que_se_corrigio(ana: Alumna, como: Como) -> None:
    entregado(con_numero(ana), "reporte-1")
    ana.aceptada("reporte-1")
    rosa = como("rosa").ver(ruta(ana, "reporte-1"))
    cuando = rosa.dice(".decision > p small").removeprefix("Rosa · ")
    rosa.llenar("Enviar", motivo="Página 3: falta sello.\r\nPágina 5: falta firma.", estado=303)
    correo = correos(ana)[-1]
    assert correo.asunto == "Reporte 1: se corrigió el dictamen, ahora es RECHAZADO y hay que corregir"
    assert correo.texto == (
        "Quezada Flores Ana:\n\n"
        f"El dictamen de tu Reporte 1 del {cuando}, que decía ACEPTADO, se corrigió. Su estatus es ahora RECHAZADO;"
        " toma en cuenta este correo y no el anterior.\n\n"
        "Motivo:\n\nPágina 3: falta sello.\nPágina 5: falta firma.\n\n"
        "Atentamente: Rosa\n\n"
        "Corrige lo que se indica, ingresa al sistema con tu boleta y carga el archivo otra vez.\n"
    )
    rosa.ver(ruta(ana, "reporte-1")).llenar("Corregir a ACEPTADO", estado=303)
    correo = correos(ana)[-1]
    assert correo.asunto == "Reporte 1: se corrigió el dictamen, ahora es ACEPTADO"
    assert correo.texto.endswith(
        "no el anterior.\n\nTu Reporte 1 ha sido aceptado, deberás cargarlo en el SISS para su validación\n\n"
        "Atentamente: Rosa\n"
    )


@pytest.mark.parametrize(
    ("hasta", "clave", "razon"),
    [
        (con_numero, "expediente", "el alumno tiene el número 21140/{id:04d}."),
        (
            lambda ana: entregado(aceptado(con_numero(ana), "reporte-1"), "reporte-2"),
            "reporte-1",
            "el alumno ya entregó su Reporte 2.",
        ),
        (completa, "evaluacion", "el alumno ya entregó su Carta Término."),
        (enlistada, "carta-termino", "el alumno está en la lista de emisión 15."),
    ],
)
def test_lo_que_ya_no_se_puede_dice_por_que(
    ana: Alumna, como: Como, hasta: Callable[[Alumna], Alumna], clave: str, razon: str
) -> None:
    hasta(ana)
    quien, dicho = como("marta2").ver(ruta(ana, clave)), NO_SE_PUEDE + razon.format(id=ana.id)
    assert (quien.dice(".decision .suave"), quien.hay(".decision form")) == (dicho, 0)
    antes, cuerpo = dictamenes(ana, clave), {"entrega": 1, "dictamen": ana.documento(clave).dictamen_id}
    for mas in ({"motivo": "Falta sello."}, {"motivo": "Otro."}):
        quien.enviar(f"{ruta(ana, clave)}/correccion", cuerpo | mas, htmx=True, estado=409)
        assert (quien.dice("[role=alert]"), quien.dice("blockquote")) == (dicho, mas["motivo"])
    assert dictamenes(ana, clave) == antes


def test_en_el_menu_corto_la_evaluacion_no_depende_de_la_carta(beto: Alumna, como: Como) -> None:
    completa(beto)
    como("rosa").ver(ruta(beto, "evaluacion")).llenar("Enviar", motivo="Falta sello.", estado=303)
    assert beto.documento("evaluacion").estatus == "RECHAZADO"


def test_lo_que_el_alumno_ya_volvio_a_cargar_no_se_corrige(ana: Alumna, como: Como) -> None:
    rechazado(ana, "expediente")
    martha = como("martha").ver(ruta(ana))
    entregado(ana, "expediente")
    martha.llenar("Corregir a ACEPTADO", htmx=True, estado=409)
    assert martha.dice("[role=alert]").startswith("El alumno cargó otro archivo mientras decidías")
    assert (ana.documento("expediente").estatus, len(correos(ana))) == ("EN REVISIÓN", 0)


def test_dos_corrigen_al_mismo_instante(ana: Alumna, como: Como) -> None:
    for vez in range(5):
        aceptado(entregado(ana, "expediente"), "expediente")
        documento, antes = ana.documento("expediente"), len(correos(ana))
        actos_ = [
            enviar(
                como(quien),
                f"{ruta(ana)}/correccion",
                entrega=1,
                dictamen=documento.dictamen_id,
                motivo=f"De {quien} {vez}",
            )
            for quien in ("martha", "marta2")
        ]
        assert sorted(codigo for codigo, _ in a_la_vez(*actos_)) == [204, 409]
        assert (len(dictamenes(ana)), len(correos(ana)) - antes) == (2, 1)


def test_un_doble_clic_es_una_sola_correccion(ana: Alumna, como: Como) -> None:
    ana.aceptada("expediente")
    dictamen = ana.documento("expediente").dictamen_id
    acto = enviar(como("martha"), f"{ruta(ana)}/correccion", entrega=1, dictamen=dictamen, motivo="Falta la firma.")
    assert [codigo for codigo, _ in a_la_vez(acto, acto)] == [204, 204]
    assert (len(dictamenes(ana)), len(correos(ana))) == (2, 2)


def test_sin_motivo_o_sin_prestatario_no_se_corrige(ana: Alumna, como: Como) -> None:
    ana.aceptada("expediente")
    martha = como("martha").ver(ruta(ana)).llenar("Enviar", estado=422)
    assert (martha.dice("[role=alert]"), martha.hay("details[open] textarea")) == (FALTA_MOTIVO, 1)
    martha.llenar("Enviar", motivo="Falta la firma.", estado=303)
    with ana.app.app_context(), escritura() as conexion:
        conexion.execute(update(Prestatario).values(confirmado=False))
    martha.ver(ruta(ana)).llenar("Corregir a ACEPTADO", estado=422)
    assert martha.dice("[role=alert]") == FALTA_PRESTATARIO
    assert dictamenes(ana) == [("ACEPTADO", None), ("RECHAZADO", "Falta la firma.")]


def test_lo_que_espera_no_tiene_nada_que_corregir(ana: Alumna, como: Como) -> None:
    martha = como("martha")
    for dictamen, estado in ((1, 409), ("", 422)):
        cuerpo = {"entrega": 1, "dictamen": dictamen, "acepta": "y"}
        martha.enviar(f"{ruta(ana)}/correccion", cuerpo, htmx=True, estado=estado)
    assert (ana.documento("expediente").estatus, dictamenes(ana)) == ("EN REVISIÓN", [])
