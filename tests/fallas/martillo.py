"""A thousand wrong passwords on one boleta, and its owner, who gets in all the while (QUALITY «Accounts»)."""

import sqlite3
from contextlib import closing
from pathlib import Path

from werkzeug.security import generate_password_hash

from tests.elenco import CONTRASENA
from tests.fallas.curioso import Curioso
from tests.fallas.lugar import casa
from tests.fallas.maquina import Maquina

VECES, ENTRA = 1000, 20
_MALA = "Equivocada-1"


def martillo() -> str:
    """From one address, ten looks at the password; from a hundred, a hundred; the known browser, twenty of twenty."""
    una, otra = "2021350001", "2021350002"
    with casa() as carpeta:
        maquina = Maquina(carpeta, PROXY_HOPS=1)
        _inscribir(carpeta / "instance/sisr.db", una, otra)
        with maquina.encendida():
            de_una = _martillar(una, ["10.3.0.1"])
            de_muchas = _martillar(otra, [f"10.4.0.{n}" for n in range(100)])
    assert de_una == (10, VECES - 10, ENTRA), de_una
    assert de_muchas == (100, VECES - 100, ENTRA), de_muchas
    return (
        f"{VECES:,} contraseñas malas de una boleta: desde una dirección se miran {de_una[0]},"
        f" desde cien {de_muchas[0]}; en su navegador la dueña entra {de_muchas[2]} de {ENTRA}, las dos veces"
    )


def _martillar(boleta: str, direcciones: list[str]) -> tuple[int, int, int]:
    """How many were looked at, how many refused, and how often its owner got in, from the first of the addresses."""
    ataque, duenia = Curioso("/"), Curioso("/")
    assert _entrar(duenia, boleta, direcciones[0])  # in this browser, before all
    estados, entro = [], 0
    for n in range(VECES):
        datos = {"usuario": boleta, "contrasena": _MALA}
        estados.append(ataque.enviar("/sesion", datos, desde=direcciones[n % len(direcciones)]).estado)
        if n % (VECES // ENTRA) == 0:
            entro += _entrar(duenia, boleta, direcciones[0])
    assert ataque.enviar("/sesion", {"usuario": boleta, "contrasena": CONTRASENA}, desde="10.3.0.1").estado == 429
    return estados.count(422), estados.count(429), entro


def _entrar(quien: Curioso, boleta: str, desde: str) -> bool:
    """In and out again."""
    quien.ver("/")
    entro = quien.enviar("/sesion", {"usuario": boleta, "contrasena": CONTRASENA}, desde=desde).estado == 303
    quien.ver("/cuenta")
    return entro and quien.enviar("/sesion/fin", {}, desde=desde).estado == 303


def _inscribir(base: Path, *boletas: str) -> None:
    cifrada = generate_password_hash(CONTRASENA)
    with closing(sqlite3.connect(base)) as conexion, conexion:
        conexion.executemany(
            "INSERT INTO usuario (clave, nombre, correo, contrasena, es_alumno, funciones, activo, creado_en)"
            " VALUES (?1, ?1, ?1 || '@ejemplo.mx', ?2, 1, '', 1, '2026-01-01')",
            [(boleta, cifrada) for boleta in boletas],
        )
