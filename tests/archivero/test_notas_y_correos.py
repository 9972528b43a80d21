"""Notes that the student never sees, mails sent again, entregas side by side (REQUIREMENTS X1, X4)."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import update

from sisr.correo.model import Correo
from sisr.cuentas.model import Usuario
from sisr.db import escritura, tabla
from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.mesa.estados import correos, entregado, rechazado
from tests.pagina import elegir

Como = Callable[[str], Cliente]


def cambiar(alumna: Alumna, modelo: Any, donde: Any, **valores: Any) -> None:
    with alumna.app.app_context(), escritura() as conexion:
        conexion.execute(update(tabla(modelo)).where(donde).values(valores))


def test_una_nota_la_ve_el_personal_y_no_el_alumno(ana: Alumna, como: Como) -> None:
    martha = como("martha").ver(f"/alumnos/{ana.id}")
    martha.llenar("Agregar nota", texto="Trae el original\n\nel <b>lunes</b>.")
    assert martha.respuesta.request.path == f"/alumnos/{ana.id}"
    rosa = como("rosa").ver(f"/alumnos/{ana.id}")
    assert rosa.dice("#notas .parrafos") == "Trae el original el <b>lunes</b>."
    assert rosa.dice("#notas .nota__pie").startswith("Martha · ")
    assert "Tachar" not in rosa.dice("#notas")
    ella = ana.entrar()
    for ruta in ("/tramite", "/cuenta"):
        assert "Trae el original" not in ella.ver(ruta).respuesta.text
    ella.ver(f"/alumnos/{ana.id}", estado=403)
    assert correos(ana) == []


def test_solo_quien_la_escribio_la_tacha(ana: Alumna, beto: Alumna, como: Como) -> None:
    martha = como("martha").ver(f"/alumnos/{ana.id}").llenar("Agregar nota", texto="No contesta.")
    ruta = next(f.get("action") for f in elegir(martha.pagina, "form") if f.get("action").endswith("/tachado"))
    rosa = como("rosa").ver(f"/alumnos/{ana.id}")
    rosa.enviar(ruta, estado=403)
    martha.enviar(ruta.replace(f"/{ana.id}/", f"/{beto.id}/"), estado=404)
    martha.ver(f"/alumnos/{ana.id}").llenar("Tachar")
    assert [s.text for s in elegir(martha.pagina, "#notas s")] == ["No contesta."]
    martha.enviar(ruta)
    historia = martha.dice("section:last-of-type .historia")
    assert (historia.count("Escribió una nota"), historia.count("Tachó una nota")) == (1, 1)


def test_una_nota_vacia_se_dice(ana: Alumna, como: Como) -> None:
    martha = como("martha").ver(f"/alumnos/{ana.id}").llenar("Agregar nota", texto="  ", estado=422)
    assert martha.dice(".campo__error") == "Escribe la nota."


def test_la_tabla_marca_a_quien_tiene_notas(ana: Alumna, beto: Alumna, como: Como) -> None:
    martha = como("martha").ver(f"/alumnos/{ana.id}").llenar("Agregar nota", texto="Ojo.")
    martha.ver("/expedientes")
    assert [martha.hay(f"#fila-{a.id} .nota-marca") for a in (ana, beto)] == [1, 0]
    documento = ana.documento("expediente")
    martha.enviar(f"/documentos/{documento.id}/aceptacion", {"entrega": documento.entrega_id}, htmx=True)
    assert martha.hay(f"#fila-{ana.id} .nota-marca") == 1


def test_uno_que_fallo_se_intenta_otra_vez_al_correo_de_hoy(ana: Alumna, como: Como) -> None:
    ana.aceptada("expediente")
    cambiar(ana, Correo, Correo.alumno_id == ana.id, estado="fallido", error="550 no existe")
    cambiar(ana, Usuario, Usuario.id == ana.id, correo="buena@ipn.mx")
    martha = como("martha").ver(f"/alumnos/{ana.id}")
    assert "falló: 550 no existe" in martha.dice("#correos")
    (antes,) = correos(ana)
    martha.llenar("Enviar otra vez", dentro="#correos")
    (correo,) = correos(ana)
    assert (correo.id, correo.estado, correo.para, correo.error) == (antes.id, "pendiente", "buena@ipn.mx", None)
    assert correo.message_id == antes.message_id
    assert "Envió un correo otra vez" in martha.dice(".historia")


def test_dos_clics_son_un_correo(ana: Alumna, beto: Alumna, como: Como) -> None:
    ana.aceptada("expediente")
    cambiar(ana, Correo, Correo.alumno_id == ana.id, estado="enviado", enviado_en=correos(ana)[0].creado_en)
    ruta = f"/alumnos/{ana.id}/correos/{correos(ana)[0].id}/envio"
    martha = como("martha").ver(f"/alumnos/{ana.id}")
    martha.enviar(ruta)
    martha.enviar(ruta, estado=409)
    assert martha.dice(".aviso--error") == "Ese correo ya espera para enviarse: no se repitió."
    viejo, nuevo = correos(ana)
    assert (viejo.estado, nuevo.estado, nuevo.texto) == ("enviado", "pendiente", viejo.texto)
    assert viejo.message_id != nuevo.message_id
    martha.enviar(ruta.replace(f"/alumnos/{ana.id}/", f"/alumnos/{beto.id}/"), estado=404)


def test_un_correo_con_enlace_no_se_repite(ana: Alumna, como: Como) -> None:
    ana.aceptada("expediente")
    cambiar(ana, Correo, Correo.alumno_id == ana.id, estado="enviado", sal="x", enviado_en=correos(ana)[0].creado_en)
    martha = como("martha").ver(f"/alumnos/{ana.id}")
    assert "Enviar otra vez" not in martha.dice("#correos td")
    martha.enviar(f"/alumnos/{ana.id}/correos/{correos(ana)[0].id}/envio", estado=409)


def test_dos_entregas_lado_a_lado(ana: Alumna, como: Como) -> None:
    entregado(rechazado(entregado(ana, "expediente"), "expediente"), "expediente")
    martha = como("martha").ver(f"/alumnos/{ana.id}").seguir("Comparar entregas")
    assert [h.text.strip() for h in elegir(martha.pagina, ".lados h2")] == ["Entrega 2", "Entrega 3"]
    martha.ver(f"/alumnos/{ana.id}/comparacion/expediente?a=1&b=2")
    assert [h.text.strip() for h in elegir(martha.pagina, ".lados h2")] == ["Entrega 1", "Entrega 2"]
    martha.ver(f"/alumnos/{ana.id}/comparacion/expediente?a=99&b=x")
    assert martha.hay(".lados img") + martha.hay(".lados .vacio") == 2


def test_solo_se_compara_lo_que_se_puede_leer(ana: Alumna, como: Como) -> None:
    como("rosa").ver(f"/alumnos/{ana.id}/comparacion/expediente", estado=404)
    como("martha").ver(f"/alumnos/{ana.id}/comparacion/reporte-1", estado=404)
    como("martha").ver(f"/alumnos/{ana.id}/comparacion/nada", estado=404)
