"""Publish the constancias of a tanda, each as if it were loaded alone, all of them or none (REQUIREMENTS T5)."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from sisr.archivos.deposito import Guardado, asegurar, copiar, retirar
from sisr.archivos.errores import ArchivoPerdido
from sisr.archivos.subida import soltar
from sisr.correo.textos import encolar_cartas
from sisr.db import escritura
from sisr.emision.constancia import anotar_constancia, carta_de, siguiente
from sisr.emision.cotejo import Renglon, cotejar
from sisr.emision.tanda import de_quien, olvidar, recibido, veredicto
from sisr.proceso import CONSTANCIA


@dataclass(frozen=True)
class Publicadas:
    """`fuera`: those that were seen to go and did not, for something changed meanwhile."""

    cuantas: int
    sustituidas: int
    fuera: list[Renglon]


def publicar(vistas: Collection[str], *, por: int) -> Publicadas:
    """Of the señas that this person saw, those that still hold. Raises SinEspacio, and then none was.

    Until the rows are confirmed each file is in staging too, so a killed try is tried again as if it had not been.
    """
    cartas = {r.senia: carta_de(r.alumno, r.anterior) for r in _van(vistas, por)}  # before the turn to write
    guardadas: list[tuple[Renglon, Guardado]] = []
    try:
        with escritura():
            for renglon in _van(cartas, por):
                with suppress(ArchivoPerdido):  # swept a moment ago
                    guardadas.append((renglon, _copiar(renglon)))
            asegurar(guardado for _, guardado in guardadas)
            for renglon, guardado in guardadas:
                _anotar(renglon, guardado, por)
            encolar_cartas([cartas[renglon.senia] for renglon, _ in guardadas])
            olvidar([renglon.fila for renglon, _ in guardadas])
    except BaseException:
        for _, guardado in guardadas:
            retirar(guardado.ruta)
        raise
    publicadas = [renglon for renglon, _ in guardadas]
    soltar([renglon.fila.ficha for renglon in publicadas])
    sustituidas = sum(1 for renglon in publicadas if renglon.anterior)
    return Publicadas(len(publicadas), sustituidas, _fuera(vistas, publicadas, por))


def _van(vistas: Collection[str], por: int) -> list[Renglon]:
    return [renglon for renglon in cotejar(de_quien(por)).van if renglon.senia in vistas]


def _copiar(renglon: Renglon) -> Guardado:
    de_quien_es: dict[str, str] = {"boleta": renglon.alumno.boleta, "clave": CONSTANCIA.clave}
    return copiar(recibido(renglon.fila), **de_quien_es, desde_n=siguiente(renglon.alumno.id))


def _anotar(renglon: Renglon, guardado: Guardado, por: int) -> None:
    fila = renglon.fila
    suyo = {"anterior": renglon.anterior, "por": por, "veredicto": veredicto(fila)}
    anotar_constancia(renglon.alumno, recibido(fila), guardado, **suyo)


def _fuera(vistas: Collection[str], publicadas: list[Renglon], por: int) -> list[Renglon]:
    ids = {senia.partition(":")[0] for senia in vistas} - {str(renglon.fila.id) for renglon in publicadas}
    return [renglon for renglon in cotejar(de_quien(por)).todos if str(renglon.fila.id) in ids]
