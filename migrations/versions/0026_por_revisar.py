"""What waits of the reportes, by student and by age: the cards show who waits longest, and how many they are."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


_POR_REVISAR = sa.text("estatus = 'EN REVISIÓN' AND clave <> 'expediente'")
_INDICES = {
    "ix_documento_por_revisar": ["alumno_id", "entrega_id"],
    "ix_documento_espera": ["entrega_id", "alumno_id"],
}


def upgrade() -> None:
    for nombre, columnas in _INDICES.items():
        op.create_index(nombre, "documento", columnas, sqlite_where=_POR_REVISAR)


def downgrade() -> None:
    for nombre in _INDICES:
        op.drop_index(nombre, "documento")
