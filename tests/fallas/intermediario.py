"""SISR as it is served to the school: behind the nginx of docs/nginx.conf, by HTTPS."""

import http.client
import re
import socket
import sqlite3
import ssl
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from tests.elenco import CONTRASENA
from tests.fallas.envio import Envio
from tests.fallas.goteo import gotear
from tests.fallas.lugar import GB, MB, casa, unico
from tests.fallas.maquina import Maquina
from tests.fallas.nginx import NOMBRE, Nginx, PorNginx, lo_que_falta
from tests.fallas.visitante import Visitante

_A_MEDIAS, _CARGAS, _RITMO = 500, 100, 10 * 1024
_SIEMPRE = {
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


def detras_de_nginx() -> str:
    """What the file that is copied says has to hold when it is run, and nobody is kept waiting by the slow ones."""
    if falta := lo_que_falta():
        return f"OMITIDA: hace falta {falta}"
    with casa() as carpeta:
        maquina = Maquina(carpeta, BASE_URL=f"https://{NOMBRE}", PROXY_HOPS=1)
        with Nginx(carpeta / "nginx").encendido() as nginx, maquina.encendida():
            PorNginx.nginx = nginx
            _nombres_y_cabeceras(nginx)
            _nada_se_guarda_dos_veces(nginx, maquina)
            _por_partes_y_de_vuelta(maquina, carpeta)
            _de_donde_viene(carpeta)
            dicho = _los_lentos(nginx, maquina, carpeta)
            _mientras_se_reinicia(maquina)
            assert nginx.guardado() == 0
    return dicho


def _nombres_y_cabeceras(nginx: Nginx) -> None:
    quien = PorNginx(1)
    for ruta, estado in (("/", 200), ("/registro", 200), ("/no-existe", 404), ("/expedientes", 303)):
        respuesta = quien.pedir("GET", ruta, {"X-Forwarded-Host": "malo.example"})
        assert (respuesta.estado, {n: respuesta.cabeceras.get(n) for n in _SIEMPRE}) == (estado, _SIEMPRE), ruta
        assert "default-src 'none'" in respuesta.cabeceras["content-security-policy"]
    puesta = PorNginx(2).pedir("GET", "/registro").cabeceras["set-cookie"]
    assert puesta.startswith("__Host-sisr=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(puesta.split("; "))
    llano = http.client.HTTPConnection("127.0.0.1", nginx.llano, timeout=10)
    llano.request("GET", "/registro", headers={"Host": NOMBRE})
    movida = llano.getresponse()
    assert (movida.status, movida.getheader("Location")) == (301, f"https://{NOMBRE}/registro")
    with suppress(ssl.SSLError):
        nginx.enchufar(nombre="malo.example")
        raise AssertionError("it shook hands under a foreign name")
    with nginx.enchufar() as enchufe:
        enchufe.sendall(b"GET / HTTP/1.1\r\nHost: malo.example\r\n\r\n")
        assert enchufe.recv(100) == b""


def _nada_se_guarda_dos_veces(nginx: Nginx, maquina: Maquina) -> None:
    """What is announced as 3 GiB is not refused, and comes through as it is sent."""
    quien = PorNginx(3).llegar()
    cabeza, _ = quien._formulario("", Path("entero.pdf"))
    tipo = "multipart/form-data; boundary=----fallas"
    dichas = {"Host": NOMBRE, "Cookie": quien.galleta, "Content-Type": tipo, "Content-Length": str(3 * GB)}
    lineas = ["POST /registro HTTP/1.1", *(f"{nombre}: {valor}" for nombre, valor in dichas.items()), "", ""]
    with nginx.enchufar() as enchufe:
        enchufe.sendall("\r\n".join(lineas).encode() + cabeza + bytes(16 * MB))
        _hasta(lambda: sum(ruta.stat().st_size for ruta in maquina.en_recepcion()) >= 12 * MB)
        assert nginx.guardado() == 0
    _hasta(lambda: maquina.en_recepcion() == [])


def _por_partes_y_de_vuelta(maquina: Maquina, carpeta: Path) -> None:
    """Cut off in the middle, it goes on from there; what was kept comes back whole and by parts."""
    archivo = unico(carpeta, 8 * MB)
    envio = Envio(4, archivo, PorNginx)
    envio.seguir(hasta=4 * MB)
    _hasta(lambda: envio.quien.llegado(envio.url) > 0)
    _hasta(lambda: envio.quien.llegado(envio.url) == maquina.en_recepcion()[0].stat().st_size)
    envio.comprobar(maquina)
    assert 0 < envio.confirmado <= 4 * MB
    assert envio.seguir().estado == 204
    envio.usar()
    quien = _dentro(envio.quien)
    entero = archivo.read_bytes()
    for rango, parte in (("bytes=0-3", entero[:4]), ("bytes=-10", entero[-10:])):
        respuesta = quien.pedir("GET", "/entregas/1/archivo", {"Range": rango})
        assert (respuesta.estado, respuesta.cuerpo) == (206, parte.decode("utf-8", "replace"))
        assert respuesta.cabeceras["content-type"] == "application/pdf"


def _dentro(quien: Visitante) -> Visitante:
    quien.galleta = ""
    pagina = quien.pedir("GET", "/").cuerpo
    token = re.search(r'name="csrf_token" value="([^"]+)"', pagina)
    assert token
    cuerpo = f"csrf_token={token[1]}&usuario={quien.boleta}&contrasena={CONTRASENA}".encode()
    cabeceras = {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": "203.0.113.9"}
    assert quien.pedir("POST", "/sesion", cabeceras, iter([cuerpo]), len(cuerpo)).estado == 303
    return quien


def _de_donde_viene(carpeta: Path) -> None:
    """From where each came to nginx, whatever they say of themselves."""
    with closing(sqlite3.connect(carpeta / "instance/sisr.db")) as base:
        assert {lugar for (lugar,) in base.execute("SELECT direccion FROM acto")} == {"127.0.0.2"}
        assert base.execute("SELECT count(*) FROM acto WHERE accion = 'ingreso'").fetchone() == (1,)


def _los_lentos(nginx: Nginx, maquina: Maquina, carpeta: Path) -> str:
    """500 that stop in the middle of a request, and 100 uploads at 10 KB/s: the others' p95 stays under a second."""
    archivo, tiempos, testigo = unico(carpeta, 100 * 1024), list[float](), PorNginx(5)
    quienes = [PorNginx(100 + numero).llegar() for numero in range(_CARGAS // 2)]
    envios = [Envio(300 + numero, archivo, PorNginx) for numero in range(_CARGAS // 2)]
    crudas = [quien.forma_cruda(archivo) for quien in quienes]
    crudas += [envio.quien.parte_cruda(envio.url, archivo) for envio in envios]
    a_medias = [_a_medias(nginx, numero) for numero in range(_A_MEDIAS)]

    def mirar() -> None:
        inicio = time.monotonic()
        assert testigo.pedir("GET", "/registro").estado == 200
        tiempos.append(time.monotonic() - inicio)

    estados = Counter(gotear(crudas, _RITMO, mientras=mirar, enchufar=nginx.enchufar))
    for enchufe in a_medias:
        enchufe.close()
    assert estados == {303: _CARGAS // 2, 204: _CARGAS // 2}, estados
    assert len(maquina.guardados()) == _CARGAS // 2 + 1
    tiempos.sort()
    p95 = tiempos[int(len(tiempos) * 0.95)]
    assert p95 < 1, p95
    return (
        f"{_CARGAS} de {_CARGAS} cargas a 10 KB/s llegaron con {_A_MEDIAS} peticiones a medias; mientras,"
        f" {len(tiempos)} páginas: p50 {tiempos[len(tiempos) // 2] * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms"
    )


def _a_medias(nginx: Nginx, numero: int) -> socket.socket:
    """Within its headers, or within a body that is kept until it is whole."""
    enchufe = nginx.enchufar()
    cabeza = f"POST /sesion HTTP/1.1\r\nHost: {NOMBRE}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    enchufe.sendall(f"{cabeza}Content-Length: 900\r\n\r\nusuario=".encode() if numero % 2 else cabeza.encode())
    return enchufe


def _mientras_se_reinicia(maquina: Maquina) -> None:
    maquina.matar()
    caida = PorNginx(6).pedir("GET", "/registro")
    assert (caida.estado, caida.cabeceras["retry-after"], caida.cabeceras["cache-control"]) == (503, "10", "no-store")
    assert "El sistema se está reiniciando." in caida.cuerpo
    assert caida.cabeceras["strict-transport-security"] == _SIEMPRE["strict-transport-security"]
    maquina.encender()
    assert PorNginx(7).pedir("GET", "/registro").estado == 200


def _hasta(cierto: Callable[[], bool], *, segundos: float = 30) -> None:
    limite = time.monotonic() + segundos
    while not cierto():
        assert time.monotonic() < limite
        time.sleep(0.1)
