"""The report of a period: what happened in it, beside the one before and the same one a year ago (I1)."""

from datetime import date

from sqlalchemy import select

from sisr.cuentas.model import Funcion
from sisr.cuentas.sesiones import Persona
from sisr.db import db
from sisr.informes.contar import totales
from sisr.informes.corte import Corte
from sisr.informes.model import Hecho, Suceso
from sisr.informes.periodos import Periodo
from sisr.informes.tablas import TITULOS, Cifra, Fila, Tabla, por_documento, por_grupo
from sisr.reloj import hoy

_DICTAN = frozenset({Funcion.EXPEDIENTES, Funcion.REPORTES})
_RESUMEN = {
    Hecho.REGISTRO: "Registros",
    Hecho.ENTREGA: "Primeras entregas",
    Hecho.REENTREGA: "Reentregas",
    Hecho.ACEPTACION: "Dictámenes ACEPTADO",
    Hecho.RECHAZO: "Dictámenes RECHAZADO",
    Hecho.CORRECCION: "Dictámenes corregidos",
    Hecho.NUMERO: "Números de registro",
    Hecho.LISTA: "Ingresos a lista de emisión",
    Hecho.CONSTANCIA: "Constancias",
}
_AL_MISMO_DIA = "El periodo sigue abierto: de los otros se cuentan los mismos días que van de este."


def corte_de(periodo: Periodo) -> Corte:
    return Corte(desde=periodo.primero, hasta=periodo.ultimo)


def tablas(periodo: Periodo) -> list[Tabla]:
    """All of a report, in the order in which it prints."""
    corte = corte_de(periodo)
    return [resumen(periodo), por_documento(corte), *(por_grupo(dimension, corte) for dimension in TITULOS)]


def resumen(periodo: Periodo) -> Tabla:
    """Of a year, the one before and a year ago are the same.

    While a period is open, of the others as many days count as have gone by of this one.
    """
    abierto = periodo.primero <= hoy() < periodo.ultimo
    otros = {periodo.tipo.anterior: (periodo.anterior, "Cambio")}
    if periodo.hace_un_anio != periodo.anterior:
        otros["Hace un año"] = (periodo.hace_un_anio, "Cambio anual")
    este, filas = _totales(corte_de(periodo)), []
    antes = [_totales(_hasta_hoy(otro, periodo) if abierto else corte_de(otro)) for otro, _ in otros.values()]
    for hecho, nombre in _RESUMEN.items():
        celdas: list[Cifra | str] = [este[hecho]]
        for suyos in antes:
            celdas += [suyos[hecho], cambio(este[hecho].n, suyos[hecho].n)]
        filas.append(Fila(nombre, tuple(celdas)))
    columnas = (columna for otro, (_, como) in otros.items() for columna in (otro, como))
    return Tabla("resumen", "Resumen", ("", "Este periodo", *columnas), filas, _AL_MISMO_DIA if abierto else "")


def cambio(ahora: int, antes: int) -> str:
    """By how much it went up or down, and what part of what it was: «+12 (+6 %)»."""
    if ahora == antes:
        return "igual"
    diferencia = f"{ahora - antes:+,}".replace("-", "−")
    parte = f"{round((ahora - antes) * 100 / antes):+,} %".replace("-", "−") if antes else ""
    return f"{diferencia} ({parte})" if parte else diferencia


def dictaminado(periodo: Periodo, persona: Persona) -> list[tuple[str, Cifra]]:
    """One's own decisions; of the team together for administración, and of nobody else's by name (I3)."""
    corte, lineas = corte_de(periodo), []
    if _DICTAN & persona.funciones:
        propio = Corte(hecho="dictamen", desde=corte.desde, hasta=corte.hasta, por=persona.id)
        lineas.append(("Tú dictaminaste", Cifra(sum(totales(propio).values()), propio.args())))
    if Funcion.ADMINISTRACION in persona.funciones:
        equipo = Corte(hecho="dictamen", desde=corte.desde, hasta=corte.hasta)
        lineas.append(("El equipo dictaminó", Cifra(sum(totales(equipo).values()), equipo.args())))
    return lineas


def primer_dia() -> date | None:
    """When the first student registered: there is nothing to report before."""
    primero = select(Suceso.dia).where(Suceso.hecho == Hecho.REGISTRO.value).order_by(Suceso.dia).limit(1)
    return db.session.scalar(primero)


def _hasta_hoy(otro: Periodo, este: Periodo) -> Corte:
    """The part of another period that corresponds to what has gone by of this one."""
    dia = otro.primero + (hoy() - este.primero)
    return Corte(desde=otro.primero, hasta=min(dia, otro.ultimo))


def _totales(corte: Corte) -> dict[Hecho, Cifra]:
    cuenta = totales(corte)
    return {hecho: Cifra(cuenta[hecho], corte.args(hecho=hecho.value)) for hecho in Hecho}
