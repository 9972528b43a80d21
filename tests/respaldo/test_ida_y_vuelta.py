"""What a backup holds, and the house that comes back from it (REQUIREMENTS X6)."""

import os
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import select

from sisr.bitacora.model import Acto
from sisr.correo.model import Correo
from sisr.cuentas.enlaces import Enlace
from sisr.db import db
from sisr.documentos.revisar import revisar
from tests.cliente import Cliente
from tests.elenco import PDF, Alumna
from tests.pdfs import de_paginas
from tests.respaldo.conftest import Orden, Otra, contenido

DE_ANA = de_paginas(3)
_SE_CIERRAN = {"sesion", "enlace", "correo", "acto", "subida"}  # and nothing else is touched


def test_lo_restaurado_es_lo_que_habia_y_atiende(
    app: Flask, ana: Alumna, beto: Alumna, respaldos: Path, ordenar: Orden, otra: Otra
) -> None:
    ana.rechazada("expediente").entregar("expediente", DE_ANA)
    codigo, dicho = ordenar(app, "hacer", respaldos / "lunes")
    assert codigo == 0, dicho
    assert dicho.startswith(f"Respaldo completo en {respaldos / 'lunes'}: 2 alumnos y 3 entregas, con 3 archivos")
    antes = _renglones(Path(app.instance_path))
    codigo, dicho = ordenar(otra(), "restaurar", respaldos / "lunes")
    assert codigo == 0, dicho
    nueva = otra()
    assert contenido(Path(nueva.config["UPLOADS_PATH"])) == contenido(Path(app.config["UPLOADS_PATH"]))
    despues = _renglones(Path(nueva.instance_path))
    assert antes.keys() == despues.keys()
    assert {nombre for nombre in antes if antes[nombre] != despues[nombre]} <= _SE_CIERRAN
    with nueva.app_context():
        assert (revisar().esta_bien, revisar().revisados) == (True, 3)
    entrega = ana.documento("expediente").entrega_id
    assert Cliente(nueva).ingresar("martha").crudo("GET", f"/entregas/{entrega}/archivo").data == DE_ANA
    assert "Quezada" in Cliente(nueva).ingresar("martha").ver("/expedientes").dice()


def test_lo_que_paso_despues_del_corte_no_vuelve_a_pasar_solo(
    app: Flask, ana: Alumna, como: Callable[[str], Cliente], respaldos: Path, ordenar: Orden, otra: Otra
) -> None:
    """Open sessions end, links are void, and the mails that waited wait for somebody of the staff."""
    ana.rechazada("expediente")
    martha = como("martha")
    Cliente(app).ver("/contrasena").llenar("Enviar enlace", usuario=ana.boleta)
    ordenar(app, "hacer", respaldos / "lunes")
    codigo, dicho = ordenar(otra(), "restaurar", respaldos / "lunes")
    assert codigo == 0, dicho
    assert "Enlaces de correo anulados: 1. Correos que esperaban y no se envían solos: 2.\n" in dicho
    assert f"\n  {ana.correo}: " in dicho
    nueva = otra()
    galleta = martha._http.get_cookie("sisr")
    intrusa = nueva.test_client()
    intrusa.set_cookie("sisr", galleta.value if galleta else "")
    assert intrusa.get("/expedientes").status_code == 303
    with nueva.app_context():
        assert {correo.estado for correo in db.session.scalars(select(Correo))} == {"fallido"}
        assert all(enlace.gastado_en for enlace in db.session.scalars(select(Enlace)))
        acto = db.session.scalars(select(Acto).order_by(Acto.id.desc()).limit(1)).one()
        assert (acto.accion, acto.por_id, [*acto.detalle]) == ("restauracion", None, ["respaldo"])
    martha = Cliente(nueva).ingresar("martha").ver(f"/alumnos/{ana.id}")
    assert "falló: Esperaba en el respaldo del" in martha.dice()
    martha.llenar("Enviar otra vez")
    with nueva.app_context():
        assert [correo.estado for correo in db.session.scalars(select(Correo).where(Correo.sal.is_(None)))] == [
            "pendiente"
        ]


def test_los_ajustes_la_clave_y_los_escudos_vuelven_con_lo_demas(
    app: Flask, respaldos: Path, ordenar: Orden, otra: Otra
) -> None:
    """With odd names too; what is of a moment does not come, nor what is beginning."""
    suya = Path(app.instance_path)
    raros = {
        "config.toml": b'SIGLAS_ESCUELA = "ESCA"\n',
        "escudo-izquierdo.png": b"\x89PNG",
        "mis notas\nñ\\.txt": b"x",
    }
    for nombre, datos in (raros | {"correo.lock": b"", ".oculto": b"", "sisr.db.bak": b"x"}).items():
        (suya / nombre).write_bytes(datos)
    ordenar(app, "hacer", respaldos / "lunes")
    esperados = {"sisr.db", "clave_secreta", *raros}
    assert contenido(respaldos / "lunes/instance").keys() == esperados
    nueva = otra()
    ordenar(nueva, "restaurar", respaldos / "lunes")
    vuelto = contenido(Path(nueva.instance_path))
    assert {nombre for nombre in vuelto if not nombre.endswith((".lock", "-wal", "-shm"))} == esperados
    assert {nombre: vuelto[nombre] for nombre in raros} == raros
    assert vuelto["clave_secreta"] == (suya / "clave_secreta").read_bytes()


def test_sin_la_clave_si_asi_se_pide(app: Flask, respaldos: Path, ordenar: Orden, otra: Otra) -> None:
    ordenar(app, "hacer", respaldos / "lunes", "--sin-clave")
    assert contenido(respaldos / "lunes/instance").keys() == {"sisr.db"}
    assert "pon la de antes en instance/clave_secreta" in ordenar(otra(), "restaurar", respaldos / "lunes")[1]


def test_una_casa_sin_archivos_tambien_se_respalda(app: Flask, respaldos: Path, ordenar: Orden, otra: Otra) -> None:
    Path(app.config["UPLOADS_PATH"]).rmdir()
    codigo, dicho = ordenar(app, "hacer", respaldos / "lunes")
    assert (codigo, "0 alumnos y 0 entregas, con 0 archivos" in dicho) == (0, True), dicho
    assert ordenar(app, "revisar", respaldos / "lunes")[0] == 0
    assert ordenar(otra(), "restaurar", respaldos / "lunes")[0] == 0


def test_solo_lo_entregado_y_solo_para_quien_lo_hizo(
    app: Flask, ana: Alumna, uploads: Path, respaldos: Path, ordenar: Orden
) -> None:
    """What is half received is not in it; nobody else opens it; and sha256sum reads it without this program."""
    (uploads / ".recepcion").mkdir()
    (uploads / ".recepcion/a-medias").write_bytes(PDF)
    (uploads / ana.boleta / "reporte-1-1.pdf").write_bytes(PDF)
    ordenar(app, "hacer", respaldos / "lunes")
    assert [*contenido(respaldos / "lunes/uploads")] == [f"{ana.boleta}/expediente-1.pdf"]
    todo = [respaldos / "lunes", *(respaldos / "lunes").rglob("*")]
    assert {ruta.stat().st_mode & 0o777 for ruta in todo if ruta.is_dir()} == {0o700}
    de_ana = respaldos / f"lunes/uploads/{ana.boleta}/expediente-1.pdf"
    assert {ruta.stat().st_mode & 0o777 for ruta in todo if ruta.is_file() and ruta != de_ana} == {0o600}
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=respaldos / "lunes", check=True)


def test_uno_de_una_version_anterior_se_pone_al_dia_y_uno_mas_nuevo_se_dice(
    app: Flask, ana: Alumna, respaldos: Path, ordenar: Orden, otra: Otra
) -> None:
    (al_dia,) = _renglones(Path(app.instance_path))["alembic_version"]
    with app.app_context():
        downgrade()
    assert ordenar(app, "hacer", respaldos / "lunes")[0] == 0
    with closing(sqlite3.connect(Path(app.instance_path) / "sisr.db")) as base, base:
        base.execute("UPDATE alembic_version SET version_num = '9999'")
    assert ordenar(app, "hacer", respaldos / "martes")[0] == 0
    dicho = f"Error: {respaldos / 'martes'} es de una versión más nueva de SISR: actualízalo antes.\n"
    assert ordenar(otra(), "restaurar", respaldos / "martes") == (1, dicho)
    assert ordenar(otra(), "restaurar", respaldos / "lunes")[0] == 0
    assert _renglones(Path(otra().instance_path))["alembic_version"] == [al_dia]


def test_en_otro_disco_se_copia_y_el_segundo_se_enlaza(
    app: Flask, ana: Alumna, uploads: Path, ordenar: Orden, otra: Otra
) -> None:
    aqui = uploads.stat().st_dev
    otro = next(lugar for lugar in ("/dev/shm", "/var/tmp", Path.cwd()) if os.stat(lugar).st_dev != aqui)
    with TemporaryDirectory(prefix="sisr-respaldo-", dir=otro) as disco:
        lunes, martes = Path(disco, "lunes"), Path(disco, "martes")
        assert "Archivos nuevos: 1." in ordenar(app, "hacer", lunes)[1]
        assert "Archivos nuevos: 0." in ordenar(app, "hacer", martes)[1]
        assert contenido(lunes / "uploads") == contenido(martes / "uploads") == contenido(uploads)
        (suyo,) = (martes / "uploads").glob("*/*.pdf")
        assert (suyo.stat().st_nlink, suyo.stat().st_mode & 0o777) == (2, 0o600)
        assert ordenar(otra(), "restaurar", martes)[0] == 0
    assert contenido(Path(otra().config["UPLOADS_PATH"])) == contenido(uploads)


def test_de_quien_se_cancelo_no_queda_nada_en_el_respaldo(
    app: Flask, ana: Alumna, beto: Alumna, respaldos: Path, ordenar: Orden
) -> None:
    ordenar(app, "hacer", respaldos / "antes")
    app.test_cli_runner().invoke(args=["datos", "cancelar", ana.boleta], input=f"{ana.boleta}\n")
    assert ordenar(app, "hacer", respaldos / "despues")[0] == 0
    assert ana.correo.encode() in (respaldos / "antes/instance/sisr.db").read_bytes()
    assert ana.correo.encode() not in (respaldos / "despues/instance/sisr.db").read_bytes()
    assert [*contenido(respaldos / "despues/uploads")] == [f"{beto.boleta}/expediente-1.pdf"]


def test_el_segundo_solo_cuesta_lo_nuevo(
    app: Flask, ana: Alumna, beto: Alumna, uploads: Path, respaldos: Path, ordenar: Orden
) -> None:
    """Also what was given another name meanwhile, and what the disk lost since, is taken from the first."""
    ordenar(app, "hacer", respaldos / "lunes")
    ana.rechazada("expediente").entregar("expediente", DE_ANA)
    (uploads / beto.boleta / "expediente-1.pdf").unlink()
    codigo, dicho = ordenar(app, "hacer", respaldos / "martes")
    assert (codigo, "Archivos nuevos: 1." in dicho) == (0, True), dicho
    for boleta in (ana.boleta, beto.boleta):
        uno, otro = (respaldos / f"{dia}/uploads/{boleta}/expediente-1.pdf" for dia in ("lunes", "martes"))
        assert uno.samefile(otro)


def _renglones(instancia: Path) -> dict[str, list[Any]]:
    """Every row of every table, the search's too."""
    with closing(sqlite3.connect(instancia / "sisr.db")) as base:
        nombres = [nombre for (nombre,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {nombre: sorted(base.execute(f'SELECT * FROM "{nombre}"'), key=repr) for nombre in nombres}
