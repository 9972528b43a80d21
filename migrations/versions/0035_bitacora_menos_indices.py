"""An index that each decision wrote in, and that nobody needs to find one: the bitácora's, of what was done."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _rehacer(sqlite_where=sa.text("accion NOT IN ('aceptacion', 'rechazo')"))


def downgrade() -> None:
    _rehacer()


def _rehacer(**cuales: sa.TextClause) -> None:
    op.drop_index("ix_acto_accion", "acto")
    op.create_index("ix_acto_accion", "acto", ["accion", "en"], **cuales)
