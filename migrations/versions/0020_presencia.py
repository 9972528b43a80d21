"""Who has a document open, for a minute and a half."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "presencia",
        sa.Column("documento_id", sa.Integer(), nullable=False),
        sa.Column("usuario_id", sa.Integer(), nullable=False),
        sa.Column("hasta", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["documento_id"], ["documento.id"], name=op.f("fk_presencia_documento_id")),
        sa.ForeignKeyConstraint(["usuario_id"], ["usuario.id"], name=op.f("fk_presencia_usuario_id")),
        sa.PrimaryKeyConstraint("documento_id", "usuario_id", name=op.f("pk_presencia")),
    )


def downgrade() -> None:
    op.drop_table("presencia")
