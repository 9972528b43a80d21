"""A file on its way."""

import pytest

from tests.cliente import Cliente
from tests.subidas.envio import PDF, Envio


@pytest.fixture
def envio(cliente: Cliente) -> Envio:
    """Of somebody who is registering."""
    return Envio(cliente, "/registro", PDF)
