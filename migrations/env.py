"""How Alembic reaches the database: through the application's own engine, with foreign keys off."""

from alembic import context
from flask import current_app

db = current_app.extensions["migrate"].db


def run() -> None:
    with db.engine.connect() as conexion:
        if conexion.dialect.name == "sqlite":
            # A batch ALTER recreates its table, and with foreign keys on that empties the tables below it.
            conexion.exec_driver_sql("PRAGMA foreign_keys=OFF")
            conexion.commit()
        context.configure(
            connection=conexion,
            target_metadata=db.metadatas[None],
            include_name=_es_de_un_modelo,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


def _es_de_un_modelo(nombre: str | None, tipo: str, _padres: object) -> bool:
    """All but what SQLite keeps for the search, which no model has."""
    return tipo != "table" or not (nombre or "").startswith("busqueda")


run()
