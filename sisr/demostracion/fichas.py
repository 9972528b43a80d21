"""A student's own two rows: the account, and the data as they were typed at the registration."""

from random import Random
from typing import Any

from sisr.alumnos.model import orden_de
from sisr.demostracion.catalogos import Catalogo
from sisr.demostracion.personas import Persona
from sisr.demostracion.vidas import Vida


def usuario(vida: Vida, persona: Persona, catalogo: Catalogo) -> dict[str, Any]:
    return {
        "clave": persona.boleta,
        "nombre": persona.nombre,
        "correo": persona.correo,
        "contrasena": catalogo.contrasena,
        "es_alumno": True,
        "funciones": frozenset(),
        "activo": True,
        "creado_en": vida.hitos[0].en,
    }


def alumno(vida: Vida, persona: Persona, catalogo: Catalogo, azar: Random) -> dict[str, Any]:
    return {
        "boleta": persona.boleta,
        "apellido_paterno": persona.paterno,
        "apellido_materno": persona.materno,
        "nombres": persona.nombres,
        "orden": orden_de(*persona.apellidos_y_nombre),
        "carrera_id": azar.choice(catalogo.carreras),
        "semestre": persona.semestre,
        "genero": persona.genero,
        "prestatario_id": catalogo.prestatarios[persona.prestatario],
        "inicio": vida.inicio,
        "termino": vida.termino,
        "registrado_en": vida.hitos[0].en,
        "version": 1,
    } | dict.fromkeys(_DESPUES)


_DESPUES = (
    "numero_registro",
    "lista_registro",
    "fecha_envio",
    "lista_emision",
    "enlistado_en",
    "enlistado_con_reportes",
)
