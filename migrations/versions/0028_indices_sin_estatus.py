"""Four indexes of students no longer have the estatus of the expediente: each decision wrote in all of them.

Whoever is chosen by it is found by the index that begins with it.
"""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_DATOS = ("carrera_id", "prestatario_id", "semestre")
_INDICES = {"ix_alumno_orden": ("orden", "id")} | {
    f"ix_alumno_{dato.removesuffix('_id')}": (dato, "orden") for dato in _DATOS
}


def upgrade() -> None:
    _rehacer()


def downgrade() -> None:
    _rehacer("expediente")


def _rehacer(*mas: str) -> None:
    for nombre, primero in _INDICES.items():
        op.drop_index(nombre, "alumno")
        demas = [dato for dato in (*mas, *_DATOS, "lista_registro") if dato not in primero]
        op.create_index(nombre, "alumno", [*primero, *demas])
