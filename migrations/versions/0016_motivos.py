"""Frequent motivos of rejection, for each kind of document or for all of them."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MOTIVOS = (
    ("", "No es legible", "El archivo no es legible. Deberás volver a cargar con la nitidez adecuada."),
    ("", "Está incompleto", "El archivo está incompleto. Deberás cargarlo con todas sus páginas, en un solo PDF."),
    (
        "",
        "Falta firma o sello",
        "Falta una firma o un sello. Deberás cargarlo con todas las firmas y sellos solicitados.",
    ),
    (
        "",
        "No corresponde",
        "El archivo no corresponde a este documento. Deberás cargar el formato oficial correcto.",
    ),
    (
        "",
        "Datos que no coinciden",
        "Los datos no coinciden con los de tu registro. Deberás corregirlos y volver a cargar.",
    ),
    (
        "expediente",
        "Falta un documento",
        "Falta un documento del expediente. Deberás cargarlo completo, de acuerdo con las instrucciones recibidas.",
    ),
    (
        "reporte",
        "Faltan evidencias",
        "Faltan las evidencias de las actividades. Deberás cargar los formatos oficiales con sus evidencias.",
    ),
    (
        "reporte",
        "Otro periodo",
        "El periodo del reporte no es el que corresponde. Deberás corregir las fechas y volver a cargar.",
    ),
    (
        "reporte-global",
        "No abarca todo",
        "El Reporte Global no abarca todo el servicio. Deberás completarlo y volver a cargar.",
    ),
    (
        "evaluacion",
        "Sin terminar de llenar",
        "A la Evaluación de Desempeño le faltan respuestas. Deberás pedir a tu prestatario que la complete.",
    ),
    (
        "carta-termino",
        "Fechas u horas",
        "Las fechas o las horas de la Carta Término no son las de tu servicio. Deberás pedir que la corrijan.",
    ),
)


def upgrade() -> None:
    motivo = op.create_table(
        "motivo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("para", sa.String(), nullable=False),
        sa.Column("nombre", sa.String(), nullable=False),
        sa.Column("texto", sa.String(), nullable=False),
        sa.Column("orden", sa.Integer(), nullable=False),
        sa.Column("activo", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_motivo")),
        sa.UniqueConstraint("texto", name=op.f("uq_motivo_texto")),
    )
    op.bulk_insert(
        motivo,
        [
            {"para": para, "nombre": nombre, "texto": texto, "orden": orden, "activo": True}
            for orden, (para, nombre, texto) in enumerate(MOTIVOS, start=1)
        ],
    )


def downgrade() -> None:
    op.drop_table("motivo")
