"""Days that are over are counted after them, not as things happen; what comes late to one opens its month again."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_NADA = "2000-01-01"
_DISPARADORES = {
    "suceso_tardio": (
        "AFTER INSERT ON suceso WHEN NEW.dia <= (SELECT max(dia) FROM cierre)"
        " BEGIN DELETE FROM conteo WHERE mes >= substr(NEW.dia, 1, 7);"
        " UPDATE cierre SET dia = min(dia, date(NEW.dia, 'start of month', '-1 day')); END"
    ),
    **{
        f"motivo_{nombre}": (
            f"AFTER {cuando} BEGIN DELETE FROM conteo WHERE dimension >= 'motivo' AND dimension < 'motivp';"
            f" UPDATE cierre SET dia = '{_NADA}' WHERE de = 'motivos'; END"
        )
        for nombre, cuando in (
            ("nuevo", "INSERT ON motivo"),
            ("corregido", "UPDATE OF texto ON motivo WHEN OLD.texto <> NEW.texto"),
            ("retirado", "DELETE ON motivo"),
        )
    },
}


def upgrade() -> None:
    cierre = op.create_table(
        "cierre",
        sa.Column("de", sa.String(), nullable=False),
        sa.Column("dia", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("de", name=op.f("pk_cierre")),
    )
    for de in ("sucesos", "motivos"):
        op.execute(sa.insert(cierre).values(de=de, dia=sa.text(f"'{_NADA}'")))
    for nombre in ("suceso", "filtrado", "diario"):
        op.execute(f"DROP TRIGGER conteo_{nombre}")
    op.execute("DELETE FROM conteo")
    for nombre, cuerpo in _DISPARADORES.items():
        op.execute(f"CREATE TRIGGER {nombre} {cuerpo}")


def downgrade() -> None:
    for nombre in _DISPARADORES:
        op.execute(f"DROP TRIGGER {nombre}")
    op.drop_table("cierre")
    op.execute("DELETE FROM conteo")
    for nombre, lista in _antes().items():
        op.execute(f"CREATE TRIGGER conteo_{nombre} AFTER INSERT ON suceso BEGIN {'; '.join(lista)}; END")
        for contar in lista:
            op.execute(_de_todos(contar))


_CUENTA = (
    "INSERT INTO conteo (dimension, mes, hecho, valor, n)"
    " SELECT {dimension}, substr(NEW.dia, 1, 7), NEW.hecho, CAST({valor} AS TEXT), 1 WHERE {cuando}"
    " ON CONFLICT (dimension, mes, hecho, valor) DO UPDATE SET n = n + 1"
)
_LARGAS = {
    "horario": ("NEW.dia_semana * 24 + NEW.hora", "NEW.hecho IN ('entrega', 'reentrega')"),
    "dias": ("NEW.clave || ':' || NEW.dias", "NEW.dias IS NOT NULL"),
    "primero": ("NEW.clave", "NEW.intento = 1 AND NEW.hecho IN ('aceptacion', 'rechazo')"),
}
_DIMENSIONES = {
    "documento": ("NEW.clave", "NEW.clave <> ''"),
    "carrera": ("NEW.carrera_id", "1"),
    "genero": ("NEW.genero", "1"),
    "semestre": ("NEW.semestre", "1"),
    "prestatario": ("NEW.prestatario_id", "1"),
    **_LARGAS,
}


def _antes() -> dict[str, list[str]]:
    """What the triggers of 0003, 0008 and 0018 do."""
    return {
        "suceso": [_contar(f"'{dimension}'", dimension) for dimension in _DIMENSIONES],
        "filtrado": [
            _contar(f"'{dimension}:{filtro}:' || NEW.{filtro}_id", dimension)
            for dimension in _LARGAS
            for filtro in ("carrera", "prestatario")
        ],
        "diario": [_CUENTA.format(dimension="'dia'", valor="NEW.dia", cuando="1")],
    }


def _contar(nombre: str, dimension: str) -> str:
    valor, cuando = _DIMENSIONES[dimension]
    return _CUENTA.format(dimension=nombre, valor=valor, cuando=cuando)


def _de_todos(contar: str) -> str:
    """The same, of every suceso that there is."""
    return contar.replace("NEW.", "s.").replace(" WHERE ", " FROM suceso s WHERE ", 1)
