"""One browser and one house a worker; each test brings its own students, and each person a browser context."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.navegador.casa import Casa
from tests.navegador.escuela import Escuela
from tests.navegador.persona import Persona

OPCIONES = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def navegador() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        navegador = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=OPCIONES)
        yield navegador
        navegador.close()


@pytest.fixture(scope="session")
def casa(molde: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casa]:
    casa = Casa.abrir(molde, tmp_path_factory.mktemp("casa"))
    yield casa
    casa.cerrar()


@pytest.fixture(scope="session")
def escuela(casa: Casa) -> Escuela:
    """Only to be looked at: whoever changes a student brings one of their own."""
    return Escuela.poblar(casa.app)


@pytest.fixture
def entrar(navegador: Browser, casa: Casa) -> Iterator[Callable[..., Persona]]:
    """`entrar("martha")`: she had logged in before; `entrar()`: somebody at the front page.

    At the end nobody's console may have complained (QUALITY «Hands and eyes»; trap 10).
    """
    personas: list[Persona] = []

    def abrir(
        usuario: str = "",
        *,
        javascript: bool = True,
        ancho: int = 1280,
        admite: tuple[int, ...] = (),
        en: Casa = casa,
        ruta: str | None = "/",
    ) -> Persona:
        persona = Persona(navegador, en.url, javascript=javascript, ancho=ancho, admite=admite)
        personas.append(persona)
        if usuario:
            persona.reconocida(en.galleta(usuario))
        if ruta:
            persona.pagina.goto(ruta)
        return persona

    yield abrir
    for persona in personas:
        persona.cerrar()
    assert [falta for persona in personas for falta in persona.faltas] == []
