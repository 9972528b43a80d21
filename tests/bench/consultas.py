"""Writes down, as JSON, every statement that each page asks of the database: `{what: path}` is its argument."""

import json
import sys
from typing import Any

from sqlalchemy import event

from sisr import create_app
from sisr.db import db
from sisr.demostracion.catalogos import CONTRASENA
from tests.bench.navegador import TOKEN


def main() -> None:
    app = create_app()
    consultas: list[tuple[str, Any]] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *como: consultas.append((como[2], list(como[3]))))
    visita = app.test_client()
    token = TOKEN.search(visita.get("/", base_url=app.config["BASE_URL"]).data)
    datos = {"usuario": "elena", "contrasena": CONTRASENA, "csrf_token": token[1].decode() if token else ""}
    assert visita.post("/sesion", base_url=app.config["BASE_URL"], data=datos).status_code == 303
    hechas = {}
    for que, ruta in json.loads(sys.argv[1]).items():
        consultas.clear()
        assert visita.get(ruta, base_url=app.config["BASE_URL"]).status_code == 200, ruta
        hechas[que] = [consulta for consulta in consultas if consulta[0].startswith(("SELECT", "WITH"))]
    print(json.dumps(hechas, default=str))


if __name__ == "__main__":
    main()
