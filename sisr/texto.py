"""Words: cleaned as they come in, and the key by which Spanish sorts them."""

import unicodedata

_DESPUES_DE_LA_N = "n~"  # «~» follows every letter, so ñ sorts after n and before o


def limpiar(texto: str | None) -> str:
    """One line without control or formatting characters, single spaces, NFC."""
    visible = "".join(
        " " if unicodedata.category(letra) in {"Cc", "Cf", "Zl", "Zp"} else letra for letra in texto or ""
    )
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def limpiar_parrafos(texto: str | None) -> str:
    """As `limpiar`, line by line: line breaks survive, at most one empty line together."""
    lineas = [limpiar(linea) for linea in (texto or "").splitlines()]
    juntas = "\n".join(lineas).strip()
    while "\n\n\n" in juntas:
        juntas = juntas.replace("\n\n\n", "\n\n")
    return juntas


def clave_orden(texto: str) -> str:
    """Sort key of Spanish: no accents, no case, ñ after n."""
    con_enie = unicodedata.normalize("NFC", texto).lower().replace("ñ", "\0")
    sin_acentos = "".join(
        letra for letra in unicodedata.normalize("NFD", con_enie) if not unicodedata.combining(letra)
    )
    return sin_acentos.replace("\0", _DESPUES_DE_LA_N)


def plegar(texto: str) -> str:
    """For finding: as `clave_orden`, but «munoz» finds Muñoz."""
    return clave_orden(limpiar(texto)).replace(_DESPUES_DE_LA_N, "n")


def tamano(bytes_: int) -> str:
    """A file's size as people say it: «812 KB», «3 GB» (powers of 1024)."""
    valor, unidad = float(bytes_), "bytes"
    for siguiente in ("KB", "MB", "GB"):
        if valor < 1024:
            break
        valor, unidad = valor / 1024, siguiente
    return f"{valor:.1f}".rstrip("0").rstrip(".") + f" {unidad}"
