"""Who the students are: the cast, and as many more as are asked for; nobody real."""

from dataclasses import dataclass
from random import Random

from sisr.alumnos.model import nombre_completo
from sisr.demostracion import nombres
from sisr.demostracion.puntos import Momento
from sisr.demostracion.vidas import Vida
from sisr.texto import plegar

_DOMINIO = "ipn.example"  # which no mail ever leaves for


@dataclass(frozen=True)
class Persona:
    paterno: str
    materno: str
    nombres: str
    genero: str
    boleta: str
    correo: str
    semestre: int
    prestatario: str

    @property
    def apellidos_y_nombre(self) -> tuple[str, str, str]:
        return self.paterno, self.materno, self.nombres

    @property
    def nombre(self) -> str:
        return nombre_completo(*self.apellidos_y_nombre)


_ELENCO = (("Muñoz", "Peña", "Ana", "F"), ("Núñez", "", "Beto", "M"), ("Ávila", "Zúñiga", "Carla", "F"))


def persona_de(vida: Vida, semilla: int) -> Persona:
    azar = Random(f"{semilla}/persona/{vida.indice}")
    paterno, materno, nombre, genero = _nombre(vida.indice, azar)
    inicial = plegar(f"{nombre[0]}{paterno}").replace(" ", "")
    return Persona(
        paterno,
        materno,
        nombre,
        genero,
        boleta=_boleta(vida),
        correo=f"{inicial}{vida.indice:04d}@{_DOMINIO}",
        semestre=azar.randint(5, 10),
        prestatario=azar.choice(_prestatarios(vida)),
    )


def _nombre(indice: int, azar: Random) -> tuple[str, str, str, str]:
    """Some people have one surname."""
    if indice < len(_ELENCO):
        return _ELENCO[indice]
    genero = azar.choice("FM")
    paterno, materno = azar.choice(nombres.APELLIDOS), azar.choice(nombres.APELLIDOS)
    return paterno, "" if azar.random() < 0.05 else materno, azar.choice(nombres.NOMBRES[genero]), genero


def _boleta(vida: Vida) -> str:
    """Most begin with the year of enrolment; some have letters."""
    anio = vida.inicio.year - 4
    if vida.indice % 50 == 7 and vida.indice < 100_000:
        return f"{anio}A{vida.indice:05d}"
    if vida.indice % 50 == 19:
        return f"PE{vida.indice:08d}"
    return f"{anio}{(vida.indice + 1) * 7919 % 999_983:06d}"


def _prestatarios(vida: Vida) -> tuple[str, ...]:
    if vida.punto.momento is Momento.SIN_CONFIRMAR:
        return nombres.ESCRITOS
    return nombres.CON_REPORTES if vida.punto.con_reportes else nombres.DEPENDENCIAS
