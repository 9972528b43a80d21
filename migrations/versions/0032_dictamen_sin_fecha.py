"""No index of when a dictamen was given: what is counted by day is counted in suceso."""

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_dictamen_en", "dictamen")


def downgrade() -> None:
    op.create_index("ix_dictamen_en", "dictamen", ["en"])
