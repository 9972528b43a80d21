"""Why a file is refused or lost: each reason with its HTTP status and the sentence that the person reads."""

from enum import StrEnum

from werkzeug.exceptions import HTTPException

from sisr.texto import tamano


class Razon(StrEnum):
    """What is wrong with a file, and what to do about it."""

    VACIO = "El archivo está vacío: revisa que se abra en tu equipo y elígelo de nuevo."
    NO_ES_PDF = "El archivo no es un PDF: ábrelo en el programa con que lo hiciste, guárdalo como PDF y envía ese."
    INCOMPLETO = (
        "El archivo está cortado, le falta el final: ábrelo en tu equipo y, si se ve completo,"
        " envíalo otra vez; si no, vuelve a generarlo."
    )
    CON_CONTRASENA = "El archivo pide una contraseña para abrirse: guarda una copia sin contraseña y envía esa."
    SIN_PAGINAS = "El archivo no tiene ninguna página: vuelve a generarlo y revísalo antes de enviarlo."
    DANADO = "El archivo está dañado y no se puede leer: vuelve a generarlo, revisa que se abra y envíalo."
    INICIA_PROGRAMAS = (
        "El archivo intenta abrir otros programas: imprímelo como PDF, sin esas acciones, y envía esa copia."
    )
    INFECTADO = (
        "El antivirus encontró algo dañino en el archivo: no lo abras; vuelve a generarlo en un equipo limpio"
        " y envía ese."
    )
    DEMASIADO_GRANDE = (
        "El archivo pasa de {limite}, que es lo más que se recibe: redúcelo, por ejemplo escaneando"
        " con menor resolución, y envíalo de nuevo."
    )
    COSTOSO = "El archivo es demasiado complicado para revisarlo: imprímelo como PDF o escanéalo, y envía esa copia."

    def frase(self, limite: int) -> str:
        """The sentence, with the limit of a file in bytes said as people say it."""
        return self.format(limite=tamano(limite))


class ErrorDeArchivo(HTTPException):
    """A file that could not be taken or given; its text is for the person."""

    frase = ""

    def __init__(self, frase: str = "") -> None:
        super().__init__(frase or self.frase)

    def __str__(self) -> str:
        return self.description or ""


class ArchivoRechazado(ErrorDeArchivo):
    """The file itself is not acceptable; the sentence belongs beside its field."""

    code = 422

    def __init__(self, razon: Razon, *, limite: int = 0) -> None:
        super().__init__(razon.frase(limite))
        self.razon = razon


class EnvioDemasiadoGrande(ErrorDeArchivo):
    """What is announced cannot hold an acceptable file; nothing of it was read."""

    code = 413

    def __init__(self, *, limite: int) -> None:
        super().__init__(Razon.DEMASIADO_GRANDE.frase(limite))


class JuntosDemasiado(ErrorDeArchivo):
    """The files of one form, each of them acceptable, are together more than one person may keep in staging."""

    code = 413

    def __init__(self, *, limite: int) -> None:
        super().__init__(
            f"Los archivos juntos pasan de {tamano(limite)}, que es lo más que se recibe de una vez: elige menos,"
            " y carga los demás después."
        )


class SinLongitud(ErrorDeArchivo):
    """The client does not say how much it is going to send."""

    code = 411
    frase = "Tu programa no dijo el tamaño de lo que envía: usa un navegador actualizado e inténtalo de nuevo."


class EnvioInterrumpido(ErrorDeArchivo):
    """The body ended before its form did."""

    code = 400
    frase = "El envío se cortó antes de terminar: revisa tu conexión y envía el archivo otra vez."


class EnvioDetenido(EnvioInterrumpido):
    """The client fell silent for longer than the server waits."""

    code = 408


class SinEspacio(ErrorDeArchivo):
    code = 507
    frase = (
        "Por ahora no hay espacio para recibir archivos: inténtalo más tarde; si sigue igual, avisa al departamento."
    )


class CuotaLlena(SinEspacio):
    """What this person has half sent, and the new file, are more than one person may keep there."""

    frase = (
        "Tienes otros envíos sin terminar que ocupan tu espacio: termínalos o descártalos, y envía este después;"
        " si no, se borran solos en un día."
    )


class MuchosALaVez(ErrorDeArchivo):
    """Every place for who has no account yet is taken."""

    code = 503
    frase = "En este momento llegan muchos registros a la vez: espera unos minutos e inténtalo otra vez."


class MuchosTuyos(ErrorDeArchivo):
    """Every place of this account is taken."""

    code = 429

    def __init__(self, cuantos: int) -> None:
        son = (
            "un archivo a la vez, que es lo que"
            if cuantos == 1
            else f"{cuantos} archivos a la vez, que es lo más que"
        )
        super().__init__(
            f"Ya estás enviando {son} se recibe de cada persona: espera a que termine uno y repite este."
        )


class SesionTerminada(ErrorDeArchivo):
    """The form may not be used by who asks now."""

    code = 401
    frase = "Tu sesión terminó: ingresa otra vez y elige el mismo archivo; el envío sigue donde iba."


class EnvioPerdido(ErrorDeArchivo):
    """There is no such upload, or it is somebody else's."""

    code = 404
    frase = "Ese envío ya no está: elige el archivo otra vez."


class EnvioDesfasado(ErrorDeArchivo):
    """The part does not continue what is here."""

    code = 409
    frase = "Lo que llega no continúa lo que ya se recibió: elige el archivo otra vez."


class EnvioMalHecho(ErrorDeArchivo):
    """The program that sends does not follow tus 1.0."""

    code = 400
    frase = "Tu programa envía el archivo de un modo que no se reconoce: recarga la página e inténtalo otra vez."


class EnvioOcupado(ErrorDeArchivo):
    """Another request is bringing a part of it."""

    code = 423
    frase = "Este archivo se está recibiendo por otro lado: espera un momento."


class ArchivoPerdido(ErrorDeArchivo):
    """The file that a row or a ficha names is not on the disk."""

    code = 404
    frase = "El archivo no se encuentra en el sistema: avisa al departamento."
