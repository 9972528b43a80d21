"""The command line: make ready, and make staff accounts."""

import sys

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from sisr.archivos import antivirus
from sisr.archivos.antivirus import Antivirus
from sisr.arranque import poner_al_dia, que_se_pueda_servir
from sisr.config import desconocidos
from sisr.cuentas import factor
from sisr.cuentas.contrasenas import cifrar, objecion
from sisr.cuentas.model import Funcion
from sisr.cuentas.personal import UsuarioOcupado, alta, hay_administracion, hay_personal, todos
from sisr.cuentas.primera import codigo_nuevo
from sisr.db import escritura
from sisr.documentos import barrendero
from sisr.documentos.reexaminar import reexaminar
from sisr.documentos.revisar import revisar
from sisr.emision import tanda
from sisr.informes.cierre import cerrar
from sisr.privacidad.consola import datos
from sisr.respaldo.consola import respaldo
from sisr.texto import limpiar

PRIMERO = """\
Todavía no hay personal registrado. Crea al primer administrador en otra terminal, desde esta carpeta:
  .venv/bin/flask --app app personal crear USUARIO --nombre NOMBRE --correo CORREO \
--funcion administracion --contrasena-stdin
(escribe la contraseña y pulsa Entrar; agrega --funcion expedientes, reportes o terminos para sus otras funciones)"""
PRIMERA_VEZ = """\
Para crearlo en el navegador, abre {base}/primera-vez y escribe este código, que sirve una vez: {codigo}"""
ILEGIBLES = """\
La clave secreta (instance/clave_secreta) no es la de antes, y {quienes} no puede{n} entrar con su segundo factor:
regresa ese archivo de un respaldo, o quítaselo con: .venv/bin/flask --app app personal quitar-factor USUARIO"""
personal = AppGroup("personal", help="Cuentas del personal.")
archivos = AppGroup("archivos", help="Los PDF en el disco.")
demo = AppGroup("demo", help="Una instancia de demostración.")


def preparar(app: Flask) -> None:
    app.cli.add_command(preparar_)
    app.cli.add_command(personal)
    app.cli.add_command(archivos)
    app.cli.add_command(datos)
    app.cli.add_command(respaldo)
    app.cli.add_command(demo)


@click.command("preparar")
def preparar_() -> None:
    """Deja listas las carpetas y la base de datos, y dice qué falta."""
    for nombre in desconocidos():
        click.echo(f"{nombre} no es un ajuste de SISR y no hace nada: revisa cómo se llama.", err=True)
    que_se_pueda_servir()
    poner_al_dia()
    barrendero.barrer()
    tanda.barrer()
    cerrar()
    if ilegibles := factor.ilegibles():
        quienes, n = ", ".join(ilegibles), "n" if len(ilegibles) > 1 else ""
        click.echo(ILEGIBLES.format(quienes=quienes, n=n), err=True)
    if not hay_personal():
        click.echo(PRIMERO)
    if not hay_administracion():
        click.echo(PRIMERA_VEZ.format(base=current_app.config["BASE_URL"], codigo=codigo_nuevo()))


@personal.command("crear")
@click.argument("usuario")
@click.option("--nombre", required=True, help="Como firma: «Atentamente: Martha».")
@click.option("--correo", required=True)
@click.option("--funcion", "funciones", multiple=True, required=True, type=click.Choice([f.value for f in Funcion]))
@click.option("--contrasena-stdin", is_flag=True, required=True, help="Lee la contraseña de la entrada.")
def crear(usuario: str, nombre: str, correo: str, funciones: tuple[str, ...], contrasena_stdin: bool) -> None:
    """Crea una cuenta de personal."""
    contrasena = sys.stdin.readline().rstrip("\r\n")
    if dicho := objecion(contrasena, a="la contraseña"):
        raise click.ClickException(dicho)
    clave, firma = limpiar(usuario).lower(), limpiar(nombre)
    if not (clave and firma):
        raise click.ClickException("El usuario y el nombre no pueden ir vacíos.")
    try:
        with escritura():
            alta(
                clave,
                nombre=firma,
                correo=limpiar(correo),
                funciones=[Funcion(funcion) for funcion in funciones],
                contrasena=cifrar(contrasena),
                por=None,
            )
    except UsuarioOcupado as razon:
        raise click.ClickException(str(razon)) from None
    click.echo(f"Se creó la cuenta «{clave}» de {firma}: {', '.join(funciones)}.")


@personal.command("quitar-factor")
@click.argument("usuario")
def quitar_factor(usuario: str) -> None:
    """Quita el segundo factor de una cuenta: para quien perdió el teléfono, o si cambió la clave secreta."""
    cual = next((cuenta for cuenta in todos() if cuenta.clave == limpiar(usuario).lower()), None)
    if cual is None or not factor.tiene(cual.id):
        raise click.ClickException(f"No hay una cuenta del personal «{usuario}» con segundo factor.")
    factor.quitar(cual.id, por=None)
    click.echo(f"La cuenta «{cual.clave}» entra solo con su contraseña. Se le avisó por correo.")


@archivos.command("revisar")
def revisar_() -> None:
    """Compara los PDF con lo que dice la base de datos, en los dos sentidos y por su contenido."""
    hay = revisar()
    for que, rutas in (("Falta", hay.faltan), ("Sobra", hay.sobran), ("Cambió", hay.cambiaron)):
        for ruta in rutas:
            click.echo(f"{que}: {ruta}")
    click.echo(
        f"Entregas revisadas: {hay.revisados}. Faltan {len(hay.faltan)},"
        f" sobran {len(hay.sobran)}, cambiaron {len(hay.cambiaron)}."
    )
    sys.exit(not hay.esta_bien)


@archivos.command("examinar")
def examinar_() -> None:
    """Examina los PDF que nadie ha examinado: qué llevan dentro y, si hay antivirus, si están limpios."""
    estados = []
    for ruta, estado in reexaminar():
        estados.append(estado)
        if estado is Antivirus.INFECTADO:
            click.echo(f"Infectado: {ruta}")
    cuenta = ", ".join(f"{estados.count(estado)} {estado.plural}" for estado in Antivirus)
    click.echo(f"Entregas examinadas: {len(estados)}. Según el antivirus: {cuenta}.")
    sys.exit(Antivirus.INFECTADO in estados or (antivirus.hay() and Antivirus.SIN_REVISAR in estados))


@demo.command("preparar")
@click.option("--alumnos", default=42, show_default=True, type=click.IntRange(min=1, max=900_000))
@click.option("--semilla", default=1, show_default=True, help="La misma semilla hace a los mismos alumnos.")
@click.option("--enlazados", is_flag=True, help="Los archivos son enlaces a unos pocos PDF: para miles de alumnos.")
def preparar_demo(alumnos: int, semilla: int, enlazados: bool) -> None:
    """Llena de nuevo la instancia con alumnos en cada paso del trámite, y dice con qué cuentas se entra."""
    from sisr.demostracion import casa, cuentas, sembrar  # here, so that the service does not carry them

    que_se_pueda_servir()
    try:
        casa.vaciar()
    except casa.NoEsDemostracion as razon:
        sys.exit(str(razon))
    poner_al_dia()
    sembrar.sembrar(alumnos, semilla=semilla, propios=not enlazados)
    click.echo(cuentas.hoja())
