"""Who has the constancia, said of the student: an index finds the few who have not among all who ever registered.

A later batch migration that recreates alumno or documento drops the triggers that keep it: make them again there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_DISPARADORES = {
    "constancia_entregada": ("INSERT", "NEW", 1),
    "constancia_retirada": ("DELETE", "OLD", 0),
}


def upgrade() -> None:
    op.add_column("alumno", sa.Column("con_constancia", sa.Boolean(), server_default=sa.text("0"), nullable=False))
    op.execute(
        "UPDATE alumno SET con_constancia = 1"
        " WHERE id IN (SELECT alumno_id FROM documento WHERE clave = 'constancia')"
    )
    op.create_index("ix_alumno_en_tramite", "alumno", ["id"], sqlite_where=sa.text("con_constancia = 0"))
    for nombre, (cuando, fila, valor) in _DISPARADORES.items():
        op.execute(
            f"CREATE TRIGGER {nombre} AFTER {cuando} ON documento WHEN {fila}.clave = 'constancia'"
            f" BEGIN UPDATE alumno SET con_constancia = {valor} WHERE id = {fila}.alumno_id; END"
        )


def downgrade() -> None:
    for nombre in _DISPARADORES:
        op.execute(f"DROP TRIGGER {nombre}")
    op.drop_index("ix_alumno_en_tramite", "alumno")
    op.drop_column("alumno", "con_constancia")
