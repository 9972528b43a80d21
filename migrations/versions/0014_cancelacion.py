"""When a person's data were cancelled."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("alumno", sa.Column("cancelado_en", sa.DateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("alumno", "cancelado_en")
