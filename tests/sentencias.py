"""What the database is asked meanwhile, whoever asks: the library, or what was prepared and runs by itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from sisr.db import db


def lecturas(vistas: list[str]) -> list[str]:
    """Those that ask; what is written of many is written row by row, whoever gathers it."""
    return [vista for vista in vistas if vista.startswith(("SELECT", "WITH"))]


@contextmanager
def sentencias(app: Flask) -> Iterator[list[str]]:
    """Every statement with its values in it, as SQLite itself begins it; not what a trigger does."""
    vistas: list[str] = []

    def anotar(sentencia: str) -> None:
        if vistas[-1:] != [sentencia]:  # for each step of a trigger it says again what set it off
            vistas.append(sentencia)

    def vigilar(conexion: object, *_: object) -> None:
        conexion.set_trace_callback(anotar)  # pyright: ignore[reportAttributeAccessIssue]

    def dejar(conexion: object, *_: object) -> None:
        conexion.set_trace_callback(None)  # pyright: ignore[reportAttributeAccessIssue]

    with app.app_context():
        motor = db.engine
    motor.dispose()  # so that those which are lent without the pool are opened again
    event.listen(motor, "checkout", vigilar)
    event.listen(motor, "checkin", dejar)
    try:
        yield vistas
    finally:
        event.remove(motor, "checkout", vigilar)
        event.remove(motor, "checkin", dejar)
        motor.dispose()
