"""What a mail is: text and HTML, a Spanish subject, and no header or link of anybody else's (QUALITY «Mail»)."""

import re
from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest
from flask import Flask

from sisr.correo.textos import en_html, redactar
from tests.cliente import Cliente
from tests.correo.buzon import Buzon
from tests.correo.test_remitente import encolar_a, enviar
from tests.elenco import Alumna
from tests.mesa.estados import con_numero, entregado
from tests.pagina import elegir, leer, texto
from tests.tramite.solicitud import registrar

BASE = "http://127.0.0.1:8000"
SISTEMA = "Sistema Intrainstitucional de Registro y Seguimiento para Servicio Social ESCA UST"
MOTIVO = "No se lee la página 3.\n\nFalta:\n- «firma» & sello <del jefe>\n- http://evil.mx/ñ\n.\nFrom: otro@ipn.mx"


def partes(carta: EmailMessage) -> dict[str, str]:
    """The text of each part, by its type."""
    return {parte.get_content_type(): parte.get_content() for parte in carta.walk() if not parte.is_multipart()}


def test_una_carta_es_la_que_lee_un_lector_estricto(ana: Alumna, buzon: Buzon) -> None:
    entregado(con_numero(ana), "evaluacion")
    ana.aceptada("evaluacion")
    enviar(ana.app)
    (carta,), (cruda,) = buzon.cartas, buzon.crudas
    assert carta.defects == []
    assert carta["Subject"] == "Tu Evaluación de Desempeño ha sido aceptada: cárgala en el SISS"
    assert (carta["From"], carta["To"]) == ("sisr@127.0.0.1", "ana@alumno.ipn.mx")
    assert (carta["Auto-Submitted"], carta["MIME-Version"]) == ("auto-generated", "1.0")
    assert re.fullmatch(r"<[0-9a-f]{32}@127\.0\.0\.1>", carta["Message-ID"])
    assert carta["Date"].datetime.tzinfo is not None
    assert sorted(carta.keys()) == _CABECERAS
    assert [parte.get_content_type() for parte in carta.walk() if parte.is_multipart()][-1] == "multipart/alternative"
    assert list(partes(carta)) == ["text/plain", "text/html"]
    cabecera = cruda.partition(b"\r\n\r\n")[0]
    assert cabecera.isascii()
    assert max(map(len, cruda.split(b"\r\n"))) <= 998
    assert b"\n" not in cruda.replace(b"\r\n", b"")


def test_las_dos_partes_dicen_lo_mismo(ana: Alumna, buzon: Buzon) -> None:
    ana.rechazada("expediente", MOTIVO)
    enviar(ana.app)
    (carta,) = buzon.cartas
    dicho = partes(carta)
    llano, _, pie = dicho["text/plain"].replace("\r\n", "\n").partition("\n\n-- \n")
    assert MOTIVO in llano
    assert pie == f"{SISTEMA}\n{BASE}\n"
    assert dicho["text/html"].replace("\r\n", "\n").startswith('<!DOCTYPE html>\n<html lang="es-MX"><head>')
    cuerpo = re.sub(' style="[^"]*"', "", dicho["text/html"].partition("<main>")[2].partition("</main>")[0])
    pagina = leer(ana.app, cuerpo, fragmento=True)
    parrafos = [texto(parrafo) for parrafo in elegir(pagina, "p")]
    assert parrafos == [" ".join(parrafo.split()) for parrafo in llano.split("\n\n")]
    assert elegir(pagina, "a, img, script") == []
    assert set(re.findall(r'href="([^"]*)"', dicho["text/html"])) == {BASE}


@pytest.mark.parametrize(
    "nombre", ["Acta\u2028Bcc: todos@ipn.mx\x85Subject: otro.pdf", "á" * 300 + ".pdf", "=?utf-8?q?=0A?=.pdf"]
)
def test_lo_que_alguien_escribe_no_hace_encabezados(app: Flask, buzon: Buzon, nombre: str) -> None:
    registrar(Cliente(app), nombre=nombre)
    assert enviar(app) == 1
    (carta,) = buzon.cartas
    assert (carta.defects, sorted(carta.keys())) == ([], _CABECERAS)
    assert carta["Subject"] == "Recibimos tu expediente: acuse 2026-000001"
    assert buzon.sobres == [("sisr@127.0.0.1", ["ana@alumno.ipn.mx"])]


def test_cada_suceso_tiene_su_asunto(app: Flask) -> None:
    plantillas = {ruta.removeprefix("correo/").removesuffix(".txt") for ruta in app.jinja_env.list_templates(["txt"])}
    with app.app_context():
        asuntos = {plantilla: redactar(plantilla, **_DATOS)[0] for plantilla in plantillas}
    assert len(set(asuntos.values())) == len(plantillas)
    assert all(asunto and "\n" not in asunto for asunto in asuntos.values())


def test_solo_la_casa_pone_enlaces(app: Flask) -> None:
    base = app.config["BASE_URL"]
    with app.app_context():
        carta = en_html(f"Entra:\n{base}\n\n{base}/otra\nhttp://evil.mx")
    assert re.sub(' style="[^"]*"', "", carta.partition("<main>\n")[2].partition("</main>")[0]) == (
        f'<p>Entra:<br>\n<a href="{base}">{base}</a></p>\n<p>{base}/otra<br>\nhttp://evil.mx</p>\n'
    )
    assert set(re.findall(r'(?:href|src)="([^"]*)"', carta)) == {base}


def test_una_direccion_con_dominio_internacional_llega(app: Flask, buzon: Buzon) -> None:
    encolar_a(app, "ana@ñandú.mx")
    assert enviar(app) == 1
    assert buzon.sobres == [("sisr@127.0.0.1", ["ana@xn--and-6ma2c.mx"])]


_CABECERAS = ["Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To"]


_ALUMNA = {"nombre": "Ana", "lista_emision": 15, "con_reportes": True, "termino": date(2026, 6, 1)}
_DATOS = {
    "usuario": {"nombre": "Ana", "clave": "2021350001"},
    "oculto": "••••••••",
    "alumno": _ALUMNA,
    "paso": {"nombre": "Reporte 1", "femenino": False},
    "lista": 16,
    "numero": "1/2",
    "antes": None,
    "anterior": datetime(2026, 11, 3, tzinfo=UTC),
    "dictado_en": datetime(2026, 11, 23, tzinfo=UTC),
    "es_expediente": False,
    "motivo": "No se lee.",
    "firma": "Martha",
    "folio": "2026-000001",
    "nombre": "Ana",
    "boleta": "2021350001",
    "recibida_en": datetime(2026, 11, 23, tzinfo=UTC),
    "archivo": {"nombre": "expediente.pdf", "bytes": 1024, "paginas": 1, "sha256": "0" * 64},
}
