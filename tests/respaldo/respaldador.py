"""A process of its own that makes a backup in each folder it is told, a line each, in a child that can be killed.

`python -m tests.respaldo.respaldador`, in the environment of the instance; says the child's number before it begins.
"""

import os
import sys
from pathlib import Path

from sisr import create_app
from sisr.respaldo.hacer import hacer


def main() -> None:
    app = create_app()
    for destino in sys.stdin:
        if not (hijo := os.fork()):
            with app.app_context():
                hacer(Path(destino.rstrip("\n")))
            os._exit(0)
        print(hijo, flush=True)
        os.waitpid(hijo, 0)
        print("ya", flush=True)


if __name__ == "__main__":
    main()
