"""Statistics (I2): each is a table and a chart of it, under the filters of the page."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sisr.calendario import ESPERA_CONSTANCIA
from sisr.documentos.plazo import plazo
from sisr.informes import graficas
from sisr.informes.contar import por_mes
from sisr.informes.corte import Corte
from sisr.informes.dictamenes import espera, horario, motivos, primera
from sisr.informes.graficas import Grafica
from sisr.informes.medidas import dias, percentil
from sisr.informes.model import Hecho
from sisr.informes.periodos import Periodo, Tipo
from sisr.informes.situacion import LIBERADO, Estado, contar_situacion, contar_tarde, contar_vencidos, liberados
from sisr.informes.tablas import ENTREGABLES, Cifra, Fila, Tabla, por_grupo
from sisr.proceso import CONSTANCIA, PASOS
from sisr.reloj import hoy

_ENTRADA = {Hecho.REGISTRO: "Registros", Hecho.CONSTANCIA: "Constancias"}
_TONOS = {"claro": "Registros", "firme": "Constancias"}
_CABEN, _LOS_DE_MAS = 12, ": los doce con más; los demás, en la tabla"
_ALUMNOS, _TARDE = "informes.alumnos", "informes.tarde"


def todas(corte: Corte) -> list[Grafica]:
    return [
        situacion(corte),
        tarde(corte),
        meses(corte),
        *(grupo(dimension, corte) for dimension in ("carrera", "genero", "prestatario")),
        espera(corte),
        primera(corte),
        motivos(corte),
        horario(corte),
    ]


def resumen(graficas_: Collection[Grafica], corte: Corte) -> list[tuple[str, Cifra | str]]:
    """What is said first, out of what the charts say at length."""
    tablas = {grafica.tabla.clave: grafica.tabla for grafica in graficas_}
    *pasos, liberados_ = tablas["situacion"].filas
    documentos = [fila for fila in tablas["tarde"].filas if fila.nombre != CONSTANCIA.nombre]
    todos = tablas["espera"].filas[0]
    return [
        ("Alumnos en el trámite", Cifra(_sumar(pasos), corte.args(), _ALUMNOS)),
        ("Alumnos con constancia", Cifra(_sumar([liberados_]), corte.args(paso=LIBERADO), _ALUMNOS)),
        ("Documentos que esperan de más", Cifra(_sumar(documentos), corte.args(), _TARDE)),
        ("La mitad se dictamina en", str(todos.celdas[0])),
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
        llevan = _juntar(estados.values())
        lapsos = (dias(percentil(llevan, parte)) if llevan else "" for parte in (50, 90))
        filas.append(Fila(paso.nombre, (*cifras, *lapsos)))
    filas.append(Fila("Con constancia", (Cifra(liberados(corte), corte.args(paso=LIBERADO), _ALUMNOS), *("",) * 4)))
    columnas = ("Paso", *(estado.label for estado in Estado), "Mediana", "90 %")
    tonos = {"claro": "Por hacer", "firme": "EN REVISIÓN", "rayado": "RECHAZADO"}
    return Grafica(
        Tabla("situacion", "Dónde están hoy los alumnos", columnas, filas),
        "Alumnos en cada paso del trámite, y días que llevan en él la mitad y nueve de cada diez.",
        leyenda=tonos,
        barras=graficas.sencillas(filas[:-1], list(tonos), juntas=True),
    )


def tarde(corte: Corte) -> Grafica:
    promesa = plazo()
    cuenta = contar_tarde(corte, promesa.en_plazo_desde)
    filas = [
        Fila(nombre, (Cifra(cuenta[clave], corte.args(clave=clave), _TARDE),))
        for clave, nombre in ENTREGABLES.items()
        if clave in cuenta
    ]
    if vencidos := contar_vencidos(corte):
        args = corte.args(clave=CONSTANCIA.clave)
        filas.append(Fila(CONSTANCIA.nombre, (Cifra(vencidos, args, _TARDE),)))
    return Grafica(
        Tabla("tarde", "Esperan de más", ("Documento", "Esperan"), filas),
        f"Documentos que esperan dictamen desde hace más de {promesa.promesa} días hábiles, y alumnos que esperan"
        f" su constancia desde hace más de {ESPERA_CONSTANCIA[1]}.",
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
        marcas=graficas.eje(filas[-24:], len(_TONOS)),
    )


def grupo(dimension: str, corte: Corte) -> Grafica:
    tabla = por_grupo(dimension, replace(corte, hecho="entradas"), _ENTRADA)
    return Grafica(
        tabla,
        f"Registros y constancias {tabla.titulo.lower()}{_LOS_DE_MAS if len(tabla.filas) > _CABEN else ''}.",
        forma="pares",
        leyenda=_TONOS,
        barras=graficas.sencillas(tabla.filas[:_CABEN], list(_TONOS)),
    )


def _sumar(filas: Collection[Fila]) -> int:
    return sum(celda.n for fila in filas for celda in fila.celdas if isinstance(celda, Cifra))


def _juntar(histogramas: Collection[dict[int, int]]) -> dict[int, int]:
    juntos: dict[int, int] = {}
    for histograma in histogramas:
        for valor, n in histograma.items():
            juntos[valor] = juntos.get(valor, 0) + n
    return juntos
