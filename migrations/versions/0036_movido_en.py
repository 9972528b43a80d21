"""The day of the last thing that happened to a student, beside them: an index of all that ever did was written at
each decision, and read only for its last line.

A later batch migration that recreates suceso drops the trigger: make it again there
(tests/informes/test_sucesos.py fails otherwise).
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

_ULTIMO = "SELECT dia FROM suceso WHERE suceso.alumno_id = alumno.id ORDER BY en DESC LIMIT 1"


def upgrade() -> None:
    op.add_column("alumno", sa.Column("movido_en", sa.Date(), nullable=True))
    op.execute(f"UPDATE alumno SET movido_en = ({_ULTIMO})")
    op.execute(
        "CREATE TRIGGER suceso_mueve AFTER INSERT ON suceso BEGIN"
        " UPDATE alumno SET movido_en = max(NEW.dia, coalesce(movido_en, NEW.dia)) WHERE id = NEW.alumno_id; END"
    )
    op.drop_index("ix_suceso_alumno", "suceso")


def downgrade() -> None:
    op.create_index("ix_suceso_alumno", "suceso", ["alumno_id", "en"])
    op.execute("DROP TRIGGER suceso_mueve")
    op.drop_column("alumno", "movido_en")
