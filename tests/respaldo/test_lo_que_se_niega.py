"""What is refused in one sentence, with nothing left behind; and what is found in a backup that is not as it was."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from sisr.respaldo import ficha
from sisr.respaldo.copia import suma
from tests.elenco import Alumna
from tests.pdfs import de_paginas
from tests.respaldo.conftest import Orden, Otra, contenido

_SIN_NADA = ["clave_secreta"]  # which any order makes


def test_no_se_respalda_donde_no_debe_y_se_dice_en_una_frase(app: Flask, respaldos: Path, ordenar: Orden) -> None:
    instancia, uploads = Path(app.instance_path), Path(app.config["UPLOADS_PATH"])
    (respaldos / "lunes").mkdir()
    for destino, dicho in {
        instancia
        / "copia": f"{instancia / 'copia'} está dentro de {instancia}, que es lo que se respalda: elige otra"
        " carpeta.",
        uploads / "copia": f"{uploads / 'copia'} está dentro de {uploads}, que es lo que se respalda: elige otra"
        " carpeta.",
        respaldos / "no hay/lunes": f"No existe la carpeta {respaldos / 'no hay'}: créala, o conecta el disco de los"
        " respaldos.",
        respaldos / "lunes": f"Ya existe {respaldos / 'lunes'}: elige otro nombre.",
    }.items():
        assert ordenar(app, "hacer", destino) == (1, f"Error: {dicho}\n")
    app.config["DISK_RESERVE_BYTES"] = 2**60
    codigo, dicho = ordenar(app, "hacer", respaldos / "martes")
    assert (codigo, dicho.startswith(f"Error: No cabe en {respaldos}: faltan 1073741")) == (1, True), dicho
    assert os.listdir(respaldos) == ["lunes"]
    assert not (instancia / "copia").exists()


def test_sin_base_no_hay_que_respaldar_y_una_danada_no_pasa_por_buena(
    app: Flask, ana: Alumna, respaldos: Path, ordenar: Orden, otra: Otra
) -> None:
    with closing(sqlite3.connect(Path(app.instance_path) / "sisr.db")) as base:
        base.execute("PRAGMA foreign_keys = OFF")
        base.execute("UPDATE entrega SET por_id = 999")
        base.commit()
    dicho = "Error: La base de datos está dañada y no se hizo el respaldo: recupera el último bueno.\n"
    assert ordenar(app, "hacer", respaldos / "lunes") == (1, dicho)
    assert "no hay nada que respaldar" in ordenar(otra(), "hacer", respaldos / "lunes")[1]
    assert os.listdir(respaldos) == []


def test_un_disco_que_se_llena_se_dice_y_no_deja_nada(
    app: Flask, ana: Alumna, respaldos: Path, ordenar: Orden
) -> None:
    """Its row says less than the file has: it begins, and it does not fit."""
    grande = Path(app.config["UPLOADS_PATH"]) / ana.boleta / "expediente-1.pdf"
    grande.write_bytes(os.urandom(4 * 1024**2))
    montar = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", respaldos]
    if subprocess.run(montar, capture_output=True, check=False).returncode:
        pytest.skip("a disk small enough to be filled has to be mounted, and this machine lets only root do it")
    try:
        codigo, dicho = ordenar(app, "hacer", respaldos / "lunes")
        assert (codigo, dicho) == (1, f"Error: El disco de {respaldos} se llenó: libera espacio o elige otro.\n")
        assert os.listdir(respaldos) == []
    finally:
        subprocess.run(["umount", respaldos], check=True)


def test_un_archivo_que_falta_o_cambio_se_nombra_y_lo_demas_se_respalda(
    app: Flask, ana: Alumna, beto: Alumna, uploads: Path, respaldos: Path, ordenar: Orden, otra: Otra
) -> None:
    (uploads / ana.boleta / "expediente-1.pdf").unlink()
    codigo, dicho = ordenar(app, "hacer", respaldos / "lunes")
    perdido = f"{ana.boleta}/expediente-1.pdf"
    assert (codigo, f"\nFalta, o cambió: {perdido}\nEl respaldo tiene todo lo demás, y no se borró" in dicho) == (
        1,
        True,
    ), dicho
    for orden, app_ in (("revisar", app), ("restaurar", otra())):
        codigo, dicho = ordenar(app_, orden, respaldos / "lunes")
        assert (codigo, f"\nFaltaba ya al hacerlo: {perdido}\n" in dicho) == (0, True), dicho
    assert [*contenido(Path(otra().config["UPLOADS_PATH"]))] == [f"{beto.boleta}/expediente-1.pdf"]


def test_un_byte_distinto_se_encuentra(app: Flask, ana: Alumna, respaldos: Path, ordenar: Orden, otra: Otra) -> None:
    """In any file of it, those that tell of the others too; nothing of it is put back."""
    ordenar(app, "hacer", respaldos / "lunes")
    copia = respaldos / "copia"
    for cual in contenido(respaldos / "lunes"):
        shutil.copytree(respaldos / "lunes", copia)
        datos = bytearray((copia / cual).read_bytes())
        datos[len(datos) // 2] ^= 1
        (copia / cual).write_bytes(datos)
        for orden, app_ in (("revisar", app), ("restaurar", otra())):
            codigo, dicho = ordenar(app_, orden, copia)
            assert (codigo, "usa otro respaldo" in dicho) == (1, True), (cual, dicho)
            assert cual in dicho
        assert [*contenido(Path(otra().instance_path))] == _SIN_NADA
        shutil.rmtree(copia)


def test_lo_danado_se_puede_dejar_fuera_y_se_nombra(
    app: Flask, ana: Alumna, beto: Alumna, respaldos: Path, ordenar: Orden, otra: Otra
) -> None:
    ordenar(app, "hacer", respaldos / "lunes")
    suyo = f"uploads/{ana.boleta}/expediente-1.pdf"
    (respaldos / "lunes" / suyo).unlink()
    (respaldos / "lunes" / suyo).symlink_to("/etc/hostname")
    codigo, dicho = ordenar(otra(), "restaurar", respaldos / "lunes")
    assert (codigo, f"no se restauró nada (Falta: {suyo})" in dicho) == (1, True), dicho
    codigo, dicho = ordenar(otra(), "restaurar", respaldos / "lunes", "--con-danos")
    assert (codigo, f"\nFalta: {suyo}\n" in dicho) == (0, True), dicho
    assert [*contenido(Path(otra().config["UPLOADS_PATH"]))] == [f"{beto.boleta}/expediente-1.pdf"]


def test_nunca_se_escribe_sobre_lo_que_hay(
    app: Flask, ana: Alumna, respaldos: Path, ordenar: Orden, otra: Otra
) -> None:
    """A database, or a file; a config.toml that was put before stays."""
    ordenar(app, "hacer", respaldos / "lunes")
    antes = contenido(Path(app.config["UPLOADS_PATH"]))
    codigo, dicho = ordenar(app, "restaurar", respaldos / "lunes")
    assert (codigo, "ya hay una base de datos: no se tocó nada" in dicho) == (1, True), dicho
    assert contenido(Path(app.config["UPLOADS_PATH"])) == antes
    nueva = otra()
    suya = Path(nueva.config["UPLOADS_PATH"]) / "2021350002/expediente-1.pdf"
    suya.parent.mkdir(parents=True)
    suya.write_bytes(de_paginas(1))
    codigo, dicho = ordenar(nueva, "restaurar", respaldos / "lunes")
    assert (codigo, "ya hay archivos: no se tocó nada" in dicho) == (1, True), dicho
    shutil.rmtree(suya.parent)
    (Path(app.instance_path) / "config.toml").write_text("WORKERS = 3\n")
    ordenar(app, "hacer", respaldos / "martes")
    (Path(nueva.instance_path) / "config.toml").write_text("WORKERS = 1\n")
    codigo, dicho = ordenar(nueva, "restaurar", respaldos / "martes")
    assert (codigo, "Ya había instance/config.toml y se dejó como estaba." in dicho) == (0, True), dicho
    assert (Path(nueva.instance_path) / "config.toml").read_text() == "WORKERS = 1\n"


def test_los_archivos_vuelven_a_donde_dice_el_config_que_vuelve(
    app: Flask,
    ana: Alumna,
    respaldos: Path,
    tmp_path: Path,
    ordenar: Orden,
    otra: Otra,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (Path(app.instance_path) / "config.toml").write_text(f'UPLOADS_PATH = "{tmp_path / "datos"}"\n')
    ordenar(app, "hacer", respaldos / "lunes")
    nueva = otra()
    monkeypatch.delenv("SISR_UPLOADS_PATH")
    assert ordenar(nueva, "restaurar", respaldos / "lunes")[0] == 0
    assert [*contenido(tmp_path / "datos")] == [f"{ana.boleta}/expediente-1.pdf"]


@pytest.mark.parametrize("adonde", ["uploads/../../fuera", "/etc/fuera", "uploads//fuera", "fuera"])
def test_una_lista_que_nombra_algo_de_fuera_no_se_sigue(
    app: Flask, respaldos: Path, ordenar: Orden, otra: Otra, adonde: str
) -> None:
    """Whoever made it made its hashes too."""
    ordenar(app, "hacer", respaldos / "lunes")
    lista = respaldos / "lunes/SHA256SUMS"
    lista.write_text(lista.read_text() + f"{'0' * 64}  {adonde}\n")
    dicha = ficha.leer(respaldos / "lunes")
    (respaldos / "lunes/respaldo.json").unlink()
    ficha.escribir(respaldos / "lunes", replace(dicha, lista=suma(lista)))
    dicho = f"Error: La lista {lista} está dañada: usa otro respaldo.\n"
    assert ordenar(app, "revisar", respaldos / "lunes") == (1, dicho)
    assert ordenar(otra(), "restaurar", respaldos / "lunes") == (1, dicho)


def test_lo_que_no_es_un_respaldo_se_dice(app: Flask, respaldos: Path, ordenar: Orden, otra: Otra) -> None:
    (respaldos / "vacía").mkdir()
    for carpeta in (respaldos / "vacía", respaldos / "no hay"):
        for orden, app_ in (("revisar", app), ("restaurar", otra())):
            dicho = f"Error: {carpeta} no es un respaldo completo de SISR: elige otra carpeta.\n"
            assert ordenar(app_, orden, carpeta) == (1, dicho)
