"""Whether one more upload fits, and its beginning."""

from contextlib import suppress

from flask import current_app
from flask_login import current_user
from sqlalchemy import insert

from sisr.archivos import disco, parte, recepcion
from sisr.archivos.cuota import que_quepa
from sisr.archivos.errores import CuotaLlena, EnvioDemasiadoGrande, EnvioOcupado, EnvioPerdido, SinEspacio
from sisr.archivos.subida import Subida, descartar, propias
from sisr.db import db, escritura
from sisr.reloj import ahora


def abrir(destino: str, *, nombre: str, largo: int) -> Subida:
    """Begin one for the form at an address. Raises EnvioDemasiadoGrande, CuotaLlena, SinEspacio."""
    _que_quepa(destino, largo)
    anonima = not current_user.is_authenticated
    datos = {
        "ficha": disco.ficha_nueva(anonima=anonima),
        "usuario_id": current_user.id,
        "navegador": recepcion.navegador_nuevo() if anonima else None,
        "destino": destino,
        "nombre": recepcion.nombre_limpio(nombre),
        "largo": largo,
        "creada_en": ahora(),
    }
    with disco.con_espacio():
        (disco.recepcion() / datos["ficha"]).touch(mode=0o600, exist_ok=False)
    with escritura():
        return db.session.scalars(insert(Subida).values(datos).returning(Subida)).one()


def _que_quepa(destino: str, largo: int) -> None:
    limite = current_app.config["MAX_PDF_BYTES"]
    if largo > limite:
        raise EnvioDemasiadoGrande(limite=limite)
    disco.recepcion().mkdir(mode=0o700, parents=True, exist_ok=True)
    if largo > disco.libre():
        raise SinEspacio
    try:
        que_quepa(largo)
    except CuotaLlena:
        _hacer_lugar(destino)
        que_quepa(largo)


def _hacer_lugar(destino: str) -> None:
    """Discard what was begun for the same form and nobody is sending now."""
    for subida in propias():
        if subida.destino == destino:
            with suppress(EnvioOcupado, EnvioPerdido), parte.tomada(subida.ruta):
                descartar(subida)
