"""A second decision on one entrega is a correction of the first, and is counted as that."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_OTRO = "EXISTS (SELECT 1 FROM dictamen d WHERE d.entrega_id = NEW.entrega_id AND d.id < NEW.id)"
_RESULTADOS = {"aceptacion": "NEW.resultado = 'ACEPTADO'", "rechazo": "NEW.resultado = 'RECHAZADO'"}


def upgrade() -> None:
    for hecho, resultado in _RESULTADOS.items():
        _rehacer(hecho, resultado, f"{resultado} AND NOT {_OTRO}")
    correccion = _sql("aceptacion").replace("aceptacion", "correccion")
    op.execute(correccion.replace(f"{_RESULTADOS['aceptacion']} AND NOT {_OTRO}", _OTRO))


def downgrade() -> None:
    op.execute("DROP TRIGGER suceso_correccion")
    for hecho, resultado in _RESULTADOS.items():
        _rehacer(hecho, f"{resultado} AND NOT {_OTRO}", resultado)


def _rehacer(hecho: str, antes: str, ahora: str) -> None:
    """The trigger of 0003, when something else is so."""
    sql = _sql(hecho)
    assert f"WHEN {antes} BEGIN" in sql
    op.execute(f"DROP TRIGGER suceso_{hecho}")
    op.execute(sql.replace(f"WHEN {antes} BEGIN", f"WHEN {ahora} BEGIN"))


def _sql(hecho: str) -> str:
    consulta = sa.text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :nombre")
    return op.get_bind().execute(consulta, {"nombre": f"suceso_{hecho}"}).scalar_one()
