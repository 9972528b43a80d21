"""How gunicorn serves SISR: many threads for slow people, and a clean beginning and end."""

import gc
import logging
import socket
import struct
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from app import app
from sisr.correo import remitente
from sisr.db import db
from sisr.documentos import barrendero
from sisr.emision import tanda
from sisr.informes.cierre import cerrar

SILENCIO = 60  # seconds that a client may stay silent before its thread is taken back


class Obrero(ThreadWorker):
    """Says good-bye in the thread of each request: gthread does it in the one that accepts, two seconds for each
    client that does not hang up, during which nobody else gets in."""

    def handle(self, conn: Any) -> Any:
        sigue = super().handle(conn)
        if sigue is False:
            conn.close(graceful=True)
        return sigue

    def finish_request(self, conn: Any, fs: Any) -> None:
        if fs.cancelled() or fs.exception() or fs.result() is not False:
            super().finish_request(conn, fs)
        else:
            self.nr_conns -= 1


bind = app.config["BIND"]
workers = app.config["WORKERS"]
threads = app.config["THREADS"]
worker_class = Obrero
preload_app = True
timeout = 60  # of a worker's own pulse: a request may last as long as it needs
graceful_timeout = 30
keepalive = 5
forwarded_allow_ips = ""
control_socket_disable = True
loglevel = "warning"


def when_ready(server: Any) -> None:
    for oyente in server.LISTENERS:
        _limitar_silencio(oyente.sock)
    server.log.error_log.addFilter(_es_noticia)
    print(f"SISR atiende en http://{bind} (Ctrl-C para terminar).", flush=True)


def pre_fork(server: Any, worker: Any) -> None:
    """What was loaded lasts as long as the worker: looking all through it for garbage stops every thread for 50 ms,
    and writes on each page of memory that the workers share."""
    gc.collect()
    gc.freeze()


def post_fork(server: Any, worker: Any) -> None:
    with app.app_context():
        db.engine.dispose(close=False)


def post_worker_init(worker: Any) -> None:
    remitente.arrancar(app)
    barrendero.arrancar(app, tanda.barrer, cerrar)


def worker_exit(server: Any, worker: Any) -> None:
    remitente.detener()
    barrendero.detener()


def on_exit(server: Any) -> None:
    print("\nSISR terminó.", flush=True)


def _limitar_silencio(oyente: socket.socket) -> None:
    """What is accepted inherits both; gthread undoes Python's own timeout before each request."""
    oyente.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("@ll", SILENCIO, 0))
    oyente.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENCIO * 1000)


def _es_noticia(registro: logging.LogRecord) -> bool:
    """A client that fell silent within its headers is not worth a traceback."""
    return not (registro.exc_info and isinstance(registro.exc_info[1], BlockingIOError | TimeoutError))
