"""The mail server that misbehaves on demand, in a process of its own, and what it received."""

import json
import subprocess
import sys
import time
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

SERVIDOR = Path(__file__).parents[1] / "herramientas" / "hostile_smtp.py"


class Buzon:
    def __init__(self, carpeta: Path, modo: str = "ok") -> None:
        self._carpeta = carpeta
        orden = [sys.executable, str(SERVIDOR), str(carpeta), "--port", "0", "--mode", modo]
        self._proceso = subprocess.Popen(orden, stdout=subprocess.PIPE, text=True)
        assert self._proceso.stdout
        self.puerto = int(self._proceso.stdout.readline().split()[1])

    def modo(self, modo: str) -> None:
        """How it behaves from the next connection on; going down and up takes it a moment."""
        abajo = len(self.sucesos("down")) - len(self.sucesos("up"))
        (self._carpeta / "mode").write_text(modo)
        while len(self.sucesos("down")) - len(self.sucesos("up")) != (modo == "down") and (abajo or modo == "down"):
            time.sleep(0.01)

    @property
    def crudas(self) -> list[bytes]:
        """Every mail that it took, as received."""
        return [ruta.read_bytes() for ruta in sorted((self._carpeta / "mail").glob("*.eml"))]

    @property
    def cartas(self) -> list[EmailMessage]:
        """Every mail that it took, read by a strict parser."""
        lector = BytesParser(policy=policy.strict.clone(linesep="\r\n"))
        return [lector.parsebytes(cruda) for cruda in self.crudas]  # pyright: ignore[reportReturnType]

    @property
    def sobres(self) -> list[tuple[str, list[str]]]:
        """From whom and to whom each was handed over."""
        dichos = [json.loads(ruta.read_text()) for ruta in sorted((self._carpeta / "mail").glob("*.json"))]
        return [(dicho["from"], dicho["to"]) for dicho in dichos]

    def sucesos(self, cual: str) -> list[dict[str, Any]]:
        diario = self._carpeta / "log.jsonl"
        lineas = diario.read_text().splitlines() if diario.exists() else []
        return [suceso for suceso in map(json.loads, lineas) if suceso["event"] == cual]

    def cerrar(self) -> None:
        self._proceso.terminate()
        self._proceso.communicate(timeout=10)
