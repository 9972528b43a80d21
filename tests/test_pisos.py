"""The floors of the house: a room imports only from the rooms below it, also inside its functions."""

import ast
from collections.abc import Iterator
from pathlib import Path

import sisr

CASA = Path(sisr.__file__).parent
PISOS = (  # the ground first; what shares a line does not import one another
    ("config",),
    ("reloj",),
    ("texto",),
    ("htmx",),
    ("respuestas",),
    ("turno",),
    ("db",),
    ("preparada",),
    ("forma",),
    ("calendario",),
    ("proceso",),
    ("archivos",),
    ("bitacora",),
    ("correo",),
    ("cuentas",),
    ("catalogos",),
    ("alumnos",),
    ("documentos",),
    ("emision",),
    ("privacidad",),
    ("tramite",),
    ("mesa",),
    ("lectura",),
    ("lotes", "numeros", "archivero"),
    ("informes",),
    ("administracion",),
    ("equipos", "estaticos", "errores"),  # from here on, the roof
    ("demostracion",),
    ("arranque",),
    ("respaldo",),
    ("consola",),
    ("__init__",),
)
ALTURA = {cuarto: altura for altura, piso in enumerate(PISOS) for cuarto in piso}


def test_nadie_importa_de_un_piso_de_arriba() -> None:
    assert [
        f"{modulo.relative_to(CASA)} importa {importado}"
        for modulo in modulos()
        for importado in importados(modulo)
        if importado != cuarto(modulo) and ALTURA[importado] >= ALTURA[cuarto(modulo)]
    ] == []


def test_cada_cuarto_tiene_su_piso() -> None:
    assert {cuarto(modulo) for modulo in modulos()} == ALTURA.keys()


def test_cada_modulo_dice_en_una_frase_para_que_es() -> None:
    assert [str(modulo) for modulo in modulos() if not ast.get_docstring(_arbol(modulo))] == []


def modulos() -> list[Path]:
    return sorted(CASA.rglob("*.py"))


def cuarto(modulo: Path) -> str:
    return modulo.relative_to(CASA).parts[0].removesuffix(".py")


def importados(modulo: Path) -> set[str]:
    """The rooms from which a module imports; the factory itself where it imports from `sisr`."""
    return {_cuarto_de(nombre) for nombre in _nombres(modulo) if nombre.split(".")[0] == "sisr"}


def _nombres(modulo: Path) -> Iterator[str]:
    for nodo in ast.walk(_arbol(modulo)):
        if isinstance(nodo, ast.Import):
            yield from (alias.name for alias in nodo.names)
        elif isinstance(nodo, ast.ImportFrom):
            assert not nodo.level, f"{modulo}: a relative import"
            yield from (f"{nodo.module}.{alias.name}" for alias in nodo.names)


def _cuarto_de(nombre: str) -> str:
    segundo = nombre.split(".")[1] if "." in nombre else "__init__"
    return segundo if segundo in ALTURA else "__init__"


def _arbol(modulo: Path) -> ast.Module:
    return ast.parse(modulo.read_text())
