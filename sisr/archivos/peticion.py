"""The request whose uploaded file goes to staging, and leaves nothing there unless somebody keeps it."""

import os
import re
from collections.abc import Callable
from io import BytesIO
from typing import IO, Any, cast

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import ClientDisconnected
from werkzeug.formparser import FormDataParser
from werkzeug.sansio.http import parse_cookie
from werkzeug.utils import cached_property

from sisr.archivos.errores import EnvioDetenido, EnvioInterrumpido
from sisr.archivos.llegada import Llegada

MARGEN = 1024**2  # what a form may add to its file: the other fields and the multipart wrapping
_VISTAZO = 4096


class Peticion(Request):
    """`app.request_class`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.llegadas: list[Llegada] = []
        self._limite: int | None = None
        self._al_llegar: Callable[[int], None] = lambda _: None
        self.es_anonima = False
        self._lugar = -1

    @cached_property
    def cookies(self) -> ImmutableMultiDict[str, str]:
        """From their one header, without looking at all of them for it."""
        dichas = parse_cookie(self.environ.get("HTTP_COOKIE"), self.dict_storage_class)
        return cast(ImmutableMultiDict[str, str], dichas)

    def admitir_archivo(self, limite: int, *, al_llegar: Callable[[int], None], juntos: int = 0) -> None:
        """Let the form bring files of up to that many bytes each, and `juntos` at most, beside its other fields.

        `al_llegar` is told how many bytes of a file came, piece by piece, and may raise to end it.
        """
        self.max_content_length = (juntos or limite) + MARGEN
        self._limite, self._al_llegar = limite, al_llegar

    def ocupar(self, lugar: int, *, anonima: bool) -> None:
        """Hold a place, as `turnos` gave it, until the end of the request."""
        self.es_anonima, self._lugar = anonima, lugar

    def asomarse(self, que: re.Pattern[bytes], *, hasta: int) -> re.Match[bytes] | None:
        """Look for something in that many bytes of the body, which is read afterwards as if nobody had looked.

        Raises EnvioDetenido.
        """
        cabeza, cuerpo, hallado = b"", self.environ["wsgi.input"], None
        try:
            while not hallado and len(cabeza) < hasta and (trozo := cuerpo.read(min(_VISTAZO, hasta - len(cabeza)))):
                cabeza += trozo
                hallado = que.search(cabeza)
        except OSError as error:
            raise EnvioDetenido from error
        self.environ["wsgi.input"] = _Asomado(cabeza, cuerpo)
        return hallado

    def make_form_data_parser(self) -> FormDataParser:
        """A form with a file that breaks off must not pass for an empty one."""
        parser = super().make_form_data_parser()
        parser.silent = self._limite is None
        return parser

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._soltar()
            lugar, self._lugar = self._lugar, -1
            if lugar >= 0:
                os.close(lugar)

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if self._limite is None:
            return BytesIO()  # MAX_CONTENT_LENGTH bounds it
        llegada = Llegada(limite=self._limite, anonima=self.es_anonima, al_llegar=self._al_llegar)
        self.llegadas.append(llegada)
        return cast(IO[bytes], llegada)

    def _load_form_data(self) -> None:
        try:
            super()._load_form_data()
        except (ClientDisconnected, ValueError) as error:
            self._abandonar()
            se_callo = isinstance(error.__context__, TimeoutError | BlockingIOError)
            raise (EnvioDetenido if se_callo else EnvioInterrumpido) from error
        except BaseException:
            self._abandonar()
            raise

    def _abandonar(self) -> None:
        """What is left of the body is never read: whoever asks again for the form finds it empty."""
        self._soltar()
        self.__dict__["form"] = self.__dict__["files"] = ImmutableMultiDict()

    def _soltar(self) -> None:
        for llegada in self.llegadas:
            llegada.close()


class _Asomado:
    """A body whose beginning was read already."""

    def __init__(self, cabeza: bytes, resto: IO[bytes]) -> None:
        self._cabeza, self._resto = cabeza, resto

    def read(self, cuantos: int = -1) -> bytes:
        if not self._cabeza:
            return self._resto.read(cuantos)
        hasta = len(self._cabeza) if cuantos < 0 else cuantos
        trozo, self._cabeza = self._cabeza[:hasta], self._cabeza[hasta:]
        return trozo + self._resto.read() if cuantos < 0 else trozo
