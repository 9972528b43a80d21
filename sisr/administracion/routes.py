"""The plain pages of administración: carreras, prestatarios, frequent motivos, días inhábiles."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import func, select

from sisr.administracion.catalogos import (
    Repetido,
    guardar_carrera,
    guardar_dias,
    guardar_motivo,
    guardar_prestatario,
    quitar_dia,
)
from sisr.administracion.forms import CarreraForm, DiaForm, MotivoForm, PrestatarioForm, UnionForm
from sisr.alumnos.model import Alumno
from sisr.alumnos.prestatarios import PrestatarioDesconocido, fundir
from sisr.catalogos.model import Carrera, DiaInhabil, Motivo, Prestatario, prestatarios_confirmados
from sisr.cuentas.sesiones import quien
from sisr.db import db, escritura
from sisr.forma import Forma
from sisr.proceso import TIPOS
from sisr.texto import limpiar, plegar

bp = Blueprint("administracion", __name__, url_prefix="/administracion")
_LARGO_Q = 100


@bp.get("/carreras")
def carreras(forma: Forma | None = None) -> str:
    filas = db.session.scalars(select(Carrera).order_by(Carrera.nombre)).all()
    return render_template("administracion/carreras.html", carreras=filas, forma=forma)


@bp.post("/carreras", endpoint="guardar_carrera")
def guardar_carrera_() -> Any:
    forma = CarreraForm()

    def guardar() -> None:
        guardar_carrera(
            forma.id.data,
            nombre=str(forma.nombre.data),
            siglas=str(forma.siglas.data),
            activa=bool(forma.activa.data),
            por=quien().id,
        )

    return _guardar(forma, guardar, carreras)


@bp.get("/prestatarios")
def prestatarios(forma: Forma | None = None) -> str:
    """Those that wait to be confirmed first, each with how many students it has; those with every word of `q`."""
    buscado = limpiar(request.args.get("q"))[:_LARGO_Q]
    consulta = (
        select(Prestatario, func.count(Alumno.id).label("alumnos"))
        .outerjoin(Alumno, Alumno.prestatario_id == Prestatario.id)
        .where(*(Prestatario.clave.contains(palabra, autoescape=True) for palabra in plegar(buscado).split()))
        .group_by(Prestatario.id)
        .order_by(Prestatario.confirmado, Prestatario.clave)
    )
    filas = db.session.execute(consulta).all()
    return render_template("administracion/prestatarios.html", prestatarios=filas, forma=forma, q=buscado)


@bp.post("/prestatarios", endpoint="guardar_prestatario")
def guardar_prestatario_() -> Any:
    forma = PrestatarioForm()

    def guardar() -> None:
        guardar_prestatario(
            forma.id.data,
            nombre=str(forma.nombre.data),
            con_reportes=bool(forma.con_reportes.data),
            por=quien().id,
        )

    return _guardar(forma, guardar, prestatarios, q=request.args.get("q") or None)


@bp.get("/prestatarios/<int:prestatario_id>/union")
def union(prestatario_id: int, forma: UnionForm | None = None) -> str:
    """What merging a prestatario with another would do, and the other's name to be typed."""
    prestatario = db.session.get(Prestatario, prestatario_id) or abort(404)
    suyos = select(func.count(), func.count(Alumno.lista_emision)).where(Alumno.prestatario_id == prestatario_id)
    alumnos, enlistados = db.session.execute(suyos).one()
    return render_template(
        "administracion/union.html",
        prestatario=prestatario,
        alumnos=alumnos,
        sin_lista=alumnos - enlistados,
        otros=[nombre for nombre in prestatarios_confirmados() if nombre != prestatario.nombre],
        forma=forma,
    )


@bp.post("/prestatarios/<int:prestatario_id>/union")
def unir(prestatario_id: int) -> Any:
    forma = UnionForm()
    if not forma.validate():
        return union(prestatario_id, forma), 422
    nombre = str(forma.nombre.data)
    try:
        with escritura():
            unido = db.session.get(Prestatario, prestatario_id) or abort(404)
            antes = unido.nombre
            fundir(prestatario_id, nombre, por=quien().id)
    except PrestatarioDesconocido:
        forma.nombre.errors = [f"«{nombre}» no es otro prestatario del catálogo: elige uno de la lista."]
        return union(prestatario_id, forma), 422
    flash(f"«{antes}» se unió con «{nombre}».", "exito")
    return redirect(url_for("administracion.prestatarios"), 303)


@bp.get("/motivos")
def motivos(forma: Forma | None = None) -> str:
    filas = db.session.scalars(select(Motivo).order_by(Motivo.orden, Motivo.id)).all()
    return render_template("administracion/motivos.html", motivos=filas, forma=forma, tipos=TIPOS)


@bp.post("/motivos", endpoint="guardar_motivo")
def guardar_motivo_() -> Any:
    forma = MotivoForm()

    def guardar() -> None:
        guardar_motivo(
            forma.id.data,
            para=str(forma.para.data),
            nombre=str(forma.nombre.data),
            texto=str(forma.texto.data),
            orden=forma.orden.data,
            activo=bool(forma.activo.data),
            por=quien().id,
        )

    return _guardar(forma, guardar, motivos)


@bp.get("/dias")
def dias(forma: Forma | None = None) -> str:
    filas = db.session.scalars(select(DiaInhabil).order_by(DiaInhabil.dia.desc())).all()
    return render_template("administracion/dias.html", dias=filas, forma=forma)


@bp.post("/dias", endpoint="guardar_dia")
def guardar_dia_() -> Any:
    forma = DiaForm()

    def guardar() -> None:
        assert forma.dia.data
        hasta = forma.hasta.data or forma.dia.data
        guardar_dias(forma.dia.data, hasta, str(forma.motivo.data), por=quien().id)

    return _guardar(forma, guardar, dias)


@bp.post("/dias/<dia>/fin", endpoint="quitar_dia")
def quitar_dia_(dia: str) -> Any:
    try:
        elegido = date.fromisoformat(dia)
    except ValueError:
        abort(404)
    with escritura():
        quitar_dia(elegido, por=quien().id)
    return redirect(url_for("administracion.dias"), 303)


def _guardar(forma: Forma, verbo: Callable[[], None], pagina: Callable[[Forma], str], **args: Any) -> Any:
    """`args`: of the address of the page that it goes back to."""
    if not forma.validate():
        return pagina(forma), 422
    try:
        with escritura():
            verbo()
    except Repetido as razon:
        forma.form_errors = [str(razon)]
        return pagina(forma), 409
    flash("Guardado.", "exito")
    return redirect(url_for(f"administracion.{pagina.__name__}", **args), 303)
