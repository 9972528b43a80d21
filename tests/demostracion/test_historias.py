"""The histories of the demonstration keep the rules of the house."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import func, select

from sisr.alumnos.model import Alumno
from sisr.bitacora.model import Accion, Acto
from sisr.catalogos.model import Prestatario
from sisr.correo.model import Correo
from sisr.cuentas.model import Usuario
from sisr.db import db
from sisr.demostracion.catalogos import CONTRASENA
from sisr.demostracion.personas import persona_de
from sisr.demostracion.vidas import vida
from sisr.documentos.avance import FICHA, avances
from sisr.documentos.model import Dictamen, Documento, Entrega, Estatus
from sisr.proceso import CONSTANCIA, EXPEDIENTE, MENU_LARGO
from sisr.reloj import ahora, hoy
from tests.cliente import Cliente


def _todo(consulta: Any) -> list[Any]:
    return list(db.session.execute(consulta).all())


def test_cada_documento_es_su_ultima_entrega_y_el_dictamen_de_ella(base: Flask) -> None:
    fuente: dict[tuple[int, str], tuple[Any, ...]] = {}
    entregas = select(Entrega, Dictamen).outerjoin(Dictamen, Dictamen.entrega_id == Entrega.id)
    for entrega, dictamen in _todo(entregas.order_by(Entrega.n, Dictamen.id)):
        al_llegar = Estatus.ACEPTADO if entrega.clave == CONSTANCIA.clave else Estatus.EN_REVISION
        estatus = dictamen.resultado if dictamen else al_llegar.value
        fuente[entrega.alumno_id, entrega.clave] = (estatus, entrega.id, dictamen and dictamen.id)
    assert fuente == {
        (uno.alumno_id, uno.clave): (uno.estatus, uno.entrega_id, uno.dictamen_id)
        for uno in db.session.scalars(select(Documento))
    }


def test_cada_archivo_esta_con_sus_bytes_y_paginas_y_ninguno_sobra(base: Flask) -> None:
    raiz = Path(base.config["UPLOADS_PATH"])
    escritos = {uno.ruta: (uno.sha256, uno.bytes, uno.paginas) for uno in db.session.scalars(select(Entrega))}
    assert escritos == {str(ruta.relative_to(raiz)): _medido(ruta) for ruta in raiz.rglob("*.pdf")}
    assert escritos.keys() == {
        f"{boleta}/{clave}-{n}.pdf"
        for boleta, clave, n in _todo(select(Alumno.boleta, Entrega.clave, Entrega.n).join(Entrega))
    }


def test_nadie_entrego_lo_que_no_le_toca(base: Flask) -> None:
    for avance in avances(_todo(FICHA)):
        suyos = avance.cumplidos | {paso.clave for paso in avance.abiertos(hoy())}
        assert avance.documentos.keys() <= suyos
        if EXPEDIENTE.clave in avance.cumplidos:
            assert avance.alumno.confirmado


def test_los_folios_crecen_con_el_tiempo_y_nada_esta_en_el_futuro(base: Flask) -> None:
    llegadas = list(db.session.scalars(select(Entrega.recibida_en).order_by(Entrega.id)))
    registros = list(db.session.scalars(select(Alumno.registrado_en).order_by(Alumno.id)))
    assert llegadas == sorted(llegadas)
    assert registros == sorted(registros)
    ultimo = max(_ultimo(columna) for columna in (Entrega.recibida_en, Dictamen.en, Acto.en, Correo.creado_en))
    assert ultimo < ahora()


def test_la_bitacora_cuenta_lo_que_dicen_las_filas(base: Flask) -> None:
    por_accion = dict(_todo(select(Acto.accion, func.count()).group_by(Acto.accion)))
    por_resultado = dict(_todo(select(Dictamen.resultado, func.count()).group_by(Dictamen.resultado)))
    assert por_accion == {
        Accion.PERSONAL: 5,
        Accion.REGISTRO: _cuantos(Alumno.id),
        Accion.ENTREGA: _cuantos(Entrega.id),
        Accion.ACEPTACION: por_resultado["ACEPTADO"],
        Accion.RECHAZO: por_resultado["RECHAZADO"],
        Accion.NUMERO: _cuantos(Alumno.fecha_envio) + _cuantos(Alumno.numero_registro),
        Accion.LISTA: _cuantos(Alumno.lista_emision),
        Accion.CONSTANCIA: por_accion["constancia"],
    }


def test_hay_quien_este_en_cada_lugar(base: Flask) -> None:
    presentes = set(_todo(select(Documento.clave, Documento.estatus)))
    assert presentes >= {
        (paso.clave, estatus.value)
        for paso in MENU_LARGO.entregables
        for estatus in (Estatus.EN_REVISION, Estatus.RECHAZADO, Estatus.ACEPTADO)
    }
    estados = {estado for (estado,) in _todo(select(Correo.estado))}
    assert estados == {"enviado", "pendiente", "fallido"}
    sin_confirmar = select(func.count()).select_from(Alumno).join(Prestatario).where(~Prestatario.confirmado)
    assert db.session.scalar(sin_confirmar)
    assert db.session.scalar(select(func.count()).where(Alumno.apellido_materno == ""))


def test_el_menu_de_cada_alumno_se_pinta(demo: Flask) -> None:
    with demo.app_context():
        alumnos = _todo(select(Usuario.clave, Usuario.nombre).where(Usuario.es_alumno))
    for boleta, nombre in alumnos:
        menu = Cliente(demo).ingresar(boleta, CONTRASENA)
        assert menu.dice("h1") == nombre


@pytest.mark.parametrize(
    ("quien", "rutas"),
    [
        ("martha", ["/inicio", "/expedientes", "/expedientes?estatus=RECHAZADO"]),
        ("rosa", ["/inicio", "/reportes", "/reportes?orden=nombre"]),
        ("teo", ["/inicio", "/constancias", "/constancias?situacion=con-constancia"]),
        ("elena", ["/inicio", "/administracion/prestatarios", "/informes/mensual", "/informes/estadisticas"]),
        ("carmen", ["/expedientes", "/reportes", "/constancias"]),
    ],
)
def test_el_personal_ve_sus_paginas(demo: Flask, quien: str, rutas: list[str]) -> None:
    persona = Cliente(demo).ingresar(quien, CONTRASENA)
    for ruta in rutas:
        persona.ver(ruta)


def test_se_lee_la_historia_y_el_archivo_de_un_alumno(demo: Flask) -> None:
    with demo.app_context():
        alumno, entrega = _todo(select(Entrega.alumno_id, Entrega.id).order_by(Entrega.id))[0]
    carmen = Cliente(demo).ingresar("carmen", CONTRASENA).ver(f"/alumnos/{alumno}")
    assert carmen.hay(f"a[href='/entregas/{entrega}/archivo']") == 1
    assert carmen.crudo("GET", f"/entregas/{entrega}/archivo").data.startswith(b"%PDF-")


def test_la_misma_semilla_hace_a_los_mismos_alumnos() -> None:
    instante = datetime.fromisoformat("2026-10-01T18:00:00+00:00")
    uno, otro = ([vida(indice, semilla=7, ahora=instante) for indice in range(60)] for _ in range(2))
    assert uno == otro
    assert [persona_de(una, 7) for una in uno] == [persona_de(una, 7) for una in otro]
    assert len({persona_de(una, 7).boleta for una in uno}) == 60


def _medido(ruta: Path) -> tuple[str, int, int]:
    datos = ruta.read_bytes()
    with pikepdf.open(ruta) as documento:
        return hashlib.sha256(datos).hexdigest(), len(datos), len(documento.pages)


def _ultimo(columna: Any) -> datetime:
    ultimo = db.session.scalar(select(func.max(columna)))
    assert ultimo
    return ultimo


def _cuantos(columna: Any) -> int:
    return db.session.scalar(select(func.count(columna))) or 0
