"""A mail server of one's own, and an app that sends to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.correo.buzon import Buzon
from tests.puerta.servicio import PACIENCIA


@pytest.fixture
def buzon(app: Flask, tmp_path: Path) -> Iterator[Buzon]:
    buzon = Buzon(tmp_path / "buzon")
    app.config.update(MAIL_SERVER="127.0.0.1", MAIL_PORT=buzon.puerto, MAIL_TIMEOUT=PACIENCIA)
    yield buzon
    buzon.cerrar()
