"""Staff accounts: made, invited, given functions, closed (REQUIREMENTS X3)."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, String, insert, select, type_coerce, update

from sisr.bitacora.model import Accion, anotar
from sisr.cuentas.enlaces import Tipo, anular, mandar
from sisr.cuentas.model import Funcion, Usuario, claves_de
from sisr.cuentas.sesiones import terminar
from sisr.db import db, escritura, tabla
from sisr.reloj import ahora


class UsuarioOcupado(Exception):
    """Somebody has that user already; its text says so."""


class UltimoAdministrador(Exception):
    """Nobody would be left to keep the accounts; its text says what to do first."""


def todos() -> list[Any]:
    """Who is in first, by name."""
    consulta = select(tabla(Usuario)).where(Usuario.es_alumno.is_(False))
    return list(db.session.execute(consulta.order_by(Usuario.activo.desc(), Usuario.nombre, Usuario.id)).all())


def hay_personal() -> bool:
    return db.session.scalar(select(Usuario.id).where(Usuario.es_alumno.is_(False)).limit(1)) is not None


def hay_administracion(*, menos: int | None = None) -> bool:
    """Whether somebody, or somebody else, can enter and keep the accounts; who was only invited cannot yet."""
    consulta = select(Usuario.id).where(_ADMINISTRA, Usuario.id != (menos or 0)).limit(1)
    return db.session.scalar(consulta) is not None


def alta(
    clave: str, *, nombre: str, correo: str, funciones: Collection[Funcion], contrasena: str, por: int | None
) -> int:
    """A new account, within the caller's transaction; `contrasena` comes hashed. Raises UsuarioOcupado."""
    conexion = db.session.connection()
    if conexion.scalar(select(Usuario.id).where(Usuario.clave.in_(claves_de(clave)))) is not None:
        raise UsuarioOcupado(f"El usuario «{clave}» ya existe: elige otro.")
    datos = {
        "clave": clave,
        "nombre": nombre,
        "correo": correo,
        "contrasena": contrasena,
        "es_alumno": False,
        "funciones": frozenset(funciones),
        "creado_en": ahora(),
    }
    nuevo = conexion.execute(insert(Usuario).values(datos).returning(Usuario.id)).scalar_one()
    anotar(Accion.PERSONAL, por=por, usuario=nuevo)
    return nuevo


def invitar(clave: str, *, nombre: str, correo: str, funciones: Collection[Funcion], por: int) -> str:
    """An account that opens when its person chooses a password; returns the token. Raises UsuarioOcupado."""
    with escritura():
        nuevo = alta(clave, nombre=nombre, correo=correo, funciones=funciones, contrasena="", por=por)
        return _mandar(nuevo, por)


def invitar_otra_vez(usuario_id: int, *, por: int) -> str:
    with escritura():
        return _mandar(usuario_id, por)


def cambiar_funciones(usuario_id: int, funciones: Collection[Funcion], *, por: int) -> None:
    """Their sessions end. Raises UltimoAdministrador."""
    with escritura():
        if Funcion.ADMINISTRACION not in funciones:
            _que_quede_otro(usuario_id)
        _cambiar(usuario_id, funciones=frozenset(funciones))
        anotar(Accion.FUNCIONES, por=por, usuario=usuario_id, funciones=sorted(funciones))


def cerrar(usuario_id: int, *, por: int) -> None:
    """Their sessions end, and no link opens it. Raises UltimoAdministrador."""
    with escritura():
        _que_quede_otro(usuario_id)
        _cambiar(usuario_id, activo=False)
        anular(usuario_id, *Tipo)
        anotar(Accion.CIERRE, por=por, usuario=usuario_id)


def reabrir(usuario_id: int, *, por: int) -> None:
    with escritura():
        _cambiar(usuario_id, activo=True)
        anotar(Accion.REAPERTURA, por=por, usuario=usuario_id)


_ADMINISTRA: ColumnElement[bool] = (
    Usuario.es_alumno.is_(False)
    & Usuario.activo
    & (Usuario.contrasena != "")
    & type_coerce(tabla(Usuario).c.funciones, String).contains(Funcion.ADMINISTRACION.value)
)


def _mandar(usuario_id: int, por: int) -> str:
    usuario = db.session.execute(select(tabla(Usuario)).where(Usuario.id == usuario_id)).one()
    anotar(Accion.INVITACION, por=por, usuario=usuario_id)
    return mandar(Tipo.INVITACION, usuario, "invitacion")


def _que_quede_otro(usuario_id: int) -> None:
    if not hay_administracion(menos=usuario_id):
        raise UltimoAdministrador("Es la única cuenta de Administración: dale antes esa función a alguien más.")


def _cambiar(usuario_id: int, **valores: object) -> None:
    conexion = db.session.connection()
    conexion.execute(update(tabla(Usuario)).where(Usuario.id == usuario_id).values(valores))
    terminar(usuario_id)
