"""The sheets of numbers that were read and wait to be applied."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hoja_numeros",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("por_id", sa.Integer(), nullable=False),
        sa.Column("leida_en", sa.DateTime(), nullable=False),
        sa.Column("renglones", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["por_id"], ["usuario.id"], name=op.f("fk_hoja_numeros_por_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hoja_numeros")),
    )
    op.create_index(op.f("ix_hoja_numeros_por_id"), "hoja_numeros", ["por_id"])


def downgrade() -> None:
    op.drop_table("hoja_numeros")
