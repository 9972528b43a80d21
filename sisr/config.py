"""The settings: typed, checked at start, and named in one sentence when one is wrong."""

import errno
import os
import re
import secrets
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Config

RAIZ = Path(__file__).resolve().parent.parent
GIB = 1024**3
_SIN_TOPE = 2**62


class AjusteInvalido(Exception):
    """A setting that cannot be used; its text is the sentence for whoever installs."""


@dataclass(frozen=True)
class Ajustes:
    """Every setting with its type and what holds when nobody sets it."""

    BIND: str = "127.0.0.1:8000"
    BASE_URL: str = ""
    PROXY_HOPS: int = 0
    UPLOADS_PATH: str = ""
    MAX_PDF_BYTES: int = 3 * GIB
    DISK_RESERVE_BYTES: int = GIB // 2
    PERSON_QUOTA_BYTES: int = 6 * GIB
    PERSON_UPLOADS: int = 6  # as many as a browser keeps open to one site
    ANONYMOUS_QUOTA_BYTES: int = 50 * GIB
    ANONYMOUS_UPLOADS: int = 100
    CLAMD_SOCKET: str = ""
    SESSION_HOURS: int = 12
    SESSION_IDLE_MINUTES: int = 120
    STAFF_SESSION_HOURS: int = 10
    STAFF_SESSION_IDLE_MINUTES: int = 60
    RETENTION_YEARS: int = 5
    UNACCEPTED_MONTHS: int = 12
    WORKERS: int = 2
    THREADS: int = 128
    MAIL_SERVER: str = ""
    MAIL_PORT: int = 25
    MAIL_USE_TLS: bool = False
    MAIL_USE_SSL: bool = False
    MAIL_USERNAME: str = ""
    MAIL_PASSWORD: str = ""
    MAIL_DEFAULT_SENDER: str = ""
    MAIL_TIMEOUT: int = 15
    PUBLIC_PAGE: bool = False
    PROMESA_DIAS: int = 5
    INSTITUCION: str = "INSTITUTO POLITÉCNICO NACIONAL"
    ESCUELA: str = "ESCUELA SUPERIOR DE COMERCIO Y ADMINISTRACIÓN"
    UNIDAD: str = "UNIDAD SANTO TOMÁS"
    SUBDIRECCION: str = "SUBDIRECCIÓN DE SERVICIOS EDUCATIVOS E INTEGRACIÓN SOCIAL"
    DEPARTAMENTO: str = "DEPARTAMENTO DE EXTENSIÓN Y APOYOS EDUCATIVOS"
    SIGLAS_ESCUELA: str = "ESCA UST"


_CONOCIDOS = {campo.name for campo in fields(Ajustes)}


def leer(instancia: Path) -> Ajustes:
    """Settings from `instance/config.toml`, overridden by the `SISR_…` environment."""
    crudos = Config(str(instancia))
    try:
        crudos.from_file("config.toml", load=tomllib.load, text=False, silent=True)
    except OSError as error:
        raise AjusteInvalido(sin_permiso(instancia / "config.toml", error)) from None
    except tomllib.TOMLDecodeError as error:
        linea = re.search(r"line (\d+)", str(error))
        lugar = f"la línea {linea[1]}" if linea else "la última línea"
        raise AjusteInvalido(f"instance/config.toml no se puede leer: revisa {lugar}.") from None
    except UnicodeDecodeError:
        raise AjusteInvalido("instance/config.toml no se puede leer: guárdalo en UTF-8.") from None
    _rechaza_desconocidos(crudos)
    crudos.from_prefixed_env("SISR", loads=str)
    return _comprobar(_tipar(crudos, instancia))


def aplicar(ajustes: Ajustes, instancia: Path) -> dict[str, Any]:
    """What Flask and its extensions read, made from the settings."""
    base = urlsplit(ajustes.BASE_URL)
    seguro = base.scheme == "https"
    de_la_casa = {"127.0.0.1", "localhost"}
    return asdict(ajustes) | {
        "SQLALCHEMY_DATABASE_URI": f"sqlite:///{instancia / 'sisr.db'}",
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_size": 8,
            "max_overflow": ajustes.THREADS,  # each thread holds one; the others wait to be lent
            "pool_use_lifo": True,  # the one that was just used holds in memory the pages that were just read
            "connect_args": {"timeout": 8, "isolation_level": None},
        },
        "SECRET_KEY": _clave_secreta(instancia),
        "MAIL_SERVER": ajustes.MAIL_SERVER or None,
        "MAIL_DEFAULT_SENDER": ajustes.MAIL_DEFAULT_SENDER or f"sisr@{base.hostname}",
        "MAIL_SUPPRESS_SEND": False,
        "DOMINIO_CORREO": base.hostname,
        "TRUSTED_HOSTS": sorted(de_la_casa if base.hostname in de_la_casa else {base.hostname or ""}),
        "PREFERRED_URL_SCHEME": base.scheme,
        "MAX_CONTENT_LENGTH": 1024**2,
        "SESSION_COOKIE_NAME": "__Host-sisr" if seguro else "sisr",
        "SESSION_COOKIE_SECURE": seguro,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_I18N_ENABLED": False,
        "WTF_CSRF_TIME_LIMIT": None,  # bound to the session: a long upload outlives an hour
        "WTF_CSRF_SSL_STRICT": False,  # SameSite cookies and the token say it already
    }


def sin_permiso(ruta: Path, error: OSError) -> str:
    """The sentence for a folder or file that cannot be used."""
    razones = {
        errno.EACCES: "no hay permiso; dáselo a quien inicia SISR",
        errno.EPERM: "no hay permiso; dáselo a quien inicia SISR",
        errno.EROFS: "el disco es de solo lectura",
        errno.ENOSPC: "el disco está lleno; libera espacio",
        errno.ENOTDIR: "una parte de la ruta no es una carpeta",
        errno.ENOENT: "no existe y no se puede crear ahí",
        errno.EEXIST: "ahí hay un archivo en lugar de una carpeta",
    }
    return f"No se puede usar {ruta}: {razones.get(error.errno or 0, error.strerror)}."


def _tipar(crudos: Mapping[str, Any], instancia: Path) -> Ajustes:
    valores: dict[str, Any] = {
        campo.name: _valor(campo.name, campo.type, crudos[campo.name])
        for campo in fields(Ajustes)
        if campo.name in crudos
    }
    valores.setdefault("UPLOADS_PATH", str(RAIZ / "uploads"))
    valores["UPLOADS_PATH"] = str(Path(valores["UPLOADS_PATH"]).resolve())
    return Ajustes(**valores)


def _valor(nombre: str, tipo: Any, crudo: object) -> object:
    if tipo is int:
        if isinstance(crudo, int) and not isinstance(crudo, bool):
            return crudo
        if isinstance(crudo, str) and re.fullmatch(r"[+-]?[0-9]{1,18}", crudo.strip()):
            return int(crudo)
        raise AjusteInvalido(f"SISR_{nombre} debe ser un número entero, no «{crudo}».")
    if tipo is bool:
        return _si_o_no(nombre, crudo)
    if not isinstance(crudo, str):
        raise AjusteInvalido(f"SISR_{nombre} debe ser un texto entre comillas, no «{crudo}».")
    return crudo.strip()


def _si_o_no(nombre: str, crudo: object) -> bool:
    palabra = str(crudo).strip().lower()
    if palabra in {"1", "true", "si", "sí", "yes"}:
        return True
    if palabra in {"0", "false", "no", ""}:
        return False
    raise AjusteInvalido(f"SISR_{nombre} debe ser «true» o «false», no «{crudo}».")


def _comprobar(ajustes: Ajustes) -> Ajustes:
    for nombre, minimo, maximo in (
        ("MAX_PDF_BYTES", 1, _SIN_TOPE),
        ("DISK_RESERVE_BYTES", 0, _SIN_TOPE),
        ("PERSON_QUOTA_BYTES", ajustes.MAX_PDF_BYTES, _SIN_TOPE),
        ("ANONYMOUS_QUOTA_BYTES", ajustes.MAX_PDF_BYTES, _SIN_TOPE),
        ("ANONYMOUS_UPLOADS", 1, 100_000),
        ("PERSON_UPLOADS", 1, 300),
        ("WORKERS", 1, 64),
        ("THREADS", 2, 2048),
        ("SESSION_HOURS", 1, 24 * 366),
        ("PROXY_HOPS", 0, 5),
        ("SESSION_IDLE_MINUTES", 5, 60 * 24),
        ("STAFF_SESSION_HOURS", 1, 24 * 366),
        ("STAFF_SESSION_IDLE_MINUTES", 5, 60 * 24),
        ("RETENTION_YEARS", 0, 60),
        ("UNACCEPTED_MONTHS", 0, 600),
        ("MAIL_PORT", 1, 65535),
        ("MAIL_TIMEOUT", 1, 600),
        ("PROMESA_DIAS", 1, 366),
    ):
        if not minimo <= getattr(ajustes, nombre) <= maximo:
            margen = f"ser {minimo} o más" if maximo == _SIN_TOPE else f"ir de {minimo} a {maximo}"
            raise AjusteInvalido(f"SISR_{nombre} debe {margen}.")
    _comprobar_correo(ajustes)
    if ajustes.CLAMD_SOCKET and not ajustes.CLAMD_SOCKET.startswith("/"):
        direccion(ajustes.CLAMD_SOCKET, de="CLAMD_SOCKET", ejemplo="127.0.0.1:3310, o la ruta de su socket")
    equipo, puerto = direccion(ajustes.BIND)
    base = ajustes.BASE_URL or _base(equipo, puerto)
    partes = urlsplit(base)
    if partes.scheme not in {"http", "https"} or not partes.hostname or partes.path not in {"", "/"}:
        raise AjusteInvalido(f"SISR_BASE_URL debe ser como https://sisr.escuela.mx, sin nada después, no «{base}».")
    return replace(ajustes, BASE_URL=base.rstrip("/"))


def _comprobar_correo(ajustes: Ajustes) -> None:
    if ajustes.MAIL_USE_TLS and ajustes.MAIL_USE_SSL:
        raise AjusteInvalido("SISR_MAIL_USE_TLS y SISR_MAIL_USE_SSL no van juntos: elige uno.")
    de = ajustes.MAIL_DEFAULT_SENDER
    if de and not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(de)[1]):
        raise AjusteInvalido(f"SISR_MAIL_DEFAULT_SENDER debe ser un correo, como sisr@escuela.mx, no «{de}».")


def direccion(texto: str, *, de: str = "BIND", ejemplo: str = "127.0.0.1:8000") -> tuple[str, int]:
    """Host and port of a setting such as «127.0.0.1:8000»."""
    equipo, _, puerto = texto.rpartition(":")
    if not equipo or not puerto.isdecimal() or not 0 < int(puerto) < 65536:
        raise AjusteInvalido(f"SISR_{de} debe ser DIRECCIÓN:PUERTO, como {ejemplo}, no «{texto}».")
    return equipo, int(puerto)


def _base(equipo: str, puerto: int) -> str:
    if equipo in {"0.0.0.0", "[::]"}:
        raise AjusteInvalido(
            "SISR_BIND abre el servicio a toda la red: di en SISR_BASE_URL con qué dirección"
            " entran las personas, por ejemplo https://sisr.escuela.mx."
        )
    return f"http://{equipo}:{puerto}"


def desconocidos() -> list[str]:
    """What the environment calls SISR_… and no setting is: a slip of the pen does nothing, so it is said."""
    entorno = Config("")
    entorno.from_prefixed_env("SISR", loads=str)
    return [f"SISR_{nombre}" for nombre in sorted(entorno.keys() - _CONOCIDOS - {"INSTANCE_PATH"})]


def _rechaza_desconocidos(crudos: Mapping[str, Any]) -> None:
    for nombre in crudos.keys() - _CONOCIDOS:
        corto = nombre.removeprefix("SISR_")
        if corto in _CONOCIDOS:
            raise AjusteInvalido(f"instance/config.toml dice «{nombre}»: ahí se escribe «{corto}», sin SISR_.")
        raise AjusteInvalido(f"instance/config.toml dice «{nombre}», que no es un ajuste de SISR.")


def _clave_secreta(instancia: Path) -> str:
    """Made once, whole: two processes that start at the same instant read the same one."""
    archivo, borrador = instancia / "clave_secreta", instancia / f".clave-{os.getpid()}"
    try:
        if not archivo.exists():
            instancia.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(borrador, os.O_WRONLY | os.O_CREAT, 0o600), "w") as salida:
                salida.write(secrets.token_hex(32))
                salida.flush()
                os.fsync(salida.fileno())
            with suppress(FileExistsError):
                os.link(borrador, archivo)
            borrador.unlink()
        clave = archivo.read_text().strip()
    except OSError as error:
        raise AjusteInvalido(sin_permiso(instancia, error)) from None
    if len(clave) < 32:
        raise AjusteInvalido(f"La clave secreta está incompleta: borra {archivo} y repite la orden; se hará otra.")
    return clave
