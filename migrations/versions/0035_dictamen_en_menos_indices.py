"""Two indexes that each decision wrote in, and that nobody needs to find one: the bitácora's, of what was done, and
that of the documents in their order, which had the estatus too.
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _rehacer(["clave", "entrega_id", "alumno_id"], "accion NOT IN ('aceptacion', 'rechazo')")


def downgrade() -> None:
    _rehacer(["clave", "entrega_id", "estatus", "alumno_id"])


def _rehacer(del_documento: list[str], de_que_actos: str = "") -> None:
    op.drop_index("ix_documento_entrega", "documento")
    op.create_index("ix_documento_entrega", "documento", del_documento)
    op.drop_index("ix_acto_accion", "acto")
    donde = {"sqlite_where": sa.text(de_que_actos)} if de_que_actos else {}
    op.create_index("ix_acto_accion", "acto", ["accion", "en"], **donde)
