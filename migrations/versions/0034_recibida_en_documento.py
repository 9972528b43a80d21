"""When the present entrega of a document was received, copied beside it: what is late is found by an index of what
waits, and not by looking each of them up.

A later batch migration that recreates documento drops the triggers: make them again there
(tests/documentos/test_recibida.py fails otherwise).
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_COPIAR = (
    "UPDATE documento SET recibida_en = (SELECT recibida_en FROM entrega WHERE entrega.id = documento.entrega_id)"
)
_DISPARADORES = {"recibida_alta": "INSERT", "recibida_cambio": "UPDATE OF entrega_id"}


def upgrade() -> None:
    op.add_column("documento", sa.Column("recibida_en", sa.DateTime(), nullable=True))
    op.execute(_COPIAR)
    for nombre, cuando in _DISPARADORES.items():
        op.execute(f"CREATE TRIGGER {nombre} AFTER {cuando} ON documento BEGIN {_COPIAR} WHERE id = NEW.id; END")
    op.create_index(
        "ix_documento_recibida",
        "documento",
        ["clave", "recibida_en", "entrega_id", "alumno_id"],
        sqlite_where=sa.text("estatus = 'EN REVISIÓN'"),
    )


def downgrade() -> None:
    for nombre in _DISPARADORES:
        op.execute(f"DROP TRIGGER {nombre}")
    op.drop_index("ix_documento_recibida", "documento")
    op.drop_column("documento", "recibida_en")
