"""What a stranger finds on the screens by reading them: labels, headings, the words on the buttons."""

from datetime import date
from email.message import EmailMessage

from playwright.sync_api import FilePayload, Locator, expect

from tests.elenco import CONTRASENA
from tests.navegador.persona import Persona


def pdf(datos: bytes, nombre: str = "archivo.pdf") -> FilePayload:
    return {"name": nombre, "mimeType": "application/pdf", "buffer": datos}


def llenar_registro(
    persona: Persona, *, nombre: str, boleta: str, prestatario: str, inicio: date, termino: date
) -> None:
    """From the front page, the ten fields of the paper form but the file."""
    persona.enlace("clic aquí")
    pagina = persona.pagina
    pagina.get_by_label("Apellido Paterno").fill("Quezada")
    pagina.get_by_label("Apellido Materno").fill("Flores")
    pagina.get_by_label("Nombre(s)").fill(nombre)
    pagina.get_by_label("N° de Boleta").fill(boleta)
    pagina.get_by_label("Carrera").select_option("Administración y Desarrollo Empresarial (L.A.D.E.)")
    pagina.get_by_label("Semestre").select_option("7º")
    pagina.get_by_label("(F) Femenino").check()
    pagina.get_by_label("correo electrónico").fill(correo_de(nombre))
    pagina.get_by_label("Prestatario").fill(prestatario)
    pagina.get_by_label("Fecha de Inicio").fill(inicio.isoformat())
    pagina.get_by_label("Fecha de Término").fill(termino.isoformat())
    escribir_contrasena(persona)
    pagina.get_by_label("He leído el aviso de privacidad").check()


def escribir_contrasena(persona: Persona) -> None:
    persona.pagina.get_by_label("Contraseña", exact=True).fill(CONTRASENA)
    persona.pagina.get_by_label("confirmar contraseña").fill(CONTRASENA)


def correo_de(nombre: str) -> str:
    return f"{nombre.lower()}@alumno.ipn.mx"


def renglon(alumna: Persona, paso: str) -> Locator:
    """A row of the student's menu, by its heading."""
    titulo = alumna.pagina.get_by_role("heading", name=paso, exact=True)
    return alumna.pagina.get_by_role("listitem").filter(has=titulo)


def enviar(alumna: Persona, paso: str, datos: bytes, *, renglon_de: str = "") -> None:
    """From the menu to the acuse."""
    fila = renglon(alumna, renglon_de or paso)
    fila.get_by_label("CARGAR ARCHIVO").set_input_files(pdf(datos))
    fila.get_by_role("button", name=f"Enviar {paso}").click()
    expect(alumna.pagina.get_by_role("heading", name="Acuse de entrega")).to_be_visible()


def entregar(alumna: Persona, paso: str, datos: bytes, *, renglon_de: str = "") -> None:
    enviar(alumna, paso, datos, renglon_de=renglon_de)
    alumna.enlace("Volver a mi trámite")


def menu(alumna: Persona) -> list[str]:
    """Every row of the student's menu: its name and, where it has one, its estatus."""
    filas = alumna.pagina.locator("ol.tramite > li")
    _enteros(filas)
    return filas.evaluate_all(
        "(filas) => filas.map((fila) => [...fila.querySelectorAll(':scope > :is(h3, .estatus)')]"
        ".map((parte) => parte.innerText).join(' · '))"
    )


def fila(revisora: Persona, boleta: str) -> Locator:
    """A student's row in the table of expedientes."""
    return revisora.pagina.get_by_role("rowgroup").filter(has_text=boleta)


def tarjeta(revisora: Persona, boleta: str) -> Locator:
    return revisora.pagina.get_by_role("article").filter(has_text=boleta)


def documento(revisora: Persona, boleta: str, paso: str) -> Locator:
    """One document of a student's card."""
    titulo = tarjeta(revisora, boleta).get_by_role("heading", name=paso.upper(), exact=True)
    return titulo.locator("..")


def aceptar(lugar: Locator) -> None:
    lugar.get_by_role("button", name="ACEPTADO").click()


def rechazar(lugar: Locator, motivo: str) -> None:
    lugar.get_by_role("link", name="RECHAZADO").click()
    lugar.get_by_role("textbox", name="Motivo").fill(motivo)
    lugar.get_by_role("button", name="Enviar").click()


def texto(correo: EmailMessage) -> str:
    """What a mail says between its greeting and its foot."""
    cuerpo = correo.get_body(("plain",))
    assert cuerpo
    dicho, _, pie = "\n".join(cuerpo.get_content().splitlines()).partition("\n\n-- \n")
    assert pie.startswith(
        "Sistema Intrainstitucional de Registro y Seguimiento para Servicio Social ESCA UST\nhttp://"
    )
    return dicho.partition("\n\n")[2].strip()


def datos(pares: Locator) -> dict[str, str]:
    """A list of names and values, as it is read."""
    _enteros(pares)
    return {par.locator("dt").inner_text(): par.locator("dd").inner_text() for par in pares.all()}


def _enteros(lugares: Locator) -> None:
    """What is read at once, without waiting, is there and its page is whole."""
    expect(lugares).not_to_have_count(0)
    lugares.page.wait_for_load_state("domcontentloaded")
