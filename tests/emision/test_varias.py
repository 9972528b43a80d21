"""Many constancias at once: each to the boleta in its name, looked at first, then all of them or none (T5)."""

import hashlib
import os
import secrets
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from sisr.alumnos.model import Alumno
from sisr.archivos import subida
from sisr.archivos.errores import ArchivoRechazado, Razon
from sisr.archivos.recepcion import Recibido
from sisr.bitacora.model import Acto
from sisr.cuentas.model import Usuario
from sisr.db import db, escritura
from sisr.emision import tanda
from sisr.emision.cotejo import boletas_en
from sisr.emision.tanda import EnTanda
from sisr.reloj import ahora
from tests import pdfs
from tests.archivos.envios import TIPO as MULTIPARTE, Contado
from tests.cliente import Cliente, archivo
from tests.elenco import PDF, Alumna
from tests.mesa.estados import completa, correos, enlistada, entregas, poblar
from tests.mesa.test_a_la_vez import a_la_vez
from tests.pagina import elegir
from tests.sentencias import lecturas, sentencias
from tests.subidas.envio import MIB, Envio, en_recepcion
from tests.tramite.solicitud import quedan
from tests.tramite.test_a_medias import sin_bitacora

PAGINA = "/constancias/varias"
DOS, TRES = pdfs.de_paginas(2), pdfs.de_paginas(3)
PUBLICADA = "Se publicó 1 constancia y se avisó a su alumno por correo."


@pytest.fixture
def teo(app: Flask) -> Cliente:
    return Cliente(app).ingresar("teo")


@pytest.fixture
def enlistados(ana: Alumna, beto: Alumna) -> tuple[Alumna, Alumna]:
    return enlistada(ana, 15), enlistada(beto, 15)


def cargar(quien: Cliente, *archivos: tuple[str, bytes], estado: int | None = None, htmx: bool = False) -> Cliente:
    """Chosen together, in the page's form."""
    quien.ver(PAGINA)
    cuerpo = {"csrf_token": quien.token(), "archivos": [archivo(datos, nombre) for nombre, datos in archivos]}
    cabeceras = {"HX-Request": "true"} if htmx else {}
    respuesta = quien.crudo("POST", PAGINA, data=cuerpo, headers=cabeceras, content_type="multipart/form-data")
    assert respuesta.status_code == (estado or 303), respuesta.text[:3000]
    return quien if htmx or estado else quien.ver(PAGINA)


def puestas(quien: Cliente, *archivos: tuple[str, bytes | Razon], de: str = "teo") -> Cliente:
    """As `cargar`, written directly: to judge each takes a while."""
    carpeta = Path(quien.app.config["UPLOADS_PATH"]) / ".recepcion"
    carpeta.mkdir(exist_ok=True)
    with quien.app.test_request_context():
        por = db.session.scalar(select(Usuario.id).where(Usuario.clave == de)) or 0
        for nombre, datos in archivos:
            if isinstance(datos, Razon):
                tanda.agregar(nombre, ArchivoRechazado(datos), por=por)
                continue
            ficha = secrets.token_hex(16)
            (carpeta / ficha).write_bytes(datos)
            suma = hashlib.sha256(datos).hexdigest()
            tanda.agregar(nombre, Recibido(ficha, nombre, len(datos), suma, 1), por=por)
    return quien.ver(PAGINA)


def tabla(quien: Cliente, cual: str) -> list[list[str]]:
    """What each row says but for its buttons."""
    return [
        [" ".join("".join(celda.itertext()).split()) for celda in fila if not elegir(celda, "form")]
        for fila in elegir(quien.pagina, f"[aria-label='{cual}'] tbody tr")
    ]


def fuera(quien: Cliente) -> dict[str, str]:
    """Why each file does not go."""
    return {archivo_.partition(" ·")[0]: por_que for archivo_, por_que, *_ in tabla(quien, "No se publican")}


def renglon(quien: Cliente, nombre: str) -> str:
    """Where the row of a file is."""
    (fila,) = [f for f in elegir(quien.pagina, "tbody tr") if nombre in "".join(f.itertext())]
    return f"#{fila.get('id')}"


def constancias(uploads: Path, *alumnas: Alumna) -> dict[str, bytes]:
    """The files that there are of them, by path."""
    return {
        f"{alumna.boleta}/{ruta.name}": ruta.read_bytes()
        for alumna in alumnas
        for ruta in sorted((uploads / alumna.boleta).glob("constancia-*.pdf"))
    }


def asuntos(*alumnas: Alumna) -> list[list[str]]:
    """Of the mails about a constancia."""
    return [[c.asunto for c in correos(a) if "constancia de liberación" in c.asunto] for a in alumnas]


def actos(app: Flask, *acciones: str) -> list[tuple[str, int, Any]]:
    with app.app_context():
        hechos = select(Acto.accion, Acto.alumno_id, Acto.detalle).where(Acto.accion.in_(acciones)).order_by(Acto.id)
        return [(acto.accion, acto.alumno_id, acto.detalle) for acto in db.session.execute(hechos)]


@pytest.mark.parametrize(
    ("nombre", "boletas"),
    [
        ("2021350001.pdf", ["2021350001"]),
        ("Constancia 2021350001 ANA MUÑOZ.pdf", ["2021350001"]),
        ("PE20350003_constancia.PDF", ["PE20350003"]),
        ("constancia_20190a0000 (1).pdf", ["20190A0000"]),
        ("constancia2021350001.pdf", ["2021350001"]),
        ("2021350001 copia de 2021350001.pdf", ["2021350001"]),
        ("2021350001-20190A0000.pdf", ["2021350001", "20190A0000"]),
        ("CONSTANCIA LIBERACION 20261103.pdf", []),
        ("20213500011.pdf", []),
        ("escaneo.pdf", []),
    ],
)
def test_la_boleta_se_lee_del_nombre(nombre: str, boletas: list[str]) -> None:
    assert boletas_en(nombre) == boletas


def test_se_cargan_se_revisan_y_se_publican(
    teo: Cliente, enlistados: tuple[Alumna, Alumna], uploads: Path, app: Flask
) -> None:
    ana, beto = enlistados
    teo.ver("/constancias").seguir("Cargar varias constancias")
    de_beto = f"Constancia {beto.boleta} BETO.PDF"
    cargar(teo, (f"{ana.boleta}.pdf", DOS), (de_beto, PDF), ("nota.pdf", b"No soy un PDF"))
    assert teo.dice(".cifras") == "Nuevas2Sustituyen a otra0No se publican1"
    assert [fila[1] for fila in tabla(teo, "Nuevas")] == ["Quezada Flores Ana", "Quezada Flores Beto"]
    assert fuera(teo)["nota.pdf"].startswith("El archivo no es un PDF")
    assert (constancias(uploads, ana, beto), asuntos(ana, beto)) == ({}, [[], []])
    teo.llenar("Publicar 2 constancias")
    assert teo.dice(".aviso--exito") == "Se publicaron 2 constancias y se avisó a cada alumno por correo."
    assert teo.dice(".cifras") == "Nuevas0Sustituyen a otra0No se publican1"
    assert constancias(uploads, ana, beto) == {
        f"{ana.boleta}/constancia-1.pdf": DOS,
        f"{beto.boleta}/constancia-1.pdf": PDF,
    }
    assert asuntos(ana, beto) == [["Tu constancia de liberación está lista para descargar"]] * 2
    suya = ana.documento("constancia")
    assert (suya.estatus, suya.paginas, suya.n) == ("ACEPTADO", 2, 1)
    assert actos(app, "constancia") == [
        ("constancia", a.id, {"entrega": a.documento("constancia").entrega_id}) for a in enlistados
    ]
    assert ana.entrar().crudo("GET", f"/entregas/{suya.entrega_id}/archivo").data == DOS
    assert en_recepcion(uploads) == []
    teo.llenar("Quitar todas")
    assert teo.hay(".cifras") == 0


def test_cada_una_que_no_va_dice_por_que(teo: Cliente, ana: Alumna, beto: Alumna, app: Flask) -> None:
    completa(ana)
    uno, dos = (enlistada(a) for a in poblar(app, 2, prestatario="Cruz Roja"))
    puestas(teo, (f"{uno.boleta}.pdf", PDF)).llenar("Publicar 1 constancia")
    puestas(
        teo,
        ("escaneo.pdf", PDF),
        (f"{ana.boleta} {beto.boleta}.pdf", PDF),
        ("2099999999.pdf", PDF),
        (f"{ana.boleta}.pdf", PDF),
        (f"{uno.boleta} otra vez.pdf", PDF),
        (f"{dos.boleta}.pdf", PDF),
        (f"{dos.boleta} (1).pdf", DOS),
        ("con clave.pdf", Razon.CON_CONTRASENA),
    )
    otra = "Hay otro archivo con la misma boleta: quita el que no va. "
    dichos = {nombre.split(".pdf")[0]: por_que for nombre, por_que in fuera(teo).items()}
    assert dichos.pop(f"{uno.boleta} otra vez").startswith("Es la misma constancia que ya tiene, del ")
    assert dichos == {
        "escaneo": "Su nombre no lleva ninguna boleta: escríbela.",
        f"{ana.boleta} {beto.boleta}": f"Su nombre lleva más de una boleta, {ana.boleta} y {beto.boleta}: escribe de"
        " quién es.",
        "2099999999": "Ninguna cuenta tiene esa boleta.",
        ana.boleta: "No está en ninguna lista de emisión. Quezada Flores Ana",
        dos.boleta: otra + dos.avance.alumno.nombre,
        f"{dos.boleta} (1)": otra + dos.avance.alumno.nombre,
        "con clave": "El archivo pide una contraseña para abrirse: guarda una copia sin contraseña y envía esa.",
    }
    assert teo.hay("[data-una-vez]") == 0
    teo.llenar("Quitar", dentro=renglon(teo, f"{dos.boleta} (1)"))
    assert [fila[1] for fila in tabla(teo, "Nuevas")] == [dos.avance.alumno.nombre]


def test_la_boleta_se_escribe_a_mano(teo: Cliente, enlistados: tuple[Alumna, Alumna], uploads: Path) -> None:
    ana, beto = enlistados
    puestas(teo, ("escaneo.pdf", DOS), (f"{beto.boleta}.pdf", PDF))
    teo.llenar("Cambiar", dentro=renglon(teo, "escaneo"), boleta="2021-35", estado=422)
    assert teo.dice(".campo__error") == "La boleta son diez números o letras, como 2002100400 o 20190A0000."
    assert elegir(teo.pagina, "[aria-invalid]")[0].get("value") == "2021-35"
    teo.llenar("Cambiar", dentro=renglon(teo, "escaneo"), boleta=f" {ana.boleta[:4]} {ana.boleta[4:].lower()} ")
    teo.llenar("Publicar 2 constancias")
    assert constancias(uploads, ana, beto) == {
        f"{ana.boleta}/constancia-1.pdf": DOS,
        f"{beto.boleta}/constancia-1.pdf": PDF,
    }


def test_sustituye_a_una_equivocada(
    teo: Cliente, enlistados: tuple[Alumna, Alumna], uploads: Path, app: Flask
) -> None:
    ana, beto = enlistados
    with time_machine.travel("2026-11-03T18:00:00+00:00", tick=False):
        puestas(Cliente(app).ingresar("teo"), (f"{ana.boleta}.pdf", PDF)).llenar("Publicar 1 constancia")
    primera = ana.documento("constancia").entrega_id
    puestas(teo, (f"{ana.boleta}.pdf", DOS), (f"{beto.boleta}.pdf", PDF))
    assert [fila[2] for fila in tabla(teo, "Sustituyen a otra")] == ["Sustituye a la del 03/11/2026"]
    teo.llenar("Publicar 2 constancias")
    assert teo.dice(".aviso--exito").endswith("a cada alumno por correo. 1 sustituye a otra.")
    assert constancias(uploads, ana) == {
        f"{ana.boleta}/constancia-1.pdf": PDF,
        f"{ana.boleta}/constancia-2.pdf": DOS,
    }
    segunda = ana.documento("constancia").entrega_id
    assert actos(app, "sustitucion") == [("sustitucion", ana.id, {"entrega": segunda, "antes": primera})]
    assert asuntos(ana) == [
        [
            "Tu constancia de liberación está lista para descargar",
            "Hay una nueva constancia de liberación: descárgala otra vez",
        ]
    ]
    assert "que sustituye a la del 03/11/2026." in correos(ana)[-1].texto
    teo.ver(f"/alumnos/{ana.id}")
    assert teo.dice("[aria-label=Entregas] tbody .estatus").split()[:2] == ["CARGADA", "SUSTITUIDA"]
    assert "Sustituyó la constancia" in teo.dice(".actos")


def test_lo_que_otra_persona_decidio_queda_fuera(
    teo: Cliente, enlistados: tuple[Alumna, Alumna], uploads: Path, app: Flask
) -> None:
    ana, beto = enlistados
    puestas(teo, (f"{ana.boleta}.pdf", DOS), (f"{beto.boleta}.pdf", TRES))
    puestas(Cliente(app).ingresar("marta2"), (f"{beto.boleta}.pdf", PDF), de="marta2").llenar("Publicar 1 constancia")
    teo.llenar("Publicar 2 constancias")
    assert teo.dice(".aviso--exito") == PUBLICADA
    assert teo.dice(".aviso--aviso") == (
        f"1 no se publicó porque cambió mientras las veías: {beto.boleta}. Así están ahora."
    )
    assert [fila[1] for fila in tabla(teo, "Sustituyen a otra")] == ["Quezada Flores Beto"]
    assert constancias(uploads, beto) == {f"{beto.boleta}/constancia-1.pdf": PDF}
    with app.app_context(), escritura() as conexion:
        sin_lista = {"lista_emision": None, "enlistado_en": None}
        conexion.execute(update(Alumno).where(Alumno.id == beto.id).values(sin_lista))
    teo.llenar("Publicar 1 constancia", estado=409)
    assert teo.dice(".aviso--error").startswith("No se publicó nada")
    assert fuera(teo) != {}
    assert [len(dichos) for dichos in asuntos(ana, beto)] == [1, 1]


def test_dos_clics_son_uno(teo: Cliente, enlistados: tuple[Alumna, Alumna], uploads: Path) -> None:
    puestas(teo, *((f"{a.boleta}.pdf", PDF) for a in enlistados))
    datos = {"csrf_token": teo.token(), "vistas": elegir(teo.pagina, "[name=vistas]")[0].get("value")}

    def publicar() -> int:
        return teo.crudo("POST", f"{PAGINA}/publicacion", data=datos).status_code

    assert sorted(a_la_vez(publicar, publicar, publicar)) == [303, 409, 409]
    assert list(constancias(uploads, *enlistados)) == [f"{a.boleta}/constancia-1.pdf" for a in enlistados]
    assert [len(dichos) for dichos in asuntos(*enlistados)] == [1, 1]


def test_si_algo_falla_no_se_publica_ninguna_y_ninguna_se_pierde(
    teo: Cliente, enlistados: tuple[Alumna, Alumna], uploads: Path, app: Flask
) -> None:
    puestas(teo, *((f"{a.boleta}.pdf", DOS) for a in enlistados))
    antes = quedan(uploads)
    with sin_bitacora(app, "constancia"):
        teo.llenar("Publicar 2 constancias", estado=500)
    assert (quedan(uploads), [entregas(a, "constancia") for a in enlistados]) == (antes, [[], []])
    teo.ver(PAGINA)
    app.config["DISK_RESERVE_BYTES"] = 2**60  # what is moved by its name needs no room
    teo.llenar("Publicar 2 constancias")
    assert [e.n for a in enlistados for e in entregas(a, "constancia")] == [1, 1]


def test_lo_que_dejo_un_corte_se_retoma(
    teo: Cliente, enlistados: tuple[Alumna, Alumna], uploads: Path, app: Flask
) -> None:
    """Killed after the files were kept, and before their rows were."""
    ana, _ = enlistados
    puestas(teo, (f"{ana.boleta}.pdf", DOS))
    (ficha,) = en_recepcion(uploads)
    os.link(uploads / ".recepcion" / ficha, uploads / ana.boleta / "constancia-1.pdf")
    teo.ver(PAGINA).llenar("Publicar 1 constancia")
    assert constancias(uploads, ana) == {f"{ana.boleta}/constancia-1.pdf": DOS}
    assert (uploads / ana.boleta / "constancia-1.pdf").stat().st_nlink == 1


def test_las_de_otra_persona_no_existen(teo: Cliente, enlistados: tuple[Alumna, Alumna], app: Flask) -> None:
    puestas(teo, (f"{enlistados[0].boleta}.pdf", PDF))
    cual = renglon(teo, ".pdf").rpartition("-")[2]
    otra = Cliente(app).ingresar("marta2").ver(PAGINA)
    assert otra.hay(".cifras") == 0
    for que in ("boleta", "retiro"):
        otra.enviar(f"{PAGINA}/{cual}/{que}", estado=404)
    vistas = elegir(teo.pagina, "[name=vistas]")[0].get("value")
    otra.enviar(f"{PAGINA}/publicacion", {"vistas": vistas}, estado=409)
    assert teo.ver(PAGINA).dice(".cifras") == "Nuevas1Sustituyen a otra0No se publican0"


def test_el_mismo_archivo_otra_vez_cuenta_una_y_el_corregido_quita_al_malo(
    teo: Cliente, enlistados: tuple[Alumna, Alumna], uploads: Path
) -> None:
    ana, _ = enlistados
    for _ in range(2):
        puestas(teo, (f"{ana.boleta}.pdf", PDF), ("b.pdf", Razon.NO_ES_PDF))
    assert teo.dice(".cifras") == "Nuevas1Sustituyen a otra0No se publican1"
    puestas(teo, ("b.pdf", DOS))
    assert next(fila[0] for fila in tabla(teo, "No se publican")).startswith("b.pdf")
    assert len(en_recepcion(uploads)) == 2


def test_una_grande_llega_por_partes_y_se_queda(teo: Cliente, ana: Alumna, uploads: Path) -> None:
    enlistada(ana)
    envio = Envio(teo.ver(PAGINA), PAGINA, DOS, f"Constancia {ana.boleta}.pdf").entero()
    respuesta = teo.crudo(
        "POST", PAGINA, data={"csrf_token": teo.token(), "subida": envio.ficha}, headers={"HX-Request": "true"}
    )
    assert (respuesta.status_code, respuesta.text) == (204, "")
    assert teo.crudo("GET", "/subidas").json == []
    assert envio.parte(0).status_code == 404
    teo.ver(PAGINA).llenar("Publicar 1 constancia")
    assert constancias(uploads, ana) == {f"{ana.boleta}/constancia-1.pdf": DOS}


def test_los_limites_se_dicen_antes_de_leer(
    teo: Cliente, ana: Alumna, app: Flask, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    teo.ver(PAGINA).enviar(PAGINA, {"archivos": archivo(b"", "")}, estado=422)
    assert teo.dice(".aviso--error") == "Elige los PDF de las constancias que vas a cargar."
    app.config["PERSON_QUOTA_BYTES"] = 3 * MIB
    cuerpo = Contado(5 * MIB, token=teo.token())
    entorno = {"wsgi.input": cuerpo, "CONTENT_LENGTH": str(cuerpo.largo), "CONTENT_TYPE": MULTIPARTE}
    respuesta = teo.crudo("POST", PAGINA, environ_overrides=entorno)
    assert (respuesta.status_code, cuerpo.leidos) == (413, 0)
    assert "Los archivos juntos pasan de 3 MB, que es lo más que se recibe de una vez" in respuesta.text
    puestas(teo, ("a.pdf", PDF), ("b.pdf", DOS))
    assert Envio(teo, PAGINA, bytes(2 * MIB)).crear().status_code == 507
    monkeypatch.setattr(tanda, "TOPE", 3)
    cargar(teo, ("c.pdf", PDF), ("d.pdf", PDF), ("e.pdf", PDF))
    assert teo.dice(".aviso--aviso") == (
        "2 archivos no cupieron: se cargan hasta 3 antes de publicar. Cárgalos después."
    )
    assert list(fuera(teo))[-1].startswith("c.pdf")
    cargar(teo, ("f.pdf", PDF), estado=409)
    assert Envio(teo, PAGINA, PDF).crear().status_code == 409


def test_un_archivo_demasiado_grande_no_cuesta_los_demas(
    teo: Cliente, enlistados: tuple[Alumna, Alumna], app: Flask
) -> None:
    app.config["MAX_PDF_BYTES"] = len(PDF)
    cargar(teo, ("a.pdf", DOS), (f"{enlistados[0].boleta}.pdf", PDF))
    assert fuera(teo)["a.pdf"].startswith(f"El archivo pasa de {len(PDF)} bytes")
    assert teo.dice(".cifras") == "Nuevas1Sustituyen a otra0No se publican1"


def test_en_un_dia_se_borran_solas(teo: Cliente, app: Flask, uploads: Path) -> None:
    puestas(teo, ("2021350001.pdf", PDF), ("malo.pdf", Razon.NO_ES_PDF))
    for ruta in (uploads / ".recepcion").iterdir():
        os.utime(ruta, (0, 0))
    with time_machine.travel(ahora().timestamp() + 25 * 3600, tick=False), app.app_context():
        subida.barrer()
        tanda.barrer()
        assert db.session.scalars(select(EnTanda.id)).all() == []
        assert db.session.scalars(select(subida.Subida.ficha)).all() == []
    assert en_recepcion(uploads) == []


def test_lo_que_se_pregunta_no_crece_con_ellas(teo: Cliente, app: Flask) -> None:
    alumnas = [enlistada(a) for a in poblar(app, 4, prestatario="Cruz Roja")]
    cuantas = []
    for cuales in (alumnas[:1], alumnas[1:]):
        puestas(teo, *((f"{a.boleta}.pdf", PDF) for a in cuales))
        with sentencias(app) as vistas:
            teo.ver(PAGINA)
        cuantas.append(len(lecturas(vistas)))
    assert cuantas[0] == cuantas[1]
