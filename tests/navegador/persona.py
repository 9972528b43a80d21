"""A person at a real browser, in whose console nothing may go wrong."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, expect

from tests.elenco import CONTRASENA

PACIENCIA = 30_000  # milliseconds, for a loaded machine
expect.set_options(timeout=PACIENCIA)
_DEL_VISOR = {"chrome-extension", "chrome", "blob", "data"}  # Chromium's own PDF viewer asks itself for its parts
_DEJADO_A_MEDIAS = (
    "htmx:afterRequest",
    "htmx:sendAbort",
    "htmx:sendError",
)  # what htmx says when a page is left while it asks
_VIGIA = """document.addEventListener("securitypolicyviolation", (evento) =>
  console.error("CSP:", evento.violatedDirective, evento.blockedURI))"""


class Persona:
    """Has a browser of her own; `faltas` gathers what its console complains of.

    `admite`: the refusals (409, 422…; 0 is no answer at all) that this person is to meet; any other is a fault.
    """

    def __init__(
        self, navegador: Browser, base: str, *, javascript: bool, ancho: int, admite: tuple[int, ...]
    ) -> None:
        self.base, self._admite = base, set(admite)
        self.faltas: list[str] = []
        self.contexto: BrowserContext = navegador.new_context(
            base_url=base,
            java_script_enabled=javascript,
            viewport={"width": ancho, "height": 900 if ancho > 1000 else 700},
            locale="es-MX",
            timezone_id="America/Mexico_City",
        )
        self.contexto.set_default_timeout(PACIENCIA)
        self.contexto.add_init_script(_VIGIA)
        self.contexto.on("console", self._consola)
        self.contexto.on("weberror", lambda error: self.faltas.append(f"error: {error.error}"))
        self.contexto.on("request", self._peticion)
        self.contexto.on("response", self._respuesta)
        self.pagina: Page = self.contexto.new_page()

    def reconocida(self, galleta: str) -> None:
        self.contexto.add_cookies([{"name": "sisr", "value": galleta, "url": self.base}])

    def ingresar(self, usuario: str, contrasena: str = CONTRASENA) -> "Persona":
        """From the front page, as anybody does."""
        self.pagina.goto("/")
        self.pagina.get_by_label("Usuario").fill(usuario)
        self.pagina.get_by_label("Contraseña").fill(contrasena)
        self.boton("Ingresar")
        return self

    def otra_pestania(self) -> "Persona":
        """The same person and browser, with a page more."""
        otra = copy(self)
        otra.pagina = self.contexto.new_page()
        otra.pagina.goto("/")
        return otra

    def enlace(self, nombre: str) -> None:
        self.pagina.get_by_role("link", name=nombre).first.click()
        self.llegar()

    def boton(self, nombre: str) -> None:
        self.pagina.get_by_role("button", name=nombre, exact=True).click()
        self.llegar()

    def tecla(self, cual: str) -> None:
        """One that leads to another page."""
        with self.pagina.expect_event("domcontentloaded"):
            self.pagina.keyboard.press(cual)

    def llegar(self) -> None:
        """The page is whole and its scripts have begun: a click waits only for its first bytes."""
        self.pagina.wait_for_load_state("domcontentloaded")

    @contextmanager
    def sin_recargar(self) -> Iterator[list[str]]:
        """What is done inside asks the server for the one thing that is gathered, and the page stays the same."""
        pedidas: list[str] = []

        def anotar(peticion: Request) -> None:
            if peticion.resource_type in {"document", "xhr", "fetch"}:
                pedidas.append(f"{peticion.method} {urlsplit(peticion.url).path}")

        self.llegar()
        self.pagina.evaluate("window.esLaMisma = true")
        self.pagina.on("request", anotar)
        yield pedidas
        self.pagina.remove_listener("request", anotar)
        assert self.pagina.evaluate("window.esLaMisma") is True
        assert len(pedidas) == 1, pedidas

    def cerrar(self) -> None:
        self.contexto.close()

    def _consola(self, mensaje: ConsoleMessage) -> None:
        visto_como_respuesta = ("Failed to load resource", "Response Status Error Code")
        if mensaje.type not in {"error", "warning"} or mensaje.text.startswith(
            visto_como_respuesta + _DEJADO_A_MEDIAS
        ):
            return
        if 0 not in self._admite or not mensaje.text.startswith("htmx:"):
            self.faltas.append(f"console: {mensaje.text}")

    def _peticion(self, peticion: Request) -> None:
        if not peticion.url.startswith(f"{self.base}/") and urlsplit(peticion.url).scheme not in _DEL_VISOR:
            self.faltas.append(f"another host: {peticion.url}")

    def _respuesta(self, respuesta: Response) -> None:
        if respuesta.status >= 400 and respuesta.status not in self._admite:
            self.faltas.append(f"{respuesta.status}: {respuesta.url}")


Entrar = Callable[..., Persona]
