"""The files of the demonstration: one PDF an entrega, or one a paso to which all the others are links."""

import errno
import hashlib
import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from sisr.archivos import disco
from sisr.demostracion import hojas
from sisr.demostracion.personas import Persona
from sisr.demostracion.vidas import Hito
from sisr.proceso import EXPEDIENTE, PASOS
from sisr.reloj import fecha

_PAGINAS = {EXPEDIENTE.clave: 4, "reporte-global": 3, "evaluacion": 1, "carta-termino": 1, "constancia": 1}
_DE_UN_REPORTE = 2


@dataclass(frozen=True)
class Archivo:
    ruta: str
    nombre: str
    bytes: int
    paginas: int
    sha256: str


class Deposito:
    """`propios`: each entrega has a PDF that says whose it is; otherwise they share one a paso."""

    def __init__(self, *, propios: bool) -> None:
        self._propios = propios
        self._raiz = disco.raiz()
        self._modelos: dict[str, tuple[Path, Archivo]] = {}

    def guardar(self, persona: Persona, hito: Hito) -> Archivo:
        ruta = f"{persona.boleta}/{hito.clave}-{hito.n}.pdf"
        (self._raiz / persona.boleta).mkdir(mode=0o700, exist_ok=True)
        if self._propios or hito.clave not in self._modelos:
            archivo = self._escribir(ruta, persona, hito)
            self._modelos[hito.clave] = (self._raiz / ruta, archivo)
            return archivo
        return self._enlazar(ruta, hito.clave)

    def _escribir(self, ruta: str, persona: Persona, hito: Hito) -> Archivo:
        paginas = _PAGINAS.get(hito.clave, _DE_UN_REPORTE)
        datos = hojas.pdf(_titulo(hito.clave), _renglones(persona, hito), paginas=paginas)
        (self._raiz / ruta).write_bytes(datos)
        return Archivo(ruta, f"{_titulo(hito.clave)}.pdf", len(datos), paginas, hashlib.sha256(datos).hexdigest())

    def _enlazar(self, ruta: str, clave: str) -> Archivo:
        """A file has only so many names (65,000 in ext4): then a copy takes its place.

        Its row says another SHA-256 than the model's: thousands of students do not deliver one file.
        """
        modelo, archivo = self._modelos[clave]
        try:
            os.link(modelo, self._raiz / ruta)
        except OSError as error:
            if error.errno != errno.EMLINK:
                raise
            shutil.copyfile(modelo, self._raiz / ruta)
            self._modelos[clave] = (self._raiz / ruta, archivo)
        return replace(archivo, ruta=ruta, sha256=hashlib.sha256(ruta.encode()).hexdigest())


def _titulo(clave: str) -> str:
    if clave == EXPEDIENTE.clave:
        return "Expediente de prerregistro"
    return PASOS[clave].nombre.replace("Reporte ", "Reporte mensual ") if clave[-1].isdigit() else PASOS[clave].nombre


def _renglones(persona: Persona, hito: Hito) -> list[str]:
    return [
        f"Nombre: {persona.nombre}",
        f"N° de Boleta: {persona.boleta}",
        f"Prestatario: {persona.prestatario}",
        f"Fecha: {fecha(hito.en)}{f' (versión {hito.n})' if hito.n > 1 else ''}",
        "",
        "Por este medio hago constar que realicé las actividades acordadas con mi responsable",
        "directo: captura y revisión de información, atención al público y elaboración de",
        "informes. Añado las evidencias que señala el programa de Servicio Social.",
        "",
        "Atentamente",
        "«La Técnica al Servicio de la Patria»",
    ]
