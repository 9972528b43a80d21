"""What lists are found and sorted by: words of who a student is, the estatus of the expediente, an index a column.

A later batch migration that recreates alumno, prestatario or documento drops the triggers that keep the words and
the estatus: make them again there (tests/documentos/test_busqueda.py fails otherwise).
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ELEGIBLES = ["expediente", "carrera_id", "prestatario_id", "semestre", "lista_registro"]
_INDICES = {
    "ix_alumno_orden": ("alumno", ["orden", "id", *_ELEGIBLES]),
    "ix_alumno_expediente": ("alumno", ["expediente", "orden", *_ELEGIBLES[1:]]),
    "ix_alumno_carrera": ("alumno", ["carrera_id", "orden", *(c for c in _ELEGIBLES if c != "carrera_id")]),
    "ix_alumno_prestatario": (
        "alumno",
        ["prestatario_id", "orden", *(c for c in _ELEGIBLES if c != "prestatario_id")],
    ),
    "ix_alumno_semestre": ("alumno", ["semestre", "orden", *(c for c in _ELEGIBLES if c != "semestre")]),
    "ix_alumno_genero": ("alumno", ["genero", "orden"]),
    "ix_alumno_inicio": ("alumno", ["inicio", "orden"]),
    "ix_alumno_termino": ("alumno", ["termino", "orden"]),
    "ix_alumno_fecha_envio": ("alumno", ["fecha_envio", "orden"]),
    "ix_usuario_correo": ("usuario", ["correo"]),
    "ix_documento_entrega": ("documento", ["clave", "entrega_id", "estatus", "alumno_id"]),
    "ix_entrega_recibida": ("entrega", ["clave", "recibida_en"]),
    "ix_dictamen_por": ("dictamen", ["por_id"]),
}
_PALABRAS = (
    "SELECT a.id, replace(a.orden, '~', '') || ' ' || lower(a.boleta) || ' ' || p.clave"
    " FROM alumno a JOIN prestatario p ON p.id = a.prestatario_id"
)
_GUARDAR = f"INSERT OR REPLACE INTO busqueda (rowid, palabras) {_PALABRAS}"
_DISPARADORES = {
    "busqueda_alumno": f"AFTER INSERT ON alumno BEGIN {_GUARDAR} WHERE a.id = NEW.id; END",
    "busqueda_cambio": (
        f"AFTER UPDATE OF orden, boleta, prestatario_id ON alumno BEGIN {_GUARDAR} WHERE a.id = NEW.id; END"
    ),
    "busqueda_retiro": "AFTER DELETE ON alumno BEGIN DELETE FROM busqueda WHERE rowid = OLD.id; END",
    "busqueda_prestatario": (
        f"AFTER UPDATE OF clave ON prestatario WHEN OLD.clave <> NEW.clave"
        f" BEGIN {_GUARDAR} WHERE a.prestatario_id = NEW.id; END"
    ),
    "expediente_entregado": (
        "AFTER INSERT ON documento WHEN NEW.clave = 'expediente'"
        " BEGIN UPDATE alumno SET expediente = NEW.estatus WHERE id = NEW.alumno_id; END"
    ),
    "expediente_dictado": (
        "AFTER UPDATE OF estatus ON documento WHEN NEW.clave = 'expediente' AND OLD.estatus <> NEW.estatus"
        " BEGIN UPDATE alumno SET expediente = NEW.estatus WHERE id = NEW.alumno_id; END"
    ),
}


def upgrade() -> None:
    op.add_column("alumno", sa.Column("expediente", sa.String(), nullable=True))
    op.execute(
        "UPDATE alumno SET expediente = (SELECT estatus FROM documento"
        " WHERE alumno_id = alumno.id AND clave = 'expediente')"
    )
    op.drop_index("ix_alumno_orden", "alumno")
    op.drop_index("ix_alumno_prestatario_id", "alumno")
    op.drop_index("ix_documento_cola", "documento")
    op.create_index("ix_documento_cola", "documento", ["clave", "estatus", "entrega_id", "alumno_id"])
    for nombre, (tabla, columnas) in _INDICES.items():
        op.create_index(nombre, tabla, columnas)
    op.execute("CREATE VIRTUAL TABLE busqueda USING fts5 (palabras, prefix='2 3 4', detail=none, columnsize=0)")
    for nombre, cuerpo in _DISPARADORES.items():
        op.execute(f"CREATE TRIGGER {nombre} {cuerpo}")
    op.execute(_GUARDAR)


def downgrade() -> None:
    for nombre in _DISPARADORES:
        op.execute(f"DROP TRIGGER {nombre}")
    op.execute("DROP TABLE busqueda")
    for nombre, (tabla, _) in _INDICES.items():
        op.drop_index(nombre, tabla)
    op.drop_index("ix_documento_cola", "documento")
    op.create_index("ix_documento_cola", "documento", ["clave", "estatus", "entrega_id"])
    op.create_index("ix_alumno_prestatario_id", "alumno", ["prestatario_id"])
    op.create_index("ix_alumno_orden", "alumno", ["orden", "id"])
    op.drop_column("alumno", "expediente")
