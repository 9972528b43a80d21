"""What a student delivers from the menu: open rows only, replaced while nobody decides (A4, A6, A10)."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask

from sisr.reloj import fecha
from tests import pdfs
from tests.archivos.envios import TIPO, Contado, formulario
from tests.cliente import Cliente, archivo
from tests.elenco import PDF, Alumna
from tests.mesa.estados import aceptado, completa, con_numero, correos, enlistada, entregado, entregas, rechazado
from tests.tramite.solicitud import datos, quedan

TRES = pdfs.de_paginas(3)


def intentar(ella: Cliente, clave: str, pdf: bytes = PDF) -> int:
    """A request by hand, whether there is a form for it or not; its status."""
    cuerpo: dict[str, Any] = {"csrf_token": ella.token(), "archivo": archivo(pdf)}
    return ella.crudo("POST", f"/tramite/{clave}", data=cuerpo).status_code


def test_una_entrega_tiene_su_acuse(ana: Alumna, uploads: Path) -> None:
    acuse = con_numero(ana).entregar("reporte-1", TRES)
    assert acuse.dice("h1") == "Acuse de entrega"
    assert acuse.dice(".aviso--exito") == "Recibimos tu Reporte 1: está EN REVISIÓN."
    (entrega,) = entregas(ana, "reporte-1")
    dicho = datos(acuse)
    assert dicho.pop("Fecha y hora").startswith(fecha(entrega.recibida_en))
    assert dicho == {
        "Estatus": "EN REVISIÓN",
        "Archivo": "archivo.pdf",
        "Tamaño": f"{len(TRES) / 1024:.1f} KB ({len(TRES):,} bytes)",
        "Páginas": "3",
        "SHA-256": hashlib.sha256(TRES).hexdigest(),
    }
    assert (uploads / entrega.ruta).read_bytes() == TRES
    assert f"{entrega.recibida_en:%Y}-{entrega.id:06d}" in acuse.dice(".acuse__folio")


def test_el_acuse_se_vuelve_a_ver_desde_el_menu(ana: Alumna) -> None:
    con_numero(ana).entregar("reporte-1")
    acuse = ana.entrar().seguir("Acuse", dentro="#paso-reporte-1")
    assert (acuse.dice("h1"), acuse.hay(".aviso")) == ("Acuse de entrega", 0)


def test_reemplazar_conserva_la_anterior_como_sustituida(ana: Alumna, uploads: Path) -> None:
    con_numero(ana).entregar("reporte-1", PDF)
    ana.entregar("reporte-1", TRES)
    assert quedan(uploads) == [f"{ana.boleta}/{nombre}-{n}.pdf" for nombre, n in _archivos()]
    assert (uploads / ana.boleta / "reporte-1-1.pdf").read_bytes() == PDF
    assert (uploads / ana.boleta / "reporte-1-2.pdf").read_bytes() == TRES
    historia = Cliente(ana.app).ingresar("rosa").ver(f"/alumnos/{ana.id}")
    renglones = [historia.dice(f"[aria-label=Entregas] tbody tr:nth-child({n}) > *") for n in (1, 2)]
    assert [renglon.split(" archivo.pdf ")[0] for renglon in renglones] == [
        "Reporte 1 · 2 Comparar entregas",
        "Reporte 1",
    ]
    assert [renglon.split()[-1] for renglon in renglones] == ["REVISIÓN", "SUSTITUIDA"]


def test_una_decision_sobre_la_anterior_se_rechaza(ana: Alumna) -> None:
    con_numero(ana).entregar("reporte-1")
    vista = ana.documento("reporte-1")
    ana.entregar("reporte-1", TRES)
    rosa = Cliente(ana.app).ingresar("rosa")
    for htmx in (True, False):
        for accion in ("aceptacion", "rechazo"):
            ruta, cuerpo = f"/documentos/{vista.id}/{accion}", {"entrega": vista.entrega_id, "motivo": "Ilegible."}
            rosa.enviar(ruta, cuerpo, htmx=htmx, estado=409)
            assert rosa.dice(f"#documento-{vista.id} .aviso--error") == (
                "El alumno cargó otro archivo mientras decidías: lee el nuevo y decide otra vez. No cambiaste nada."
            )
    assert rosa.hay(f"#motivo-{vista.id}") == 1
    assert ana.documento("reporte-1").estatus == "EN REVISIÓN"
    assert correos(ana) == []


def test_despues_de_un_rechazo_la_corregida_vuelve_a_la_mesa(ana: Alumna) -> None:
    """E6: the expediente comes back EN REVISIÓN, and what was decided before is still to be seen."""
    rechazado(ana, "expediente", "Falta tu firma.")
    ana.entregar("expediente", TRES)
    martha = Cliente(ana.app).ingresar("martha").ver("/expedientes?estatus=EN+REVISI%C3%93N")
    assert martha.hay(f"#fila-{ana.id} .dictamen") == 1
    historia = martha.ver(f"/alumnos/{ana.id}").dice("[aria-label=Entregas]")
    assert "Expediente · 2" in historia
    assert "RECHAZADO" in historia
    assert "Falta tu firma." in historia


CERRADOS = {
    "nada aceptado": (lambda ana: ana, "numero reporte-1 evaluacion lista constancia nada"),
    "sin número": (lambda ana: aceptado(ana, "expediente"), "expediente reporte-1"),
    "con número": (con_numero, "expediente reporte-2 reporte-global"),
    "en revisión": (lambda ana: entregado(con_numero(ana), "reporte-1"), "reporte-2"),
    "rechazado": (lambda ana: rechazado(con_numero(ana), "reporte-1"), "reporte-2"),
    "completa": (completa, "reporte-7 carta-termino lista constancia"),
    "en lista": (enlistada, "carta-termino constancia"),
}


@pytest.mark.parametrize("caso", CERRADOS)
def test_un_paso_cerrado_no_se_carga_a_mano(ana: Alumna, uploads: Path, caso: str) -> None:
    preparar, claves = CERRADOS[caso]
    antes = preparar(ana).avance
    ella = ana.entrar()
    assert {clave: intentar(ella, clave) for clave in claves.split()} == dict.fromkeys(claves.split(), 409)
    assert ana.avance == antes
    assert quedan(uploads) == [f"{ana.boleta}/expediente-1.pdf"]


def test_lo_cerrado_dice_por_que(ana: Alumna, beto: Alumna) -> None:
    con_numero(ana)
    con_numero(beto)
    dichos = [
        (ana, "expediente", "Tu Expediente ya fue aceptado: no hace falta cargarlo otra vez."),
        (ana, "reporte-2", "Todavía no puedes cargar tu Reporte 2. Se habilita cuando tu Reporte 1 esté ACEPTADO."),
        (ana, "constancia", "Ese documento no es parte de tu trámite."),
        (beto, "reporte-1", "Ese documento no es parte de tu trámite."),
    ]
    for alumna, clave, frase in dichos:
        assert frase in alumna.entrar().enviar(f"/tramite/{clave}", estado=409).dice()
    aceptado(beto, "evaluacion")
    frase = "Tu Evaluación de Desempeño ya fue aceptada: no hace falta cargarla otra vez."
    assert frase in beto.entrar().enviar("/tramite/evaluacion", estado=409).dice()


def test_el_menu_corto_no_se_carga_un_dia_antes(beto: Alumna, uploads: Path) -> None:
    con_numero(beto)
    with time_machine.travel("2026-03-01T05:59:00+00:00"):
        assert intentar(beto.entrar(), "carta-termino") == 409
    assert quedan(uploads) == [f"{beto.boleta}/expediente-1.pdf"]
    with time_machine.travel("2026-03-01T06:01:00+00:00"):
        assert intentar(beto.entrar(), "carta-termino") == 303


def test_quien_no_puede_cargar_no_llega_a_enviar_el_archivo(ana: Alumna) -> None:
    """The refusal comes before the body is read: it says more than the body holds."""
    cliente = ana.entrar()
    entorno = {"CONTENT_LENGTH": str(3 * 1024**3)}
    respuesta = cliente.crudo("POST", "/tramite/reporte-1", data=b"nada", environ_overrides=entorno)
    assert respuesta.status_code == 409


@pytest.mark.parametrize("token", [None, "", "de otra sesión"], ids=["sin él", "vacío", "ajeno"])
def test_sin_su_token_no_se_leen_los_gigas_que_siguen(ana: Alumna, uploads: Path, token: str | None) -> None:
    cliente, cuerpo = ana.entrar(), Contado(8 * 1024**2, token=token)
    assert enviar_forma(cliente, cuerpo).status_code == 400
    assert cuerpo.leidos <= 64 * 1024
    assert quedan(uploads) == [f"{ana.boleta}/expediente-1.pdf"]


def test_con_su_token_al_principio_o_despues_de_un_archivo_chico_llega_igual(ana: Alumna) -> None:
    pdf = pdfs.una_pagina()
    for orden in (1, -1):
        cliente = ana.entrar().ver("/tramite")
        partes = [("csrf_token", None, cliente.token().encode()), ("archivo", "a.pdf", pdf)][::orden]
        respuesta = cliente.crudo("POST", "/tramite/expediente", data=formulario(*partes), content_type=TIPO)
        assert respuesta.status_code == 303
    assert hashlib.sha256(pdf).hexdigest() in cliente.ver(respuesta.headers["Location"]).dice()


def enviar_forma(cliente: Cliente, cuerpo: Contado) -> Any:
    entorno = {"wsgi.input": cuerpo, "CONTENT_LENGTH": str(cuerpo.largo), "CONTENT_TYPE": TIPO}
    return cliente.crudo("POST", "/tramite/expediente", environ_overrides=entorno)


@pytest.mark.parametrize("malo", [b"", b"No soy un PDF", pdfs.cortado()], ids=["vacio", "texto", "cortado"])
def test_un_mal_pdf_se_dice_en_su_renglon_y_no_queda(ana: Alumna, uploads: Path, malo: bytes) -> None:
    menu = con_numero(ana).entrar()
    menu.llenar("Enviar Reporte 1", archivo=archivo(malo), estado=422)
    assert menu.dice("#error-reporte-1").startswith("El archivo ")
    assert menu.hay(".campo__error") == 1
    assert quedan(uploads) == [f"{ana.boleta}/expediente-1.pdf"]
    assert "reporte-1" not in ana.avance.documentos


def test_sin_elegir_archivo_se_dice(ana: Alumna) -> None:
    menu = con_numero(ana).entrar()
    menu.llenar("Enviar Reporte 1", archivo=archivo(b"", ""), estado=422)
    assert menu.dice("#error-reporte-1") == "Elige el archivo PDF que vas a cargar."


def test_una_entrega_sin_token_no_deja_nada(ana: Alumna, uploads: Path) -> None:
    respuesta = con_numero(ana).entrar().crudo("POST", "/tramite/reporte-1", data={"archivo": archivo(PDF)})
    assert respuesta.status_code == 400
    assert quedan(uploads) == [f"{ana.boleta}/expediente-1.pdf"]


def test_lo_propio_se_lee_byte_por_byte(ana: Alumna, app: Flask) -> None:
    con_numero(ana).entregar("reporte-1", TRES)
    ella, ruta = ana.entrar(), f"/entregas/{ana.documento('reporte-1').entrega_id}/archivo"
    entero = ella.crudo("GET", ruta)
    assert (entero.status_code, entero.data) == (200, TRES)
    assert {nombre: entero.headers.get(nombre) for nombre in _CABECERAS} == _CABECERAS
    parte = ella.crudo("GET", ruta, headers={"Range": "bytes=10-19"})
    assert (parte.status_code, parte.data) == (206, TRES[10:20])
    assert parte.headers["Content-Range"] == f"bytes 10-19/{len(TRES)}"
    assert ella.crudo("GET", ruta, headers={"Range": f"bytes={len(TRES)}-"}).status_code == 416
    cabeza = ella.crudo("HEAD", ruta)
    assert (cabeza.data, cabeza.headers["Content-Length"]) == (b"", str(len(TRES)))
    descarga = ella.crudo("GET", f"{ruta}?descarga")
    assert descarga.headers["Content-Disposition"] == 'attachment; filename="2021350001 Reporte 1.pdf"'


def test_el_nombre_de_la_descarga_lleva_acentos(beto: Alumna) -> None:
    con_numero(beto).entregar("evaluacion")
    ruta = f"/entregas/{beto.documento('evaluacion').entrega_id}/archivo"
    assert beto.entrar().crudo("GET", ruta).headers["Content-Disposition"] == (
        'inline; filename="20190A0000 Evaluacion de Desempeno.pdf";'
        " filename*=UTF-8''20190A0000%20Evaluaci%C3%B3n%20de%20Desempe%C3%B1o.pdf"
    )


_CABECERAS = {
    "Content-Type": "application/pdf",
    "Content-Disposition": 'inline; filename="2021350001 Reporte 1.pdf"',
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'self'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Accept-Ranges": "bytes",
}


def _archivos() -> list[tuple[str, int]]:
    return [("expediente", 1), ("reporte-1", 1), ("reporte-1", 2)]
