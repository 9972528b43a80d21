"""The filters that each person keeps, and an index of who is of the staff."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "filtro_guardado",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("usuario_id", sa.Integer(), nullable=False),
        sa.Column("lista", sa.String(), nullable=False),
        sa.Column("nombre", sa.String(), nullable=False),
        sa.Column("consulta", sa.String(), nullable=False),
        sa.CheckConstraint("lista IN ('expedientes', 'reportes')", name=op.f("ck_filtro_guardado_lista")),
        sa.ForeignKeyConstraint(["usuario_id"], ["usuario.id"], name=op.f("fk_filtro_guardado_usuario_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filtro_guardado")),
        sa.UniqueConstraint("usuario_id", "lista", "nombre", name=op.f("uq_filtro_guardado_usuario_id_lista_nombre")),
    )
    op.create_index("ix_usuario_personal", "usuario", ["nombre"], sqlite_where=sa.text("es_alumno = 0"))


def downgrade() -> None:
    op.drop_index("ix_usuario_personal", "usuario")
    op.drop_table("filtro_guardado")
