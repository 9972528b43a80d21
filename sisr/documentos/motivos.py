"""Frequent motivos of rejection: put into the window where they can be edited (REQUIREMENTS E5)."""

FRECUENTES = (
    ("No es legible", "El archivo no es legible. Deberás volver a cargar con la nitidez adecuada."),
    ("Está incompleto", "El archivo está incompleto. Deberás cargarlo con todas sus páginas, en un solo PDF."),
    (
        "Falta firma o sello",
        "Falta una firma o un sello. Deberás cargarlo con todas las firmas y sellos solicitados.",
    ),
    ("No corresponde", "El archivo no corresponde a este documento. Deberás cargar el formato oficial correcto."),
    (
        "Datos que no coinciden",
        "Los datos no coinciden con los de tu registro. Deberás corregirlos y volver a cargar.",
    ),
)


def agregar(escrito: str, cual: int | None) -> str:
    """What was typed, with a frequent motivo after it unless it is there already."""
    if cual is None or not 0 <= cual < len(FRECUENTES):
        return escrito
    motivo = FRECUENTES[cual][1]
    return escrito if motivo in escrito else f"{escrito}\n{motivo}".strip()
