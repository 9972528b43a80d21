"""The second factor of the staff, and its recovery codes."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "segundo_factor",
        sa.Column("usuario_id", sa.Integer(), nullable=False),
        sa.Column("secreto", sa.String(), nullable=False),
        sa.Column("confirmado_en", sa.DateTime(), nullable=True),
        sa.Column("ultimo_paso", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["usuario_id"], ["usuario.id"], name=op.f("fk_segundo_factor_usuario_id")),
        sa.PrimaryKeyConstraint("usuario_id", name=op.f("pk_segundo_factor")),
    )
    op.create_table(
        "codigo_respaldo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("usuario_id", sa.Integer(), nullable=False),
        sa.Column("huella", sa.String(), nullable=False),
        sa.Column("gastado_en", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["usuario_id"], ["usuario.id"], name=op.f("fk_codigo_respaldo_usuario_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codigo_respaldo")),
    )
    op.create_index("ix_codigo_respaldo_usuario_id", "codigo_respaldo", ["usuario_id"])


def downgrade() -> None:
    op.drop_table("codigo_respaldo")
    op.drop_table("segundo_factor")
