"""Everything that is held about one person as one ZIP: rows, mails, lines of the bitácora and files."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Response
from sqlalchemy import ColumnElement, Table, select

from sisr.alumnos.model import NOMBRE, Alumno
from sisr.archivos import disco
from sisr.archivos.zip import empaquetar, nombres_distintos
from sisr.bitacora.model import Accion, Acto
from sisr.cuentas.model import claves_de
from sisr.db import db, tabla
from sisr.documentos.model import Dictamen, Entrega, nombre_descarga
from sisr.privacidad.menciones import menciones
from sisr.reloj import fecha_hora

_SECRETOS = ("contrasena", "huella", "secreto", "token", "navegador")  # prove who one is: nobody reads them
_DE_QUIEN = ("alumno_id", "usuario_id")
_DE_CATALOGO = ("carrera", "prestatario")  # what a row of alumno says by an id
_MENCIONES = "menciones"


@dataclass(frozen=True)
class Titular:
    """Whose data they are."""

    id: int
    boleta: str
    nombre: str
    cancelado_en: datetime | None


def titular(alumno_id: int) -> Titular | None:
    return _titular(Alumno.id == alumno_id)


def titular_de(boleta: str) -> Titular | None:
    return _titular(Alumno.boleta.in_(claves_de(boleta.strip())))


def descargar(de_quien: Titular) -> Response:
    """The answer that streams it."""
    contenido = paquete(de_quien)
    db.session.close()  # it may take a while: meanwhile others need the connection
    respuesta = Response(contenido, mimetype="application/zip")
    respuesta.headers.set("Content-Disposition", "attachment", filename=f"Datos de {de_quien.boleta}.zip")
    return respuesta


def paquete(de_quien: Titular) -> Iterator[bytes]:
    """The bytes of the ZIP; what is not a file is read from the database now, and is small."""
    filas = {nombre: list(_filas(t, de_quien.id)) for nombre, t in sorted(db.metadata.tables.items())}
    filas = {nombre: suyas for nombre, suyas in filas.items() if suyas}
    filas[_MENCIONES] = [{"tabla": m.tabla.name, **m.llave, **m.dicho} for m in menciones(de_quien.id)]
    raiz, entregas = disco.raiz(), filas.get("entrega", [])
    nombres = nombres_distintos(nombre_descarga(de_quien.boleta, e["clave"], e["n"]) for e in entregas)
    archivos = [(f"Archivos/{nombre}", raiz / e["ruta"]) for nombre, e in zip(nombres, entregas, strict=True)]
    archivos += _a_medias(filas.get("subida", []))
    legible, crudo = _legible(de_quien, filas), json.dumps(filas, ensure_ascii=False, indent=1, default=str)
    return empaquetar(archivos, lambda: [("Datos.txt", legible.encode("utf-8-sig")), ("Datos.json", crudo.encode())])


def _titular(condicion: ColumnElement[bool]) -> Titular | None:
    fila = db.session.execute(select(Alumno.id, Alumno.boleta, NOMBRE, Alumno.cancelado_en).where(condicion)).first()
    return Titular(*fila) if fila else None


def _filas(de: Table, alumno_id: int) -> Iterator[dict[str, Any]]:
    """Those of a table that tell of the person: a new table needs only name its column as the others do."""
    condicion = _condicion(de, alumno_id)
    if condicion is None:
        return
    columnas = [c for c in de.columns if not _es_secreta(c.name)]
    for fila in db.session.execute(select(*columnas).where(condicion).order_by(*de.primary_key)):
        yield dict(fila._mapping)


def _a_medias(subidas: list[dict[str, Any]]) -> list[tuple[str, Path]]:
    """What came so far of the files that are on their way."""
    con_archivo = [s for s in subidas if (disco.recepcion() / s["ficha"]).is_file()]
    nombres = nombres_distintos(s["nombre"] for s in con_archivo)
    return [(f"A medias/{n}", disco.recepcion() / s["ficha"]) for n, s in zip(nombres, con_archivo, strict=True)]


def _es_secreta(columna: str) -> bool:
    return columna == "sal" or any(secreto in columna for secreto in _SECRETOS)


def _condicion(de: Table, alumno_id: int) -> ColumnElement[bool] | None:
    if de.name in {"usuario", "alumno"}:
        return de.c.id == alumno_id
    if de.name in _DE_CATALOGO:
        return de.c.id.in_(select(tabla(Alumno).c[f"{de.name}_id"]).where(Alumno.id == alumno_id))
    if de.name == "acto":
        return (Acto.alumno_id == alumno_id) | (Acto.por_id == alumno_id)
    if de.name == "dictamen":
        return Dictamen.entrega_id.in_(select(Entrega.id).where(Entrega.alumno_id == alumno_id))
    suya = next((de.c[nombre] for nombre in _DE_QUIEN if nombre in de.c), None)
    return None if suya is None else suya == alumno_id


def _legible(de_quien: Titular, filas: dict[str, list[dict[str, Any]]]) -> str:
    """For a person to read; the other one is for a machine, and holds all."""
    lineas = [f"Todo lo que el sistema guarda de {de_quien.nombre}, boleta {de_quien.boleta}", ""]
    for dato in ("alumno", "usuario"):
        lineas += [f"{nombre}: {_dicho(valor)}" for nombre, valor in (*filas[dato][0].items(),) if valor is not None]
    lineas += ["", "ENTREGAS"]
    lineas += [
        f"{_dicho(e['recibida_en'])}  {nombre_descarga(de_quien.boleta, e['clave'], e['n'])}  ({e['nombre']},"
        f" {e['paginas']} páginas, SHA-256 {e['sha256']})"
        for e in filas.get("entrega", [])
    ]
    lineas += ["", "DICTÁMENES"]
    lineas += [
        f"{_dicho(d['en'])}  entrega {d['entrega_id']}: {d['resultado']} {d['motivo'] or ''}".rstrip()
        for d in filas.get("dictamen", [])
    ]
    lineas += ["", "BITÁCORA"]
    lineas += [
        f"{_dicho(a['en'])}  {Accion(a['accion']).label} ({a['direccion'] or 'consola'})"
        for a in filas.get("acto", [])
    ]
    lineas += ["", "CORREOS"]
    for c in filas.get("correo", []):
        lineas += [f"{_dicho(c['creado_en'])}  para {c['para']}: {c['asunto']}", c["texto"]]
    lineas += [
        "",
        "MENCIONES EN LO QUE OTROS ESCRIBIERON (antes de entregar esta copia, revisa si nombran a alguien más)",
    ]
    lineas += [" · ".join(map(str, mencion.values())) for mencion in filas[_MENCIONES]]
    return "\r\n".join("\r\n".join(linea.splitlines()) for linea in lineas) + "\r\n"


def _dicho(valor: Any) -> str:
    return fecha_hora(valor) if isinstance(valor, datetime) else str(valor)
