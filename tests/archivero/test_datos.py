"""Staff correct what a student wrote of themselves, with a trace (REQUIREMENTS X1, A9)."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from sisr.alumnos.corregir import datos_de
from sisr.bitacora.model import Acto
from sisr.catalogos.model import prestatario_de_nombre
from sisr.cuentas.model import Usuario
from sisr.db import db, escritura
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import aceptado, completa, con_numero, correos, enlistada

Como = Callable[[str], Cliente]


def datos(alumna: Alumna) -> Any:
    with alumna.app.app_context():
        return datos_de(alumna.id)


def corregir(quien: Cliente, alumna: Alumna, *, estado: int | None = None, **campos: Any) -> Cliente:
    return quien.ver(f"/alumnos/{alumna.id}/correccion").llenar("Guardar", estado=estado, **campos)


def detalles(alumna: Alumna) -> list[Any]:
    with alumna.app.app_context():
        suyos = select(Acto.detalle).where(Acto.alumno_id == alumna.id, Acto.accion == "rectificacion")
        return list(db.session.scalars(suyos))


@pytest.mark.parametrize("quien", ["martha", "elena"])
def test_se_corrige_y_queda_dicho_que_campos(ana: Alumna, como: Como, quien: str) -> None:
    persona = corregir(como(quien), ana, apellido_materno="Ñúñez", semestre="9", correo="nueva@ipn.mx")
    assert persona.dice(".aviso--exito") == "Se corrigieron los datos y se avisó al alumno por correo."
    assert persona.dice("h1") == "Quezada Ñúñez Ana"
    ella = datos(ana)
    assert (ella.apellido_materno, ella.semestre, ella.correo) == ("Ñúñez", 9, "nueva@ipn.mx")
    assert "Corrigió datos del alumno: Apellido Materno, correo electrónico, Semestre (antes " in persona.dice(
        ".historia"
    )
    (detalle,) = detalles(ana)
    assert detalle["campos"] == ["apellido_materno", "correo", "semestre"]
    assert list(detalle["antes"]) == ["semestre"]
    with ana.app.app_context():
        assert db.session.scalar(select(Usuario.nombre).where(Usuario.id == ana.id)) == "Quezada Ñúñez Ana"
    assert [(c.para, c.asunto) for c in correos(ana)] == [
        ("nueva@ipn.mx", "Se corrigieron datos de tu registro"),
        ("ana@alumno.ipn.mx", "El correo de tu cuenta cambió"),
    ]


def test_guardar_lo_mismo_no_deja_rastro(ana: Alumna, como: Como) -> None:
    antes = ana.avance.alumno.version
    assert corregir(como("martha"), ana).dice(".aviso--exito") == "No cambiaste nada."
    assert (ana.avance.alumno.version, detalles(ana), correos(ana)) == (antes, [], [])


def test_la_boleta_no_se_corrige(ana: Alumna, como: Como) -> None:
    martha = como("martha").ver(f"/alumnos/{ana.id}/correccion")
    assert martha.hay("[name=boleta]") == 0
    martha.llenar("Guardar", boleta="2099999999", numero_registro="1/1", semestre="9")
    assert (ana.avance.alumno.boleta, ana.avance.alumno.numero_registro) == (ana.boleta, None)


def test_quien_llega_segundo_ve_lo_que_hay_y_conserva_lo_que_escribio(ana: Alumna, como: Como) -> None:
    martha, elena = (como(quien).ver(f"/alumnos/{ana.id}/correccion") for quien in ("martha", "elena"))
    martha.llenar("Guardar", semestre="9")
    elena.llenar("Guardar", estado=409, semestre="8", nombres="Ana María")
    assert elena.dice(".aviso--error").startswith("Alguien más cambió estos datos mientras los corregías.")
    assert "Ahora dice: 9º" in elena.dice(".ahora")
    assert datos(ana).semestre == 9
    elena.llenar("Guardar")
    assert (datos(ana).semestre, datos(ana).nombres) == (8, "Ana María")


def test_lo_mal_escrito_se_dice_y_no_se_pierde(ana: Alumna, como: Como) -> None:
    martha = corregir(
        como("martha"),
        ana,
        estado=422,
        nombres="",
        correo="no es correo",
        prestatario="Nadie S.A.",
        termino="2020-01-01",
    )
    assert martha.dice(".campo__error") == (
        "Escribe el nombre. Revisa el correo electrónico: debe ser como nombre@ejemplo.mx."
        " «Nadie S.A.» no está en el catálogo: elige uno de la lista."
        " La Fecha de Término debe ser posterior a la Fecha de Inicio."
    )
    assert datos(ana).nombres == "Ana"


def test_cambiar_de_prestatario_conserva_lo_entregado(ana: Alumna, beto: Alumna, como: Como) -> None:
    aceptado(con_numero(ana), "reporte-1")
    antes = sorted(ana.avance.documentos)
    corregir(como("martha"), ana, prestatario="ayuntamiento de tlalnepantla")
    assert sorted(ana.avance.documentos) == antes
    assert not ana.avance.alumno.con_reportes
    assert "reporte-1" not in {paso.clave for paso in ana.avance.proceso.pasos}


def test_quien_ya_esta_en_una_lista_conserva_su_menu(ana: Alumna, beto: Alumna, como: Como) -> None:
    enlistada(completa(ana))
    corregir(como("martha"), ana, prestatario="AYUNTAMIENTO DE TLALNEPANTLA")
    assert ana.avance.alumno.prestatario == "AYUNTAMIENTO DE TLALNEPANTLA"
    assert ana.avance.alumno.con_reportes


def test_el_prestatario_sin_confirmar_se_puede_dejar(app: Flask, ana: Alumna, como: Como) -> None:
    with app.app_context(), escritura():
        prestatario_de_nombre("Taller de Lulú")
    corregir(como("martha"), ana, estado=422, prestatario="Taller de Lulú")


def test_otras_funciones_ven_pero_no_corrigen(ana: Alumna, como: Como) -> None:
    for quien in ("rosa", "teo"):
        persona = como(quien).ver(f"/alumnos/{ana.id}")
        assert "Corregir datos" not in persona.dice()
        persona.ver(f"/alumnos/{ana.id}/correccion", estado=403)
    como("martha").ver("/alumnos/999999/correccion", estado=404)
