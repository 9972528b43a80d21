"""One trigger a dictamen instead of three, that looks at its entrega once and at today's clock first.

A decision waits for it: it takes half of what the three took.
"""

from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_OTRO = "EXISTS (SELECT 1 FROM dictamen d WHERE d.entrega_id = NEW.entrega_id AND d.id < NEW.id)"
_TRES = {
    "aceptacion": f"NEW.resultado = 'ACEPTADO' AND NOT {_OTRO}",
    "rechazo": f"NEW.resultado = 'RECHAZADO' AND NOT {_OTRO}",
    "correccion": _OTRO,
}


def upgrade() -> None:
    for hecho in _TRES:
        op.execute(f"DROP TRIGGER suceso_{hecho}")
    op.execute(
        "CREATE TRIGGER suceso_dictamen AFTER INSERT ON dictamen BEGIN"
        " INSERT INTO suceso (hecho, dia, origen_id, en, dia_semana, hora, alumno_id, clave, intento, dias, por_id,"
        " carrera_id, genero, semestre, prestatario_id)"
        f" SELECT CASE WHEN {_OTRO} THEN 'correccion' WHEN NEW.resultado = 'ACEPTADO' THEN 'aceptacion'"
        f" ELSE 'rechazo' END, date({_local('NEW.en')}), NEW.id, NEW.en,"
        f" (CAST(strftime('%w', {_local('NEW.en')}) AS INTEGER) + 6) % 7,"
        f" CAST(strftime('%H', {_local('NEW.en')}) AS INTEGER), a.id, e.clave, e.n,"
        f" CAST(julianday(date({_local('NEW.en')})) - julianday(date({_local('e.recibida_en')})) AS INTEGER),"
        " NEW.por_id, a.carrera_id, a.genero, a.semestre, a.prestatario_id"
        " FROM entrega e JOIN alumno a ON a.id = e.alumno_id WHERE e.id = NEW.entrega_id; END"
    )


def downgrade() -> None:
    """Three triggers like the one that there is, each for its hecho."""
    consulta = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'suceso_dictamen'"
    uno = op.get_bind().execute(sa.text(consulta)).scalar_one()
    op.execute("DROP TRIGGER suceso_dictamen")
    for hecho, cuando in _TRES.items():
        suyo = uno.replace("suceso_dictamen", f"suceso_{hecho}", 1)
        op.execute(suyo.replace("AFTER INSERT ON dictamen BEGIN", f"AFTER INSERT ON dictamen WHEN {cuando} BEGIN", 1))


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
