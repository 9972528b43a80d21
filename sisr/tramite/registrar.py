"""A student registers: account, data, expediente and acuse in one act (REQUIREMENTS R1–R8)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select

from sisr.alumnos.model import Alumno, nombre_completo, orden_de
from sisr.archivos.deposito import guardar, retirar
from sisr.archivos.recepcion import Recibido
from sisr.bitacora.model import Accion, anotar
from sisr.catalogos.model import prestatario_de_nombre
from sisr.correo.textos import encolar
from sisr.cuentas.contrasenas import cifrar
from sisr.cuentas.model import Usuario, claves_de
from sisr.db import db, escritura
from sisr.documentos.entregar import anotar_entrega, asegurar_juicio
from sisr.documentos.model import folio
from sisr.privacidad.aviso import anotar_aceptacion
from sisr.proceso import EXPEDIENTE
from sisr.reloj import ahora


class BoletaOcupada(Exception):
    """That boleta has an account already."""


@dataclass(frozen=True)
class Solicitud:
    """What the student typed, already checked."""

    apellido_paterno: str
    apellido_materno: str
    nombres: str
    boleta: str
    carrera_id: int
    semestre: int
    genero: str
    correo: str
    prestatario: str
    inicio: date
    termino: date
    contrasena: str
    version_aviso: int

    @property
    def apellidos_y_nombre(self) -> tuple[str, str, str]:
        return self.apellido_paterno, self.apellido_materno, self.nombres


def registrar(solicitud: Solicitud, recibido: Recibido) -> int:
    """Everything or nothing; returns the id of the entrega. Raises BoletaOcupada."""
    asegurar_juicio(recibido)
    contrasena = cifrar(solicitud.contrasena)
    guardado = None
    try:
        with escritura():
            alumno_id = _abrir_cuenta(solicitud, contrasena)
            anotar_aceptacion(alumno_id, solicitud.version_aviso)
            guardado = guardar(recibido, boleta=solicitud.boleta, clave=EXPEDIENTE.clave, desde_n=1)
            anotar(Accion.REGISTRO, por=alumno_id, alumno_id=alumno_id)
            entrega = anotar_entrega(alumno_id, EXPEDIENTE.clave, recibido, guardado, por=alumno_id)
            _acusar(alumno_id, solicitud, recibido, entrega)
            return entrega
    except BaseException:
        if guardado:
            retirar(guardado.ruta)
        raise


def _abrir_cuenta(solicitud: Solicitud, contrasena: str) -> int:
    conexion, instante = db.session.connection(), ahora()
    if conexion.scalar(select(Usuario.id).where(Usuario.clave.in_(claves_de(solicitud.boleta)))) is not None:
        raise BoletaOcupada
    usuario = {
        "clave": solicitud.boleta,
        "nombre": nombre_completo(*solicitud.apellidos_y_nombre),
        "correo": solicitud.correo,
        "contrasena": contrasena,
        "es_alumno": True,
        "creado_en": instante,
    }
    alumno_id = conexion.execute(insert(Usuario).values(usuario).returning(Usuario.id)).scalar_one()
    conexion.execute(
        insert(Alumno).values(
            id=alumno_id,
            boleta=solicitud.boleta,
            apellido_paterno=solicitud.apellido_paterno,
            apellido_materno=solicitud.apellido_materno,
            nombres=solicitud.nombres,
            orden=orden_de(*solicitud.apellidos_y_nombre),
            carrera_id=solicitud.carrera_id,
            semestre=solicitud.semestre,
            genero=solicitud.genero,
            prestatario_id=prestatario_de_nombre(solicitud.prestatario),
            inicio=solicitud.inicio,
            termino=solicitud.termino,
            registrado_en=instante,
        )
    )
    return alumno_id


def _acusar(alumno_id: int, solicitud: Solicitud, recibido: Recibido, entrega: int) -> None:
    instante = ahora()
    encolar(
        "registro_acuse",
        alumno_id=alumno_id,
        para=solicitud.correo,
        nombre=nombre_completo(*solicitud.apellidos_y_nombre),
        boleta=solicitud.boleta,
        folio=folio(entrega, instante),
        recibida_en=instante,
        archivo=recibido,
    )
