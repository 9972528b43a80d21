"""Whom each member of the staff has chosen in the table of expedientes."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seleccion",
        sa.Column("usuario_id", sa.Integer(), nullable=False),
        sa.Column("alumno_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["usuario_id"], ["usuario.id"], name=op.f("fk_seleccion_usuario_id")),
        sa.ForeignKeyConstraint(["alumno_id"], ["alumno.id"], name=op.f("fk_seleccion_alumno_id")),
        sa.PrimaryKeyConstraint("usuario_id", "alumno_id", name=op.f("pk_seleccion")),
    )


def downgrade() -> None:
    op.drop_table("seleccion")
