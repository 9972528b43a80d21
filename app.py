"""What gunicorn and the flask command import."""

import gc
import os
import sys

gc.disable()  # what is loaded here stays: looking all through it for garbage is a sixth of the time that it takes
os.umask(0o077)  # identity papers: nobody else on the machine reads them

from sisr import create_app  # noqa: E402
from sisr.config import AjusteInvalido  # noqa: E402

try:
    app = create_app()
except AjusteInvalido as razon:
    sys.exit(str(razon))
finally:
    gc.enable()
