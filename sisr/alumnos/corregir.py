"""Staff correct what a student wrote of themselves, but for the boleta; the line says which fields (X1, A9)."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import select, update

from sisr.alumnos.model import Alumno, nombre_completo, orden_de
from sisr.bitacora.model import Accion, anotar
from sisr.correo.textos import encolar
from sisr.cuentas.model import Usuario
from sisr.db import db, tabla

CAMPOS = {
    "apellido_paterno": "Apellido Paterno",
    "apellido_materno": "Apellido Materno",
    "nombres": "Nombre(s)",
    "correo": "correo electrónico",
    "carrera_id": "Carrera",
    "semestre": "Semestre",
    "genero": "Género",
    "prestatario_id": "Prestatario",
    "inicio": "Fecha de Inicio",
    "termino": "Fecha de Término",
}
_QUEDAN = ("carrera_id", "semestre", "prestatario_id", "inicio", "termino")  # ids, numbers and dates: X5 keeps those


class DatosCambiados(Exception):
    """Somebody changed them since they were shown; nothing was written."""


@dataclass(frozen=True)
class Datos:
    apellido_paterno: str
    apellido_materno: str
    nombres: str
    correo: str
    carrera_id: int
    semestre: int
    genero: str
    prestatario_id: int
    inicio: date
    termino: date

    @property
    def nombre(self) -> str:
        return nombre_completo(self.apellido_paterno, self.apellido_materno, self.nombres)

    @property
    def huella(self) -> str:
        """The same while they say the same."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:32]


def datos_de(alumno_id: int) -> Datos | None:
    """None where there is no such student, or their data were cancelled."""
    columnas = [Usuario.correo if campo == "correo" else getattr(Alumno, campo) for campo in CAMPOS]
    consulta = select(*columnas).join(Usuario, Usuario.id == Alumno.id).where(Alumno.id == alumno_id)
    consulta = consulta.where(Alumno.cancelado_en.is_(None))
    fila = db.session.execute(consulta).first()
    return Datos(**fila._asdict()) if fila else None


def corregir(alumno_id: int, nuevos: Datos, *, huella: str, por: int) -> list[str]:
    """The fields that changed; the student is told which. Raises DatosCambiados.

    What was delivered stays, and the menu of who is on a lista de emisión too: it was kept with the list (A9).
    """
    antes = datos_de(alumno_id)
    if antes is None or antes.huella != huella:
        raise DatosCambiados
    viejos, valores = asdict(antes), asdict(nuevos)
    campos = [campo for campo in CAMPOS if valores[campo] != viejos[campo]]
    if not campos:
        return []
    _escribir(alumno_id, nuevos)
    conservados: dict[str, Any] = {campo: _dicho(viejos[campo]) for campo in campos if campo in _QUEDAN}
    anotar(Accion.RECTIFICACION, por=por, alumno_id=alumno_id, campos=campos, antes=conservados)
    _avisar(alumno_id, antes, nuevos, campos)
    return campos


def _escribir(alumno_id: int, nuevos: Datos) -> None:
    valores = asdict(nuevos)
    conexion, correo = db.session.connection(), valores.pop("correo")
    orden = orden_de(nuevos.apellido_paterno, nuevos.apellido_materno, nuevos.nombres)
    alumno = update(tabla(Alumno)).where(Alumno.id == alumno_id)
    conexion.execute(alumno.values(version=Alumno.version + 1, orden=orden, **valores))
    usuario = update(tabla(Usuario)).where(Usuario.id == alumno_id)
    conexion.execute(usuario.values(nombre=nuevos.nombre, correo=correo))


def _avisar(alumno_id: int, antes: Datos, nuevos: Datos, campos: list[str]) -> None:
    nombres = [CAMPOS[campo] for campo in campos]
    encolar("datos_corregidos", alumno_id=alumno_id, para=nuevos.correo, nombre=nuevos.nombre, campos=nombres)
    if "correo" in campos:
        usuario = db.session.execute(select(Usuario.nombre, Usuario.clave).where(Usuario.id == alumno_id)).one()
        encolar("correo_cambiado", alumno_id=alumno_id, para=antes.correo, usuario=usuario)


def _dicho(valor: Any) -> Any:
    return valor.isoformat() if isinstance(valor, date) else valor
