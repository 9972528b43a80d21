"""Login and reset as an oracle for who has an account: text, length, status, headers and time (QUALITY «Accounts»).

Five kinds of account are asked of in turns whose order is drawn anew each time, so that what the machine does
meanwhile touches all alike. The throttle is as it comes: each try is from an address of its own and each account is
one of a hundred, and where it counts everybody together an hour passes (what it counted is forgotten).
"""

import random
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pyotp import random_base32
from werkzeug.security import generate_password_hash

from tests.elenco import CONTRASENA
from tests.fallas.curioso import Curioso, Oida
from tests.fallas.distinguir import Juicio, Ruido, juzgar, se_notaria
from tests.fallas.lugar import casa
from tests.fallas.maquina import Maquina

VECES, DE_CADA_UNA = 1000, 100
CLASES = ("nadie", "alumno", "cerrada", "con segundo factor", "invitada")
_EN_UNA_HORA = 900  # of the thousand mails that everybody together may ask for
_MALA = "Equivocada-1"


@dataclass(frozen=True)
class Pregunta:
    """A form, and whose times it told: at once, for the answer to a reset waits on purpose."""

    pagina: str
    ruta: str
    campos: dict[str, str]
    a_la_vez: int
    veces: int
    caben: int  # tries of one account from one address


_INGRESO = Pregunta("/", "/sesion", {"contrasena": _MALA}, 1, VECES, 10)
_OLVIDO = Pregunta("/contrasena", "/contrasena", {}, 4, VECES, 3)


def oraculo_del_ingreso() -> str:
    """A wrong password, a thousand times of each kind, and a thousand that the throttle answers."""
    return _oraculo(_INGRESO)


def oraculo_del_olvido() -> str:
    """The same of who forgot theirs: a mail leaves where there is an account."""
    return _oraculo(_OLVIDO)


def _oraculo(pregunta: Pregunta) -> str:
    with casa() as carpeta:
        maquina = Maquina(carpeta, PROXY_HOPS=1)
        base = carpeta / "instance/sisr.db"
        quienes = _poblar(base)
        with maquina.encendida():
            return f"{_preguntar(pregunta, base, quienes)}; {_frenado(pregunta, base, quienes)}"


def _preguntar(pregunta: Pregunta, base: Path, quienes: dict[str, list[str]]) -> str:
    azar = random.Random(2026)
    turnos = [
        (clase, quienes[clase][n % DE_CADA_UNA], f"10.{n // 250}.{n % 250}.{CLASES.index(clase)}")
        for n in range(pregunta.veces)
        for clase in azar.sample(CLASES, len(CLASES))
    ]
    oidas: dict[str, list[Oida]] = {clase: [] for clase in CLASES}
    for desde in range(0, len(turnos), _EN_UNA_HORA):
        _pasa_una_hora(base)
        for clase, oida in _oir(pregunta, turnos[desde : desde + _EN_UNA_HORA]):
            oidas[clase].append(oida)
    return _comparar("", oidas)


def _frenado(pregunta: Pregunta, base: Path, quienes: dict[str, list[str]]) -> str:
    """One account of each kind, from one address, which is refused from the eleventh try on (or the fourth)."""
    _pasa_una_hora(base)
    veces = VECES if pregunta.a_la_vez == 1 else VECES // 5
    azar = random.Random(2027)
    uno = {clase: (clase, quienes[clase][0], "10.9.9.9") for clase in CLASES}
    primeras = [oida.estado for _, oida in _oir(pregunta, [*uno.values()] * pregunta.caben)]
    assert 429 not in primeras, primeras
    turnos = [uno[clase] for _ in range(veces) for clase in azar.sample(CLASES, len(CLASES))]
    oidas: dict[str, list[Oida]] = {clase: [] for clase in CLASES}
    for clase, oida in _oir(pregunta, turnos):
        assert oida.estado == 429, oida
        oidas[clase].append(oida)
    return _comparar("ya frenado,", oidas)


def _oir(pregunta: Pregunta, turnos: list[tuple[str, str, str]]) -> Iterator[tuple[str, Oida]]:
    propio = threading.local()

    def una(turno: tuple[str, str, str]) -> tuple[str, Oida]:
        clase, usuario, desde = turno
        if not hasattr(propio, "quien"):
            propio.quien = Curioso(pregunta.pagina)
        return clase, propio.quien.enviar(pregunta.ruta, pregunta.campos | {"usuario": usuario}, desde=desde)

    with ThreadPoolExecutor(pregunta.a_la_vez) as hilos:
        yield from hilos.map(una, turnos)


def _comparar(nombre: str, oidas: dict[str, list[Oida]]) -> str:
    vistas = sorted({str(oida.vista) for suyas in oidas.values() for oida in suyas})
    assert len(vistas) == 1, _donde_difieren(*vistas[:2])
    tiempos = {clase: [oida.segundos for oida in suyas] for clase, suyas in oidas.items()}
    nadie = tiempos.pop("nadie")
    ruido = Ruido.de(len(nadie), len(nadie), comparaciones=len(tiempos))
    juicios = {clase: juzgar(nadie, suyos) for clase, suyos in tiempos.items()}
    for clase, juicio in juicios.items():
        assert ruido.admite(juicio), f"{nombre}: «{clase}» se distingue de quien no existe: {juicio}, ruido {ruido}"
    return f"{nombre} {len(nadie):,} de cada clase: {_dicho(juicios, ruido)}, se vería desde {_ms(nadie, ruido)}"


def _donde_difieren(una: str, otra: str) -> list[str]:
    donde = next(n for n, (esta, aquella) in enumerate(zip(una, otra, strict=False)) if esta != aquella)
    return [vista[max(0, donde - 60) : donde + 60] for vista in (una, otra)]


def _dicho(juicios: dict[str, Juicio], ruido: Ruido) -> str:
    peor = max((juicio.auc for juicio in juicios.values()), key=lambda auc: abs(auc - 0.5))
    acierto = max(juicio.acierto for juicio in juicios.values())
    return (
        f"una sola respuesta; por el tiempo, AUC {peor:.3f} (azar 0.5 ± {ruido.auc:.3f}),"
        f" mejor umbral {acierto:.1%} (azar hasta {0.5 + ruido.acierto:.1%})"
    )


def _ms(tiempos: list[float], ruido: Ruido) -> str:
    return f"{se_notaria(tiempos, ruido) * 1000:.2f} ms"


def _pasa_una_hora(base: Path) -> None:
    with closing(sqlite3.connect(base, timeout=30)) as conexion, conexion:
        conexion.execute("DELETE FROM intento")


def _poblar(base: Path) -> dict[str, list[str]]:
    """A hundred of each kind, whose users are all as long; of «nadie», what has no account."""
    usuarios = random.Random(2028).sample(range(10**9, 10**10), DE_CADA_UNA * len(CLASES))
    quienes = {clase: [str(u) for u in usuarios[n :: len(CLASES)]] for n, clase in enumerate(CLASES)}
    cifrada = generate_password_hash(CONTRASENA)
    with closing(sqlite3.connect(base)) as conexion, conexion:
        for clase, suyos in quienes.items():
            if clase != "nadie":
                contrasena = "" if clase == "invitada" else cifrada
                conexion.executemany(
                    "INSERT INTO usuario (clave, nombre, correo, contrasena, es_alumno, funciones, activo, creado_en)"
                    " VALUES (?1, ?1, ?1 || '@ejemplo.mx', ?2, ?3, '', ?4, '2026-01-01')",
                    [(u, contrasena, clase in {"alumno", "cerrada"}, clase != "cerrada") for u in suyos],
                )
        conexion.execute(
            "INSERT INTO segundo_factor (usuario_id, secreto, confirmado_en, ultimo_paso)"
            " SELECT id, ?, '2026-01-01', 0 FROM usuario WHERE NOT es_alumno AND contrasena <> ''",
            (random_base32(),),
        )
    return quienes
