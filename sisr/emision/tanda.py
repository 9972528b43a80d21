"""The constancias that somebody loaded together and has not published yet: each with its file, for a day (T5)."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from sisr.archivos import disco, juez, recepcion
from sisr.archivos.antivirus import Antivirus
from sisr.archivos.errores import ArchivoRechazado, ErrorDeArchivo
from sisr.archivos.juez import Nota, Veredicto
from sisr.archivos.recepcion import VIGENCIA, Recibido
from sisr.archivos.subida import EN_ESPERA, Subida, retener, soltar
from sisr.db import Instante, db, escritura, tabla
from sisr.documentos.model import Notas
from sisr.reloj import ahora

TOPE = 300  # files of one person: to publish so many takes about a second, during which nobody else writes


class TandaLlena(ErrorDeArchivo):
    code = 409
    frase = f"Ya tienes {TOPE} archivos cargados, que es lo más: publica o quita algunos, y carga los demás después."


class EnTanda(db.Model):
    """One file: it waits in staging, or was refused and only its `razon` is left."""

    __tablename__ = "constancia_en_tanda"
    __table_args__ = (CheckConstraint("(ficha IS NULL) = (razon IS NOT NULL)", name="archivo_o_razon"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    usuario_id: Mapped[int] = mapped_column(ForeignKey("usuario.id"), index=True)
    cargada_en: Mapped[datetime] = mapped_column(Instante)
    nombre: Mapped[str]
    boleta: Mapped[str | None]  # typed by hand, instead of the one in the name
    razon: Mapped[str | None]
    ficha: Mapped[str | None] = mapped_column(unique=True)  # its name in staging
    bytes: Mapped[int] = mapped_column(default=0)
    paginas: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str | None]
    notas: Mapped[tuple[Nota, ...] | None] = mapped_column(Notas)
    antivirus: Mapped[str | None]


def de_quien(usuario_id: int) -> list[Any]:
    """Their rows, in the order in which they came, but for those whose file was swept."""
    suyas = select(tabla(EnTanda)).where(EnTanda.usuario_id == usuario_id).order_by(EnTanda.id)
    return [fila for fila in db.session.execute(suyas) if fila.razon or _espera(fila.ficha)]


def cupo(usuario_id: int) -> int:
    """How many more fit. Raises TandaLlena where none does."""
    suyas = select(func.count()).select_from(EnTanda).where(EnTanda.usuario_id == usuario_id)
    libres = TOPE - (db.session.scalar(suyas) or 0)
    if libres <= 0:
        raise TandaLlena
    return libres


def agregar(nombre: str, llegado: Recibido | ArchivoRechazado, *, por: int) -> None:
    """One more, or why it is refused. The same again counts once, and a good one removes a bad one of its name."""
    with escritura() as conexion:
        suyas = (EnTanda.usuario_id == por) & (EnTanda.nombre == nombre)
        conexion.execute(delete(tabla(EnTanda)).where(suyas, EnTanda.razon.is_not(None)))
        datos: dict[str, Any] = {"usuario_id": por, "cargada_en": ahora(), "nombre": nombre}
        if isinstance(llegado, ArchivoRechazado):
            conexion.execute(insert(EnTanda).values(datos | {"razon": str(llegado)}))
            return
        igual = suyas & (EnTanda.sha256 == llegado.sha256)
        if any(_espera(ficha) for ficha in db.session.scalars(select(EnTanda.ficha).where(igual))):
            recepcion.descartar(llegado)
            return
        conexion.execute(delete(tabla(EnTanda)).where(igual))
        conexion.execute(insert(EnTanda).values(datos | _del_archivo(llegado)))
        retener(llegado, usuario_id=por)
    recepcion.conservar(llegado)


def recibido(fila: Any) -> Recibido:
    """The file of a row that was not refused."""
    return Recibido(fila.ficha, fila.nombre, fila.bytes, fila.sha256, fila.paginas)


def veredicto(fila: Any) -> Veredicto:
    return Veredicto(None, fila.paginas, fila.notas or (), Antivirus(fila.antivirus))


def escribir_boleta(renglon_id: int, boleta: str, *, por: int) -> bool:
    """Of whom it is, whatever its name says; empty, its name says it again. False where they have no such row."""
    esta = (EnTanda.id == renglon_id) & (EnTanda.usuario_id == por)
    cambio = db.session.connection().execute(update(tabla(EnTanda)).where(esta).values(boleta=boleta or None))
    return cambio.rowcount == 1


def quitar(*, por: int, solo: int | None = None) -> bool:
    """One, or all that this person has, with their files. False where there was none."""
    suyas = [EnTanda.usuario_id == por] + ([EnTanda.id == solo] if solo is not None else [])
    with escritura() as conexion:
        filas = conexion.execute(delete(tabla(EnTanda)).where(*suyas).returning(EnTanda.ficha)).all()
        fichas = [fila.ficha for fila in filas if fila.ficha]
        conexion.execute(delete(tabla(Subida)).where(Subida.ficha.in_(fichas)))
    soltar(fichas)
    return bool(filas)


def olvidar(filas: list[Any]) -> None:
    """Within the caller's transaction: these wait no more."""
    conexion = db.session.connection()
    conexion.execute(delete(tabla(EnTanda)).where(EnTanda.id.in_([fila.id for fila in filas])))
    conexion.execute(delete(tabla(Subida)).where(Subida.ficha.in_([fila.ficha for fila in filas])))


def barrer() -> None:
    """Forget what waited for more than a day, and unlink what no row names any more."""
    with escritura() as conexion:
        conexion.execute(delete(tabla(EnTanda)).where(EnTanda.cargada_en < ahora() - VIGENCIA))
        con_renglon = select(EnTanda.ficha).where(EnTanda.ficha.is_not(None))
        sueltas = (Subida.destino == EN_ESPERA) & Subida.ficha.not_in(con_renglon)
        fichas = conexion.scalars(delete(tabla(Subida)).where(sueltas).returning(Subida.ficha)).all()
    soltar(fichas)


def _espera(ficha: str | None) -> bool:
    return bool(ficha) and (disco.recepcion() / ficha).is_file()


def _del_archivo(llegado: Recibido) -> dict[str, Any]:
    dicho = juez.dicho(llegado.ficha) or Veredicto(None)
    return {
        "ficha": llegado.ficha,
        "bytes": llegado.bytes,
        "paginas": llegado.paginas,
        "sha256": llegado.sha256,
        "notas": dicho.notas,
        "antivirus": dicho.antivirus.value,
    }
