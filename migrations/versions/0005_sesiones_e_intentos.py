"""Sessions say when they were last seen and from which browser; tries that failed are counted."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sesion", sa.Column("agente", sa.String(), server_default="", nullable=False))
    op.add_column("sesion", sa.Column("direccion", sa.String(), nullable=True))
    op.execute("UPDATE sesion SET terminada_en = creada_en WHERE terminada_en IS NULL")  # everybody logs in again
    op.execute("ALTER TABLE sesion ADD COLUMN vista_en DATETIME NOT NULL DEFAULT '1970-01-01 00:00:00'")
    op.create_table(
        "intento",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cubeta", sa.String(), nullable=False),
        sa.Column("en", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intento")),
    )
    op.create_index("ix_intento_cubeta", "intento", ["cubeta", "en"])
    op.create_index("ix_intento_en", "intento", ["en"])


def downgrade() -> None:
    op.drop_table("intento")
    for columna in ("vista_en", "direccion", "agente"):
        op.drop_column("sesion", columna)
