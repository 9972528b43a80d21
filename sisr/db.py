"""The database: one engine, reads that never wait, writes one after the other."""

import os
import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, cast

from flask import Flask, current_app
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, DateTime, Dialect, MetaData, PoolProxiedConnection, Table, event
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from sisr.turno import Fila, Turno

ESPERA = 10  # seconds that a write waits for its turn before it gives up
_SUELTAS = 8  # connections that wait to be lent again


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
migrate = Migrate(db=db, compare_type=True, render_as_batch=True)
_directa: ContextVar[sqlite3.Connection | None] = ContextVar("directa", default=None)
_lectura: ContextVar[Connection | None] = ContextVar("lectura", default=None)


class Instante(TypeDecorator[datetime]):
    """An aware instant, stored in UTC without its zone."""

    impl = DateTime
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        """Straight to the text that is stored, without its +00:00: a decision writes four."""
        return lambda instante: instante.astimezone(UTC).isoformat(" ", "microseconds")[:-6] if instante else None

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Straight from the text that is stored: a page reads some hundreds, and to put a zone on an instant takes
        five times what reading it with one does."""
        return lambda texto: datetime.fromisoformat(f"{texto}+00:00") if texto else None


def preparar(app: Flask) -> None:
    db.init_app(app)
    migrate.init_app(app, db, directory=os.path.join(app.root_path, "..", "migrations"))
    app.extensions["fila"] = Fila(app.instance_path)
    app.extensions["sueltas"] = sueltas = deque[PoolProxiedConnection]()
    with app.app_context():
        event.listen(db.engine, "connect", _al_conectar)
        event.listen(db.engine, "begin", _al_empezar)
        event.listen(db.engine, "engine_disposed", lambda _: sueltas.clear())


def tabla(modelo: type[Any]) -> Table:
    """The table of a model: Core statements on the hot path, without what the ORM adds to them."""
    return modelo.__table__


def directa() -> sqlite3.Connection:
    """The driver's own connection of the transaction under way, for prepared statements."""
    return _directa.get() or cast(sqlite3.Connection, db.session.connection().connection.dbapi_connection)


def conexion() -> Connection:
    """The transaction under way, for statements that are put together as they are asked for."""
    return _lectura.get() or db.session.connection()


@contextmanager
def lectura() -> Iterator[None]:
    """One read transaction without the session, which takes longer to begin and to end than such a page asks."""
    with db.engine.connect() as abierta, abierta.begin():
        antes = _lectura.set(abierta), _directa.set(cast(sqlite3.Connection, abierta.connection.dbapi_connection))
        try:
            yield
        finally:
            _lectura.reset(antes[0])
            _directa.reset(antes[1])


class Prestada:
    """A connection for one read outside of any transaction, given back at once; a generator would cost what it saves.

    It goes to the next who asks, and not to the pool: going through it takes longer than such a read. But few are
    kept so, and what a burst of people opened goes back.
    """

    def __enter__(self) -> sqlite3.Connection:
        self._sueltas: deque[PoolProxiedConnection] = current_app.extensions["sueltas"]
        try:
            self._prestada = self._sueltas.pop()
        except IndexError:
            self._prestada = db.engine.raw_connection()
        return cast(sqlite3.Connection, self._prestada.dbapi_connection)

    def __exit__(self, *_: object) -> None:
        if len(self._sueltas) < _SUELTAS:
            self._sueltas.append(self._prestada)
        else:
            self._prestada.close()


@contextmanager
def escritura(*, espera: float = ESPERA) -> Iterator[Connection]:
    """One write transaction, committed at the end of the block or rolled back whole.

    A transaction that reads and then writes is refused by SQLite when another wrote in between, and
    its busy handler is unfair; so writers queue here, across threads and processes, and begin IMMEDIATE.
    `espera`: seconds for its turn; with 0 it waits for nobody. Raises BaseOcupada.
    """
    db.session.rollback()
    with Turno(current_app.extensions["fila"], espera):
        try:
            yield db.session.connection(execution_options={"escribe": True})
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise


def asentar() -> None:
    """Move what the log holds into the file, and empty it: until then it keeps the pages as they were.

    Writers wait meanwhile, so it waits a second at most for who is reading; the log is then emptied later on.
    """
    with closing(sqlite3.connect(db.engine.url.database or "", timeout=1)) as aparte:
        aparte.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def escritura_directa() -> Iterator[None]:
    """As `escritura`, for what is done with prepared statements alone: the session stays out of it.

    Raises BaseOcupada; RuntimeError where somebody asked the session after all, which would not see what was written.
    """
    if db.session.registry.has():
        db.session.rollback()
    with Turno(current_app.extensions["fila"], ESPERA), Prestada() as conexion:
        conexion.execute("BEGIN IMMEDIATE")
        antes = _directa.set(conexion)
        try:
            yield
            if db.session.registry.has() and db.session().in_transaction():
                raise RuntimeError("the session was asked within a direct write")
            conexion.commit()
        finally:
            _directa.reset(antes)
            conexion.rollback()


def _al_conectar(conexion: Any, _registro: object) -> None:
    for pragma in (
        "journal_mode=WAL",
        "secure_delete=ON",  # as Debian's SQLite comes: what was deleted is not left in the file
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-8000",
        "temp_store=MEMORY",
    ):
        conexion.execute(f"PRAGMA {pragma}")


def _al_empezar(conexion: Connection) -> None:
    escribe = conexion.get_execution_options().get("escribe")
    conexion.connection.execute("BEGIN IMMEDIATE" if escribe else "BEGIN")
