"""«¿Se lee?»: page 1 as a picture, for whom the file is, and never a reason for anything to fail."""

import io
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image, ImageChops, ImageDraw

from sisr.archivos import pagina1
from sisr.archivos.pagina1 import Aviso, Vista
from sisr.reloj import ahora
from tests import pdfs
from tests.cliente import Cliente, archivo
from tests.corpus import aceptados, dudosos
from tests.elenco import Alumna
from tests.tramite.solicitud import registrar

Como = Callable[[str], Cliente]


def _vista(alumna: Alumna, clave: str = "expediente") -> str:
    return f"/entregas/{alumna.documento(clave).entrega_id}/vista"


def _imagen(cliente: Cliente) -> Image.Image:
    """The picture that the page shows."""
    (src,) = [uno.get("src") for uno in cliente.pagina.iter("img")]
    respuesta = cliente.crudo("GET", src)
    assert (respuesta.status_code, respuesta.mimetype) == (200, "image/jpeg")
    return Image.open(io.BytesIO(respuesta.data))


def _guardada(uploads: Path, datos: bytes) -> Path:
    (uploads / "1").mkdir(parents=True, exist_ok=True)
    ruta = uploads / "1" / f"reporte-1-{time.monotonic_ns()}.pdf"
    ruta.write_bytes(datos)
    return ruta


def _ver(app: Flask, uploads: Path, datos: bytes) -> Vista:
    ruta = _guardada(uploads, datos)
    with app.app_context():
        return pagina1.ver(str(ruta.relative_to(uploads)), ruta.stem)


def test_despues_de_entregar_se_ve_la_primera_pagina(ana: Alumna) -> None:
    ella = ana.entregar("expediente", pdfs.doscientas_paginas())
    assert ella.dice("h1") == "Acuse de entrega"
    ella.seguir("¿Se lee? Mira la primera página", htmx=True)
    assert ella.dice("figcaption").startswith("¿Se lee?Expediente: 200 páginas, 62.6 KB. Revisa que se distingan")
    imagen = _imagen(ella)
    assert imagen.size == (720, 932)
    assert ella.hay(".aviso") == 0


def test_sin_javascript_el_enlace_lleva_a_una_pagina(ana: Alumna) -> None:
    ella = ana.entregar("expediente").seguir("¿Se lee? Mira la primera página")
    assert (ella.dice("h1"), ella.hay("figure img")) == ("Expediente", 1)


def test_quien_acaba_de_registrarse_tambien_la_ve(cliente: Cliente) -> None:
    """Nobody has logged in yet."""
    registrar(cliente)
    cliente.seguir("¿Se lee? Mira la primera página", htmx=True)
    assert _imagen(cliente).size == (720, 932)
    assert cliente.hay("a") == 0


def test_sin_registro_reciente_no_hay_nada_que_ver(cliente: Cliente) -> None:
    for ruta in ("/registro/acuse/vista", "/registro/acuse/pagina-1.jpg"):
        cliente.ver(ruta, estado=404)


def test_quien_revisa_la_ve_desde_el_renglon_y_desde_la_tarjeta(ana: Alumna, como: Como) -> None:
    """Phones show no PDF inside a page."""
    martha = como("martha").ver("/expedientes")
    (lupa,) = [a.get("href") for a in martha.pagina.iter("a") if a.get("class") == "lupa"]
    assert _imagen(martha.ver(lupa)).size == (720, 932)
    ana.numerada().entregar("reporte-1")
    rosa = como("rosa").ver("/reportes")
    (lupa,) = [a.get("href") for a in rosa.pagina.iter("a") if a.get("class") == "lupa"]
    assert _imagen(rosa.ver(lupa)).size == (720, 932)
    rosa.ver(_vista(ana, "reporte-1"))
    assert (rosa.dice("figcaption h2"), rosa.dice("figcaption a")) == ("Primera página", "Abrir el PDF")


@pytest.mark.parametrize("cual", ["vista", "pagina-1.jpg"])
def test_la_de_otra_es_como_la_que_no_existe(ana: Alumna, beto: Alumna, como: Como, cual: str) -> None:
    entrega = ana.documento("expediente").entrega_id
    for otro, metodo in product((beto.entrar(), como("rosa"), como("elena")), ("GET", "HEAD")):
        ajena = otro.crudo(metodo, f"/entregas/{entrega}/{cual}")
        ninguna = otro.crudo(metodo, f"/entregas/999999/{cual}")
        assert ajena.status_code == ninguna.status_code == 404
        assert len(ajena.data) == len(ninguna.data)


def test_la_imagen_no_se_queda_en_ningun_lado(ana: Alumna) -> None:
    ella = ana.entregar("expediente")
    respuesta = ella.crudo("GET", _vista(ana).replace("vista", "pagina-1.jpg"))
    assert {nombre: respuesta.headers[nombre] for nombre in CABECERAS} == CABECERAS


CABECERAS = {
    "Content-Type": "image/jpeg",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.parametrize(
    ("hacer", "aviso"),
    [
        (pdfs.una_pagina, None),
        (pdfs.con_contrasena_de_duenio, None),
        (pdfs.con_xref_equivocado, None),
        (dudosos.formulario, None),
        (aceptados.fotos_de_un_telefono, None),
        (aceptados.escaneado_a_color, None),
        (aceptados.pagina_enorme, Aviso.EN_BLANCO),
        (pdfs.en_blanco, Aviso.EN_BLANCO),
        (pdfs.corregido_encima, Aviso.EN_BLANCO),  # black from end to end
        (pdfs.escaneado, Aviso.BORROSA),
    ],
)
def test_se_avisa_de_lo_que_tal_vez_no_se_lee(
    app: Flask, uploads: Path, hacer: Callable[[], bytes], aviso: Aviso | None
) -> None:
    vista = _ver(app, uploads, hacer())
    assert (vista.aviso, bool(vista.imagen)) == (aviso, True)


def _hoja(tamano: tuple[int, int], *, papel: int = 255, letra: bool = True) -> bytes:
    """A sheet as a scanner sees it, with the grain of its paper."""
    hoja = ImageChops.add(Image.effect_noise(tamano, 12), Image.new("L", tamano, papel), offset=-128)
    if letra:
        ImageDraw.Draw(hoja).text((60, 60), "Servicio Social. Reporte 1", fill=20, font_size=22)
    salida = io.BytesIO()
    hoja.save(salida, "PDF", resolution=tamano[0] / 8.5)
    return salida.getvalue()


@pytest.mark.parametrize(
    ("hoja", "aviso"),
    [
        (_hoja((850, 1100)), None),
        (_hoja((850, 1100), papel=210), None),
        (_hoja((1100, 850)), None),
        (_hoja((850, 1100), letra=False), Aviso.EN_BLANCO),
        (_hoja((850, 1100), papel=200, letra=False), Aviso.EN_BLANCO),
        (_hoja((600, 776)), Aviso.BORROSA),
    ],
)
def test_el_papel_gris_y_el_grano_no_enganan(app: Flask, uploads: Path, hoja: bytes, aviso: Aviso | None) -> None:
    assert _ver(app, uploads, hoja).aviso is aviso


def test_un_escaneo_borroso_se_avisa_a_su_duenia(ana: Alumna) -> None:
    ella = ana.entregar("expediente", pdfs.escaneado()).ver(_vista(ana), htmx=True)
    assert ella.dice("[role=alert]") == Aviso.BORROSA.value


@pytest.fixture
def dibujadas(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Each time that a file is drawn, and not looked up."""
    cuales, correr = list[Path](), pagina1._correr
    monkeypatch.setattr(pagina1, "_correr", lambda origen: (cuales.append(origen), correr(origen))[1])
    return cuales


def test_en_lugar_de_una_bomba_hay_una_frase(ana: Alumna, uploads: Path, dibujadas: list[Path]) -> None:
    (uploads / ana.boleta / "expediente-1.pdf").write_bytes(pdfs.bomba_en_la_pagina())
    ella = ana.entrar().ver(_vista(ana), htmx=True)
    assert ella.dice("figure > p").startswith("Aquí no se pudo mostrar la primera página.")
    assert ella.hay("img") == 0
    ella.ver(_vista(ana).replace("vista", "pagina-1.jpg"), estado=404)
    assert len(dibujadas) == 1  # it is not tried again


def test_se_dibuja_una_vez_aunque_la_pidan_muchos(app: Flask, uploads: Path, dibujadas: list[Path]) -> None:
    ruta = _guardada(uploads, pdfs.una_pagina())

    def ver(_: int) -> Vista:
        with app.app_context():
            return pagina1.ver(str(ruta.relative_to(uploads)), "suma")

    with ThreadPoolExecutor(6) as hilos:
        vistas = list(hilos.map(ver, range(6)))
    assert vistas == [vistas[0]] * 6
    assert dibujadas == [ruta]


def test_con_el_disco_lleno_se_ve_y_no_se_guarda(app: Flask, uploads: Path) -> None:
    app.config["DISK_RESERVE_BYTES"] = 1 << 60
    assert _ver(app, uploads, pdfs.una_pagina()).imagen
    assert not (uploads / ".vistas").exists()


def test_lo_guardado_es_privado_y_se_barre(app: Flask, uploads: Path) -> None:
    _ver(app, uploads, pdfs.una_pagina())
    (copia,) = (uploads / ".vistas").iterdir()
    assert (copia.stat().st_mode & 0o777, copia.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    with app.app_context():
        assert pagina1.barrer(ahora() - timedelta(days=30)) == 0
        assert pagina1.barrer(ahora() + timedelta(seconds=1)) == 1
    assert list((uploads / ".vistas").iterdir()) == []


def test_tres_gigas_se_dibujan_igual(app: Flask, uploads: Path) -> None:
    ruta = _guardada(uploads, b"")
    pdfs.gigante(ruta, 3 * 1024**3)
    with app.app_context():
        assert pagina1.ver(str(ruta.relative_to(uploads)), "suma").ancho == 720


def test_una_entrega_sin_archivo_se_dice(ana: Alumna, uploads: Path, como: Como) -> None:
    (uploads / ana.boleta / "expediente-1.pdf").unlink()
    dicho: Any = como("martha").ver(_vista(ana), estado=404)
    assert "avisa al departamento" in dicho.dice()


def test_lo_enviado_con_otro_nombre_se_descarga_con_uno_que_se_entiende(ana: Alumna, como: Como) -> None:
    ana.entrar().ver("/tramite").llenar("Enviar Expediente", archivo=archivo(pdfs.una_pagina(), "Scan0001.exe"))
    martha = como("martha")
    respuesta = martha.crudo("GET", _vista(ana).replace("vista", "archivo?descarga"))
    assert respuesta.headers["Content-Disposition"] == f'attachment; filename="{ana.boleta} Expediente (2).pdf"'
