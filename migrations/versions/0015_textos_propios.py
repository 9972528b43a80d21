"""The texts of mails that administración writes over those of the house."""

import sqlalchemy as sa
from alembic import op

import sisr.db

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "texto_propio",
        sa.Column("plantilla", sa.String(), nullable=False),
        sa.Column("texto", sa.String(), nullable=False),
        sa.Column("por_id", sa.Integer(), nullable=False),
        sa.Column("escrito_en", sisr.db.Instante(), nullable=False),
        sa.ForeignKeyConstraint(["por_id"], ["usuario.id"], name=op.f("fk_texto_propio_por_id_usuario")),
        sa.PrimaryKeyConstraint("plantilla", name=op.f("pk_texto_propio")),
    )


def downgrade() -> None:
    op.drop_table("texto_propio")
