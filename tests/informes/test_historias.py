"""After any history the quick counts equal a recount, and a closed period counts what it counted when it closed."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import time_machine
from flask import Flask
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import delete, func, insert, select, update

from sisr.alumnos.model import Alumno
from sisr.bitacora.model import Acto
from sisr.catalogos.model import Motivo, Prestatario
from sisr.cuentas.model import Usuario
from sisr.db import db, escritura, tabla
from sisr.documentos.model import Dictamen, Entrega
from sisr.informes.cierre import cerrar
from sisr.informes.contar import DIMENSIONES, contar, por_mes, recontar, sumar, totales
from sisr.informes.corte import Corte
from sisr.informes.listas import sucesos
from sisr.informes.model import Cierre, Conteo, Suceso
from sisr.reloj import ahora, dia

_DESDE, _A_MEDIAS = datetime(2025, 11, 20, 12, tzinfo=UTC), date(2025, 12, 10)
_CUALES = st.integers(0, 1000)
_FILTROS: tuple[dict[str, Any], ...] = ({}, {"carrera": 1}, {"prestatario": 1}, {"carrera": 2, "prestatario": 1})


def test_ninguna_historia_descuadra_las_cuentas(app: Flask) -> None:
    with app.app_context():
        cuantas = settings().max_examples // 20
        run_state_machine_as_test(Historia, settings=settings(max_examples=cuantas, stateful_step_count=20))


class Historia(RuleBasedStateMachine):
    """What people do, one thing after another, and what staff correct afterwards; the clock only goes on."""

    _numeros = count(1)

    def __init__(self) -> None:
        super().__init__()
        with escritura() as conexion:
            conexion.execute(delete(tabla(Suceso)))
            conexion.execute(delete(tabla(Conteo)))
            conexion.execute(update(tabla(Cierre)).values(dia=date(2000, 1, 1)))
            nuevos = insert(tabla(Prestatario)).returning(Prestatario.id)
            filas = [_prestatario(next(self._numeros)) for _ in range(3)]
            self.prestatarios = [1, *(conexion.scalar(nuevos, fila) for fila in filas)]
        self.reloj, self.fotos = _DESDE, list[tuple[Corte, Any]]()
        self.alumnos, self.entregas = list[int](), list[int]()
        self.registrar(1)

    @rule(dias=st.integers(0, 40), horas=st.integers(0, 23))
    def esperar(self, dias: int, horas: int) -> None:
        self.reloj += timedelta(days=dias, hours=horas)

    @rule(cual=_CUALES)
    def registrar(self, cual: int) -> None:
        with escritura() as conexion:
            alumno = _alumno(next(self._numeros), self.reloj) | self._datos(cual)
            conexion.execute(insert(tabla(Alumno)).values(alumno))
        self.alumnos.append(alumno["id"])

    @rule(cual=_CUALES, clave=st.sampled_from(["expediente", "reporte-1", "carta-termino", "constancia"]))
    def entregar(self, cual: int, clave: str) -> None:
        alumno_id = self.alumnos[cual % len(self.alumnos)]
        suyas = select(func.count()).where(Entrega.alumno_id == alumno_id, Entrega.clave == clave)
        n = (db.session.scalar(suyas) or 0) + 1
        with escritura() as conexion:
            entrega = insert(tabla(Entrega)).values(_entrega(alumno_id, clave, n, self.reloj))
            self.entregas.append(conexion.execute(entrega.returning(Entrega.id)).scalar_one())

    @precondition(lambda self: bool(self.entregas))
    @rule(cual=_CUALES, motivo=st.sampled_from([None, "No se lee.", "El archivo no es legible."]))
    def dictaminar(self, cual: int, motivo: str | None) -> None:
        entrega_id = self.entregas[cual % len(self.entregas)]
        resultado = "RECHAZADO" if motivo else "ACEPTADO"
        fila = {"entrega_id": entrega_id, "resultado": resultado, "motivo": motivo, "por_id": 1, "en": self.reloj}
        with escritura() as conexion:
            conexion.execute(insert(tabla(Dictamen)).values(fila))

    @rule(cual=_CUALES, accion=st.sampled_from(["numero", "lista", "retiro"]), otra=st.booleans())
    def actuar(self, cual: int, accion: str, otra: bool) -> None:
        detalle = {accion: "7", "antes": "6" if otra else None}
        alumno_id = self.alumnos[cual % len(self.alumnos)]
        fila = {"en": self.reloj, "accion": accion, "alumno_id": alumno_id, "por_id": 1, "detalle": detalle}
        with escritura() as conexion:
            conexion.execute(insert(tabla(Acto)).values(fila))

    @rule(cual=_CUALES, nuevo=_CUALES)
    def corregir(self, cual: int, nuevo: int) -> None:
        """Carrera, género, semestre and prestatario, as staff mend them."""
        alumno_id = self.alumnos[cual % len(self.alumnos)]
        with escritura() as conexion:
            conexion.execute(update(tabla(Alumno)).where(Alumno.id == alumno_id).values(self._datos(nuevo)))

    @precondition(lambda self: len(self.prestatarios) > 1)
    @rule(cual=_CUALES)
    def unir(self, cual: int) -> None:
        """A prestatario is merged with the first one and is no more."""
        de_mas = self.prestatarios.pop(1 + cual % (len(self.prestatarios) - 1))
        with escritura() as conexion:
            suyos = Alumno.prestatario_id == de_mas
            conexion.execute(update(tabla(Alumno)).where(suyos).values(prestatario_id=1))
            conexion.execute(delete(tabla(Prestatario)).where(Prestatario.id == de_mas))

    @rule(dias=st.integers(1, 40))
    def cerrar(self, dias: int) -> None:
        """Days go by, and those that are over go into the counts."""
        self.reloj += timedelta(days=dias)
        with time_machine.travel(self.reloj, tick=False):
            cerrar()

    @precondition(lambda self: not self.fotos)
    @rule(dias=st.integers(1, 40))
    def atrasar(self, dias: int) -> None:
        """The clock is put right, and what happens next falls on days that may be closed."""
        self.reloj -= timedelta(days=dias)

    @rule(texto=st.sampled_from(["No se lee.", "legible", "Nadie lo dice."]))
    def cambiar_motivos(self, texto: str) -> None:
        """A frequent motivo more, or one whose sentence is another, which no motivo had before."""
        numero = next(self._numeros)
        fila = {"para": "", "nombre": str(numero), "orden": 99, "activo": True}
        with escritura() as conexion:
            cambio = update(tabla(Motivo)).where(Motivo.texto == texto).values(texto=f"{texto} {numero}")
            if not conexion.execute(cambio).rowcount:
                conexion.execute(insert(tabla(Motivo)).values(fila | {"texto": texto}))

    @rule()
    def fotografiar(self) -> None:
        """What is counted of the days that are over."""
        cortes = [Corte(hasta=dia(self.reloj) - timedelta(days=1), **filtro) for filtro in _FILTROS]
        self.fotos += [(corte, _foto(corte)) for corte in cortes]
        self.reloj += timedelta(days=1)

    def teardown(self) -> None:
        for corte in _cortes(dia(self.reloj)):
            for dimension in DIMENSIONES:
                assert contar(dimension, corte) == _recuento(dimension, corte), (dimension, corte)
            todos = sumar(_recuento("genero", corte))
            assert totales(corte) == todos == dict.fromkeys(todos, 0) | _por_hecho(por_mes(corte))
            lista = sucesos(corte, 1)
            assert (lista.total, len(lista.filas)) == (sum(todos.values()), min(50, sum(todos.values())))
        for corte, foto in self.fotos:
            assert _foto(corte) == foto, corte

    def _datos(self, cual: int) -> dict[str, Any]:
        donde = {"prestatario_id": self.prestatarios[cual % len(self.prestatarios)]}
        return {"carrera_id": 1 + cual % 3, "genero": "FM"[cual % 2], "semestre": 5 + cual % 4, **donde}


def _cortes(hoy: date) -> Iterator[Corte]:
    for filtro in _FILTROS:
        yield Corte(**filtro)
        yield Corte(desde=_A_MEDIAS, **filtro)
        yield Corte(desde=_A_MEDIAS, hasta=hoy, **filtro)
        yield Corte(desde=_A_MEDIAS, hasta=_A_MEDIAS + timedelta(days=3), **filtro)
    yield Corte(hecho="dictamen", desde=date(2025, 12, 1), hasta=date(2026, 1, 31))


def _foto(corte: Corte) -> Any:
    """Without the motivos: what counts as frequent is said afterwards."""
    cuentas = [contar(dimension, corte) for dimension in DIMENSIONES if dimension != "motivo"]
    return cuentas, totales(corte), sucesos(corte, 1).total


def _recuento(dimension: str, corte: Corte) -> dict[tuple[str, str], int]:
    filas: Any = db.session.execute(recontar(dimension, corte))
    return {(hecho, valor): n for hecho, valor, n in filas}


def _por_hecho(cuenta: dict[tuple[str, str], int]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for (hecho, _), n in cuenta.items():
        total[hecho] += n
    return dict(total)


def _prestatario(numero: int) -> dict[str, Any]:
    return {"nombre": f"Dependencia {numero}", "clave": f"dependencia {numero}", "confirmado": True}


def _alumno(numero: int, en: datetime) -> dict[str, Any]:
    boleta = f"2021{numero:06d}"
    cuenta = {"clave": boleta, "nombre": boleta, "correo": f"{boleta}@ipn.mx", "contrasena": "", "es_alumno": True}
    usuario = insert(tabla(Usuario)).values(funciones=frozenset(), activo=True, creado_en=ahora(), **cuenta)
    alumno_id = db.session.connection().execute(usuario.returning(Usuario.id)).scalar_one()
    nombre = {"apellido_paterno": boleta, "apellido_materno": "", "nombres": boleta, "orden": boleta}
    servicio = {"inicio": date(2025, 9, 1), "termino": date(2026, 6, 1), "registrado_en": en, "version": 1}
    return {"id": alumno_id, "boleta": boleta, **nombre, **servicio}


def _entrega(alumno_id: int, clave: str, n: int, en: datetime) -> dict[str, Any]:
    ruta = f"{alumno_id}/{clave}-{n}.pdf"
    archivo = {"nombre": "a.pdf", "ruta": ruta, "bytes": 1, "paginas": 1, "sha256": ruta}
    return {"alumno_id": alumno_id, "clave": clave, "n": n, "recibida_en": en, "por_id": alumno_id, **archivo}
