"""A student registers, and has an acuse and an account (REQUIREMENTS R1–R5, R8)."""

import hashlib
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from sisr.alumnos.model import Alumno
from sisr.bitacora.model import Acto
from sisr.catalogos.model import Prestatario
from sisr.correo.model import Correo
from sisr.cuentas.model import Usuario
from sisr.db import db
from sisr.documentos.avance import avance_de
from sisr.texto import tamano
from tests.cliente import Cliente
from tests.elenco import PDF
from tests.pagina import elegir, texto
from tests.pdfs import de_paginas
from tests.tramite.solicitud import ANA, datos, quedan, registrar

SUMA = hashlib.sha256(PDF).hexdigest()
MEDIODIA = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)


def alumno(app: Flask, boleta: str = ANA["boleta"]) -> Any:
    with app.app_context():
        cual = db.session.scalar(select(Alumno.id).where(Alumno.boleta == boleta))
        avance = avance_de(cual or 0)
        assert avance
        return avance.alumno


def test_la_pagina_va_numerada_como_en_el_documento(cliente: Cliente) -> None:
    cliente.ver("/registro")
    renglones = [
        [re.sub(r" \(si tienes\)", "", texto(nombre)) for nombre in elegir(renglon, "label, legend")]
        for renglon in elegir(cliente.pagina, ".registro > li")
    ]
    assert renglones == [
        ["Apellido Paterno", "Apellido Materno", "Nombre(s)"],
        ["N° de Boleta"],
        ["Carrera"],
        ["Semestre"],
        ["Género", "(M) Masculino", "(F) Femenino"],
        ["correo electrónico"],
        ["Prestatario"],
        ["Fecha de Inicio", "Fecha de Término"],
        ["Usuario (boleta)", "Contraseña", "confirmar contraseña"],
        ["CARGAR ARCHIVO"],
    ]
    assert cliente.dice("#archivo-ayuda") == "1 solo archivo en formato PDF no mayor a 3 GB"
    assert cliente.dice("[name=semestre] option") == "Elige… 1º 2º 3º 4º 5º 6º 7º 8º 9º 10º"
    assert cliente.dice("[name=carrera] option") == (
        "Elige… Administración y Desarrollo Empresarial (L.A.D.E.) Comercio Internacional (L.C.I.)"
        " Contador Público (C.P.) Mercadotecnia Digital (L.M.D.) Negocios Digitales (L.N.D.)"
        " Negocios Internacionales (L.N.I.) Relaciones Comerciales (L.R.C.)"
    )
    assert {opcion.get("value") for opcion in elegir(cliente.pagina, "datalist option")} == {"ESCA UST", "PEMEX"}


def test_ana_ve_su_acuse_y_lo_recibe_por_correo(app: Flask, cliente: Cliente) -> None:
    with time_machine.travel(MEDIODIA, tick=False):
        registrar(cliente)
    assert cliente.dice(".acuse__folio h1, .acuse__folio p") == (
        "Acuse de registro Quezada Flores Ana · 2021350001 · Expediente Folio 2026-000001"
    )
    assert datos(cliente) == {
        "Estatus": "EN REVISIÓN",
        "Fecha y hora": "23/11/2026 12:30",
        "Archivo": "Mi expediente.pdf",
        "Tamaño": tamano(len(PDF)),
        "Páginas": "1",
        "SHA-256": SUMA,
    }
    with app.app_context():
        correo = db.session.scalars(select(Correo)).one()
        assert (correo.para, correo.asunto, correo.estado) == (
            "ana@alumno.ipn.mx",
            "Recibimos tu expediente: acuse 2026-000001",
            "pendiente",
        )
        assert correo.texto == (
            "Quezada Flores Ana:\n\n"
            "Tu registro y tu expediente llegaron al sistema. Guarda este acuse.\n\n"
            "Folio: 2026-000001\n"
            "Fecha y hora: 23/11/2026 12:30\n"
            "Boleta: 2021350001\n"
            "Archivo: Mi expediente.pdf\n"
            f"Tamaño: {tamano(len(PDF))}\n"
            "Páginas: 1\n"
            f"SHA-256: {SUMA}\n\n"
            "Estatus: EN REVISIÓN. Te escribiremos a este correo cuando el expediente haya sido revisado;"
            " mientras tanto puedes ver su estatus en el sistema con tu boleta y tu contraseña.\n"
        )


def test_lo_escrito_queda_en_la_base(app: Flask, cliente: Cliente, uploads: Path) -> None:
    registrar(cliente, de_paginas(3))
    ella = alumno(app)._asdict()
    assert {nombre: ella[nombre] for nombre in ("nombre", "carrera", "semestre", "genero", "prestatario")} == {
        "nombre": "Quezada Flores Ana",
        "carrera": "L.A.D.E.",
        "semestre": 7,
        "genero": "F",
        "prestatario": "ESCA UST",
    }
    assert (ella["inicio"], ella["termino"]) == (date(2026, 10, 1), date(2027, 6, 1))
    assert (ella["correo"], ella["con_reportes"], ella["confirmado"]) == ("ana@alumno.ipn.mx", True, True)
    assert quedan(uploads) == ["2021350001/expediente-1.pdf"]
    assert (uploads / "2021350001/expediente-1.pdf").read_bytes() == de_paginas(3)
    with app.app_context():
        usuario = db.session.get(Usuario, ella["id"])
        assert usuario
        assert (usuario.clave, usuario.es_alumno, usuario.funciones) == ("2021350001", True, frozenset())
        actos = db.session.scalars(select(Acto).where(Acto.alumno_id == ella["id"]).order_by(Acto.id))
        assert [(acto.accion, acto.por_id) for acto in actos] == [("registro", ella["id"]), ("entrega", ella["id"])]


def test_ya_puede_ingresar_y_ve_su_expediente_en_revision(app: Flask, cliente: Cliente) -> None:
    registrar(cliente).seguir("Ingresar al sistema")
    cliente.llenar("Ingresar", usuario=ANA["boleta"], contrasena=ANA["contrasena"])
    assert cliente.dice("h1") == "Quezada Flores Ana"
    assert cliente.dice("#paso-expediente .estatus") == "EN REVISIÓN"


def test_el_acuse_solo_lo_ve_quien_se_registro(app: Flask, cliente: Cliente) -> None:
    registrar(cliente)
    assert cliente.ver("/registro/acuse").dice("h1") == "Acuse de registro"
    Cliente(app).ver("/registro/acuse", estado=404)


@pytest.mark.parametrize(
    ("escrita", "boleta"),
    [(" 20190a0000 ", "20190A0000"), ("2002 100 400", "2002100400"), ("20190A0000", "20190A0000")],
)
def test_la_boleta_se_perdona_con_espacios_y_minusculas(
    app: Flask, cliente: Cliente, escrita: str, boleta: str
) -> None:
    registrar(cliente, boleta=escrita)
    assert alumno(app, boleta).boleta == boleta
    assert Cliente(app).ingresar(boleta.lower()).dice("h1") == "Quezada Flores Ana"


@pytest.mark.parametrize(
    ("paterno", "materno", "nombres", "nombre"),
    [
        ("  O'Connor ", "Ñandú", "María  José", "O'Connor Ñandú María José"),
        ("d’Artagnan", "", "Zoë", "d’Artagnan Zoë"),
        ("Peña y Lillo-Gómez", "de la O", "Ma. Jose\u0301", "Peña y Lillo-Gómez de la O Ma. José"),
    ],
)
def test_los_nombres_conservan_lo_escrito(
    app: Flask, cliente: Cliente, paterno: str, materno: str, nombres: str, nombre: str
) -> None:
    registrar(cliente, apellido_paterno=paterno, apellido_materno=materno, nombres=nombres)
    assert alumno(app).nombre == nombre
    martha = Cliente(app).ingresar("martha").ver("/expedientes")
    assert nombre in martha.dice(".fila")


def test_las_fechas_se_escriben_de_dos_maneras(app: Flask, cliente: Cliente) -> None:
    registrar(cliente, inicio="01/10/2026", termino=" 2027-06-01 ")
    assert (alumno(app).inicio, alumno(app).termino) == (date(2026, 10, 1), date(2027, 6, 1))


def test_un_prestatario_del_catalogo_se_reconoce(app: Flask, cliente: Cliente) -> None:
    registrar(cliente, prestatario=" Escá  ust ")
    assert (alumno(app).prestatario, alumno(app).confirmado) == ("ESCA UST", True)
    with app.app_context():
        assert db.session.query(Prestatario).count() == 2


def test_un_prestatario_nuevo_espera_que_lo_confirmen(app: Flask, cliente: Cliente) -> None:
    registrar(cliente, prestatario="Ayuntamiento de Tlalnepantla")
    registrar(Cliente(app), boleta="2021350002", prestatario="AYUNTAMIENTO DE TLALNEPANTLA")
    ella, otra = alumno(app), alumno(app, "2021350002")
    assert (ella.prestatario, ella.confirmado, ella.con_reportes) == ("Ayuntamiento de Tlalnepantla", False, False)
    assert otra.prestatario_id == ella.prestatario_id
    assert "Tlalnepantla" not in Cliente(app).ver("/registro").respuesta.text
    assert len(elegir(Cliente(app).ingresar(ANA["boleta"]).pagina, ".paso")) == 6
