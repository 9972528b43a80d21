"""How many expedientes there are of each estatus, which a list of a hundred thousand counts slower than it paints.

A later batch migration that recreates alumno drops the triggers: make them again there
(tests/documentos/test_busqueda.py fails otherwise).
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_MAS = (
    "INSERT INTO cuenta_expediente (estatus, n) SELECT NEW.expediente, 1 WHERE NEW.expediente IS NOT NULL"
    " ON CONFLICT (estatus) DO UPDATE SET n = n + 1;"
)
_MENOS = "UPDATE cuenta_expediente SET n = n - 1 WHERE estatus = OLD.expediente;"
_DISPARADORES = {
    "cuenta_alta": f"AFTER INSERT ON alumno BEGIN {_MAS} END",
    "cuenta_cambio": (
        f"AFTER UPDATE OF expediente ON alumno WHEN OLD.expediente IS NOT NEW.expediente BEGIN {_MENOS} {_MAS} END"
    ),
    "cuenta_baja": f"AFTER DELETE ON alumno BEGIN {_MENOS} END",
}


def upgrade() -> None:
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
    for nombre, cuerpo in _DISPARADORES.items():
        op.execute(f"CREATE TRIGGER {nombre} {cuerpo}")


def downgrade() -> None:
    for nombre in _DISPARADORES:
        op.execute(f"DROP TRIGGER {nombre}")
    op.drop_table("cuenta_expediente")
