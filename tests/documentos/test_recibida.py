"""When the present entrega was received stands beside its document, whoever wrote it there."""

from flask import Flask
from sqlalchemy import select

from sisr.db import db
from sisr.documentos.model import Documento, Entrega
from tests.elenco import Alumna
from tests.mesa.estados import entregado, rechazado


def copias(app: Flask) -> list[tuple[object, object]]:
    """What stands beside each document, and what its entrega says."""
    suyas = select(Documento.recibida_en, Entrega.recibida_en).join(Entrega, Entrega.id == Documento.entrega_id)
    with app.app_context():
        return [(copia, suya) for copia, suya in db.session.execute(suyas)]


def test_un_documento_dice_cuando_llego_su_entrega_tambien_la_que_corrige(app: Flask, ana: Alumna) -> None:
    rechazado(ana, "expediente")
    ((primera, _),) = copias(app)
    entregado(ana, "expediente")
    ((segunda, _),) = copias(app)
    assert primera < segunda  # pyright: ignore[reportOperatorIssue]
    entregado(ana, "reporte-1", "reporte-2")
    assert len(copias(app)) == 3
    assert all(copia == suya for copia, suya in copias(app))
