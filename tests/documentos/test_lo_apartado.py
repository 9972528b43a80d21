"""Once an account was put aside, whatever still shows it answers without failing."""

from flask import Flask

from tests.cliente import Cliente
from tests.elenco import Alumna
from tests.seguridad.test_entrada_hostil import suyas


def test_nada_falla_con_una_cuenta_apartada(app: Flask, ana: Alumna) -> None:
    marta = Cliente(app).ingresar("marta2")
    rutas = suyas(app, ana, "marta2")
    datos = {"csrf_token": marta.token(), "entrega": ana.documento("expediente").entrega_id, "version": 1}
    marta.enviar(f"/alumnos/{ana.id}/apartado")
    for ruta, metodo in rutas:
        if metodo in {"GET", "POST"} and ruta not in {"/sesion/fin", "/cuenta/sesiones/fin"}:
            for cabeceras in ({}, {"HX-Request": "true"}):
                respuesta = marta.crudo(metodo, ruta, data=datos if metodo == "POST" else None, headers=cabeceras)
                assert respuesta.status_code < 500, f"{metodo} {ruta}"
