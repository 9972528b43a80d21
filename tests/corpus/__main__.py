"""`python -m tests.corpus`: makes both folders again; the encrypted ones come out different each time."""

import shutil

from tests.corpus import CARPETA
from tests.corpus.aceptados import ACEPTADOS
from tests.corpus.rechazados import RECHAZADOS


def main() -> None:
    for grupo, casos in (("aceptados", ACEPTADOS), ("rechazados", RECHAZADOS)):
        shutil.rmtree(CARPETA / grupo, ignore_errors=True)
        (CARPETA / grupo).mkdir()
        for caso in casos:
            caso.ruta.write_bytes(caso.hacer())
        print(f"{grupo}: {len(casos)} archivos, {sum(caso.ruta.stat().st_size for caso in casos) // 1024} KB")


if __name__ == "__main__":
    main()
