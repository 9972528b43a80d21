"""Uploads that come in parts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "subida",
        sa.Column("ficha", sa.String(), nullable=False),
        sa.Column("usuario_id", sa.Integer(), nullable=True),
        sa.Column("navegador", sa.String(), nullable=True),
        sa.Column("destino", sa.String(), nullable=False),
        sa.Column("nombre", sa.String(), nullable=False),
        sa.Column("largo", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("creada_en", sa.DateTime(), nullable=False),
        sa.CheckConstraint("(usuario_id IS NULL) <> (navegador IS NULL)", name=op.f("ck_subida_un_duenio")),
        sa.ForeignKeyConstraint(["usuario_id"], ["usuario.id"], name=op.f("fk_subida_usuario_id")),
        sa.PrimaryKeyConstraint("ficha", name=op.f("pk_subida")),
    )
    with op.batch_alter_table("subida", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subida_navegador"), ["navegador"], unique=False)
        batch_op.create_index(batch_op.f("ix_subida_usuario_id"), ["usuario_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("subida", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_subida_usuario_id"))
        batch_op.drop_index(batch_op.f("ix_subida_navegador"))

    op.drop_table("subida")
