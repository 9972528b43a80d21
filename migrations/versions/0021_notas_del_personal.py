"""What the staff write to one another about a student."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "nota",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alumno_id", sa.Integer(), nullable=False),
        sa.Column("por_id", sa.Integer(), nullable=False),
        sa.Column("en", sa.DateTime(), nullable=False),
        sa.Column("texto", sa.String(), nullable=False),
        sa.Column("tachada_en", sa.DateTime(), nullable=True),
        sa.CheckConstraint("texto <> ''", name=op.f("ck_nota_con_texto")),
        sa.ForeignKeyConstraint(["alumno_id"], ["alumno.id"], name=op.f("fk_nota_alumno_id")),
        sa.ForeignKeyConstraint(["por_id"], ["usuario.id"], name=op.f("fk_nota_por_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nota")),
    )
    op.create_index(op.f("ix_nota_alumno_id"), "nota", ["alumno_id"])


def downgrade() -> None:
    op.drop_table("nota")
