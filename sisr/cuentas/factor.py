"""The second factor of the staff: a code of their telephone (TOTP), or one of those kept for when it is lost."""

import hashlib
import hmac
import secrets
from typing import Any

import segno
from flask import current_app
from markupsafe import Markup
from pyotp import random_base32
from pyotp.totp import TOTP
from sqlalchemy import delete, func, insert, select, update

from sisr.bitacora.model import Accion, anotar
from sisr.cuentas import cofre, freno
from sisr.cuentas.enlaces import avisar
from sisr.cuentas.model import CodigoRespaldo, Disposicion, SegundoFactor, Usuario
from sisr.cuentas.sesiones import EXIGE_FACTOR, Persona, terminar
from sisr.db import db, escritura, tabla
from sisr.reloj import ahora

RESPALDOS = 10
_PASO = 30  # seconds that a code of the telephone lasts; the one before and the one after serve too
_LETRAS = "abcdefghjkmnpqrstuvwxyz23456789"


def de(usuario_id: int) -> Any | None:
    """The row of somebody's factor, confirmed or about to be."""
    return db.session.execute(select(tabla(SegundoFactor)).where(SegundoFactor.usuario_id == usuario_id)).first()


def tiene(usuario_id: int) -> bool:
    factor = de(usuario_id)
    return bool(factor and factor.confirmado_en)


def quienes() -> set[int]:
    """The accounts that have one."""
    return set(db.session.scalars(select(SegundoFactor.usuario_id).where(SegundoFactor.confirmado_en.is_not(None))))


def empezar(persona: Persona) -> None:
    """Another secret, unless there is one in use."""
    with escritura() as conexion:
        if not tiene(persona.id):
            conexion.execute(delete(tabla(SegundoFactor)).where(SegundoFactor.usuario_id == persona.id))
            secreto = tapar(random_base32(), persona.id)
            fila = {"usuario_id": persona.id, "secreto": secreto, "ultimo_paso": 0}
            conexion.execute(insert(SegundoFactor).values(fila))


def por_confirmar(usuario_id: int) -> str | None:
    """The secret that the telephone is to read; None where there is none, or the house's key is another since."""
    factor = de(usuario_id)
    try:
        return destapar(factor.secreto, usuario_id) if factor and not factor.confirmado_en else None
    except cofre.ClaveCambiada:
        return None


def tapar(secreto: str, usuario_id: int) -> str:
    """As the table keeps it."""
    return cofre.sellar(secreto, de=f"segundo factor {usuario_id}")


def destapar(tapado: str, usuario_id: int) -> str:
    """Raises ClaveCambiada."""
    return cofre.abrir(tapado, de=f"segundo factor {usuario_id}")


def ilegibles() -> list[str]:
    """The users of those who cannot use theirs any more, for the house's key is another since."""
    filas = db.session.execute(
        select(SegundoFactor.usuario_id, SegundoFactor.secreto, Usuario.clave)
        .join(Usuario)
        .where(SegundoFactor.confirmado_en.is_not(None))
    )
    return sorted(fila.clave for fila in filas if not _se_lee(fila))


def dibujo(secreto: str, persona: Persona) -> Markup:
    """What the telephone reads, as SVG."""
    direccion = TOTP(secreto).provisioning_uri(name=persona.clave, issuer_name="SISR")
    return Markup(segno.make(direccion, micro=False).svg_inline(scale=5, border=4, light="#fff"))


def confirmar(persona: Persona, codigo: str) -> list[str] | None:
    """The first code of the telephone puts it to use; the recovery codes, or None where it is not right."""
    if not _contado(persona.id, codigo, confirmado=False):
        return None
    with escritura() as conexion:
        este = update(tabla(SegundoFactor)).where(SegundoFactor.usuario_id == persona.id)
        conexion.execute(este.values(confirmado_en=ahora()))
        anotar(Accion.FACTOR, por=persona.id)
        terminar(persona.id, menos=persona.sesion_id)
        return _respaldos(persona.id)


def respaldos_nuevos(persona: Persona) -> list[str]:
    """Those of before are no good."""
    with escritura():
        anotar(Accion.FACTOR, por=persona.id, respaldos=RESPALDOS)
        return _respaldos(persona.id)


def cuantos_respaldos(usuario_id: int) -> int:
    cuales = CodigoRespaldo.usuario_id == usuario_id, CodigoRespaldo.gastado_en.is_(None)
    return db.session.scalar(select(func.count()).select_from(CodigoRespaldo).where(*cuales)) or 0


def vale(usuario_id: int, codigo: str) -> bool:
    """Whether that code is good now; it is not a second time. Raises Demasiados, ClaveCambiada."""
    return _contado(usuario_id, codigo, confirmado=True)


def quitar(usuario_id: int, *, por: int | None) -> None:
    """By its owner, or for who lost the telephone by administración or the console (None): a mail says so.

    Other sessions end.
    """
    with escritura() as conexion:
        for modelo in (SegundoFactor, CodigoRespaldo):
            conexion.execute(delete(tabla(modelo)).where(modelo.usuario_id == usuario_id))
        anotar(Accion.FACTOR, por=por, usuario=usuario_id, quitado=True)
        if por != usuario_id:
            terminar(usuario_id)
        avisar("factor_quitado", db.session.execute(select(tabla(Usuario)).where(Usuario.id == usuario_id)).one())


def se_exige() -> bool:
    return db.session.scalar(select(Disposicion.valor).where(Disposicion.clave == EXIGE_FACTOR)) is not None


def exigir(si: bool, *, por: int) -> None:
    """Of everybody who works here: who has none sees only the page that makes one."""
    with escritura() as conexion:
        conexion.execute(delete(tabla(Disposicion)).where(Disposicion.clave == EXIGE_FACTOR))
        if si:
            conexion.execute(insert(Disposicion).values(clave=EXIGE_FACTOR, valor="todos"))
        anotar(Accion.FACTOR, por=por, exigido=si)


def _contado(usuario_id: int, codigo: str, *, confirmado: bool) -> bool:
    intentos = freno.contar(freno.de_codigo(f"factor {usuario_id}"))
    limpio = "".join(letra for letra in codigo.lower() if letra.isalnum())
    with escritura():
        bien = _es_del_telefono(usuario_id, limpio, confirmado) or (confirmado and _es_respaldo(usuario_id, limpio))
        if bien:
            freno.perdonar(intentos)
    return bien


def _es_del_telefono(usuario_id: int, codigo: str, confirmado: bool) -> bool:
    factor = de(usuario_id)
    if factor is None or bool(factor.confirmado_en) != confirmado:
        return False
    totp, este = TOTP(destapar(factor.secreto, usuario_id)), int(ahora().timestamp()) // _PASO
    for paso in (este - 1, este, este + 1):
        if paso > factor.ultimo_paso and hmac.compare_digest(totp.generate_otp(paso).encode(), codigo.encode()):
            gastado = update(tabla(SegundoFactor)).where(SegundoFactor.usuario_id == usuario_id)
            db.session.connection().execute(gastado.values(ultimo_paso=paso))
            return True
    return False


def _se_lee(factor: Any) -> bool:
    try:
        return bool(destapar(factor.secreto, factor.usuario_id))
    except cofre.ClaveCambiada:
        return False


def _es_respaldo(usuario_id: int, codigo: str) -> bool:
    este = update(tabla(CodigoRespaldo)).where(
        CodigoRespaldo.usuario_id == usuario_id,
        CodigoRespaldo.huella == _huella(codigo),
        CodigoRespaldo.gastado_en.is_(None),
    )
    return bool(db.session.connection().execute(este.values(gastado_en=ahora())).rowcount)


def _respaldos(usuario_id: int) -> list[str]:
    codigos = ["".join(secrets.choice(_LETRAS) for _ in range(10)) for _ in range(RESPALDOS)]
    conexion = db.session.connection()
    conexion.execute(delete(tabla(CodigoRespaldo)).where(CodigoRespaldo.usuario_id == usuario_id))
    conexion.execute(insert(CodigoRespaldo), [{"usuario_id": usuario_id, "huella": _huella(uno)} for uno in codigos])
    return [f"{uno[:5]}-{uno[5:]}" for uno in codigos]


def _huella(codigo: str) -> str:
    clave = current_app.config["SECRET_KEY"].encode()
    return hmac.new(clave, codigo.encode(), hashlib.sha256).hexdigest()
