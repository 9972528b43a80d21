"""One trigger a dictamen and one an acto instead of three and three, that look at today's clock first.

A decision sets all of them off: it takes half of what the six took.
"""

from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_OTRO = "EXISTS (SELECT 1 FROM dictamen d WHERE d.entrega_id = NEW.entrega_id AND d.id < NEW.id)"
_SIN_ANTES = "json_extract(NEW.detalle, '$.antes') IS NULL"
# What set off each of those that there were, by hecho.
_DE_DICTAMEN = {
    "aceptacion": f"NEW.resultado = 'ACEPTADO' AND NOT {_OTRO}",
    "rechazo": f"NEW.resultado = 'RECHAZADO' AND NOT {_OTRO}",
    "correccion": _OTRO,
}
_DE_ACTO = {
    "numero": f"NEW.accion = 'numero' AND json_extract(NEW.detalle, '$.numero') IS NOT NULL AND {_SIN_ANTES}",
    "lista": f"NEW.accion = 'lista' AND {_SIN_ANTES}",
    "retiro": "NEW.accion = 'retiro'",
}
_CADA_TABLA = {"dictamen": _DE_DICTAMEN, "acto": _DE_ACTO}


def upgrade() -> None:
    for hechos in _CADA_TABLA.values():
        for hecho in hechos:
            op.execute(f"DROP TRIGGER suceso_{hecho}")
    op.execute(_disparador("dictamen") + _insercion(_CUAL_DICTAMEN, _DEL_DICTAMEN) + "; END")
    op.execute(_disparador("acto") + _insercion("NEW.accion", _DEL_ACTO) + "; END")


def downgrade() -> None:
    """Three triggers like each that there is, every one for its hecho."""
    consulta = sa.text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :nombre")
    for tabla, hechos in _CADA_TABLA.items():
        uno = op.get_bind().execute(consulta, {"nombre": f"suceso_{tabla}"}).scalar_one()
        op.execute(f"DROP TRIGGER suceso_{tabla}")
        for hecho, cuando in hechos.items():
            suyo = f"CREATE TRIGGER suceso_{hecho} AFTER INSERT ON {tabla} WHEN {cuando} BEGIN "
            op.execute(uno.replace(_disparador(tabla), suyo, 1))


def _disparador(tabla: str) -> str:
    cualquiera = " OR ".join(f"({cuando})" for cuando in _CADA_TABLA[tabla].values())
    cuando = f" WHEN {cualquiera}" if tabla == "acto" else ""  # every dictamen is one of the three
    return f"CREATE TRIGGER suceso_{tabla} AFTER INSERT ON {tabla}{cuando} BEGIN "


def _insercion(hecho: str, suyo: str) -> str:
    local = _local("NEW.en")
    return (
        "INSERT INTO suceso (hecho, dia, origen_id, en, dia_semana, hora, alumno_id, clave, intento, dias, por_id,"
        f" carrera_id, genero, semestre, prestatario_id) SELECT {hecho}, date({local}), NEW.id, NEW.en,"
        f" (CAST(strftime('%w', {local}) AS INTEGER) + 6) % 7, CAST(strftime('%H', {local}) AS INTEGER), a.id,"
        f" {suyo}"
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


_ULTIMO = "2022-10-30 07:00:00"
_VERANOS = " OR ".join(_verano(anio) for anio in range(2016, 2023))


def _local(en: str) -> str:
    """An instant, to the second, and what takes it to Mexico City's clock."""
    horas = (
        f"CASE WHEN {en} >= '{_ULTIMO}' THEN '-6 hours' WHEN {_VERANOS.format(en=en)} THEN '-5 hours'"
        " ELSE '-6 hours' END"
    )
    return f"substr({en}, 1, 19), {horas}"


_DEL_ALUMNO = "NEW.por_id, a.carrera_id, a.genero, a.semestre, a.prestatario_id"
_CUAL_DICTAMEN = (
    f"CASE WHEN {_OTRO} THEN 'correccion' WHEN NEW.resultado = 'ACEPTADO' THEN 'aceptacion' ELSE 'rechazo' END"
)
_DEL_DICTAMEN = (
    "e.clave, e.n,"
    f" CAST(julianday(date({_local('NEW.en')})) - julianday(date({_local('e.recibida_en')})) AS INTEGER),"
    f" {_DEL_ALUMNO} FROM entrega e JOIN alumno a ON a.id = e.alumno_id WHERE e.id = NEW.entrega_id"
)
_DEL_ACTO = f"'', NULL, NULL, {_DEL_ALUMNO} FROM alumno a WHERE a.id = NEW.alumno_id"
