"""What a person changes of their own account: password, mail address, open sessions (REQUIREMENTS A9, P4)."""

from typing import Any

from sqlalchemy import select, update

from sisr.bitacora.model import Accion, anotar
from sisr.cuentas import freno
from sisr.cuentas.contrasenas import cifrar, comprobar
from sisr.cuentas.enlaces import Tipo, Vigente, anular, avisar, gastar, mandar
from sisr.cuentas.model import Usuario, claves_de
from sisr.cuentas.sesiones import Persona, terminar
from sisr.db import db, escritura, tabla


def es_suya(persona: Persona, contrasena: str) -> bool:
    """Whether it is the present password of who is in. Raises Demasiados."""
    intentos = freno.contar([freno.Cubeta(f"propia {persona.id}", 10, freno.CINCO_MINUTOS)])
    if not comprobar(cuenta(persona.id).contrasena, contrasena):
        return False
    with escritura():
        freno.perdonar(intentos)
    return True


def cambiar_contrasena(persona: Persona, contrasena: str) -> None:
    """Their other sessions end, and a mail says so."""
    cifrada = cifrar(contrasena)
    with escritura():
        _poner(cuenta(persona.id), cifrada, menos=persona.sesion_id)


def pedir_contrasena(usuario: str) -> None:
    """Mail a link, where there is such an account; whoever asks is told the same. Raises Demasiados."""
    freno.contar(freno.de_restablecer(usuario.upper()))
    with escritura():
        quien = db.session.execute(
            select(tabla(Usuario)).where(Usuario.clave.in_(claves_de(usuario)), Usuario.activo)
        ).first()
        if quien and quien.contrasena:
            mandar(Tipo.CONTRASENA, quien, "contrasena_enlace")
        elif quien:
            mandar(Tipo.INVITACION, quien, "invitacion")


def estrenar_contrasena(enlace: Vigente, contrasena: str) -> None:
    """By a link of those two kinds: every session ends, and a mail says so. Raises EnlaceGastado."""
    cifrada = cifrar(contrasena)
    with escritura():
        gastar(enlace)
        _poner(enlace.usuario, cifrada)


def pedir_correo(persona: Persona, correo: str) -> None:
    """A link to the new address; the one that there is hears of it."""
    with escritura():
        usuario = cuenta(persona.id)
        mandar(Tipo.CORREO, usuario, "correo_confirmar", correo=correo)
        avisar("correo_por_cambiar", usuario)


def confirmar_correo(enlace: Vigente) -> None:
    """Raises EnlaceGastado."""
    with escritura() as conexion:
        gastar(enlace)
        conexion.execute(update(tabla(Usuario)).where(Usuario.id == enlace.usuario.id).values(correo=enlace.correo))
        anular(enlace.usuario.id, Tipo.CONTRASENA)  # one that went to the old address
        _anotar(Accion.CORREO, enlace.usuario)
        avisar("correo_cambiado", enlace.usuario)


def cerrar_sesiones(persona: Persona, sesion_id: int | None = None) -> int:
    """One of their own, or all but this one; how many there were."""
    with escritura():
        menos = persona.sesion_id if sesion_id is None else None
        cuantas = terminar(persona.id, sesion_id=sesion_id, menos=menos)
        _anotar(Accion.SESIONES, persona, cuantas=cuantas)
    return cuantas


def cuenta(usuario_id: int) -> Any:
    """The row of an account."""
    return db.session.execute(select(tabla(Usuario)).where(Usuario.id == usuario_id)).one()


def _poner(usuario: Any, cifrada: str, *, menos: int | None = None) -> None:
    conexion = db.session.connection()
    conexion.execute(update(tabla(Usuario)).where(Usuario.id == usuario.id).values(contrasena=cifrada))
    terminar(usuario.id, menos=menos)
    anular(usuario.id, Tipo.CONTRASENA, Tipo.INVITACION)
    _anotar(Accion.CONTRASENA, usuario)
    if usuario.contrasena:
        avisar("contrasena_cambiada", usuario)


def _anotar(accion: Accion, usuario: Any, **detalle: object) -> None:
    anotar(accion, por=usuario.id, alumno_id=usuario.id if usuario.es_alumno else None, **detalle)
