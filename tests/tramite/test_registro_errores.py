"""What is wrong is said beside its field, and nothing typed is lost (REQUIREMENTS R2–R5, R7)."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from sisr.cuentas.model import Usuario
from sisr.db import db
from tests.cliente import Cliente
from tests.pagina import elegir
from tests.tramite.solicitud import ANA, NADA, errores, quedan, registrar, reintentar

TEXTOS = ("apellido_paterno", "apellido_materno", "nombres", "boleta", "correo", "prestatario", "inicio", "termino")


def alumnos(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Usuario.clave).where(Usuario.es_alumno)))


def escrito(cliente: Cliente) -> dict[str, Any]:
    """What the form says, but for passwords and what is hidden."""
    dicho = {campo: elegir(cliente.pagina, f"[name={campo}]")[0].get("value", "") for campo in TEXTOS}
    elegidos = elegir(cliente.pagina, "option[selected], [name=genero][checked]")
    return dicho | {"elegido": [elegido.get("value") for elegido in elegidos]}


def test_cada_campo_que_falta_lo_dice_junto_a_el(app: Flask, cliente: Cliente, uploads: Path) -> None:
    registrar(cliente, None, estado=422, **NADA)
    assert errores(cliente) == {
        "apellido_paterno": "Escribe tu apellido paterno.",
        "nombres": "Escribe tu nombre.",
        "boleta": "Escribe tu número de boleta.",
        "carrera": "Elige tu carrera.",
        "semestre": "Elige tu semestre.",
        "genero": "Elige una opción.",
        "correo": "Escribe tu correo electrónico.",
        "prestatario": "Escribe dónde harás tu servicio social.",
        "inicio": "Escribe tu fecha de inicio.",
        "termino": "Escribe tu fecha de término.",
        "contrasena": "Escribe una contraseña.",
        "confirmacion": "Escribe otra vez la contraseña.",
        "archivo": "Elige el archivo PDF que vas a cargar.",
        "aviso": "Lee el aviso de privacidad y marca la casilla: sin eso no podemos recibir tus datos.",
    }
    assert (alumnos(app), quedan(uploads)) == ([], [])


def test_un_formulario_sin_ningun_campo_dice_lo_mismo(cliente: Cliente) -> None:
    cliente.enviar("/registro", {}, estado=422)
    assert len(errores(cliente)) == 14


MALOS = {
    "apellido_paterno": [
        ("Quezada3", "Escribe solo letras, espacios, apóstrofos o guiones."),
        ("<script>alert(1)</script>", "Escribe solo letras, espacios, apóstrofos o guiones."),
        ("=HYPERLINK", "Escribe solo letras, espacios, apóstrofos o guiones."),
    ],
    "nombres": [
        ("Ana <b>", "Escribe solo letras, espacios, apóstrofos o guiones."),
        ("-Ana", "Escribe solo letras, espacios, apóstrofos o guiones."),
    ],
    "boleta": [
        ("202135000", "La boleta son diez números o letras, como 2002100400 o 20190A0000."),
        ("20213500011", "La boleta son diez números o letras, como 2002100400 o 20190A0000."),
        ("2021-35000", "La boleta son diez números o letras, como 2002100400 o 20190A0000."),
        ("２０２１３５０００１", "La boleta son diez números o letras, como 2002100400 o 20190A0000."),
        ("../../etc/", "La boleta son diez números o letras, como 2002100400 o 20190A0000."),
    ],
    "correo": [
        ("ana", "Revisa tu correo electrónico: debe ser como nombre@ejemplo.mx."),
        ("ana@alumno", "Revisa tu correo electrónico: debe ser como nombre@ejemplo.mx."),
        ("ana@alumno.ipn.mx, otra@ipn.mx", "Revisa tu correo electrónico: debe ser como nombre@ejemplo.mx."),
        ("Ana <ana@ipn.mx>", "Revisa tu correo electrónico: debe ser como nombre@ejemplo.mx."),
        ("ñandú@alumno.ipn.mx", "Revisa tu correo electrónico: debe ser como nombre@ejemplo.mx."),
    ],
    "prestatario": [("X", "El nombre del prestatario va de 2 a 120 caracteres.")],
    "inicio": [
        ("31/02/2026", "Escribe la fecha como dd/mm/aaaa, por ejemplo 01/10/2026."),
        ("mañana", "Escribe la fecha como dd/mm/aaaa, por ejemplo 01/10/2026."),
        ("01/10/0026", "Revisa el año de la fecha."),
        ("01/10/2126", "Revisa el año de la fecha."),
    ],
    "termino": [
        ("2026-10-01", "La Fecha de Término debe ser posterior a la Fecha de Inicio."),
        ("2026-09-30", "La Fecha de Término debe ser posterior a la Fecha de Inicio."),
    ],
}


@pytest.mark.parametrize("campo", MALOS)
def test_un_valor_malo_se_dice_junto_a_su_campo(cliente: Cliente, campo: str) -> None:
    """One visit for all: what comes back is mended and sent again, and the file only once."""
    registrar(cliente, estado=422, confirmacion="")
    for valor, frase in MALOS[campo]:
        malo: dict[str, Any] = {campo: valor}
        reintentar(cliente, estado=422, **malo)
        assert errores(cliente) == {campo: frase}, valor
    bueno: dict[str, Any] = {campo: ANA[campo]}
    assert reintentar(cliente, **bueno).dice("h1") == "Acuse de registro"


@pytest.mark.parametrize(
    ("contrasena", "confirmacion", "dicho"),
    [
        ("clave", "clave", {"contrasena": "al menos ocho caracteres; una letra mayúscula; un número; un signo"}),
        ("Clave2026", "Clave2026", {"contrasena": "A tu contraseña le falta: un signo"}),
        ("Clave-2026", "Clave-2027", {"confirmacion": "Las dos contraseñas no son iguales."}),
    ],
)
def test_la_regla_de_la_contrasena(
    cliente: Cliente, contrasena: str, confirmacion: str, dicho: dict[str, str]
) -> None:
    registrar(cliente, None, estado=422, contrasena=contrasena, confirmacion=confirmacion)
    dichos = errores(cliente)
    assert dichos.keys() == {*dicho, "archivo"}
    assert all(frase in dichos[campo] for campo, frase in dicho.items())


def test_la_contrasena_se_acepta_con_enie_mayuscula(app: Flask, cliente: Cliente) -> None:
    registrar(cliente, contrasena="ñandúÑ1!", confirmacion="ñandúÑ1!")
    assert Cliente(app).ingresar(ANA["boleta"], "ñandúÑ1!").dice("h1") == "Quezada Flores Ana"


def test_una_opcion_que_no_esta_se_rechaza(app: Flask, cliente: Cliente) -> None:
    registrar(cliente, estado=422, carrera="99", semestre="11", genero="X")
    assert errores(cliente).keys() == {"carrera", "semestre", "genero"}
    reintentar(cliente, estado=422, carrera="1 OR 1=1", semestre="7", genero="F")
    assert errores(cliente).keys() == {"carrera"}
    assert alumnos(app) == []


def test_nada_de_lo_escrito_se_pierde(cliente: Cliente) -> None:
    registrar(cliente, None, estado=422, nombres="María José", correo="sin arroba", contrasena="Secreta-1")
    assert escrito(cliente) == {
        **{campo: ANA[campo] for campo in TEXTOS},
        "nombres": "María José",
        "correo": "sin arroba",
        "elegido": ["2", "7", "F"],
    }
    assert "Secreta-1" not in cliente.respuesta.text
    assert ANA["confirmacion"] not in cliente.respuesta.text


def test_los_textos_con_codigo_se_ven_y_no_corren(app: Flask, cliente: Cliente) -> None:
    """The checking client fails on any script or broken markup that one of them would make."""
    malo = "<img src=x onerror=alert(1)>\"'><script>alert(1)</script> & {{ 7*7 }}"
    registrar(cliente, estado=422, prestatario=malo, boleta=malo, correo=malo, inicio=malo, apellido_materno=malo)
    assert escrito(cliente)["prestatario"] == malo
    registrar(cliente, prestatario=malo, nombre="<b>expediente.pdf")
    assert "<b>expediente.pdf" in cliente.dice(".acuse")
    for usuario, ruta in (("martha", "/expedientes"), ("elena", "/administracion/prestatarios")):
        assert "<img src=x" in Cliente(app).ingresar(usuario).ver(ruta).respuesta.text.replace("&lt;", "<")
    ella = Cliente(app).ingresar(ANA["boleta"])
    assert malo in ella.dice(".datos")


def test_lo_raro_avisa_una_sola_vez(app: Flask, cliente: Cliente, uploads: Path) -> None:
    registrar(cliente, estado=422, boleta="PE21350001", inicio="01/10/2021", termino="01/03/2022")
    assert cliente.dice(".aviso--aviso li") == (
        "Tu boleta PE21350001 no empieza con un año. Revisa que esté bien escrita."
        " Entre tu Fecha de Inicio y tu Fecha de Término hay menos de seis meses. Revisa las dos."
    )
    assert (errores(cliente), alumnos(app)) == ({}, [])
    assert "Ya recibimos tu archivo: Mi expediente.pdf" in cliente.dice(".carga__recibido")
    assert reintentar(cliente).dice("h1") == "Acuse de registro"
    assert (alumnos(app), quedan(uploads)) == (["PE21350001"], ["PE21350001/expediente-1.pdf"])


def test_otro_aviso_se_pregunta_otra_vez(app: Flask, cliente: Cliente) -> None:
    registrar(cliente, estado=422, boleta="PE21350001")
    reintentar(cliente, estado=422, termino="2026-12-01")
    assert "menos de seis meses" in cliente.dice(".aviso--aviso")
    reintentar(cliente, boleta="2021350001", termino="2027-04-01")
    assert alumnos(app) == ["2021350001"]


def test_seis_meses_justos_no_avisan(cliente: Cliente) -> None:
    registrar(cliente, estado=422, termino="2027-03-31")
    reintentar(cliente, estado=422, inicio="2026-08-31", termino="2027-02-27", boleta="x")
    assert cliente.hay(".aviso--aviso") == 0
    reintentar(cliente, estado=422, boleta=ANA["boleta"])
    assert cliente.hay(".aviso--aviso") == 1
    assert reintentar(cliente, termino="2027-02-28").dice("h1") == "Acuse de registro"  # there is no 31st of February


def test_una_boleta_con_cuenta_se_dice_y_no_cambia_nada(app: Flask, cliente: Cliente, uploads: Path) -> None:
    registrar(cliente)
    otra = registrar(Cliente(app), estado=422, nombres="Otra", contrasena="Otra-2026", confirmacion="Otra-2026")
    assert errores(otra) == {"boleta": "La boleta 2021350001 ya tiene cuenta: ingresa con tu contraseña."}
    assert alumnos(app) == ["2021350001"]
    assert Cliente(app).ingresar(ANA["boleta"]).dice("h1") == "Quezada Flores Ana"
    reintentar(otra, boleta="2021350002")
    assert quedan(uploads) == ["2021350001/expediente-1.pdf", "2021350002/expediente-1.pdf"]


def test_una_boleta_como_un_usuario_del_personal_esta_ocupada(app: Flask, cliente: Cliente) -> None:
    argumentos = "personal crear marisol123 --nombre M --correo m@ipn.mx --funcion reportes --contrasena-stdin"
    app.test_cli_runner().invoke(args=argumentos.split(), input="Clave-2026\n")
    registrar(cliente, estado=422, boleta="MARISOL123")
    reintentar(cliente, estado=422)
    assert errores(cliente).keys() == {"boleta"}


def test_sin_la_ficha_del_formulario_no_se_registra_nadie(app: Flask, cliente: Cliente) -> None:
    assert cliente.crudo("POST", "/registro", data=ANA | {"csrf_token": "otra"}).status_code == 400
    assert alumnos(app) == []
