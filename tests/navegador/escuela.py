"""Students at every stage of the trámite, so that every screen has something on it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import update

from sisr.catalogos.model import Prestatario
from sisr.db import escritura
from tests.cliente import Cliente, archivo
from tests.elenco import PDF, Alumna

MOTIVO = "El archivo no es legible. Deberás volver a cargar con la nitidez adecuada.\n\nFalta el sello de la hoja 2."


@dataclass(frozen=True)
class Escuela:
    """The first five have the long menu."""

    en_espera: Alumna
    rechazada: Alumna
    por_dictaminar: Alumna
    en_servicio: Alumna
    sin_confirmar: Alumna
    por_terminar: Alumna
    por_enlistar: Alumna
    enlistada: Alumna
    liberada: Alumna

    @classmethod
    def poblar(cls, app: Flask) -> "Escuela":
        escuela = cls(
            en_espera=_larga(app, "Aida", 1),
            rechazada=_larga(app, "Brenda", 2).rechazada("expediente", MOTIVO),
            por_dictaminar=_larga(app, "Clara", 3).numerada(),
            en_servicio=_larga(app, "Dulce", 4).hasta("reporte-3"),
            sin_confirmar=_corta(app, "Eva", 5, "Instituto de la Función Registral del Estado de México"),
            por_terminar=_corta(app, "Flor", 6).numerada(),
            por_enlistar=_corta(app, "Gema", 7).hasta("lista"),
            enlistada=_corta(app, "Hilda", 8).enlistada(3),
            liberada=_corta(app, "Ines", 9).enlistada(3),
        )
        escuela._adelantar(app)
        return escuela

    def _adelantar(self, app: Flask) -> None:
        self.por_dictaminar.entregar("reporte-1")
        self.en_servicio.entregar("reporte-3")
        self.en_servicio.rechazada("reporte-3", MOTIVO)
        self.por_terminar.entregar("evaluacion")
        teo = Cliente(app).ingresar("teo").ver(f"/constancias?situacion=en-espera&q={self.liberada.boleta}")
        teo.llenar("Cargar", archivo=archivo(PDF))
        escrito: Any = self.sin_confirmar.avance.alumno.prestatario_id
        with app.app_context(), escritura() as conexion:
            conexion.execute(update(Prestatario).where(Prestatario.id == escrito).values(confirmado=False))


def _larga(app: Flask, nombre: str, numero: int) -> Alumna:
    return Alumna.registrar(app, nombre, boleta=f"202260000{numero}", prestatario="ESCA UST")


def _corta(app: Flask, nombre: str, numero: int, prestatario: str = "SECRETARÍA DE CULTURA") -> Alumna:
    """Her service ended already."""
    boleta, termino = f"202260000{numero}", date(2026, 3, 1)
    return Alumna.registrar(app, nombre, boleta=boleta, prestatario=prestatario, termino=termino)
