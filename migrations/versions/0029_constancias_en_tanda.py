"""The constancias that were loaded together and wait to be published."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "constancia_en_tanda",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("usuario_id", sa.Integer(), nullable=False),
        sa.Column("cargada_en", sa.DateTime(), nullable=False),
        sa.Column("nombre", sa.String(), nullable=False),
        sa.Column("boleta", sa.String(), nullable=True),
        sa.Column("razon", sa.String(), nullable=True),
        sa.Column("ficha", sa.String(), nullable=True),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("paginas", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("notas", sa.String(), nullable=True),
        sa.Column("antivirus", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(ficha IS NULL) = (razon IS NOT NULL)", name=op.f("ck_constancia_en_tanda_archivo_o_razon")
        ),
        sa.ForeignKeyConstraint(["usuario_id"], ["usuario.id"], name=op.f("fk_constancia_en_tanda_usuario_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_constancia_en_tanda")),
        sa.UniqueConstraint("ficha", name=op.f("uq_constancia_en_tanda_ficha")),
    )
    op.create_index(op.f("ix_constancia_en_tanda_usuario_id"), "constancia_en_tanda", ["usuario_id"])


def downgrade() -> None:
    op.drop_table("constancia_en_tanda")
