"""How much may wait in staging: of one person, and of all who have no account yet."""

from flask import current_app
from flask_login import current_user

from sisr.archivos import disco
from sisr.archivos.errores import CuotaLlena
from sisr.archivos.subida import propias


def que_quepa(mas: int = 0, *, sin_contar: str = "") -> None:
    """So many bytes beside what waits already, leaving out one ficha, all of which is in `mas`.

    Raises CuotaLlena, SinEspacio.
    """
    if _propio(sin_contar) + mas > current_app.config["PERSON_QUOTA_BYTES"]:
        raise CuotaLlena
    if not current_user.is_authenticated:
        disco.que_quepan_anonimos(mas, sin_contar=sin_contar)


def _propio(sin_contar: str) -> int:
    return sum(disco.medido(subida.ruta) for subida in propias() if subida.ficha != sin_contar)
