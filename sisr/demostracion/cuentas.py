"""What is printed when a demonstration is ready: who may enter, and what each will see."""

from sqlalchemy import select

from sisr.alumnos.model import Alumno
from sisr.cuentas.model import Funcion
from sisr.db import db
from sisr.demostracion.catalogos import CONTRASENA, PERSONAL

_ALUMNOS = {
    "Ana": "alumna del menú largo: su Reporte 4 fue RECHAZADO",
    "Beto": "alumno del menú corto: ya llegó su Fecha de Término",
    "Carla": "alumna que ya tiene su constancia",
}


def hoja() -> str:
    """Nobody else of the demonstration has one of those three names alone."""
    elenco = select(Alumno.nombres, Alumno.boleta).where(Alumno.nombres.in_(_ALUMNOS)).order_by(Alumno.nombres)
    cuentas = {clave: f"personal: {_funciones(clave)}" for clave in PERSONAL}
    cuentas |= {boleta: _ALUMNOS[nombre] for nombre, boleta in db.session.execute(elenco)}
    renglones = (f"  {usuario:<11} {que}" for usuario, que in cuentas.items())
    return "\n".join((f"Demostración: todas las cuentas tienen la contraseña {CONTRASENA}", *renglones))


def _funciones(clave: str) -> str:
    funciones = PERSONAL[clave]
    return "todas las funciones" if len(funciones) == len(Funcion) else funciones[0].label.lower()
