"""Statistics (I2): each is a table and a chart of it, under the filters of the page."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import case, func, select

from sisr.db import db
from sisr.documentos.model import Dictamen
from sisr.documentos.motivos import FRECUENTES
from sisr.informes import graficas
from sisr.informes.contar import contar, por_mes
from sisr.informes.corte import OTRO, Corte, dice_motivo
from sisr.informes.graficas import Barra, Grafica, Tramo, por_ciento
from sisr.informes.medidas import dias, percentil
from sisr.informes.model import DICTAMENES, Hecho, Suceso
from sisr.informes.periodos import Periodo, Tipo
from sisr.informes.promesa import PROMESA, en_plazo_desde
from sisr.informes.situacion import LIBERADO, Estado, contar_situacion, contar_tarde, liberados
from sisr.informes.tablas import Cifra, Fila, Tabla, por_grupo
from sisr.proceso import CONSTANCIA, PASOS
from sisr.reloj import hoy

_ENTREGABLES = {paso.clave: paso.nombre for paso in PASOS.values() if paso.es_entregable}
_SEMANA = ("Lunes", "Martes", "Miércoles", "Jueves", "Viernes", "Sábado", "Domingo")
_ENTRADA = {Hecho.REGISTRO: "Registros", Hecho.CONSTANCIA: "Constancias"}
_TONOS = {"claro": "Registros", "firme": "Constancias"}
_ALUMNOS, _TARDE = "informes.alumnos", "informes.tarde"


def todas(corte: Corte, inhabiles: Collection[date]) -> list[Grafica]:
    return [
        situacion(corte),
        tarde(corte, inhabiles),
        meses(corte),
        *(grupo(dimension, corte) for dimension in ("carrera", "genero", "prestatario")),
        espera(corte),
        primera(corte),
        motivos(corte),
        horario(corte),
    ]


def situacion(corte: Corte) -> Grafica:
    """Students by the paso they are at, and for how long."""
    cuenta, filas = contar_situacion(corte, hoy()), []
    for clave, paso in PASOS.items():
        estados = {estado: cuenta.get((clave, estado.value), {}) for estado in Estado}
        cifras = (
            Cifra(sum(suyos.values()), corte.args(paso=clave, estado=estado.value), _ALUMNOS)
            for estado, suyos in estados.items()
        )
        mediana = percentil(_juntar(estados.values()), 50)
        filas.append(Fila(paso.nombre, (*cifras, dias(mediana) if mediana is not None else "")))
    filas.append(Fila("Con constancia", (Cifra(liberados(corte), corte.args(paso=LIBERADO), _ALUMNOS), "", "", "")))
    columnas = ("Paso", *(estado.label for estado in Estado), "Mediana en el paso")
    tonos = {"claro": "Por hacer", "firme": "EN REVISIÓN", "rayado": "RECHAZADO"}
    return Grafica(
        Tabla("situacion", "Dónde están hoy los alumnos", columnas, filas),
        "Alumnos en cada paso del trámite, y cuánto llevan en él desde lo último que ocurrió.",
        leyenda=tonos,
        barras=graficas.sencillas(filas[:-1], list(tonos), juntas=True),
    )


def tarde(corte: Corte, inhabiles: Collection[date]) -> Grafica:
    cuenta = contar_tarde(corte, en_plazo_desde(hoy(), inhabiles))
    filas = [
        Fila(nombre, (Cifra(cuenta[clave], corte.args(clave=clave), _TARDE),))
        for clave, nombre in _ENTREGABLES.items()
        if clave in cuenta
    ]
    return Grafica(
        Tabla("tarde", "Esperan de más", ("Documento", "EN REVISIÓN"), filas),
        f"Documentos que esperan dictamen desde hace más de {PROMESA} días hábiles.",
        barras=graficas.sencillas(filas, ["firme"]),
    )


def meses(corte: Corte) -> Grafica:
    cuenta = por_mes(replace(corte, hecho="entradas"))
    vistos = sorted({mes for _, mes in cuenta})
    filas = []
    for mes in vistos:
        periodo = Periodo.de(Tipo.MENSUAL, date.fromisoformat(f"{mes}-01"))
        desde = max(periodo.primero, corte.desde or periodo.primero)
        hasta = min(periodo.ultimo, corte.hasta or periodo.ultimo)
        cifras = (
            Cifra(cuenta.get((hecho.value, mes), 0), corte.args(hecho=hecho.value, desde=desde, hasta=hasta))
            for hecho in _ENTRADA
        )
        filas.append(Fila(periodo.nombre, tuple(cifras)))
    return Grafica(
        Tabla("meses", "Entradas y salidas por mes", ("Mes", *_ENTRADA.values()), filas[::-1]),
        "Alumnos que se registran y alumnos que reciben su constancia, en los últimos 24 meses.",
        forma="columnas",
        leyenda=_TONOS,
        barras=graficas.sencillas(filas[-24:], list(_TONOS)),
    )


def grupo(dimension: str, corte: Corte) -> Grafica:
    tabla = por_grupo(dimension, replace(corte, hecho="entradas"), _ENTRADA)
    return Grafica(
        tabla,
        f"Registros y constancias {tabla.titulo.lower()}.",
        leyenda=_TONOS,
        barras=graficas.sencillas(tabla.filas[:12], list(_TONOS)),
    )


def espera(corte: Corte) -> Grafica:
    """Days from delivery to decision, and from list to constancia."""
    cuenta: dict[str, dict[int, int]] = {}
    for (_, valor), n in contar("dias", corte).items():
        clave, _, cuantos = valor.partition(":")
        suyos = cuenta.setdefault(clave, {})
        suyos[int(cuantos)] = suyos.get(int(cuantos), 0) + n
    filas, barras = [], []
    for clave, nombre in (_ENTREGABLES | {CONSTANCIA.clave: "De lista a constancia"}).items():
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
        leyenda={"firme": "Mediana", "claro": "90 %"},
        barras=[
            Barra(nombre, f"{uno} · {otro}", _plazo(por_ciento(mitad, tope), por_ciento(noventa, tope)))
            for nombre, mitad, noventa, uno, otro in barras
        ],
    )


def primera(corte: Corte) -> Grafica:
    """The share of each document that is accepted at the first try."""
    cuenta, filas, barras = contar("primero", corte), [], []
    for clave, nombre in _ENTREGABLES.items():
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
    nombres = (*(nombre for nombre, _ in FRECUENTES), "Otro motivo")
    rechazos = replace(corte, hecho=Hecho.RECHAZO.value)
    sumas = (func.coalesce(func.sum(case((dice_motivo(cual), 1), else_=0)), 0) for cual in range(OTRO + 1))
    consulta = select(*sumas).select_from(Suceso).join(Dictamen, Dictamen.id == Suceso.origen_id)
    cuenta = db.session.execute(consulta.where(*rechazos.condiciones())).one()
    filas = [
        Fila(nombre, (Cifra(int(n), rechazos.args(motivo=cual)),))
        for cual, (nombre, n) in enumerate(zip(nombres, cuenta, strict=True))
    ]
    filas.sort(key=lambda fila: -max(celda.n for celda in fila.celdas if isinstance(celda, Cifra)))
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
        Tabla("horario", "Cuándo se entrega", ("Hora", *_SEMANA), filas),
        "Entregas por día de la semana y hora, de la Ciudad de México.",
        forma="calor",
        celdas=[[-(-cuenta[dia * 24 + hora] * 5 // tope) for hora in range(24)] for dia in range(7)],
    )


def _plazo(mitad: float, noventa: float) -> tuple[Tramo, ...]:
    return Tramo(0, noventa, "claro"), Tramo(0, mitad, "firme")


def _juntar(histogramas: Collection[dict[int, int]]) -> dict[int, int]:
    juntos: dict[int, int] = {}
    for histograma in histogramas:
        for valor, n in histograma.items():
            juntos[valor] = juntos.get(valor, 0) + n
    return juntos
