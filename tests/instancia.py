"""An app over an instance of its own; of the many in a process, each finds made what the others made."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from sisr import create_app
from sisr.db import db


def abrir(entorno: pytest.MonkeyPatch, casa: Path) -> Flask:
    """That of a folder, which may be still to be filled."""
    entorno.setenv("SISR_INSTANCE_PATH", str(casa / "instance"))
    entorno.setenv("SISR_UPLOADS_PATH", str(casa / "uploads"))
    (casa / "uploads").mkdir(parents=True, exist_ok=True)
    app = create_app(TESTING=True, PROPAGATE_EXCEPTIONS=False)
    app.jinja_env.bytecode_cache = _PLANTILLAS
    with app.app_context():
        db.engine.update_execution_options(compiled_cache=_SENTENCIAS)
    return app


def cerrar(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()


class Sentencias(dict[Any, Any]):
    """Compiled once, as the one app of a service does; a key begins with its engine's dialect, and all are alike."""

    def get(self, clave: tuple[Any, ...], ninguna: Any = None) -> Any:
        return super().get(clave[1:], ninguna)

    def __setitem__(self, clave: tuple[Any, ...], compilada: Any) -> None:
        super().__setitem__(clave[1:], compilada)


class Plantillas(BytecodeCache):
    """Compiled once; each app makes of it templates of its own."""

    def __init__(self) -> None:
        self._codigos = dict[tuple[str, str], Any]()

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codigos.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codigos[bucket.key, bucket.checksum] = bucket.code


_SENTENCIAS, _PLANTILLAS = Sentencias(), Plantillas()
