"""How much of each hecho there was on each day: what part of a month is compared with."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_FILA = "'dia', substr({f}.dia, 1, 7), {f}.hecho, {f}.dia"


def upgrade() -> None:
    op.execute(
        "CREATE TRIGGER conteo_diario AFTER INSERT ON suceso BEGIN"
        f" INSERT INTO conteo (dimension, mes, hecho, valor, n) VALUES ({_FILA.format(f='NEW')}, 1)"
        " ON CONFLICT (dimension, mes, hecho, valor) DO UPDATE SET n = n + 1; END"
    )
    op.execute(
        "INSERT INTO conteo (dimension, mes, hecho, valor, n)"
        f" SELECT {_FILA.format(f='s')}, count(*) FROM suceso s GROUP BY s.hecho, s.dia"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER conteo_diario")
    op.execute("DELETE FROM conteo WHERE dimension = 'dia'")
