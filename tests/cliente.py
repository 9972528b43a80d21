"""The test client: a person with a browser without JavaScript, or with htmx, who reads strictly."""

import io
import re
from typing import Any

from flask import Flask
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]
from werkzeug.test import TestResponse

from tests.pagina import elegir, leer, texto

CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"  # noqa: E501


class Cliente:
    """Keeps the last answer; its `pagina` is the checked tree of it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._http = app.test_client()
        self.respuesta: TestResponse
        self._pagina: Any = None
        self._sin_leer = False  # the page where the login led

    @property
    def pagina(self) -> Any:
        if self._sin_leer:
            self._recibir(self.respuesta, False, 200)
        return self._pagina

    def ver(self, ruta: str, *, htmx: bool = False, estado: int = 200) -> "Cliente":
        return self._recibir(self._http.get(ruta, headers=_hx(htmx), buffered=True), htmx, estado)

    def enviar(
        self, ruta: str, datos: dict[str, Any] | None = None, *, htmx: bool = False, estado: int | None = None
    ) -> "Cliente":
        """POST as a form would, with this session's token; redirections are followed, as a browser does."""
        cuerpo = {"csrf_token": self.token()} | (datos or {})
        archivos = any(isinstance(valor, tuple) for valor in cuerpo.values())
        tipo = "multipart/form-data" if archivos else "application/x-www-form-urlencoded"
        respuesta = self._http.post(ruta, data=cuerpo, headers=_hx(htmx), content_type=tipo, buffered=True)
        if estado is None and respuesta.status_code == 303:
            return self.ver(respuesta.headers["Location"])
        return self._recibir(respuesta, htmx, estado or 200)

    def llenar(
        self, boton: str, *, dentro: str = "body", htmx: bool = False, estado: int | None = None, **campos: Any
    ) -> "Cliente":
        """Fill in the form that has this button, keep what it already says, and send it where it says."""
        forma = self._forma(boton, dentro)
        datos = _dicho(self.pagina, forma) | campos
        return self.enviar(forma.get("action"), datos, htmx=htmx, estado=estado)

    def seguir(self, enlace: str, *, dentro: str = "body", htmx: bool = False) -> "Cliente":
        """Follow the first link with this text."""
        for candidato in elegir(self.pagina, f"{dentro} a"):
            if texto(candidato) == enlace:
                return self.ver(candidato.get("href"), htmx=htmx)
        raise AssertionError(f"no link «{enlace}» in: {self.dice(dentro)}")

    def dice(self, selector: str = "main") -> str:
        """The text that a person reads there."""
        return " ".join(texto(elemento) for elemento in elegir(self.pagina, selector))

    def hay(self, selector: str) -> int:
        return len(elegir(self.pagina, selector))

    def token(self) -> str:
        if self._sin_leer:
            return _token(self.respuesta)
        campo = elegir(self.pagina, "[name=csrf_token]") if self.pagina is not None else []
        if not campo:
            self.ver("/registro")
            campo = elegir(self.pagina, "[name=csrf_token]")
        return campo[0].get("value")

    def ingresar(self, usuario: str, contrasena: str = "Clave-2026") -> "Cliente":
        """From the front page, which has tests of its own; the page where it leads is read by who looks at it."""
        datos = {"csrf_token": _token(self.crudo("GET", "/")), "usuario": usuario, "contrasena": contrasena}
        dentro = self.crudo("POST", "/sesion", data=datos)
        assert dentro.status_code == 303, dentro.get_data(as_text=True)[:3000]
        self.respuesta, self._sin_leer = self.crudo("GET", dentro.headers["Location"]), True
        assert self.respuesta.status_code == 200, self.respuesta.status
        return self

    def crudo(self, metodo: str, ruta: str, **kwargs: Any) -> TestResponse:
        """A request by hand, of which nothing is checked."""
        return self._http.open(ruta, method=metodo, buffered=True, **kwargs)

    def _forma(self, boton: str, dentro: str) -> etree._Element:
        for forma in elegir(self.pagina, f"{dentro} form"):
            if boton in {texto(candidato) for candidato in elegir(forma, "button")}:
                return forma
        raise AssertionError(f"no button «{boton}» in: {self.dice(dentro)}")

    def _recibir(self, respuesta: TestResponse, htmx: bool, estado: int) -> "Cliente":
        self.respuesta, self._sin_leer = respuesta, False
        cuerpo = respuesta.get_data(as_text=True) if respuesta.mimetype == "text/html" else ""
        assert respuesta.status_code == estado, f"{respuesta.status} instead of {estado}: {cuerpo[:3000]}"
        if respuesta.mimetype == "text/html" and cuerpo:
            con_pdf = "; frame-src 'self'" if "/lectura" in respuesta.request.path else ""
            assert respuesta.headers["Content-Security-Policy"] == CSP + con_pdf
            assert respuesta.headers["Cache-Control"] == "no-store"
            self._pagina = leer(self.app, cuerpo, fragmento=htmx)
        return self


def archivo(datos: bytes, nombre: str = "archivo.pdf") -> tuple[io.BytesIO, str, str]:
    """A file as a form sends it."""
    return io.BytesIO(datos), nombre, "application/pdf"


def _hx(htmx: bool) -> dict[str, str]:
    return {"HX-Request": "true"} if htmx else {}


def _dicho(pagina: Any, forma: etree._Element) -> dict[str, Any]:
    """What the form says as it stands, with the fields outside of it that name it."""
    dicho: dict[str, Any] = {}
    ajenos = elegir(pagina, f"[form='{forma.get('id')}']") if forma.get("id") else []
    for campo in [*elegir(forma, "input, textarea, select"), *ajenos]:
        nombre, tipo = campo.get("name"), campo.get("type", "text")
        if not nombre or tipo == "file" or (tipo in {"radio", "checkbox"} and campo.get("checked") is None):
            continue
        dicho.setdefault(nombre, []).append(_valor(campo))
    return {nombre: valores if len(valores) > 1 else valores[0] for nombre, valores in dicho.items()}


def _valor(campo: etree._Element) -> str:
    if campo.tag == "textarea":
        return (campo.text or "").removeprefix("\n")
    if campo.tag == "select":
        return next((opcion.get("value", "") for opcion in elegir(campo, "option[selected]")), "")
    return campo.get("value", "on" if campo.get("type") == "checkbox" else "")


def _token(respuesta: TestResponse) -> str:
    """That of the first form; nothing else is read."""
    campo = re.search(r'name="csrf_token" value="([^"]*)"', respuesta.get_data(as_text=True))
    assert campo, respuesta.get_data(as_text=True)[:3000]
    return campo[1]
