"""Links by mail that are good once, and what administración decides for the whole house."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("correo", sa.Column("sal", sa.String(), nullable=True))
    op.create_table(
        "enlace",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("usuario_id", sa.Integer(), nullable=False),
        sa.Column("tipo", sa.String(), nullable=False),
        sa.Column("huella", sa.String(), nullable=False),
        sa.Column("correo", sa.String(), nullable=True),
        sa.Column("creado_en", sa.DateTime(), nullable=False),
        sa.Column("vence_en", sa.DateTime(), nullable=False),
        sa.Column("gastado_en", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["usuario_id"], ["usuario.id"], name=op.f("fk_enlace_usuario_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enlace")),
        sa.UniqueConstraint("huella", name=op.f("uq_enlace_huella")),
    )
    op.create_index("ix_enlace_usuario_id", "enlace", ["usuario_id"])
    op.create_table(
        "disposicion",
        sa.Column("clave", sa.String(), nullable=False),
        sa.Column("valor", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("clave", name=op.f("pk_disposicion")),
    )


def downgrade() -> None:
    op.drop_table("disposicion")
    op.drop_table("enlace")
    op.drop_column("correo", "sal")
