"""What a student is mailed for each decision, word for word as in the document (E4, E5, D2, E7)."""

from typing import Any

import pytest

from tests.elenco import Alumna
from tests.mesa.estados import con_numero, correos, entregado

ACEPTADO = (
    "Quezada Flores Ana:\n\n"
    "El expediente ha sido revisado y cumple con los requerimientos correspondientes para ser activado."
    " Permanecer al pendiente de que el número de registro correspondiente sea enviado.\n\n"
    "Ya puedes ingresar al Sistema Intrainstitucional de Registro y Seguimiento para Servicio Social de la ESCA UST"
    " para darle continuidad a tu trámite\n"
)
MOTIVO = (
    "El archivo no es legible.\n\nDeberás volver a cargar:\n- «con la nitidez adecuada»\n- <sin recortes> & completo"
)


def mandado(alumna: Alumna) -> list[Any]:
    return [(correo.para, correo.asunto, correo.texto) for correo in correos(alumna)]


def test_el_expediente_aceptado(ana: Alumna) -> None:
    ana.aceptada("expediente")
    asunto = "Tu expediente fue ACEPTADO: espera tu número de registro"
    assert mandado(ana) == [("ana@alumno.ipn.mx", asunto, ACEPTADO)]


def test_el_expediente_rechazado_lleva_el_motivo_y_la_firma(ana: Alumna) -> None:
    ana.rechazada("expediente", MOTIVO.replace("\n", "\r\n"))
    texto = (
        "Quezada Flores Ana:\n\n"
        "Se revisó tu Expediente y su estatus es RECHAZADO.\n\n"
        "Motivo:\n\n"
        f"{MOTIVO}\n\n"
        "Atentamente: Martha\n\n"
        "Corrige lo que se indica, ingresa al sistema con tu boleta y carga el archivo otra vez.\n"
    )
    assert mandado(ana) == [("ana@alumno.ipn.mx", "Expediente: RECHAZADO, hay que corregir", texto)]


@pytest.mark.parametrize(
    ("clave", "nombre", "o"),
    [
        ("reporte-1", "Reporte 1", "o"),
        ("reporte-7", "Reporte 7", "o"),
        ("reporte-global", "Reporte Global", "o"),
        ("evaluacion", "Evaluación de Desempeño", "a"),
        ("carta-termino", "Carta Término", "a"),
    ],
)
def test_cada_documento_aceptado_o_rechazado(ana: Alumna, clave: str, nombre: str, o: str) -> None:
    entregado(con_numero(ana), clave)
    ana.rechazada(clave, "Falta el sello.")
    entregado(ana, clave)
    ana.aceptada(clave)
    assert mandado(ana) == [
        (
            "ana@alumno.ipn.mx",
            f"{nombre}: RECHAZADO, hay que corregir",
            f"Quezada Flores Ana:\n\nSe revisó tu {nombre} y su estatus es RECHAZADO.\n\n"
            "Motivo:\n\nFalta el sello.\n\nAtentamente: Rosa\n\n"
            "Corrige lo que se indica, ingresa al sistema con tu boleta y carga el archivo otra vez.\n",
        ),
        (
            "ana@alumno.ipn.mx",
            f"Tu {nombre} ha sido aceptad{o}: cárgal{o} en el SISS",
            "Quezada Flores Ana:\n\n"
            f"Tu {nombre} ha sido aceptad{o}, deberás cargarl{o} en el SISS para su validación\n",
        ),
    ]


@pytest.mark.parametrize(
    ("quien", "sigue"),
    [
        ("ana", "Ya puedes ingresar al sistema y cargar tu Reporte 1 cuando lo tengas."),
        (
            "beto",
            "Ya puedes ingresar al sistema y cargar tu Evaluación de Desempeño y tu Carta Término.",
        ),
    ],
)
def test_el_numero_de_registro_y_lo_que_sigue(request: pytest.FixtureRequest, quien: str, sigue: str) -> None:
    alumna: Alumna = request.getfixturevalue(quien)
    alumna.numerada("21140/0002")
    para, asunto, texto = mandado(alumna)[-1]
    assert (para, asunto) == (alumna.correo, "Tu número de registro es 21140/0002")
    assert texto == (
        f"Quezada Flores {quien.capitalize()}:\n\n"
        f"Tu número de registro de Servicio Social es 21140/0002.\n\n{sigue}\n"
    )


def test_un_motivo_no_agrega_encabezados_ni_enlaces(ana: Alumna) -> None:
    ana.rechazada("expediente", "Hola\r\nBcc: todos@ipn.mx\r\n\r\nhttp://localhost:8000\r\nSubject: otro")
    (correo,) = correos(ana)
    assert (correo.para, correo.asunto) == ("ana@alumno.ipn.mx", "Expediente: RECHAZADO, hay que corregir")
