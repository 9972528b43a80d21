"""The student: who they are, where they serve, and the two batches that staff put them in."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sisr.catalogos.model import Carrera, Prestatario
from sisr.cuentas.model import Usuario
from sisr.db import Instante, db
from sisr.texto import clave_orden

_ELEGIBLES = ("carrera_id", "prestatario_id", "semestre", "lista_registro")


def _elegible(columna: str) -> Index:
    """Of whom a list chooses by a column, in order of name, with what else they may be chosen by.

    But not by the estatus of the expediente, which begins an index of its own: each decision would write in all.
    """
    return Index(
        f"ix_alumno_{columna.removesuffix('_id')}", columna, "orden", *(c for c in _ELEGIBLES if c != columna)
    )


class Alumno(db.Model):
    """Shares its id with the account. `version` grows with each change that staff type."""

    __tablename__ = "alumno"
    __table_args__ = (
        CheckConstraint("inicio < termino", name="termino_despues_de_inicio"),
        CheckConstraint("genero IN ('F', 'M')", name="genero"),
        CheckConstraint("(lista_emision IS NULL) = (enlistado_en IS NULL)", name="lista_con_fecha"),
        Index("ix_alumno_orden", "orden", "id", *_ELEGIBLES),
        *(_elegible(columna) for columna in ("expediente", "carrera_id", "prestatario_id", "semestre")),
        *(
            Index(f"ix_alumno_{columna}", columna, "orden")
            for columna in ("genero", "inicio", "termino", "fecha_envio")
        ),
        Index("ix_alumno_lista_emision", "lista_emision", "orden"),
        Index("ix_alumno_lista_registro", "lista_registro", "orden"),
        Index("ix_alumno_en_lista", "lista_registro", "expediente", sqlite_where=text("lista_registro IS NOT NULL")),
        Index("ix_alumno_en_tramite", "id", sqlite_where=text("con_constancia = 0")),
    )

    id: Mapped[int] = mapped_column(ForeignKey("usuario.id"), primary_key=True)
    boleta: Mapped[str] = mapped_column(unique=True)  # never edited, only freed: its folder in uploads bears it
    apellido_paterno: Mapped[str]
    apellido_materno: Mapped[str]
    nombres: Mapped[str]
    orden: Mapped[str]  # sort key of the name, kept for the index (texto.clave_orden)
    carrera_id: Mapped[int] = mapped_column(ForeignKey("carrera.id"))
    semestre: Mapped[int]
    genero: Mapped[str]
    prestatario_id: Mapped[int] = mapped_column(ForeignKey("prestatario.id"))
    inicio: Mapped[date]
    termino: Mapped[date]
    registrado_en: Mapped[datetime] = mapped_column(Instante, index=True)
    version: Mapped[int] = mapped_column(default=1)
    cancelado_en: Mapped[datetime | None] = mapped_column(Instante)  # of their data nothing is left but ids

    expediente: Mapped[str | None]  # the estatus of that documento: a copy for the lists, kept by triggers

    numero_registro: Mapped[str | None] = mapped_column(unique=True)
    lista_registro: Mapped[int | None]
    fecha_envio: Mapped[date | None]

    lista_emision: Mapped[int | None] = mapped_column(ForeignKey("lista_emision.numero"))
    enlistado_en: Mapped[datetime | None] = mapped_column(Instante)
    enlistado_con_reportes: Mapped[bool | None]  # the menu as it was that day (REQUIREMENTS A9)
    con_constancia: Mapped[bool] = mapped_column(server_default=text("0"))  # whether it is there: kept by triggers
    movido_en: Mapped[date | None]  # the day of the last thing that happened to them: kept by a trigger of suceso

    usuario: Mapped[Usuario] = relationship()
    carrera: Mapped[Carrera] = relationship()
    prestatario: Mapped[Prestatario] = relationship()


class CuentaExpediente(db.Model):
    """How many students of a carrera, a prestatario and a semestre have their expediente so; 0 is all of them.

    Kept by triggers (migration 0027), for lists that are long.
    """

    __tablename__ = "cuenta_expediente"
    __table_args__ = {"sqlite_with_rowid": False}

    carrera_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    prestatario_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    semestre: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    estatus: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int]


def nombre_completo(paterno: str, materno: str, nombres: str) -> str:
    """Surnames first (REQUIREMENTS P6); some people have one."""
    return " ".join(parte for parte in (paterno, materno, nombres) if parte)


def orden_de(paterno: str, materno: str, nombres: str) -> str:
    """The sort key that `Alumno.orden` keeps."""
    return clave_orden(nombre_completo(paterno, materno, nombres))


NOMBRE = func.trim(
    Alumno.apellido_paterno
    + func.iif(Alumno.apellido_materno == "", "", " " + Alumno.apellido_materno)
    + " "
    + Alumno.nombres
).label("nombre")
CON_REPORTES = func.coalesce(Alumno.enlistado_con_reportes, Prestatario.con_reportes).label("con_reportes")
APARTADA = Alumno.boleta.startswith("apartada-")  # its account was somebody else's, and is in no list any more
