"""Somebody else's boleta: the account is put aside, and the rightful student registers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from sisr.bitacora.model import Acto
from sisr.correo.model import Correo
from sisr.cuentas.model import Usuario
from sisr.db import db
from sisr.documentos.barrendero import barrer
from sisr.documentos.entregar import PasoCerrado, _que_siga_siendo_suya
from sisr.documentos.model import Entrega
from sisr.documentos.revisar import revisar
from tests.cliente import Cliente
from tests.elenco import CONTRASENA, PDF, Alumna
from tests.lectura.test_presencia import abrir
from tests.tramite.solicitud import registrar


def apartar(martha: Cliente, ana: Alumna) -> Cliente:
    """Two clicks from the student's file."""
    martha.ver(f"/alumnos/{ana.id}").seguir("La boleta es de otra persona")
    return martha.llenar("Apartar la cuenta")


@pytest.mark.parametrize("consulta", ["", "orden=nombre", "orden=-boleta", "orden=estatus", "q=quezada", "lista=0"])
def test_la_tabla_sigue_en_pie_sin_quien_fue_apartada(
    ana: Alumna, beto: Alumna, como: Callable[[str], Cliente], consulta: str
) -> None:
    martha = como("martha")
    apartar(martha, ana)
    tabla = martha.ver(f"/expedientes?{consulta}")
    assert beto.boleta in tabla.dice("table.expedientes")
    assert "apartada" not in tabla.dice("table.expedientes")
    assert tabla.dice(".paginacion p") == "1–1 de 1 alumno"


def rutas(app: Flask) -> list[Any]:
    with app.app_context():
        return list(db.session.execute(select(Entrega.alumno_id, Entrega.ruta).order_by(Entrega.id)).all())


def test_la_boleta_queda_libre_y_nada_se_pierde(ana: Alumna, como: Callable[[str], Cliente], uploads: Path) -> None:
    intrusa, martha = ana.entrar(), como("martha")
    abrir(como("marta2"), ana)  # somebody is reading it
    assert apartar(martha, ana).dice(".aviso--exito") == (
        f"La boleta {ana.boleta} quedó libre: su dueño ya puede registrarse."
    )
    assert intrusa.crudo("GET", "/tramite").status_code == 303
    Cliente(ana.app).ver("/").llenar("Ingresar", usuario=ana.boleta, contrasena=CONTRASENA, estado=422)
    aparte = f".apartados/{ana.boleta}-{ana.id}/expediente-1.pdf"
    assert rutas(ana.app) == [(ana.id, aparte)]
    assert (uploads / aparte).read_bytes() == PDF
    assert not (uploads / ana.boleta).exists()
    with ana.app.app_context():
        asuntos = db.session.scalars(select(Correo.asunto).where(Correo.para == ana.correo)).all()
        acto = db.session.scalars(select(Acto).where(Acto.accion == "apartado")).one()
    assert asuntos == [f"Se cerró la cuenta que abriste con la boleta {ana.boleta}"]
    assert (acto.alumno_id, acto.detalle) == (ana.id, {})


def test_su_duenio_se_registra_y_nadie_ve_dos(
    ana: Alumna, como: Callable[[str], Cliente], cliente: Cliente, uploads: Path
) -> None:
    martha = como("martha")
    apartar(martha, ana)
    assert ana.boleta not in martha.ver("/expedientes").dice("main")
    registrar(cliente, boleta=ana.boleta)
    assert (uploads / ana.boleta / "expediente-1.pdf").exists()
    assert martha.ver("/expedientes").hay("tbody[id]") == 1
    Cliente(ana.app).ingresar(ana.boleta).ver("/tramite")
    assert "Apartó la cuenta" in martha.ver(f"/alumnos/{ana.id}").dice(".historia")


def test_el_revisor_de_archivos_y_el_barrendero_lo_respetan(
    ana: Alumna, como: Callable[[str], Cliente], uploads: Path
) -> None:
    apartar(como("martha"), ana)
    with ana.app.app_context():
        revision = revisar()
        barrer()
    assert (revision.revisados, revision.faltan, revision.sobran) == (1, [], [])
    assert (uploads / rutas(ana.app)[0][1]).exists()


def test_una_cuenta_aceptada_no_se_aparta(ana: Alumna, como: Callable[[str], Cliente]) -> None:
    ana.aceptada("expediente")
    martha = como("martha").ver(f"/alumnos/{ana.id}")
    assert "La boleta es de otra persona" not in martha.dice("main")
    martha.ver(f"/alumnos/{ana.id}/apartado", estado=404)
    martha.enviar(f"/alumnos/{ana.id}/apartado")
    assert martha.dice(".aviso--error").startswith("Esta cuenta ya no se puede apartar")
    ana.entrar().ver("/tramite")


def test_dos_veces_es_una(ana: Alumna, como: Callable[[str], Cliente]) -> None:
    martha, elena = como("martha"), como("elena")
    apartar(martha, ana)
    elena.enviar(f"/alumnos/{ana.id}/apartado")
    assert elena.dice(".aviso--error").startswith("Esta cuenta ya no se puede apartar")
    with ana.app.app_context():
        assert len(db.session.scalars(select(Acto).where(Acto.accion == "apartado")).all()) == 1


def test_si_falta_un_archivo_no_se_hace_nada_a_medias(
    ana: Alumna, como: Callable[[str], Cliente], uploads: Path
) -> None:
    (uploads / ana.boleta / "expediente-1.pdf").unlink()
    martha = como("martha")
    martha.ver(f"/alumnos/{ana.id}")
    assert martha.crudo("POST", f"/alumnos/{ana.id}/apartado", data={"csrf_token": martha.token()}).status_code >= 400
    with ana.app.app_context():
        assert db.session.scalars(select(Usuario.activo).where(Usuario.clave == ana.boleta)).one() is True


def test_lo_que_venia_en_camino_no_cae_en_la_carpeta_de_otro(ana: Alumna, como: Callable[[str], Cliente]) -> None:
    """Her request had begun before; what she sends afterwards is refused."""
    apartar(como("martha"), ana)
    with ana.app.app_context(), pytest.raises(PasoCerrado):
        _que_siga_siendo_suya(ana.id, ana.boleta)
