"""What gunicorn and the flask command import."""

import os
import sys

os.umask(0o077)  # identity papers: nobody else on the machine reads them

from sisr import create_app  # noqa: E402
from sisr.config import AjusteInvalido  # noqa: E402

try:
    app = create_app()
except AjusteInvalido as razon:
    sys.exit(str(razon))
