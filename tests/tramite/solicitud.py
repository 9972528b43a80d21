"""What Ana types to register, and how she sends it."""

from pathlib import Path
from typing import Any

from tests.cliente import Cliente, archivo
from tests.elenco import CONTRASENA, PDF
from tests.pagina import elegir, texto

ANA = {
    "apellido_paterno": "Quezada",
    "apellido_materno": "Flores",
    "nombres": "Ana",
    "boleta": "2021350001",
    "carrera": "Administración y Desarrollo Empresarial (L.A.D.E.)",
    "semestre": "7º",
    "genero": "F",
    "correo": "ana@alumno.ipn.mx",
    "prestatario": "ESCA UST",
    "inicio": "2026-10-01",
    "termino": "2027-06-01",
    "contrasena": CONTRASENA,
    "confirmacion": CONTRASENA,
    "aviso": "y",
}
NADA = dict.fromkeys(ANA, "")


def registrar(
    cliente: Cliente,
    pdf: bytes | None = PDF,
    nombre: str = "Mi expediente.pdf",
    *,
    estado: int | None = None,
    **otros: str,
) -> Cliente:
    """A visit to the page, everything typed, and REGISTRAR; `otros` are typed otherwise."""
    return reintentar(cliente.ver("/registro"), pdf, nombre, estado=estado, **ANA | otros)


def reintentar(
    cliente: Cliente, pdf: bytes | None = None, nombre: str = "otro.pdf", *, estado: int | None = None, **otros: str
) -> Cliente:
    """REGISTRAR again on the page as it came back; passwords have to be typed again."""
    escrito: dict[str, Any] = {"contrasena": CONTRASENA, "confirmacion": CONTRASENA} | otros
    for campo in {"carrera", "semestre"} & escrito.keys():
        escrito[campo] = _opcion(cliente, campo, escrito[campo])
    escrito["archivo"] = archivo(pdf, nombre) if pdf is not None else archivo(b"", "")
    return cliente.llenar("REGISTRAR", estado=estado, **escrito)


def errores(cliente: Cliente) -> dict[str, str]:
    """What is said beside each field, by its name."""
    return {
        str(error.get("id")).removesuffix("-error"): texto(error) for error in elegir(cliente.pagina, ".campo__error")
    }


def datos(cliente: Cliente) -> dict[str, str]:
    """What the page's list of data says, by name."""
    nombres, valores = (elegir(cliente.pagina, f".datos {cual}") for cual in ("dt", "dd"))
    return {texto(nombre): texto(valor) for nombre, valor in zip(nombres, valores, strict=True)}


def quedan(uploads: Path) -> list[str]:
    """Every file under the uploads, by its path there."""
    return sorted(str(ruta.relative_to(uploads)) for ruta in uploads.rglob("*") if ruta.is_file())


def _opcion(cliente: Cliente, campo: str, dicho: str) -> str:
    """The value of the option that reads so; what was given where there is none."""
    opciones = elegir(cliente.pagina, f"[name={campo}] option")
    return next((str(opcion.get("value")) for opcion in opciones if texto(opcion) == dicho), dicho)
