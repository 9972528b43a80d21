"""What was noted in each file, what the antivirus said of it, and a quick way to the same file delivered twice."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # One by one and in SQL: a batch would make the table again, without the triggers that count its rows.
    op.add_column("entrega", sa.Column("notas", sa.String(), nullable=True))
    op.execute(
        "ALTER TABLE entrega ADD COLUMN antivirus VARCHAR DEFAULT 'sin revisar' NOT NULL"
        " CONSTRAINT ck_entrega_antivirus CHECK (antivirus IN ('limpio', 'infectado', 'sin revisar'))"
    )
    op.drop_index("ix_entrega_sha256", "entrega")
    op.create_index("ix_entrega_sha256", "entrega", ["sha256", "alumno_id"])


def downgrade() -> None:
    op.drop_index("ix_entrega_sha256", "entrega")
    op.create_index("ix_entrega_sha256", "entrega", ["sha256"])
    op.execute("ALTER TABLE entrega DROP COLUMN antivirus")
    op.drop_column("entrega", "notas")
