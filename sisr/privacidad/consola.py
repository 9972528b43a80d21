"""`flask datos …`: what administración's page does, for who is at the server."""

from pathlib import Path

import click
from flask.cli import AppGroup

from sisr.bitacora.model import Accion, anotar
from sisr.cuentas.model import claves_de
from sisr.db import escritura
from sisr.privacidad.cancelar import YaCancelado, cancelar as cancelar_datos
from sisr.privacidad.exportar import Titular, paquete, titular_de

datos = AppGroup("datos", help="Los datos de una persona.")


@datos.command("exportar")
@click.argument("boleta")
@click.option("--a", "destino", type=click.Path(dir_okay=False, path_type=Path), help="El ZIP que se escribe.")
def exportar(boleta: str, destino: Path | None) -> None:
    """Todo lo que el sistema guarda de una persona, en un ZIP."""
    persona = _persona(boleta)
    archivo = destino or Path(f"Datos de {persona.boleta}.zip")
    with escritura():
        anotar(Accion.DATOS, por=None, alumno_id=persona.id)
    try:
        with archivo.open("xb") as salida:
            for trozo in paquete(persona):
                salida.write(trozo)
    except FileExistsError:
        raise click.ClickException(f"Ya existe {archivo}: elige otro nombre con --a.") from None
    click.echo(f"Se escribió {archivo}.")


@datos.command("cancelar")
@click.argument("boleta")
def cancelar(boleta: str) -> None:
    """Vacía los datos de una persona y borra sus archivos; queda el rastro, sin nombre. No se puede deshacer."""
    persona = _persona(boleta)
    click.echo(f"{persona.nombre}, boleta {persona.boleta}: sus datos y archivos se borran para siempre.")
    if persona.boleta not in claves_de(click.prompt("Escribe otra vez la boleta para confirmar").strip()):
        raise click.ClickException("No es la misma boleta: no se cambió nada.")
    try:
        cancelar_datos(persona.id, por=None)
    except YaCancelado:
        raise click.ClickException("Esos datos ya estaban cancelados.") from None
    click.echo("Se cancelaron los datos y se borraron los archivos.")
    click.echo("Los respaldos de antes los tienen todavía: bórralos cuando haya otros más nuevos.")


def _persona(boleta: str) -> Titular:
    persona = titular_de(boleta)
    if persona is None:
        raise click.ClickException(f"No hay nadie con la boleta {boleta}.")
    return persona
