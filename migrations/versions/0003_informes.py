"""What is counted, written by triggers as it happens, and what had happened until now.

A later batch migration that recreates entrega, dictamen, acto, alumno or prestatario drops its triggers
with it: make them again there (tests/informes/test_sucesos.py fails otherwise).
"""

from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_COLUMNAS = (
    "hecho, dia, origen_id, en, dia_semana, hora, alumno_id, clave, intento, dias, por_id,"
    " carrera_id, genero, semestre, prestatario_id"
)


def upgrade() -> None:
    _tablas()
    op.execute(_CONTAR)
    for nombre, (tabla, cuando, _) in _SUCESOS.items():
        op.execute(
            f"CREATE TRIGGER suceso_{nombre} AFTER INSERT ON {tabla} WHEN {cuando.format(f='NEW')}"
            f" BEGIN {_insercion(nombre, 'NEW', f'a.id = {_alumno(tabla)}')}; END"
        )
    op.execute(
        "CREATE TRIGGER prestatario_unido AFTER DELETE ON prestatario"
        " BEGIN INSERT OR REPLACE INTO prestatario_unido (id, nombre) VALUES (OLD.id, OLD.nombre); END"
    )
    for nombre, (tabla, cuando, _) in _SUCESOS.items():
        de = f"{tabla} f JOIN alumno a ON a.id = {_alumno(tabla, 'f')}"
        op.execute(_insercion(nombre, "f", cuando.format(f="f"), de=de))


def downgrade() -> None:
    for nombre in _SUCESOS:
        op.execute(f"DROP TRIGGER suceso_{nombre}")
    op.execute("DROP TRIGGER prestatario_unido")
    op.drop_table("prestatario_unido")
    op.drop_table("conteo")
    op.drop_index("ix_suceso_por", "suceso")
    op.drop_index("ix_suceso_alumno", "suceso")
    op.drop_table("suceso")


def _tablas() -> None:
    op.create_table(
        "suceso",
        sa.Column("hecho", sa.String(), nullable=False),
        sa.Column("dia", sa.Date(), nullable=False),
        sa.Column("origen_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("en", sa.DateTime(), nullable=False),
        sa.Column("dia_semana", sa.Integer(), nullable=False),
        sa.Column("hora", sa.Integer(), nullable=False),
        sa.Column("alumno_id", sa.Integer(), nullable=False),
        sa.Column("clave", sa.String(), nullable=False),
        sa.Column("intento", sa.Integer(), nullable=True),
        sa.Column("dias", sa.Integer(), nullable=True),
        sa.Column("por_id", sa.Integer(), nullable=True),
        sa.Column("carrera_id", sa.Integer(), nullable=False),
        sa.Column("genero", sa.String(), nullable=False),
        sa.Column("semestre", sa.Integer(), nullable=False),
        sa.Column("prestatario_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hecho", "dia", "origen_id", name=op.f("pk_suceso")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_suceso_alumno", "suceso", ["alumno_id", "en"])
    op.create_index(
        "ix_suceso_por",
        "suceso",
        ["por_id", "hecho", "dia"],
        sqlite_where=sa.text("hecho IN ('aceptacion', 'rechazo')"),
    )
    op.create_table(
        "conteo",
        sa.Column("dimension", sa.String(), nullable=False),
        sa.Column("mes", sa.String(), nullable=False),
        sa.Column("hecho", sa.String(), nullable=False),
        sa.Column("valor", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("dimension", "mes", "hecho", "valor", name=op.f("pk_conteo")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "prestatario_unido",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("nombre", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prestatario_unido")),
    )


def _verano(anio: int) -> str:
    """When Mexico City was an hour ahead, until 2022: from the first Sunday of April to the last of October."""
    primero, ultimo = date(anio, 4, 1), date(anio, 10, 31)
    abril = primero + timedelta(days=6 - primero.weekday())
    octubre = ultimo - timedelta(days=(ultimo.weekday() + 1) % 7)
    desde, hasta = (
        datetime.combine(dia, time(hora), UTC).strftime("%Y-%m-%d %H:%M:%S")
        for dia, hora in ((abril, 8), (octubre, 7))
    )
    return f"({{en}} >= '{desde}' AND {{en}} < '{hasta}')"


_VERANOS = " OR ".join(_verano(anio) for anio in range(2016, 2023))


def _local(en: str) -> str:
    """An instant as Mexico City's clock says it, to the second."""
    return f"datetime(substr({en}, 1, 19), CASE WHEN {_VERANOS.format(en=en)} THEN '-5 hours' ELSE '-6 hours' END)"


def _dias(desde: str, hasta: str) -> str:
    return f"CAST(julianday(date({_local(hasta)})) - julianday(date({_local(desde)})) AS INTEGER)"


# Which suceso: the table whose rows it copies, which of them, and the columns that are its own.
_DE_ENTREGA = "{f}.id", "{f}.recibida_en", "{f}.clave", "{f}.n", "NULL", "{f}.por_id"
_DE_DICTAMEN = (
    "{f}.id",
    "{f}.en",
    "(SELECT clave FROM entrega WHERE id = {f}.entrega_id)",
    "(SELECT n FROM entrega WHERE id = {f}.entrega_id)",
    "(SELECT " + _dias("recibida_en", "{f}.en") + " FROM entrega WHERE id = {f}.entrega_id)",
    "{f}.por_id",
)
_DE_ACTO = "{f}.id", "{f}.en", "''", "NULL", "NULL", "{f}.por_id"
_CONSTANCIA = (*_DE_ENTREGA[:4], _dias("a.enlistado_en", "{f}.recibida_en"), "{f}.por_id")
_SUCESOS = {
    "registro": ("alumno", "1", ("{f}.id", "{f}.registrado_en", "''", "NULL", "NULL", "{f}.id")),
    "entrega": ("entrega", "{f}.clave <> 'constancia' AND {f}.n = 1", _DE_ENTREGA),
    "reentrega": ("entrega", "{f}.clave <> 'constancia' AND {f}.n > 1", _DE_ENTREGA),
    "constancia": ("entrega", "{f}.clave = 'constancia' AND {f}.n = 1", _CONSTANCIA),
    "aceptacion": ("dictamen", "{f}.resultado = 'ACEPTADO'", _DE_DICTAMEN),
    "rechazo": ("dictamen", "{f}.resultado = 'RECHAZADO'", _DE_DICTAMEN),
    "numero": (
        "acto",
        "{f}.accion = 'numero' AND json_extract({f}.detalle, '$.numero') IS NOT NULL"
        " AND json_extract({f}.detalle, '$.antes') IS NULL",
        _DE_ACTO,
    ),
    "lista": ("acto", "{f}.accion = 'lista' AND json_extract({f}.detalle, '$.antes') IS NULL", _DE_ACTO),
    "retiro": ("acto", "{f}.accion = 'retiro'", _DE_ACTO),
}


def _alumno(tabla: str, fila: str = "NEW") -> str:
    if tabla == "dictamen":
        return f"(SELECT alumno_id FROM entrega WHERE id = {fila}.entrega_id)"
    return f"{fila}.{'id' if tabla == 'alumno' else 'alumno_id'}"


def _insercion(nombre: str, fila: str, cuales: str, *, de: str = "alumno a") -> str:
    origen, en, clave, intento, dias, por = (parte.format(f=fila) for parte in _SUCESOS[nombre][2])
    local = _local(en)
    return (
        f"INSERT INTO suceso ({_COLUMNAS}) SELECT '{nombre}', date({local}), {origen}, {en},"
        f" (CAST(strftime('%w', {local}) AS INTEGER) + 6) % 7, CAST(strftime('%H', {local}) AS INTEGER),"
        f" a.id, {clave}, {intento}, {dias}, {por}, a.carrera_id, a.genero, a.semestre, a.prestatario_id"
        f" FROM {de} WHERE {cuales}"
    )


_DIMENSIONES = (
    ("documento", "NEW.clave", "NEW.clave <> ''"),
    ("carrera", "NEW.carrera_id", "1"),
    ("genero", "NEW.genero", "1"),
    ("semestre", "NEW.semestre", "1"),
    ("prestatario", "NEW.prestatario_id", "1"),
    ("horario", "NEW.dia_semana * 24 + NEW.hora", "NEW.hecho IN ('entrega', 'reentrega')"),
    ("dias", "NEW.clave || ':' || NEW.dias", "NEW.dias IS NOT NULL"),
    ("primero", "NEW.clave", "NEW.intento = 1 AND NEW.hecho IN ('aceptacion', 'rechazo')"),
)
_CONTAR = (
    "CREATE TRIGGER conteo_suceso AFTER INSERT ON suceso BEGIN "
    + "; ".join(
        "INSERT INTO conteo (dimension, mes, hecho, valor, n)"
        f" SELECT '{dimension}', substr(NEW.dia, 1, 7), NEW.hecho, CAST({valor} AS TEXT), 1 WHERE {cuando}"
        " ON CONFLICT (dimension, mes, hecho, valor) DO UPDATE SET n = n + 1"
        for dimension, valor, cuando in _DIMENSIONES
    )
    + "; END"
)
