"""Bad input thrown at every form and every address of the live map: none gives a 500, nothing is run or escapes.

The names of fields and of parameters are read from the program itself, so a new route is tried as it comes.
"""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from flask import Flask
from sqlalchemy import text, update

import sisr
from sisr.cuentas import acceso
from sisr.cuentas.model import Funcion, Usuario
from sisr.cuentas.permisos import PERMISOS
from sisr.db import db, escritura
from sisr.forma import Forma
from tests.cliente import Cliente, archivo
from tests.elenco import PDF, PERSONAL, Alumna
from tests.mesa.estados import con_numero
from tests.test_permisos import LEEN, METODOS, _endpoint, _permitido, _rutas

GUION = "<script>malo()</script>"
HOSTILES = {
    "guion": GUION,
    "atributo": '"><img src=x onerror=malo()>',
    "renglones": "uno\r\nSet-Cookie: malo=1\r\n\r\ndos",
    "formula": '=HYPERLINK("http://malo.example","x")',
    "subir": "../../../../etc/passwd",
    "fuera": "https://malo.example/",
    "fuera_sin_esquema": "//malo.example/",
    "sql": "1' OR '1'='1'; DROP TABLE usuario; --",
    "plantilla": "{{31337*3}}${31337*3}{%raw%}",
    "nulo": "uno\0dos",
    "enorme": "9" * 400,
    "negativo": "-1",
    "decimal": "1e309",
    "largo": "A" * 4_000,  # in every field at once, and still within what a form may hold
    "sustituto": "\ufffe\U0010ffff\u202e",
    "nada": "",
    "otros_digitos": "٣٤٥",
    "fecha": "9999-99-99",
}
CUERPOS = {
    "utf8_roto": ("application/x-www-form-urlencoded", b"usuario=%ff%fe&motivo=%c3%28&csrf_token=\xff"),
    "json": ("application/json", b'{"csrf_token": ["x"]}'),
    "xml": ("text/xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
    "sin_frontera": ("multipart/form-data", b"--x\r\n"),
    "cortado": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="motivo"\r\n\r\nuno',
    ),
    "juego_raro": ("application/x-www-form-urlencoded; charset=utf-7", b"usuario=+ADw-script+AD4-"),
    "mil_campos": ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(1500))),
}
_DE_FORMA = "application/x-www-form-urlencoded"
GENTE = ("nadie", "ana", "todas")  # the last has every function


@pytest.fixture(autouse=True)
def _sin_esperar_al_mismo_paso(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acceso, "SIEMPRE", 0.001)


@pytest.mark.parametrize("quien", GENTE)
@pytest.mark.parametrize("cual", HOSTILES)
def test_ningun_campo_de_ningun_formulario(app: Flask, ana: Alumna, quien: str, cual: str) -> None:
    """All of them at once, and each twice; afterwards everything that person can see is looked at."""
    persona = _persona(app, ana, quien)
    campos = {nombre: [HOSTILES[cual]] * 2 for nombre in CAMPOS} | {"csrf_token": persona.token()}
    datos = urlencode(campos, doseq=True)
    posibles = suyas(app, ana, quien)  # before: one of them puts Ana's account aside
    for ruta, metodo in posibles:
        if metodo == "POST" and ruta not in {"/sesion/fin", "/cuenta/sesiones/fin"}:
            _que_este_bien(persona.crudo("POST", ruta, data=datos, content_type=_DE_FORMA), f"POST {ruta}")
    for ruta, metodo in posibles:
        if metodo == "GET":
            _que_este_bien(persona.crudo("GET", ruta), f"GET {ruta}")
    with app.app_context():
        assert db.session.execute(text("SELECT count(*) FROM usuario")).scalar_one() == len(PERSONAL) + 1


@pytest.mark.parametrize("quien", GENTE)
@pytest.mark.parametrize("cual", HOSTILES)
def test_ningun_parametro_de_ninguna_direccion(app: Flask, ana: Alumna, quien: str, cual: str) -> None:
    persona = _persona(app, ana, quien)
    parametros = urlencode({nombre: [HOSTILES[cual][:4000]] * 2 for nombre in PARAMETROS}, doseq=True)
    for ruta, metodo in suyas(app, ana, quien):
        if metodo == "GET":
            respuesta = persona.crudo("GET", ruta, query_string=parametros)
            _que_este_bien(respuesta, f"GET {ruta}?{cual}")
            if respuesta.status_code < 400:  # what is refused is refused alike
                otra = persona.crudo("GET", ruta, query_string=parametros, headers={"HX-Request": "true"})
                _que_este_bien(otra, f"GET {ruta}?{cual}, htmx")


@pytest.mark.parametrize("quien", GENTE)
@pytest.mark.parametrize("cual", CUERPOS)
def test_ningun_cuerpo_mal_hecho(app: Flask, ana: Alumna, quien: str, cual: str) -> None:
    persona = _persona(app, ana, quien)
    tipo, cuerpo = CUERPOS[cual]
    for ruta, metodo in suyas(app, ana, quien):
        if metodo not in LEEN:
            _que_este_bien(persona.crudo(metodo, ruta, data=cuerpo, content_type=tipo), f"{metodo} {ruta}")


@pytest.mark.parametrize("cual", [n for n in HOSTILES if n not in {"largo", "nada"}])
def test_ninguna_parte_de_ninguna_direccion(app: Flask, ana: Alumna, cual: str) -> None:
    """What does not fit where an id or a name stands does not exist."""
    personas = [_persona(app, ana, quien) for quien in GENTE]
    for regla in app.url_map.iter_rules():
        ruta = re.sub(r"<[^>]+>", lambda _: HOSTILES[cual].replace("/", "%2F"), regla.rule)
        if "<" in regla.rule:
            for persona in personas:
                _que_este_bien(persona.crudo("GET", ruta), f"GET {regla.rule} {cual}")


@pytest.mark.parametrize(
    "destino", ["//malo.example", "/\\malo.example", "https://malo.example", "/\tx", "javascript:x"]
)
def test_al_entrar_no_se_sale_del_sitio(app: Flask, destino: str) -> None:
    cliente = Cliente(app).ver("/")
    datos = {"csrf_token": cliente.token(), "usuario": "nadia", "contrasena": "Clave-2026", "siguiente": destino}
    assert cliente.crudo("POST", "/sesion", data=datos).headers["Location"] == "/inicio"


def test_lo_que_se_guarda_se_pinta_como_texto(app: Flask, ana: Alumna) -> None:
    """A motivo, a file's name and a catalogue's: stored as they came, painted as text, also in the mail's HTML."""
    ana.rechazada("expediente", f"{GUION} {{{{31337*3}}}}")
    ana.entrar().llenar("Enviar Expediente", archivo=archivo(PDF, f"{GUION}.pdf"))
    elena = Cliente(app).ingresar("elena")
    elena.enviar("/administracion/prestatarios", {"nombre": GUION, "con_reportes": "y"})
    for persona, rutas in {
        Cliente(app).ingresar("marta2"): ["/expedientes", f"/alumnos/{ana.id}"],
        elena: ["/administracion/prestatarios", "/administracion/bitacora", f"/alumnos/{ana.id}"],
        ana.entrar(): ["/tramite"],
        Cliente(app): ["/registro"],
    }.items():
        for ruta in rutas:
            _que_este_bien(persona.ver(ruta).respuesta, ruta)


def _nombres_de_campos() -> set[str]:
    """Those of every form that the house has, and what routes take from a form by name."""
    formas = list(_clases(Forma))
    nombres = {nombre for forma in formas for nombre in vars(forma) if not nombre.startswith(("_", "validate"))}
    nombres |= set(re.findall(r'request\.form\.(?:get|getlist)\("(\w+)"', _programa()))
    return nombres - {"Meta", "mensajes", "avisos", "csrf_token"}


def _nombres_de_parametros() -> set[str]:
    """What routes and filters take from the address, and the names of the controls of every form that asks."""
    casa = Path(sisr.__file__).parents[1]
    plantillas = "".join(ruta.read_text() for ruta in (casa / "templates").rglob("*.html"))
    del_programa = set(re.findall(r'args\.(?:get|getlist)\("(\w+)"', _programa()))
    return del_programa | set(re.findall(r'<(?:input|select|textarea)[^>]*\sname="(\w+)"', plantillas)) - {
        "csrf_token"
    }


def _programa() -> str:
    return "".join(ruta.read_text() for ruta in Path(sisr.__file__).parent.rglob("*.py"))


def _clases(clase: type[Any]) -> Iterator[type[Any]]:
    for hija in clase.__subclasses__():
        yield hija
        yield from _clases(hija)


CAMPOS, PARAMETROS = _nombres_de_campos(), _nombres_de_parametros()


def _persona(app: Flask, ana: Alumna, quien: str) -> Cliente:
    if quien == "nadie":
        return Cliente(app).ver("/")
    if quien == "ana":
        return con_numero(ana).entrar()
    with app.app_context(), escritura() as conexion:
        conexion.execute(update(Usuario).where(Usuario.clave == "marta2").values(funciones=frozenset(Funcion)))
    return Cliente(app).ingresar("marta2")


def suyas(app: Flask, ana: Alumna, quien: str) -> list[tuple[str, str]]:
    posibles = [(ruta, metodo) for ruta in _rutas(app, ana) for metodo in METODOS]
    return [(ruta, metodo) for ruta, metodo in posibles if _es_suya(_endpoint(app, ruta, metodo), quien, metodo)]


def _es_suya(endpoint: str | None, quien: str, metodo: str) -> bool:
    quienes = ("elena", "marta2") if quien == "todas" else (quien,)
    return endpoint in PERMISOS and any(_permitido(endpoint, cada, metodo) for cada in quienes)


def _que_este_bien(respuesta: Any, caso: str) -> None:
    assert respuesta.status_code < 500, f"{caso}: {respuesta.status}"
    assert "malo" not in {nombre.lower() for nombre, _ in respuesta.headers}, caso
    assert not any("malo=1" in galleta for galleta in respuesta.headers.getlist("Set-Cookie")), caso
    destino = respuesta.headers.get("Location", "") + respuesta.headers.get("HX-Redirect", "")
    assert urlsplit(destino).netloc == "", f"{caso}: {destino}"
    if respuesta.mimetype == "text/html":
        cuerpo = respuesta.get_data(as_text=True)
        assert "<script>malo" not in cuerpo, caso
        assert "<img src=x" not in cuerpo, caso
        assert "94011" not in unescape(cuerpo), caso
        assert "root:x:" not in cuerpo, caso
