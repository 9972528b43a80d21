"""The sender: one on the machine, a thread of whichever worker holds the file lock."""

import fcntl
import os
import smtplib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from flask import Flask, current_app
from flask_mail import BadHeaderError, Connection, Mail, Message
from sqlalchemy import select, update

from sisr.correo.model import Correo, Estado
from sisr.correo.textos import OCULTO, con_pie, en_html, token_de
from sisr.db import db, escritura, tabla
from sisr.reloj import ahora

mail = Mail()
_CADA = 1.0  # seconds between looks at the outbox
_TANDA = 50
_PAUSA_SERVIDOR = 30.0  # seconds, at most, between tries of a server that does not answer
_PAUSA_MAXIMA = timedelta(minutes=1)  # while young: a server that comes back finds an empty outbox in two minutes
_PAUSA_VIEJA = timedelta(minutes=15)
_JOVEN = timedelta(hours=2)
_SE_ABANDONA = timedelta(days=5)
_alto = threading.Event()
_hilos: list[threading.Thread] = []


class Conexion(Connection):
    """Flask-Mail's connection with a timeout, so that a silent server cannot hang the sender."""

    def configure_host(self) -> smtplib.SMTP | smtplib.SMTP_SSL:
        ajustes = current_app.config
        clase = smtplib.SMTP_SSL if ajustes["MAIL_USE_SSL"] else smtplib.SMTP
        servidor = clase(ajustes["MAIL_SERVER"], ajustes["MAIL_PORT"], timeout=ajustes["MAIL_TIMEOUT"])
        if ajustes["MAIL_USE_TLS"]:
            servidor.starttls()
        if ajustes["MAIL_USERNAME"]:
            servidor.login(ajustes["MAIL_USERNAME"], ajustes["MAIL_PASSWORD"])
        return servidor


def arrancar(app: Flask) -> None:
    """Start this worker's thread; it sends only while it holds the machine's lock."""
    if not app.config["MAIL_SERVER"]:
        return
    _alto.clear()
    hilo = threading.Thread(target=_trabajar, args=(app,), name="remitente", daemon=True)
    hilo.start()
    _hilos.append(hilo)


def detener() -> None:
    """Ask the thread to end after the mail in hand, and wait for it briefly."""
    _alto.set()
    while _hilos:
        _hilos.pop().join(timeout=5)


def enviar_pendientes() -> int:
    """Send what is due over one connection; returns how many went out.

    A recipient or a text refused for good (5xx), or that no mail can carry, marks its mail FALLIDO; one
    deferred (4xx) is tried again later. Raises OSError or SMTPException when the server cannot be reached,
    breaks off or refuses the sender: the mail in hand waits a little, the others stay as they were.
    """
    pendientes = _pendientes()
    if not pendientes:
        return 0
    enviados = atendidos = 0
    try:
        with Conexion(current_app.extensions["mail"]) as conexion:
            for correo in pendientes:
                enviados += _enviar(conexion, correo)
                atendidos += 1
                if _alto.is_set():
                    break
    except (OSError, smtplib.SMTPException) as error:
        if atendidos < len(pendientes):
            _mas_tarde(pendientes[atendidos], str(error) or type(error).__name__)
        if not enviados:
            raise
    return enviados


def _trabajar(app: Flask) -> None:
    while not _alto.wait(_CADA):
        with _turno(app) as mio:
            fallas = 0
            while mio and not _alto.wait(min(_CADA * 2**fallas, _PAUSA_SERVIDOR)):
                fallas = 0 if _vuelta(app) else min(fallas + 1, 8)


def _vuelta(app: Flask) -> bool:
    with app.app_context():
        try:
            enviar_pendientes()
            return True
        except Exception as error:  # whatever it is, the next round is the answer
            app.logger.warning("El correo espera: %s", error)
            return False


@contextmanager
def _turno(app: Flask) -> Iterator[bool]:
    descriptor = os.open(os.path.join(app.instance_path, "correo.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(descriptor)


def _pendientes() -> list[Any]:
    consulta = (
        select(tabla(Correo))
        .where(Correo.estado == Estado.PENDIENTE.value, Correo.siguiente_en <= ahora())
        .order_by(Correo.id)
        .limit(_TANDA)
    )
    filas = list(db.session.execute(consulta).all())
    db.session.rollback()
    return filas


def _enviar(conexion: Conexion, correo: Any) -> bool:
    try:
        conexion.send(_mensaje(correo))
    except smtplib.SMTPRecipientsRefused as error:
        codigo, razon = next(iter(error.recipients.values()))
        _rechazado(correo, codigo, razon)
        return False
    except smtplib.SMTPDataError as error:
        _rechazado(correo, error.smtp_code, error.smtp_error)
        return False
    except (UnicodeError, BadHeaderError):  # nothing of it was said to the server; the others must not wait
        _anotar(correo, estado=Estado.FALLIDO, error="La dirección o el asunto no pueden ir en un correo.")
        return False
    _anotar(correo, estado=Estado.ENVIADO, enviado_en=ahora(), error=None)
    return True


def _mensaje(correo: Any) -> Message:
    token = token_de(correo.sal) if correo.sal else ""
    texto = correo.texto.replace(OCULTO, token) if token else correo.texto
    mensaje = Message(
        correo.asunto,
        recipients=[correo.para],
        body=con_pie(texto),
        html=en_html(texto, token),
        date=correo.creado_en.timestamp(),
        extra_headers={"Auto-Submitted": "auto-generated"},
    )
    mensaje.msgId = correo.message_id
    return mensaje


def _rechazado(correo: Any, codigo: int, razon: bytes | str) -> None:
    dicho = f"{codigo} {razon.decode('utf-8', 'replace') if isinstance(razon, bytes) else razon}"
    if codigo >= 500:
        _anotar(correo, estado=Estado.FALLIDO, error=dicho)
    else:
        _mas_tarde(correo, dicho)


def _mas_tarde(correo: Any, error: str) -> None:
    edad = ahora() - correo.creado_en
    pausa = min(timedelta(seconds=5 * 2 ** min(correo.intentos, 5)), _PAUSA_MAXIMA if edad < _JOVEN else _PAUSA_VIEJA)
    estado = Estado.FALLIDO if edad > _SE_ABANDONA else Estado.PENDIENTE
    _anotar(correo, estado=estado, siguiente_en=ahora() + pausa, error=error)


def _anotar(correo: Any, *, estado: Estado, **valores: object) -> None:
    with escritura() as conexion:
        conexion.execute(
            update(tabla(Correo))
            .where(Correo.id == correo.id)
            .values(estado=estado.value, intentos=correo.intentos + 1, **valores)
        )
