"""The student's screens: registration with its acuse, and the menu where documents are delivered."""

import hashlib
from dataclasses import fields
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, session, url_for
from sqlalchemy import ColumnElement, select

from sisr.alumnos.model import NOMBRE, Alumno
from sisr.archivos.entrada import recibir
from sisr.archivos.errores import ArchivoRechazado
from sisr.archivos.puerta import recibe_archivo
from sisr.archivos.recepcion import Recibido, descartar, guardar_ficha, recuperar_ficha
from sisr.calendario import ESPERA_CONSTANCIA, sumar_habiles
from sisr.catalogos.model import inhabiles, prestatarios_confirmados
from sisr.cuentas import freno
from sisr.cuentas.sesiones import quien
from sisr.db import db, tabla
from sisr.documentos import vista as vistas
from sisr.documentos.avance import Avance, avance_de
from sisr.documentos.entregar import PasoCerrado, entregar, puede_entregar
from sisr.documentos.model import Documento, Entrega
from sisr.privacidad.aviso import vigente
from sisr.privacidad.conservacion import hasta
from sisr.proceso import CONSTANCIA, PASOS
from sisr.reloj import ahora, dia
from sisr.tramite.forms import EntregaForm, RegistroForm
from sisr.tramite.registrar import BoletaOcupada, Solicitud, registrar as registrar_alumno

bp = Blueprint("tramite", __name__)
ACUSE_A_LA_VISTA = 15 * 60  # seconds: the next person at a campus machine does not find it
FALTA_ARCHIVO = "Elige el archivo PDF que vas a cargar."


@bp.get("/registro")
def registro() -> Any:
    return _pagina_registro(RegistroForm())


@bp.post("/registro")
@recibe_archivo()
def registrar() -> Any:
    forma = RegistroForm()
    recibido, rechazo = _archivo(forma)
    if not forma.validate() or recibido is None or rechazo:
        return _pagina_registro(forma, recibido, rechazo), 422
    avisos = forma.avisos()
    if avisos and forma.avisos_vistos.data != _huella(avisos):
        forma.avisos_vistos.data = _huella(avisos)
        return _pagina_registro(forma, recibido, avisos=avisos), 422
    try:
        with freno.contado(freno.de_registro(str(forma.boleta.data)), falla=BoletaOcupada):
            session["acuse"] = [registrar_alumno(_solicitud(forma), recibido), ahora().timestamp()]
    except BoletaOcupada:
        forma.boleta.errors = [f"La boleta {forma.boleta.data} ya tiene cuenta: ingresa con tu contraseña."]
        return _pagina_registro(forma, recibido), 422
    except freno.Demasiados as razon:
        forma.boleta.errors = [str(razon)]
        return _pagina_registro(forma, recibido), 429, {"Retry-After": str(razon.segundos)}
    return redirect(url_for("tramite.acuse_registro"), 303)


@bp.get("/registro/acuse")
def acuse_registro() -> Any:
    """The acuse of the registration made in this browser; who registered has not logged in yet."""
    acuse, vista = _recien_registrado(), url_for("tramite.vista_registro")
    return render_template("tramite/acuse.html", acuse=acuse, paso=PASOS[acuse.clave], recien=True, vista=vista)


@bp.get("/registro/acuse/vista")
def vista_registro() -> Any:
    return vistas.pintar(_recien_registrado(), imagen=url_for("tramite.pagina1_registro"))


@bp.get("/registro/acuse/pagina-1.jpg")
def pagina1_registro() -> Any:
    return vistas.dar_imagen(_recien_registrado())


@bp.get("/tramite")
def menu() -> str:
    avance = avance_de(quien().id) or abort(404)
    return _pagina_menu(avance)


def _que_este_abierto(clave: str) -> None:
    puede_entregar(quien().id, clave)


@bp.post("/tramite/<clave>", endpoint="entregar")
@recibe_archivo(_que_este_abierto)
def cargar(clave: str) -> Any:
    forma = EntregaForm()
    try:
        recibido = recibir("archivo", forma.subida.data)
    except ArchivoRechazado as rechazo:
        return _menu_con_error(clave, str(rechazo))
    if recibido is None or not forma.validate():
        return _menu_con_error(clave, FALTA_ARCHIVO)
    try:
        entrega = entregar(quien().id, quien().clave, clave, recibido)
    except PasoCerrado:
        descartar(recibido)
        raise
    flash(f"Recibimos tu {PASOS[clave].nombre}: está EN REVISIÓN.", "exito")
    return redirect(url_for("tramite.acuse", entrega_id=entrega), 303)


@bp.get("/entregas/<int:entrega_id>/acuse")
def acuse(entrega_id: int) -> str:
    entrega = _acuse(entrega_id, Entrega.alumno_id == quien().id) or abort(404)
    vista = url_for("documentos.vista", entrega_id=entrega_id)
    return render_template("tramite/acuse.html", acuse=entrega, paso=PASOS[entrega.clave], recien=False, vista=vista)


def _recien_registrado() -> Any:
    """The entrega of the registration made in this browser, for a while."""
    entrega_id, desde = session.get("acuse", (0, 0))
    if ahora().timestamp() - desde > ACUSE_A_LA_VISTA:
        abort(404)
    return _acuse(entrega_id) or abort(404)


def _archivo(forma: RegistroForm) -> tuple[Recibido | None, str | None]:
    """The file sent now or with an earlier try, and why it is none where it is none."""
    anterior = recuperar_ficha(forma.recibido.data)
    try:
        nuevo = recibir("archivo", forma.subida.data)
    except ArchivoRechazado as rechazo:
        return anterior, str(rechazo)
    if nuevo and anterior and nuevo.ficha != anterior.ficha:
        descartar(anterior)
    recibido = nuevo or anterior
    return recibido, None if recibido else FALTA_ARCHIVO


def _solicitud(forma: RegistroForm) -> Solicitud:
    escrito: dict[str, Any] = forma.data | {
        "carrera_id": int(forma.carrera.data),
        "semestre": int(forma.semestre.data),
        "version_aviso": int(forma.version_aviso.data or vigente().version),
    }
    return Solicitud(**{campo.name: escrito[campo.name] for campo in fields(Solicitud)})


def _pagina_registro(
    forma: RegistroForm, recibido: Recibido | None = None, rechazo: str | None = None, avisos: Any = ()
) -> str:
    forma.recibido.data, forma.subida.data = guardar_ficha(recibido) if recibido else "", ""
    if not avisos:
        forma.avisos_vistos.data = ""
    aviso = vigente()
    forma.version_aviso.data = str(aviso.version)
    return render_template(
        "tramite/registro.html",
        forma=forma,
        prestatarios=prestatarios_confirmados(),
        aviso=aviso,
        recibido=recibido,
        rechazo=rechazo,
        avisos=avisos,
    )


def _pagina_menu(avance: Avance, errores: dict[str, str] | None = None) -> str:
    return render_template(
        "tramite/menu.html",
        avance=avance,
        renglones=avance.renglones(),
        espera_constancia=_espera_constancia(avance),
        hasta=_hasta(avance),
        errores=errores or {},
    )


def _menu_con_error(clave: str, error: str) -> Any:
    avance = avance_de(quien().id) or abort(404)
    return _pagina_menu(avance, {clave: error}), 422


def _espera_constancia(avance: Avance) -> list[Any]:
    """Between which two days the constancia is expected (REQUIREMENTS A7)."""
    if not avance.alumno.enlistado_en:
        return []
    desde, propios = dia(avance.alumno.enlistado_en), inhabiles()
    return [sumar_habiles(desde, dias, propios) for dias in ESPERA_CONSTANCIA]


def _hasta(avance: Avance) -> Any:
    """The day until which the data of who has their constancia are kept."""
    constancia = avance.documentos.get(CONSTANCIA.clave)
    return hasta(constancia.recibida_en, liberado=True) if constancia else None


def _acuse(entrega_id: int, *condiciones: ColumnElement[bool]) -> Any:
    """What the acuse says, and the estatus while that entrega is the present one; None unless it is such a one."""
    return db.session.execute(
        select(tabla(Entrega), Alumno.boleta, NOMBRE.label("nombre_alumno"), Documento.estatus)
        .select_from(Entrega)
        .join(Alumno, Alumno.id == Entrega.alumno_id)
        .outerjoin(Documento, Documento.entrega_id == Entrega.id)
        .where(Entrega.id == entrega_id, *condiciones)
    ).first()


def _huella(avisos: list[str]) -> str:
    return hashlib.sha256("\n".join(avisos).encode()).hexdigest()[:16]
