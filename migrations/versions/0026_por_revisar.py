"""What waits of the reportes, by student: the cards show who waits longest, and how many they are."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_documento_por_revisar",
        "documento",
        ["alumno_id", "entrega_id"],
        sqlite_where=sa.text("estatus = 'EN REVISIÓN' AND clave <> 'expediente'"),
    )


def downgrade() -> None:
    op.drop_index("ix_documento_por_revisar", "documento")
