"""The numbers of a sheet: what would change, and the change, all or none (REQUIREMENTS E8)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from tests.cliente import Cliente, archivo
from tests.elenco import Alumna
from tests.mesa.estados import aceptado, con_numero, correos, poblar
from tests.mesa.test_cuantas_consultas import preguntas
from tests.numeros.test_hoja import xlsx
from tests.pagina import elegir
from tests.sentencias import lecturas, sentencias

Como = Callable[[str], Cliente]
PAGINA = "/expedientes/numeros"


def numeros(*alumnas: Alumna) -> list[str | None]:
    return [alumna.avance.alumno.numero_registro for alumna in alumnas]


def pegar(quien: Cliente, *pares: tuple[str, str]) -> Cliente:
    return quien.ver(PAGINA).llenar("Ver qué cambiaría", texto="\n".join("\t".join(par) for par in pares))


def test_de_la_hoja_a_los_correos(app: Flask, como: Como) -> None:
    uno, dos, tres, cuatro = poblar(app, 4, prestatario="ESCA UST")
    for alumna in (uno, dos):
        aceptado(alumna, "expediente")
    con_numero(tres, "21140/0003")
    datos = xlsx(
        ("Boleta", "Registro"),
        (uno.boleta, "21140/0001"),
        (dos.boleta, "21140/0002"),
        (tres.boleta, "21140/0033"),
        (cuatro.boleta, "21140/0004"),
        ("2099999999", "21140/0009"),
        (uno.boleta, "21140/0001"),
    )
    martha = como("martha").ver(PAGINA).llenar("Ver qué cambiaría", archivo=archivo(datos, "números.xlsx"))
    assert martha.dice("h1") == "Se anotarían 3 números"
    assert martha.dice(".cifras") == "Nuevos2Corregidos1Ya estaban igual0No se anotan2"
    assert martha.dice("[aria-label='No se anotan'] tbody tr") == (
        f"5{cuatro.boleta}21140/0004Su expediente está EN REVISIÓN: el número se anota cuando esté ACEPTADO."
        " 6209999999921140/0009Ninguna cuenta tiene esa boleta."
    )
    assert numeros(uno, dos, tres, cuatro) == [None, None, "21140/0003", None]
    martha.llenar("Anotar 3 números")
    assert martha.dice(".aviso--exito") == "Se anotaron 3 números y se avisó a cada alumno por correo."
    assert numeros(uno, dos, tres, cuatro) == ["21140/0001", "21140/0002", "21140/0033", None]
    assert [[c.asunto for c in correos(a)] for a in (uno, tres, cuatro)] == [
        ["Tu número de registro es 21140/0001"],
        ["Tu número de registro corregido es 21140/0033"],
        [],
    ]
    assert "Anotó número, lista y fecha de envío" in martha.ver(f"/alumnos/{uno.id}").dice(".historia")


def test_cada_renglon_que_no_va_dice_por_que(app: Flask, como: Como) -> None:
    uno, dos, tres, cuatro = (aceptado(a, "expediente") for a in poblar(app, 4, prestatario="ESCA UST"))
    con_numero(cuatro, "1/4")
    martha = pegar(
        como("martha"),
        (uno.boleta, "21140"),
        ("", "1/9"),
        (dos.boleta, "1/2"),
        (dos.boleta, "1/3"),
        (tres.boleta, "1/4"),
        (cuatro.boleta, "1/4"),
    )
    assert martha.dice("h1") == "La hoja no cambia nada"
    assert martha.dice("[aria-label='No se anotan'] tbody td:last-child").split(". ") == [
        "El número va como 21140/0002: números, diagonal, números",
        "Falta la boleta",
        "La boleta está en la hoja con otro número",
        "La boleta está en la hoja con otro número",
        "El número está en la hoja con otra boleta",
        "El número está en la hoja con otra boleta.",
    ]
    martha = pegar(martha, (tres.boleta, "1/4"))
    assert f"El número ya es de la boleta {cuatro.boleta}." in martha.dice()


def test_dos_pueden_cambiarse_los_numeros(app: Flask, como: Como) -> None:
    uno, dos = poblar(app, 2, prestatario="ESCA UST")
    con_numero(uno, "1/1")
    con_numero(dos, "1/2")
    pegar(como("martha"), (uno.boleta, "1/2"), (dos.boleta, "1/1")).llenar("Anotar 2 números")
    assert numeros(uno, dos) == ["1/2", "1/1"]
    assert [len(correos(a)) for a in (uno, dos)] == [1, 1]


def test_quien_no_suelta_su_numero_detiene_a_quien_lo_esperaba(app: Flask, como: Como) -> None:
    """Uno would get Dos's, Dos would get Tres's, who is not in the sheet."""
    uno, dos, tres = (con_numero(a, f"1/{n}") for n, a in enumerate(poblar(app, 3, prestatario="ESCA UST"), 1))
    martha = pegar(como("martha"), (uno.boleta, "1/2"), (dos.boleta, "1/3"))
    assert martha.dice("h1") == "La hoja no cambia nada"
    assert f"El número ya es de la boleta {dos.boleta}." in martha.dice()
    assert f"El número ya es de la boleta {tres.boleta}." in martha.dice()


def test_si_algo_cambio_no_se_anota_nada_y_se_ve_otra_vez(app: Flask, como: Como) -> None:
    uno, dos = (aceptado(a, "expediente") for a in poblar(app, 2, prestatario="ESCA UST"))
    martha = pegar(como("martha"), (uno.boleta, "1/1"), (dos.boleta, "1/2"))
    con_numero(uno, "1/2")
    martha.llenar("Anotar 2 números", estado=409)
    assert martha.dice(".aviso--error") == (
        "Algo cambió desde que viste la hoja, o ya se había aplicado. No se anotó nada: así está ahora."
    )
    assert (numeros(uno, dos), correos(dos)) == (["1/2", None], [])
    assert martha.dice("h1") == "Se anotarían 2 números"
    martha.llenar("Anotar 2 números")
    assert numeros(uno, dos) == ["1/1", "1/2"]


def test_dos_veces_a_la_vez_es_una(app: Flask, como: Como) -> None:
    alumnas = [aceptado(a, "expediente") for a in poblar(app, 3, prestatario="ESCA UST")]
    martha = pegar(como("martha"), *((a.boleta, f"1/{a.id}") for a in alumnas))
    datos = {campo: _campo(martha, campo) for campo in ("csrf_token", "hoja", "huella")}

    def enviar(_: int) -> int:
        return martha.crudo("POST", f"{PAGINA}/aplicacion", data=datos).status_code

    with ThreadPoolExecutor(3) as hilos:
        assert sorted(hilos.map(enviar, range(3))) == [303, 409, 409]
    assert [len(correos(a)) for a in alumnas] == [1, 1, 1]


def test_la_hoja_de_otra_persona_no_existe(ana: Alumna, como: Como) -> None:
    martha = pegar(como("martha"), (ana.boleta, "1/1"))
    ruta = martha.respuesta.request.path
    como("marta2").ver(ruta, estado=404)


def test_lo_que_no_se_puede_leer_se_dice_y_no_se_pierde(ana: Alumna, como: Como) -> None:
    martha = como("martha").ver(PAGINA)
    martha.llenar("Ver qué cambiaría", estado=422)
    assert martha.dice(".aviso--error") == "Elige la hoja de cálculo, o pega las dos columnas."
    martha.llenar("Ver qué cambiaría", texto="Boleta\tNombre\n1\tAna", estado=422)
    assert martha.dice("textarea") == "Boleta Nombre 1 Ana"
    martha.llenar("Ver qué cambiaría", archivo=archivo(b"PK\x03\x04", "x.xlsx"), estado=422)
    assert martha.dice(".aviso--error").startswith("No se pudo leer el archivo")


def test_lo_que_es_demasiado_grande_no_se_lee(como: Como) -> None:
    crudo, tipo = b"1" * (10 * 1024**2), "multipart/form-data; boundary=x"
    respuesta = como("martha").crudo("POST", PAGINA, data=crudo, content_type=tipo)
    assert (respuesta.status_code, "demasiado grande" in respuesta.text) == (413, True)


def test_las_consultas_no_crecen_con_la_hoja(app: Flask, como: Como) -> None:
    alumnas = [aceptado(a, "expediente") for a in poblar(app, 4, prestatario="ESCA UST")]
    martha = como("martha")
    cuantas = []
    for cuales in (alumnas[:1], alumnas[1:]):
        pegar(martha, *((a.boleta, f"1/{a.id}") for a in cuales))
        ver = preguntas(martha, martha.respuesta.request.path)
        with sentencias(app) as vistas:
            martha.llenar(f"Anotar {len(cuales)} número{'s' if len(cuales) > 1 else ''}", estado=303)
        cuantas.append((ver, len(lecturas(vistas))))
    assert cuantas[0] == cuantas[1]


def _campo(cliente: Cliente, nombre: str) -> str:
    (campo,) = elegir(cliente.pagina, f"form.lote [name={nombre}]")
    return campo.get("value")
