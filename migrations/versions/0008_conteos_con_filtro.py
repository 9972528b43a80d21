"""The monthly counts of what takes long to count, also within one carrera and within one prestatario."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_CUENTA = "ON CONFLICT (dimension, mes, hecho, valor) DO UPDATE SET n = n + 1"
_LARGAS = (  # as 0003 has them
    ("horario", "{f}.dia_semana * 24 + {f}.hora", "{f}.hecho IN ('entrega', 'reentrega')"),
    ("dias", "{f}.clave || ':' || {f}.dias", "{f}.dias IS NOT NULL"),
    ("primero", "{f}.clave", "{f}.intento = 1 AND {f}.hecho IN ('aceptacion', 'rechazo')"),
)
_FILTROS = ("carrera", "prestatario")


def upgrade() -> None:
    op.execute(
        "CREATE TRIGGER conteo_filtrado AFTER INSERT ON suceso BEGIN "
        + "; ".join(f"{insercion} {_CUENTA}" for insercion in _inserciones("NEW", "", "1"))
        + "; END"
    )
    for insercion in _inserciones("s", "FROM suceso s ", "count(*)"):
        op.execute(f"{insercion} GROUP BY 1, 2, 3, 4")


def downgrade() -> None:
    op.execute("DROP TRIGGER conteo_filtrado")
    op.execute("DELETE FROM conteo WHERE dimension LIKE '%:%'")


def _inserciones(fila: str, de: str, cuantos: str) -> list[str]:
    return [
        "INSERT INTO conteo (dimension, mes, hecho, valor, n)"
        f" SELECT '{dimension}:{filtro}:' || {fila}.{filtro}_id, substr({fila}.dia, 1, 7), {fila}.hecho,"
        f" CAST({valor.format(f=fila)} AS TEXT), {cuantos} {de}WHERE {cuando.format(f=fila)}"
        for dimension, valor, cuando in _LARGAS
        for filtro in _FILTROS
    ]
