"""The secrets of the second factor, which lay in clear, sealed under the house's key (cuentas/cofre.py)."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from sisr.cuentas.cofre import abrir, sellar

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.get_bind().exec_driver_sql(
        "PRAGMA secure_delete=ON"
    )  # nor does the clear one stay in what is free of the file
    _cada_uno(sellar)


def downgrade() -> None:
    _cada_uno(abrir)


def _cada_uno(como: Callable[..., str]) -> None:
    tabla = sa.table("segundo_factor", sa.column("usuario_id"), sa.column("secreto"))
    base = op.get_bind()
    for usuario_id, secreto in base.execute(sa.select(tabla.c.usuario_id, tabla.c.secreto)).all():
        este = sa.update(tabla).where(tabla.c.usuario_id == usuario_id)
        base.execute(este.values(secreto=como(secreto, de=f"segundo factor {usuario_id}")))
