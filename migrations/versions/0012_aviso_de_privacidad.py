"""The aviso de privacidad with every version it had, and who accepted which one.

The first version is a draft for the school's lawyers: it names the law, and no article of it.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SIMPLIFICADO = """\
La {escuela} ({institucion}), por medio de su {departamento}, es responsable de los datos personales que escribes \
aquí y de los archivos que cargas.

Los usa para llevar tu trámite de Servicio Social: comprobar tu expediente, darte tu número de registro, revisar tus \
documentos, pedir tu constancia de liberación y avisarte por correo de cada paso. También cuenta cuántos trámites \
hay, sin tu nombre.

Tus datos se envían a la Dirección de Egresados y Servicio Social (DEYSS) del Instituto, porque sin eso no hay \
trámite. No se venden ni se dan a nadie más, salvo cuando una autoridad lo pide conforme a la ley.

Si no estás de acuerdo con algún uso, dilo en el departamento antes de registrarte. Después puedes pedir ver, \
corregir o cancelar tus datos, u oponerte a su uso."""

INTEGRAL = """\
# Quién es responsable de tus datos
{institucion}, {escuela}, {unidad}, por medio de {subdireccion} y de su {departamento}. Domicilio: [por completar].

Este aviso se da conforme a la Ley General de Protección de Datos Personales en Posesión de Sujetos Obligados, \
publicada en el Diario Oficial de la Federación el 20 de marzo de 2025. Fundamento que faculta a la escuela para \
tratar los datos: [por completar por el área jurídica].

# Qué datos se piden
- De identificación: apellidos, nombre, número de boleta y género.
- De contacto: correo electrónico.
- Académicos y de tu servicio: carrera, semestre, prestatario, fechas de inicio y de término, número de registro y \
listas.
- Los documentos que cargas en PDF, con los datos que contengan: expediente, reportes, evaluación de desempeño y \
carta término.
- De uso del sistema: cuándo ingresas y desde qué dirección de red, y qué haces en tu trámite.

El sistema no pide datos sensibles. Si un documento tuyo los contiene, se usa solo para revisarlo.

# Para qué se usan
- Comprobar tu expediente y registrar tu servicio social.
- Revisar tus documentos y decirte qué falta o qué se aceptó.
- Solicitar tu constancia de liberación y entregártela.
- Avisarte por correo de cada paso.
- Saber quién consultó o cambió algo, para protegerte.
- Hacer estadísticas, en las que no aparece tu nombre.

Todas son necesarias para el trámite. No hay usos de publicidad.

# A quién se envían
A la Dirección de Egresados y Servicio Social (DEYSS) del Instituto Politécnico Nacional, para registrar tu servicio \
y emitir tu constancia. No se hacen otras transferencias que necesiten tu consentimiento. A una autoridad se le \
entregan solo cuando lo pide por escrito y conforme a la ley.

# Cuánto tiempo se conservan
Mientras dure tu trámite y el tiempo que después marque la escuela; entonces se cancelan. Quedan las cifras, que no \
dicen de quién son.

# Tus derechos
Puedes pedir acceso a tus datos, que se corrijan, que se cancelen, u oponerte a que se usen. Se pide en el \
{departamento} o ante la Unidad de Transparencia del Instituto: [domicilio, teléfono y correo por completar]. El \
departamento puede darte una copia de todo lo que el sistema guarda de ti.

# Si este aviso cambia
La versión nueva aparece en esta página, con su fecha. Las anteriores se conservan, y el sistema guarda cuál \
aceptaste y cuándo."""


def upgrade() -> None:
    aviso = op.create_table(
        "aviso_privacidad",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("simplificado", sa.String(), nullable=False),
        sa.Column("integral", sa.String(), nullable=False),
        sa.Column("borrador", sa.Boolean(), nullable=False),
        sa.Column("publicado_en", sa.DateTime(), nullable=False),
        sa.Column("por_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["por_id"], ["usuario.id"], name=op.f("fk_aviso_privacidad_por_id")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_aviso_privacidad")),
    )
    op.create_table(
        "aceptacion_aviso",
        sa.Column("alumno_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("en", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["alumno_id"], ["usuario.id"], name=op.f("fk_aceptacion_aviso_alumno_id")),
        sa.ForeignKeyConstraint(["version"], ["aviso_privacidad.version"], name=op.f("fk_aceptacion_aviso_version")),
        sa.PrimaryKeyConstraint("alumno_id", "version", name=op.f("pk_aceptacion_aviso")),
    )
    for hecho in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER aviso_sin_{hecho.lower()} BEFORE {hecho} ON aviso_privacidad"
            " BEGIN SELECT RAISE(ABORT, 'aviso_privacidad: a version that somebody accepted stays'); END"
        )
    primero = {"version": 1, "simplificado": SIMPLIFICADO, "integral": INTEGRAL, "borrador": True}
    op.bulk_insert(aviso, [primero | {"publicado_en": datetime.now(UTC).replace(tzinfo=None), "por_id": None}])


def downgrade() -> None:
    op.drop_table("aceptacion_aviso")
    op.drop_table("aviso_privacidad")
