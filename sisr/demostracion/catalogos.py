"""What must be there before the first student: staff, prestatarios, días inhábiles, listas de emisión."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select

from sisr.bitacora.model import Accion, Acto
from sisr.catalogos.model import Carrera, DiaInhabil, Prestatario
from sisr.cuentas.contrasenas import cifrar
from sisr.cuentas.model import Funcion, Usuario
from sisr.demostracion import nombres
from sisr.emision.model import ListaEmision
from sisr.reloj import dia
from sisr.texto import plegar

CONTRASENA = "Demo-2026"
PERSONAL = {
    "martha": (Funcion.EXPEDIENTES,),
    "rosa": (Funcion.REPORTES,),
    "teo": (Funcion.TERMINOS,),
    "elena": (Funcion.ADMINISTRACION,),
    "carmen": tuple(Funcion),
}
_ANTES = timedelta(days=6 * 365)  # when the office of the demonstration began


@dataclass(frozen=True)
class Catalogo:
    """The ids of what there is, by name; everybody shares one hash, for each costs a tenth of a second."""

    contrasena: str
    personal: Mapping[str, int]
    prestatarios: Mapping[str, int]
    carreras: tuple[int, ...]


def llenar(conexion: Connection, *, ahora: datetime) -> Catalogo:
    """In an instance that has what the migrations leave and nothing more."""
    contrasena, desde = cifrar(CONTRASENA), ahora - _ANTES
    conexion.execute(insert(Usuario), [_empleado(clave, contrasena, desde) for clave in PERSONAL])
    personal = dict(conexion.execute(select(Usuario.clave, Usuario.id)).all())
    conexion.execute(insert(Prestatario), [_prestatario(nombre) for nombre in nombres.DEPENDENCIAS])
    conexion.execute(insert(Prestatario), [_prestatario(nombre, escrito=True) for nombre in nombres.ESCRITOS])
    conexion.execute(insert(DiaInhabil), _inhabiles(dia(ahora)))
    conexion.execute(insert(Acto), [_alta(usuario, desde) for usuario in personal.values()])
    prestatarios = conexion.execute(select(Prestatario.nombre, Prestatario.id)).all()
    carreras = tuple(conexion.scalars(select(Carrera.id).order_by(Carrera.id)))
    return Catalogo(contrasena, personal, dict(prestatarios), carreras)


def listar(conexion: Connection, listas: Mapping[int, datetime], por: int) -> None:
    if listas:
        filas = [{"numero": n, "generada_en": en, "por_id": por} for n, en in sorted(listas.items())]
        conexion.execute(insert(ListaEmision), filas)


def _empleado(clave: str, contrasena: str, en: datetime) -> dict[str, Any]:
    return {
        "clave": clave,
        "nombre": clave.capitalize(),
        "correo": f"{clave}@ipn.example",
        "contrasena": contrasena,
        "es_alumno": False,
        "funciones": frozenset(PERSONAL[clave]),
        "activo": True,
        "creado_en": en,
    }


def _prestatario(nombre: str, *, escrito: bool = False) -> dict[str, Any]:
    return {"nombre": nombre, "clave": plegar(nombre), "con_reportes": False, "confirmado": not escrito}


def _inhabiles(hoy: date) -> list[dict[str, Any]]:
    return [
        {"dia": date(anio, mes, numero), "motivo": motivo}
        for anio in (hoy.year, hoy.year + 1)
        for mes, numero, motivo in nombres.INHABILES
    ]


def _alta(usuario: int, en: datetime) -> dict[str, Any]:
    return {"en": en, "accion": Accion.PERSONAL.value, "por_id": None, "detalle": {"usuario": usuario}}
