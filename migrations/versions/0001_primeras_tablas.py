"""The first tables, a bitácora that nothing changes, and the catalogues as the school begins."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

CARRERAS = (
    ("Contador Público", "C.P."),
    ("Administración y Desarrollo Empresarial", "L.A.D.E."),
    ("Negocios Internacionales", "L.N.I."),
    ("Relaciones Comerciales", "L.R.C."),
    ("Comercio Internacional", "L.C.I."),
    ("Mercadotecnia Digital", "L.M.D."),
    ("Negocios Digitales", "L.N.D."),
)


def upgrade() -> None:
    op.create_table(
        "acto",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("en", sa.DateTime(), nullable=False),
        sa.Column("accion", sa.String(), nullable=False),
        sa.Column("por_id", sa.Integer(), nullable=True),
        sa.Column("alumno_id", sa.Integer(), nullable=True),
        sa.Column("direccion", sa.String(), nullable=True),
        sa.Column("detalle", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acto")),
    )
    with op.batch_alter_table("acto", schema=None) as batch_op:
        batch_op.create_index("ix_acto_alumno", ["alumno_id", "id"], unique=False)

    op.create_table(
        "carrera",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nombre", sa.String(), nullable=False),
        sa.Column("siglas", sa.String(), nullable=False),
        sa.Column("activa", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carrera")),
        sa.UniqueConstraint("siglas", name=op.f("uq_carrera_siglas")),
    )
    op.create_table(
        "dia_inhabil",
        sa.Column("dia", sa.Date(), nullable=False),
        sa.Column("motivo", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("dia", name=op.f("pk_dia_inhabil")),
    )
    op.create_table(
        "prestatario",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nombre", sa.String(), nullable=False),
        sa.Column("clave", sa.String(), nullable=False),
        sa.Column("con_reportes", sa.Boolean(), nullable=False),
        sa.Column("confirmado", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prestatario")),
        sa.UniqueConstraint("clave", name=op.f("uq_prestatario_clave")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "usuario",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clave", sa.String(), nullable=False),
        sa.Column("nombre", sa.String(), nullable=False),
        sa.Column("correo", sa.String(), nullable=False),
        sa.Column("contrasena", sa.String(), nullable=False),
        sa.Column("es_alumno", sa.Boolean(), nullable=False),
        sa.Column("funciones", sa.String(), nullable=False),
        sa.Column("activo", sa.Boolean(), nullable=False),
        sa.Column("creado_en", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_usuario")),
        sa.UniqueConstraint("clave", name=op.f("uq_usuario_clave")),
    )
    op.create_table(
        "correo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alumno_id", sa.Integer(), nullable=True),
        sa.Column("para", sa.String(), nullable=False),
        sa.Column("asunto", sa.String(), nullable=False),
        sa.Column("texto", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("estado", sa.String(), nullable=False),
        sa.Column("intentos", sa.Integer(), nullable=False),
        sa.Column("creado_en", sa.DateTime(), nullable=False),
        sa.Column("siguiente_en", sa.DateTime(), nullable=False),
        sa.Column("enviado_en", sa.DateTime(), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["alumno_id"], ["usuario.id"], name=op.f("fk_correo_alumno_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correo")),
        sa.UniqueConstraint("message_id", name=op.f("uq_correo_message_id")),
    )
    with op.batch_alter_table("correo", schema=None) as batch_op:
        batch_op.create_index("ix_correo_alumno", ["alumno_id"], unique=False)
        batch_op.create_index(
            "ix_correo_pendiente", ["siguiente_en"], unique=False, sqlite_where=sa.text("estado = 'pendiente'")
        )

    op.create_table(
        "lista_emision",
        sa.Column("numero", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("generada_en", sa.DateTime(), nullable=False),
        sa.Column("por_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["por_id"], ["usuario.id"], name=op.f("fk_lista_emision_por_id")),
        sa.PrimaryKeyConstraint("numero", name=op.f("pk_lista_emision")),
    )
    op.create_table(
        "sesion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("huella", sa.String(), nullable=False),
        sa.Column("usuario_id", sa.Integer(), nullable=False),
        sa.Column("creada_en", sa.DateTime(), nullable=False),
        sa.Column("caduca_en", sa.DateTime(), nullable=False),
        sa.Column("terminada_en", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["usuario_id"], ["usuario.id"], name=op.f("fk_sesion_usuario_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sesion")),
        sa.UniqueConstraint("huella", name=op.f("uq_sesion_huella")),
    )
    with op.batch_alter_table("sesion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sesion_usuario_id"), ["usuario_id"], unique=False)

    op.create_table(
        "alumno",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("boleta", sa.String(), nullable=False),
        sa.Column("apellido_paterno", sa.String(), nullable=False),
        sa.Column("apellido_materno", sa.String(), nullable=False),
        sa.Column("nombres", sa.String(), nullable=False),
        sa.Column("orden", sa.String(), nullable=False),
        sa.Column("carrera_id", sa.Integer(), nullable=False),
        sa.Column("semestre", sa.Integer(), nullable=False),
        sa.Column("genero", sa.String(), nullable=False),
        sa.Column("prestatario_id", sa.Integer(), nullable=False),
        sa.Column("inicio", sa.Date(), nullable=False),
        sa.Column("termino", sa.Date(), nullable=False),
        sa.Column("registrado_en", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("numero_registro", sa.String(), nullable=True),
        sa.Column("lista_registro", sa.Integer(), nullable=True),
        sa.Column("fecha_envio", sa.Date(), nullable=True),
        sa.Column("lista_emision", sa.Integer(), nullable=True),
        sa.Column("enlistado_en", sa.DateTime(), nullable=True),
        sa.Column("enlistado_con_reportes", sa.Boolean(), nullable=True),
        sa.CheckConstraint("genero IN ('F', 'M')", name=op.f("ck_alumno_genero")),
        sa.CheckConstraint(
            "(lista_emision IS NULL) = (enlistado_en IS NULL)", name=op.f("ck_alumno_lista_con_fecha")
        ),
        sa.CheckConstraint("inicio < termino", name=op.f("ck_alumno_termino_despues_de_inicio")),
        sa.ForeignKeyConstraint(["carrera_id"], ["carrera.id"], name=op.f("fk_alumno_carrera_id")),
        sa.ForeignKeyConstraint(["id"], ["usuario.id"], name=op.f("fk_alumno_id")),
        sa.ForeignKeyConstraint(["lista_emision"], ["lista_emision.numero"], name=op.f("fk_alumno_lista_emision")),
        sa.ForeignKeyConstraint(["prestatario_id"], ["prestatario.id"], name=op.f("fk_alumno_prestatario_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alumno")),
        sa.UniqueConstraint("boleta", name=op.f("uq_alumno_boleta")),
        sa.UniqueConstraint("numero_registro", name=op.f("uq_alumno_numero_registro")),
    )
    with op.batch_alter_table("alumno", schema=None) as batch_op:
        batch_op.create_index("ix_alumno_lista_emision", ["lista_emision", "orden"], unique=False)
        batch_op.create_index("ix_alumno_lista_registro", ["lista_registro", "orden"], unique=False)
        batch_op.create_index("ix_alumno_orden", ["orden", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_alumno_prestatario_id"), ["prestatario_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_alumno_registrado_en"), ["registrado_en"], unique=False)

    op.create_table(
        "entrega",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alumno_id", sa.Integer(), nullable=False),
        sa.Column("clave", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("nombre", sa.String(), nullable=False),
        sa.Column("ruta", sa.String(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("paginas", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("recibida_en", sa.DateTime(), nullable=False),
        sa.Column("por_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["alumno_id"], ["alumno.id"], name=op.f("fk_entrega_alumno_id")),
        sa.ForeignKeyConstraint(["por_id"], ["usuario.id"], name=op.f("fk_entrega_por_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entrega")),
        sa.UniqueConstraint("alumno_id", "clave", "n", name=op.f("uq_entrega_alumno_id_clave_n")),
        sa.UniqueConstraint("ruta", name=op.f("uq_entrega_ruta")),
    )
    with op.batch_alter_table("entrega", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entrega_sha256"), ["sha256"], unique=False)

    op.create_table(
        "dictamen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entrega_id", sa.Integer(), nullable=False),
        sa.Column("resultado", sa.String(), nullable=False),
        sa.Column("motivo", sa.String(), nullable=True),
        sa.Column("por_id", sa.Integer(), nullable=False),
        sa.Column("en", sa.DateTime(), nullable=False),
        sa.CheckConstraint("(resultado = 'RECHAZADO') = (motivo IS NOT NULL)", name=op.f("ck_dictamen_motivo")),
        sa.CheckConstraint("motivo <> ''", name=op.f("ck_dictamen_motivo_con_texto")),
        sa.CheckConstraint("resultado IN ('ACEPTADO', 'RECHAZADO')", name=op.f("ck_dictamen_resultado")),
        sa.ForeignKeyConstraint(["entrega_id"], ["entrega.id"], name=op.f("fk_dictamen_entrega_id")),
        sa.ForeignKeyConstraint(["por_id"], ["usuario.id"], name=op.f("fk_dictamen_por_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dictamen")),
    )
    with op.batch_alter_table("dictamen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dictamen_en"), ["en"], unique=False)
        batch_op.create_index(batch_op.f("ix_dictamen_entrega_id"), ["entrega_id"], unique=False)

    op.create_table(
        "documento",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alumno_id", sa.Integer(), nullable=False),
        sa.Column("clave", sa.String(), nullable=False),
        sa.Column("estatus", sa.String(), nullable=False),
        sa.Column("entrega_id", sa.Integer(), nullable=False),
        sa.Column("dictamen_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "estatus <> 'EN REVISIÓN' OR dictamen_id IS NULL", name=op.f("ck_documento_revision_sin_dictamen")
        ),
        sa.CheckConstraint(
            "estatus <> 'RECHAZADO' OR dictamen_id IS NOT NULL", name=op.f("ck_documento_rechazo_dictado")
        ),
        sa.CheckConstraint("estatus IN ('EN REVISIÓN', 'ACEPTADO', 'RECHAZADO')", name=op.f("ck_documento_estatus")),
        sa.ForeignKeyConstraint(["alumno_id"], ["alumno.id"], name=op.f("fk_documento_alumno_id")),
        sa.ForeignKeyConstraint(["dictamen_id"], ["dictamen.id"], name=op.f("fk_documento_dictamen_id")),
        sa.ForeignKeyConstraint(["entrega_id"], ["entrega.id"], name=op.f("fk_documento_entrega_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documento")),
        sa.UniqueConstraint("alumno_id", "clave", name=op.f("uq_documento_alumno_id_clave")),
        sa.UniqueConstraint("dictamen_id", name=op.f("uq_documento_dictamen_id")),
        sa.UniqueConstraint("entrega_id", name=op.f("uq_documento_entrega_id")),
    )
    with op.batch_alter_table("documento", schema=None) as batch_op:
        batch_op.create_index("ix_documento_cola", ["clave", "estatus", "entrega_id"], unique=False)

    for hecho in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER acto_sin_{hecho.lower()} BEFORE {hecho} ON acto"
            " BEGIN SELECT RAISE(ABORT, 'acto: nothing changes or deletes a line of the bitácora'); END"
        )
    op.bulk_insert(
        sa.table("carrera", sa.column("nombre"), sa.column("siglas"), sa.column("activa", sa.Boolean())),
        [{"nombre": nombre, "siglas": siglas, "activa": True} for nombre, siglas in CARRERAS],
    )
    op.bulk_insert(
        sa.table(
            "prestatario",
            sa.column("nombre"),
            sa.column("clave"),
            sa.column("con_reportes", sa.Boolean()),
            sa.column("confirmado", sa.Boolean()),
        ),
        [
            {"nombre": nombre, "clave": nombre.lower(), "con_reportes": True, "confirmado": True}
            for nombre in ("ESCA UST", "PEMEX")
        ],
    )


def downgrade() -> None:
    with op.batch_alter_table("documento", schema=None) as batch_op:
        batch_op.drop_index("ix_documento_cola")

    op.drop_table("documento")
    with op.batch_alter_table("dictamen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dictamen_entrega_id"))
        batch_op.drop_index(batch_op.f("ix_dictamen_en"))

    op.drop_table("dictamen")
    with op.batch_alter_table("entrega", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entrega_sha256"))

    op.drop_table("entrega")
    with op.batch_alter_table("alumno", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alumno_registrado_en"))
        batch_op.drop_index(batch_op.f("ix_alumno_prestatario_id"))
        batch_op.drop_index("ix_alumno_orden")
        batch_op.drop_index("ix_alumno_lista_registro")
        batch_op.drop_index("ix_alumno_lista_emision")

    op.drop_table("alumno")
    with op.batch_alter_table("sesion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sesion_usuario_id"))

    op.drop_table("sesion")
    op.drop_table("lista_emision")
    with op.batch_alter_table("correo", schema=None) as batch_op:
        batch_op.drop_index("ix_correo_pendiente", sqlite_where=sa.text("estado = 'pendiente'"))
        batch_op.drop_index("ix_correo_alumno")

    op.drop_table("correo")
    op.drop_table("usuario")
    op.drop_table("prestatario")
    op.drop_table("dia_inhabil")
    op.drop_table("carrera")
    with op.batch_alter_table("acto", schema=None) as batch_op:
        batch_op.drop_index("ix_acto_alumno")

    op.drop_table("acto")
