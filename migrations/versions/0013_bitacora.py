"""The bitácora is searched by instant, person and action, and refuses to have a line written over."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_acto_en", "acto", ["en", "id"])
    op.create_index("ix_acto_por", "acto", ["por_id", "en"])
    op.create_index("ix_acto_accion", "acto", ["accion", "en"])
    # INSERT OR REPLACE deletes without asking the trigger that refuses DELETE.
    op.execute(
        "CREATE TRIGGER acto_sin_reemplazo BEFORE INSERT ON acto WHEN EXISTS (SELECT 1 FROM acto WHERE id = NEW.id)"
        " BEGIN SELECT RAISE(ABORT, 'acto: nothing changes or deletes a line of the bitácora'); END"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER acto_sin_reemplazo")
    for nombre in ("accion", "por", "en"):
        op.drop_index(f"ix_acto_{nombre}", "acto")
