"""How many expedientes there are of each estatus by carrera, prestatario and semestre too, for the lists of these.

A later batch migration that recreates alumno drops the triggers: make them again there
(tests/documentos/test_busqueda.py fails otherwise).
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_DATOS = ("carrera_id", "prestatario_id", "semestre")
_CEROS = ", ".join("0" for _ in _DATOS)  # the row of an estatus whatever the rest


def upgrade() -> None:
    _quitar()
    op.create_table(
        "cuenta_expediente",
        *(sa.Column(dato, sa.Integer(), autoincrement=False, nullable=False) for dato in _DATOS),
        sa.Column("estatus", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*_DATOS, "estatus", name=op.f("pk_cuenta_expediente")),
        sqlite_with_rowid=False,
    )
    clave = ", ".join((*_DATOS, "estatus"))
    for datos in (_CEROS, ", ".join(_DATOS)):
        op.execute(
            f"INSERT INTO cuenta_expediente ({clave}, n) SELECT {datos}, expediente, count(*) FROM alumno"
            f" WHERE expediente IS NOT NULL GROUP BY {datos + ', ' if datos != _CEROS else ''}expediente"
        )
    nuevos, viejos = (", ".join(f"{de}.{dato}" for dato in _DATOS) for de in ("NEW", "OLD"))
    mas = " ".join(
        f"INSERT INTO cuenta_expediente ({clave}, n) SELECT {datos}, NEW.expediente, 1"
        f" WHERE NEW.expediente IS NOT NULL ON CONFLICT ({clave}) DO UPDATE SET n = n + 1;"
        for datos in (_CEROS, nuevos)
    )
    menos = " ".join(
        f"UPDATE cuenta_expediente SET n = n - 1 WHERE ({clave}) = ({datos}, OLD.expediente);"
        for datos in (_CEROS, viejos)
    )
    cambia = " OR ".join(f"OLD.{dato} IS NOT NEW.{dato}" for dato in ("expediente", *_DATOS))
    _poner(mas, menos, f"UPDATE OF expediente, {', '.join(_DATOS)} ON alumno WHEN {cambia}")


def downgrade() -> None:
    _quitar()
    op.create_table(
        "cuenta_expediente",
        sa.Column("estatus", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("estatus", name=op.f("pk_cuenta_expediente")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO cuenta_expediente (estatus, n) SELECT expediente, count(*) FROM alumno"
        " WHERE expediente IS NOT NULL GROUP BY expediente"
    )
    mas = (
        "INSERT INTO cuenta_expediente (estatus, n) SELECT NEW.expediente, 1 WHERE NEW.expediente IS NOT NULL"
        " ON CONFLICT (estatus) DO UPDATE SET n = n + 1;"
    )
    menos = "UPDATE cuenta_expediente SET n = n - 1 WHERE estatus = OLD.expediente;"
    _poner(mas, menos, "UPDATE OF expediente ON alumno WHEN OLD.expediente IS NOT NEW.expediente")


def _quitar() -> None:
    for nombre in ("alta", "cambio", "baja"):
        op.execute(f"DROP TRIGGER cuenta_{nombre}")
    op.drop_table("cuenta_expediente")


def _poner(mas: str, menos: str, cambio: str) -> None:
    op.execute(f"CREATE TRIGGER cuenta_alta AFTER INSERT ON alumno BEGIN {mas} END")
    op.execute(f"CREATE TRIGGER cuenta_cambio AFTER {cambio} BEGIN {menos} {mas} END")
    op.execute(f"CREATE TRIGGER cuenta_baja AFTER DELETE ON alumno BEGIN {menos} END")
