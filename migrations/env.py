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
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
