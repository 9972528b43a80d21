"""What gunicorn and the flask command import."""

import sys

from sisr import create_app
from sisr.config import AjusteInvalido

try:
    app = create_app()
except AjusteInvalido as razon:
    sys.exit(str(razon))
