"""The mails of a history: written with the house's own texts, sent long ago, waiting, or refused."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sisr.correo.model import Estado
from sisr.correo.textos import redactar
from sisr.demostracion.personas import Persona
from sisr.demostracion.vidas import Vida

_ESPERAN = timedelta(days=2)  # those of the last days have not gone out
_RECHAZADOS = 1000  # of so many students, one gave an address that does not exist
_ERROR = "550 5.1.1 Recipient address rejected: User unknown"


@dataclass(frozen=True)
class Destinatario:
    """What the texts say of a student."""

    id: int
    nombre: str
    con_reportes: bool
    termino: Any
    lista_emision: None = None


class Buzon:
    """Collects the mails of one student."""

    def __init__(self, vida: Vida, persona: Persona, alumno_id: int, *, ahora: datetime, azar: Random) -> None:
        self._persona, self._ahora, self._azar = persona, ahora, azar
        self._alumno = Destinatario(alumno_id, persona.nombre, vida.punto.con_reportes, vida.termino)
        self._falla = vida.indice % _RECHAZADOS == 3
        self.filas: list[dict[str, Any]] = []

    def encolar(self, plantilla: str, en: datetime, **datos: object) -> None:
        asunto, texto = redactar(plantilla, alumno=self._alumno, **datos)
        self.filas.append(
            {
                "alumno_id": self._alumno.id,
                "para": self._persona.correo,
                "asunto": asunto,
                "texto": texto,
                "message_id": f"<{self._azar.getrandbits(128):032x}@demostracion.example>",
                "creado_en": en,
                "siguiente_en": en,
                **self._suerte(en),
            }
        )

    def _suerte(self, en: datetime) -> dict[str, Any]:
        if self._falla:
            return {"estado": Estado.FALLIDO.value, "intentos": 1, "enviado_en": None, "error": _ERROR}
        if self._ahora - en < _ESPERAN:
            return {"estado": Estado.PENDIENTE.value, "intentos": 0, "enviado_en": None, "error": None}
        salio = en + timedelta(seconds=self._azar.randint(1, 5))
        return {"estado": Estado.ENVIADO.value, "intentos": 1, "enviado_en": salio, "error": None}
