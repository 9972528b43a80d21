"""Statistics of deliveries and decisions: how long, how well at first, why not, and when."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from sisr.catalogos.model import Motivo
from sisr.db import db
from sisr.informes import graficas
from sisr.informes.contar import contar
from sisr.informes.corte import OTRO, Corte
from sisr.informes.graficas import Barra, Grafica, Tramo, por_ciento
from sisr.informes.medidas import dias, percentil
from sisr.informes.model import DICTAMENES, Hecho
from sisr.informes.tablas import ENTREGABLES, OTRO_MOTIVO, SEMANA, Cifra, Fila, Tabla
from sisr.proceso import CONSTANCIA


def espera(corte: Corte) -> Grafica:
    """Days from delivery to decision, and from list to constancia."""
    cuenta: dict[str, dict[int, int]] = {}
    for (hecho, valor), n in contar("dias", corte).items():
        if hecho == Hecho.CORRECCION:
            continue
        clave, _, cuantos = valor.partition(":")
        suyos = cuenta.setdefault(clave, {})
        suyos[int(cuantos)] = suyos.get(int(cuantos), 0) + n
    filas, barras = [], []
    nombres = {"": "Todos los documentos", **ENTREGABLES, CONSTANCIA.clave: "De lista a constancia"}
    cuenta[""] = _juntos(cuenta[clave] for clave in ENTREGABLES if clave in cuenta)
    for clave, nombre in nombres.items():
        suyos = cuenta.get(clave, {})
        hecho = Hecho.CONSTANCIA.value if clave == CONSTANCIA.clave else "dictamen"
        mitad, noventa = percentil(suyos, 50), percentil(suyos, 90)
        cifra = Cifra(sum(suyos.values()), corte.args(hecho=hecho, clave=clave))
        filas.append(Fila(nombre, (dias(mitad), dias(noventa), cifra)))
        if clave != CONSTANCIA.clave:
            barras.append((nombre, mitad or 0, noventa or 0, dias(mitad), dias(noventa)))
    tope = max((noventa for _, _, noventa, _, _ in barras), default=0) or 1
    return Grafica(
        Tabla("espera", "Cuánto se espera", ("Documento", "Mediana", "90 %", "Dictámenes"), filas),
        "Días naturales de la entrega al dictamen: lo que espera la mitad, y lo que esperan nueve de cada diez.",
        forma="bala",
        leyenda={"firme": "La mitad", "claro": "Nueve de cada diez"},
        barras=[
            Barra(nombre, f"{uno} · {otro}", _plazo(por_ciento(mitad, tope), por_ciento(noventa, tope)))
            for nombre, mitad, noventa, uno, otro in barras
        ],
    )


def primera(corte: Corte) -> Grafica:
    """The share of each document that is accepted at the first try."""
    cuenta, filas, barras = contar("primero", corte), [], []
    for clave, nombre in ENTREGABLES.items():
        cifras = [
            Cifra(cuenta.get((hecho.value, clave), 0), corte.args(hecho=hecho.value, clave=clave, intento=1))
            for hecho in DICTAMENES
        ]
        parte = por_ciento(cifras[0].n, cifras[0].n + cifras[1].n)
        dicho = f"{parte:.0f} %" if cifras[0].n + cifras[1].n else "—"
        filas.append(Fila(nombre, (*cifras, dicho)))
        barras.append(Barra(nombre, dicho, (Tramo(0, 100, "fondo"), Tramo(0, parte, "firme"))))
    columnas = ("Documento", "ACEPTADO a la primera", "RECHAZADO a la primera", "Parte")
    return Grafica(
        Tabla("primera", "Aceptados a la primera", columnas, filas),
        "De los dictámenes sobre la primera entrega de cada documento, qué parte es ACEPTADO.",
        barras=barras,
    )


def motivos(corte: Corte) -> Grafica:
    """How often each frequent motivo is given; one rejection may give several."""
    frecuentes: Any = db.session.execute(select(Motivo.id, Motivo.nombre).order_by(Motivo.orden, Motivo.id)).all()
    rechazos = replace(corte, hecho=Hecho.RECHAZO.value)
    cuenta = contar("motivo", rechazos)
    filas = [
        Fila(nombre, (Cifra(cuenta.get((Hecho.RECHAZO.value, str(cual)), 0), rechazos.args(motivo=cual)),))
        for cual, nombre in (*frecuentes, (OTRO, OTRO_MOTIVO))
    ]
    filas[:-1] = sorted(filas[:-1], key=lambda fila: -max(c.n for c in fila.celdas if isinstance(c, Cifra)))
    return Grafica(
        Tabla("motivos", "Motivos de rechazo", ("Motivo", "Rechazos"), filas, "Un rechazo puede decir varios."),
        "Cuántos rechazos dicen cada motivo frecuente.",
        barras=graficas.sencillas(filas, ["firme"]),
    )


def horario(corte: Corte) -> Grafica:
    """Hour and weekday of deliveries."""
    cuenta = [0] * 7 * 24
    for (_, valor), n in contar("horario", corte).items():
        cuenta[int(valor)] += n
    filas = [
        Fila(
            f"{hora}:00",
            tuple(
                Cifra(cuenta[dia * 24 + hora], corte.args(hecho="entregas", dia_semana=dia, hora=hora))
                for dia in range(7)
            ),
        )
        for hora in range(24)
    ]
    tope = max(cuenta) or 1
    return Grafica(
        Tabla("horario", "Cuándo se entrega", ("Hora", *SEMANA), filas),
        "Entregas por día de la semana y hora, de la Ciudad de México.",
        forma="calor",
        tope=f"{tope:,} entregas en una hora de la semana",
        celdas=[[_celda(cuenta[dia * 24 + hora], tope, dia, hora) for hora in range(24)] for dia in range(7)],
    )


def _celda(n: int, tope: int, dia: int, hora: int) -> tuple[int, str]:
    return -(-n * 5 // tope), f"{SEMANA[dia]} a las {hora}:00: {n:,}"


def _juntos(histogramas: Iterable[dict[int, int]]) -> dict[int, int]:
    return dict(sum((Counter(histograma) for histograma in histogramas), Counter[int]()))


def _plazo(mitad: float, noventa: float) -> tuple[Tramo, ...]:
    return Tramo(0, noventa, "claro"), Tramo(0, mitad, "firme")
