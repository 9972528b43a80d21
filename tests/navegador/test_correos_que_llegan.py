"""The outbox against a mail server that really receives."""

from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.navegador.casa import Casa
from tests.navegador.gestos import correo_de


def test_un_correo_que_no_puede_ir_no_detiene_a_los_demas(casa: Casa) -> None:
    """The form refuses such an address; a row that has it all the same must not stop the rest."""
    ximena, yara = (_aceptada(casa, *quien) for quien in (("Xímena", "2026100001"), ("Yara", "2026100002")))
    assert [correo["To"] for correo in casa.correos(correo_de("Yara"), 1)] == [yara.correo]
    martha = Cliente(casa.app).ingresar("martha").ver(f"/alumnos/{ximena.id}")
    assert "no pueden ir en un correo" in martha.dice()


def _aceptada(casa: Casa, nombre: str, boleta: str) -> Alumna:
    return Alumna.registrar(casa.app, nombre, boleta=boleta, prestatario="ESCA UST").aceptada("expediente")
