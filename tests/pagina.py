"""A page as a strict reader sees it: every page that a test gets is checked here."""

import re
from collections import Counter
from copy import deepcopy
from functools import cache, lru_cache
from urllib.parse import urlsplit

import html5lib
from flask import Flask
from html5lib.html5parser import ParseError
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]
from lxml.cssselect import CSSSelector
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

_TOKEN = re.compile(r'(?<=name="csrf_token" value=")[\w.-]+(?=")')
_SIN_ETIQUETA = {"hidden", "submit", "button"}


def leer(app: Flask, html: str, *, fragmento: bool = False) -> etree._Element:
    """The tree of a page or of a fragment. Fails on what is malformed, unlabelled or leads nowhere."""
    texto = html.strip()
    if fragmento:
        texto = f"<table>{texto}</table>" if texto.startswith("<tbody") else texto
        texto = f"<!doctype html><html lang=es><head><title>f</title></head><body>{texto}</body></html>"
    arbol = deepcopy(_analizar(_TOKEN.sub("", texto)))
    for campo, token in zip(elegir(arbol, "[name=csrf_token]"), _TOKEN.findall(texto), strict=True):
        campo.set("value", token)
    _comprobar(app, arbol)
    return arbol


@lru_cache(maxsize=200)
def _analizar(texto: str) -> etree._Element:
    """Many pages differ from an earlier one only in their tokens, which say nothing to a parser."""
    lector = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), strict=True, namespaceHTMLElements=False)
    try:
        return lector.parse(texto).getroot()
    except ParseError as error:
        renglon = lector.errors[-1][0] if lector.errors else "?"
        raise AssertionError(f"malformed at {renglon}: {error}\n{texto[:3000]}") from error


def elegir(arbol: etree._Element, selector: str) -> list[etree._Element]:
    return _selector(selector)(arbol)


@cache
def _selector(selector: str) -> CSSSelector:
    return CSSSelector(selector)


def texto(elemento: etree._Element) -> str:
    return " ".join("".join(elemento.itertext()).split())


def _comprobar(app: Flask, arbol: etree._Element) -> None:
    ids = Counter(elemento.get("id") for elemento in elegir(arbol, "[id]"))
    assert not [cual for cual, veces in ids.items() if veces > 1], f"ids twice: {ids.most_common(3)}"
    for campo in elegir(arbol, "input, select, textarea"):
        assert campo.get("type") in _SIN_ETIQUETA or _etiquetado(arbol, campo), etree.tostring(campo)
    for forma in elegir(arbol, "form"):
        assert forma.get("action"), "a form without action"
        if forma.get("method") == "post":
            assert elegir(forma, "[name=csrf_token]"), f"a form without token: {forma.get('action')}"
    for elemento in elegir(arbol, "[hx-post]"):
        assert elemento.tag == "form", "hx-post outside a form"
        accion = elemento.get("action", "")
        assert elemento.get("hx-post") in (accion, accion.split("?")[0])
    for elemento in elegir(arbol, "[hx-get]"):
        assert elemento.tag == "a", "hx-get outside a link"
        assert elemento.get("href"), "hx-get without href"
    for prohibido in elegir(arbol, "[style], [onclick], [hx-on], [hx-boost], style, script:not([src])"):
        raise AssertionError(f"the Content-Security-Policy forbids {etree.tostring(prohibido)}")
    for elemento in elegir(arbol, "[href], [src], [action]"):
        _lleva_a_algo(app, elemento)


def _etiquetado(arbol: etree._Element, campo: etree._Element) -> bool:
    if campo.get("aria-label") or campo.getparent().tag == "label":
        return True
    cual = campo.get("id")
    return bool(cual) and bool(elegir(arbol, f"label[for='{cual}']"))


def _lleva_a_algo(app: Flask, elemento: etree._Element) -> None:
    atributo = next(nombre for nombre in ("href", "src", "action") if elemento.get(nombre) is not None)
    destino = urlsplit(elemento.get(atributo))
    if destino.scheme == "mailto" or (not destino.path and destino.fragment):
        return
    assert not destino.netloc, f"leads to another host: {destino.geturl()}"
    metodo = elemento.get("method", "get").upper() if atributo == "action" else "GET"
    try:
        app.url_map.bind("localhost").match(destino.path, metodo)
    except (NotFound, MethodNotAllowed, RequestRedirect) as error:
        raise AssertionError(f"leads nowhere: {metodo} {destino.path}") from error
