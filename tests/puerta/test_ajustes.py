"""Every setting is typed and checked at start, and a wrong one is named in one sentence."""

from pathlib import Path

import pytest

from sisr.config import AjusteInvalido, aplicar, desconocidos, leer

EQUIVOCADOS = {
    "BIND=hola": "SISR_BIND debe ser DIRECCIÓN:PUERTO, como 127.0.0.1:8000, no «hola».",
    "BASE_URL=ftp://x": "SISR_BASE_URL debe ser como https://sisr.escuela.mx, sin nada después, no «ftp://x».",
    "MAX_PDF_BYTES=-3": "SISR_MAX_PDF_BYTES debe ser 1 o más.",
    "WORKERS=1000": "SISR_WORKERS debe ir de 1 a 64.",
    "THREADS=999999": "SISR_THREADS debe ir de 2 a 2048.",
    "SESSION_HOURS=99999999999": "SISR_SESSION_HOURS debe ir de 1 a 8784.",
    "MAIL_PORT=0": "SISR_MAIL_PORT debe ir de 1 a 65535.",
    "MAIL_PORT=25.5": "SISR_MAIL_PORT debe ser un número entero, no «25.5».",
    "MAIL_USE_TLS=quizás": "SISR_MAIL_USE_TLS debe ser «true» o «false», no «quizás».",
    "MAIL_DEFAULT_SENDER=basura": "SISR_MAIL_DEFAULT_SENDER debe ser un correo, como sisr@escuela.mx, no «basura».",
}


@pytest.mark.parametrize("ajuste", EQUIVOCADOS)
def test_un_ajuste_equivocado_se_nombra(ajuste: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nombre, _, valor = ajuste.partition("=")
    monkeypatch.setenv(f"SISR_{nombre}", valor)
    with pytest.raises(AjusteInvalido) as razon:
        leer(tmp_path)
    assert str(razon.value) == EQUIVOCADOS[ajuste]


def test_tls_y_ssl_no_van_juntos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SISR_MAIL_USE_TLS", "true")
    monkeypatch.setenv("SISR_MAIL_USE_SSL", "true")
    with pytest.raises(AjusteInvalido, match="elige uno"):
        leer(tmp_path)


@pytest.mark.parametrize(
    ("escrito", "razon"),
    [
        (b'MAIL_PORT = "x\n', "instance/config.toml no se puede leer: revisa la línea 1."),
        (b'ESCUELA = "\xd1"\n', "instance/config.toml no se puede leer: guárdalo en UTF-8."),
        (b"NADA = 3\n", "instance/config.toml dice «NADA», que no es un ajuste de SISR."),
        (
            b"SISR_MAIL_PORT = 3\n",
            "instance/config.toml dice «SISR_MAIL_PORT»: ahí se escribe «MAIL_PORT», sin SISR_.",
        ),
    ],
)
def test_un_config_toml_equivocado_se_dice(tmp_path: Path, escrito: bytes, razon: str) -> None:
    (tmp_path / "config.toml").write_bytes(escrito)
    with pytest.raises(AjusteInvalido) as dicha:
        leer(tmp_path)
    assert str(dicha.value) == razon


def test_una_contrasena_de_puros_numeros_sigue_siendo_texto(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SISR_MAIL_PASSWORD", "12345678")
    monkeypatch.setenv("SISR_MAIL_DEFAULT_SENDER", "Servicio Social <ss@esca.mx>")
    ajustes = leer(tmp_path)
    assert (ajustes.MAIL_PASSWORD, ajustes.MAIL_DEFAULT_SENDER) == ("12345678", "Servicio Social <ss@esca.mx>")


def test_un_nombre_que_nadie_usa_se_advierte(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SISR_MAIL_SERVR", "correo.escuela.mx")
    assert desconocidos() == ["SISR_MAIL_SERVR"]


def test_una_clave_secreta_vacia_no_se_usa(tmp_path: Path) -> None:
    (tmp_path / "clave_secreta").touch()
    with pytest.raises(AjusteInvalido, match=r"La clave secreta está incompleta: borra .*clave_secreta"):
        aplicar(leer(tmp_path), tmp_path)
