"""How many of a lista de registro there are by estatus, without reading each: a partial index, which no decision
writes, since who has a lista was decided on."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_alumno_en_lista",
        "alumno",
        ["lista_registro", "expediente"],
        sqlite_where=sa.text("lista_registro IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_alumno_en_lista", "alumno")
