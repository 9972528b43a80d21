"""`make faults`: the long trials, with their figures. Names of scenes as arguments run only those."""

import sys
import time

from tests.fallas.escenas import ESCENAS


def main(elegidas: list[str]) -> None:
    for nombre in elegidas or ESCENAS:
        inicio = time.monotonic()
        print(f"{nombre}: ", end="", flush=True)
        print(f"{ESCENAS[nombre]()} ({time.monotonic() - inicio:.0f} s)", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
