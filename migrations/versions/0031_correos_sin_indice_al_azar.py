"""No index of the Message-ID: nobody looks for one, and 128 bits by chance need none to differ.

Each mail wrote it on a page of its own, anywhere in the file.
"""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("correo") as correo:
        correo.drop_constraint(op.f("uq_correo_message_id"), type_="unique")


def downgrade() -> None:
    with op.batch_alter_table("correo") as correo:
        correo.create_unique_constraint(op.f("uq_correo_message_id"), ["message_id"])
