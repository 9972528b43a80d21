"""`flask respaldo …`: make a backup, check one, put one back."""

import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from sisr.reloj import fecha_hora
from sisr.respaldo import carpeta
from sisr.respaldo.ficha import Ficha
from sisr.respaldo.hacer import hacer
from sisr.respaldo.restaurar import Restaurado, restaurar
from sisr.respaldo.revisar import revisar
from sisr.texto import tamano

respaldo = AppGroup("respaldo", help="La copia de todo: hacerla, revisarla, restaurarla.")
_CARPETA = click.argument("ruta", metavar="CARPETA", type=click.Path(path_type=Path))
_CORREOS = 20


@respaldo.command("hacer")
@_CARPETA
@click.option("--conservar", type=click.IntRange(min=1), help="Cuántos quedan al lado; los más viejos se borran.")
@click.option("--sin-clave", is_flag=True, help="No copia instance/clave_secreta: guárdala aparte.")
def hacer_(ruta: Path, conservar: int | None, sin_clave: bool) -> None:
    """Copia todo a una CARPETA nueva, mientras el sistema trabaja."""
    hecho = hacer(ruta, con_clave=not sin_clave)
    click.echo(f"Respaldo completo en {ruta}: {_que_tiene(hecho.ficha)}.")
    click.echo(
        f"Archivos nuevos: {hecho.nuevos:,}. Escrito: {tamano(hecho.escritos)}, en {hecho.segundos:.1f} segundos."
    )
    if conservar and not hecho.ficha.faltan:  # an older one may have what is missing
        for ido in carpeta.conservar(ruta.resolve().parent, conservar):
            click.echo(f"Se borró el respaldo {ido}.")
    for falta in hecho.ficha.faltan:
        click.echo(f"Falta, o cambió: {falta}", err=True)
    if hecho.ficha.faltan:
        sys.exit("El respaldo tiene todo lo demás, y no se borró ninguno anterior: busca ahí esos archivos.")


@respaldo.command("revisar")
@_CARPETA
def revisar_(ruta: Path) -> None:
    """Comprueba un respaldo, archivo por archivo, sin restaurarlo."""
    ficha, danos = revisar(ruta)
    for dano in danos:
        click.echo(dano)
    if danos:
        sys.exit(f"{ruta} está dañado: usa otro respaldo.")
    click.echo(f"El respaldo del {fecha_hora(ficha.instante)} está como se hizo: {_que_tiene(ficha)}.")
    _decir_lo_que_faltaba(ficha)


@respaldo.command("restaurar")
@_CARPETA
@click.option("--con-danos", is_flag=True, help="Si algún archivo está dañado, restaura los demás.")
def restaurar_(ruta: Path, con_danos: bool) -> None:
    """Pone un respaldo donde no hay nada, después de comprobarlo."""
    hecho = restaurar(ruta, con_danos=con_danos)
    click.echo(f"Se restauró el respaldo del {fecha_hora(hecho.ficha.instante)}: {_que_tiene(hecho.ficha)}.")
    for dano in hecho.danos:
        click.echo(dano)
    _decir_lo_que_faltaba(hecho.ficha)
    _decir_lo_que_se_cerro(hecho)


def _que_tiene(ficha: Ficha) -> str:
    filas = f"{ficha.renglones.get('alumno', 0):,} alumnos y {ficha.renglones.get('entrega', 0):,} entregas"
    return f"{filas}, con {ficha.archivos:,} archivos; en total {tamano(ficha.bytes)}"


def _decir_lo_que_faltaba(ficha: Ficha) -> None:
    for falta in ficha.faltan:
        click.echo(f"Faltaba ya al hacerlo: {falta}")


def _decir_lo_que_se_cerro(hecho: Restaurado) -> None:
    correos = hecho.asentado.correos
    for nombre in hecho.conservados:
        click.echo(f"Ya había instance/{nombre} y se dejó como estaba.")
    if not hecho.ficha.con_clave:
        click.echo("Este respaldo no lleva la clave secreta: pon la de antes en instance/clave_secreta.")
    click.echo(
        f"Sesiones cerradas: {hecho.asentado.sesiones}. Enlaces de correo anulados: {hecho.asentado.enlaces}."
        f" Correos que esperaban y no se envían solos: {len(correos)}."
    )
    for correo in correos[:_CORREOS]:
        click.echo(f"  {correo.para}: {correo.asunto}")
    if correos:
        click.echo(
            "No se sabe si ya salieron. Los de un alumno están en su expediente como «falló»; ahí se envían otra vez."
        )
