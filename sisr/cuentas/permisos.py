"""Who may do what, written once: each endpoint and whom it is for.

`before_request` asks here before anything of a body is read; templates ask with `puede(endpoint)`.
An endpoint without a row is refused to everybody, and a test fails on it.
"""

from flask import Flask, abort, request, url_for
from werkzeug.wrappers import Response

from sisr.cuentas.model import Funcion
from sisr.cuentas.sesiones import Persona, quien
from sisr.htmx import ir_a

TODOS = frozenset({"anonimo"})
ALUMNO = frozenset({"alumno"})
PERSONAL = frozenset({"personal"})
CON_CUENTA = ALUMNO | PERSONAL
EXPEDIENTES = frozenset({Funcion.EXPEDIENTES})
REPORTES = frozenset({Funcion.REPORTES})
TERMINOS = frozenset({Funcion.TERMINOS})
ADMINISTRACION = frozenset({Funcion.ADMINISTRACION})
CON_FUNCION = EXPEDIENTES | REPORTES | TERMINOS | ADMINISTRACION

PERMISOS: dict[str, frozenset[str]] = {
    "estatico": TODOS,
    "escudo": TODOS,
    "cuentas.portada": TODOS,
    "cuentas.ingreso": TODOS,
    "privacidad.aviso": TODOS,
    "privacidad.version": TODOS,
    "cuentas.codigo": TODOS,  # whoever typed the password a moment ago
    "cuentas.entrar_con_codigo": TODOS,
    "cuentas.salida": CON_CUENTA,
    "factor.pagina": PERSONAL,
    "factor.empezar": PERSONAL,
    "factor.confirmar": PERSONAL,
    "factor.codigos": PERSONAL,
    "factor.quitar": PERSONAL,
    "acceso.olvido": TODOS,
    "acceso.pedir": TODOS,
    "acceso.nueva": TODOS,  # whoever holds the link
    "acceso.estrenar": TODOS,
    "acceso.correo": TODOS,
    "acceso.confirmar_correo": TODOS,
    "acceso.primera": TODOS,  # and nobody once there is an administrator
    "acceso.estrenar_sistema": TODOS,
    "cuenta.pagina": CON_CUENTA,
    "cuenta.contrasena": CON_CUENTA,
    "cuenta.correo": CON_CUENTA,
    "cuenta.cerrar_las_demas": CON_CUENTA,
    "cuenta.cerrar_una": CON_CUENTA,
    "tramite.registro": TODOS,
    "tramite.registrar": TODOS,
    "tramite.acuse_registro": TODOS,
    "tramite.vista_registro": TODOS,
    "tramite.pagina1_registro": TODOS,
    "subidas.listar": TODOS,  # each only their own, and for a form that they may use
    "subidas.crear": TODOS,
    "subidas.estado": TODOS,
    "subidas.continuar": TODOS,
    "subidas.descartar": TODOS,
    "tramite.menu": ALUMNO,
    "tramite.entregar": ALUMNO,
    "tramite.acuse": ALUMNO,
    "documentos.archivo": CON_CUENTA,
    "documentos.vista": CON_CUENTA,
    "documentos.pagina1": CON_CUENTA,
    "mesa.inicio": PERSONAL,
    "mesa.expedientes": EXPEDIENTES,
    "mesa.aceptados": EXPEDIENTES,
    "mesa.relacion": EXPEDIENTES,
    "lotes.marcar": EXPEDIENTES,
    "lotes.aceptacion": EXPEDIENTES,
    "lotes.aceptar": EXPEDIENTES,
    "lotes.lista": EXPEDIENTES,
    "lotes.enlistar": EXPEDIENTES,
    "numeros.hoja": EXPEDIENTES,
    "numeros.leer": EXPEDIENTES,
    "numeros.cotejo": EXPEDIENTES,
    "numeros.aplicar": EXPEDIENTES,
    "mesa.reportes": REPORTES,
    "listas.exportar_expedientes": EXPEDIENTES,
    "listas.exportar_reportes": REPORTES,
    "listas.filtros": EXPEDIENTES | REPORTES,
    "listas.guardar": EXPEDIENTES | REPORTES,
    "listas.renombrar": EXPEDIENTES | REPORTES,
    "listas.quitar": EXPEDIENTES | REPORTES,
    "mesa.documento": EXPEDIENTES | REPORTES,
    "mesa.aceptacion": EXPEDIENTES | REPORTES,
    "mesa.rechazo": EXPEDIENTES | REPORTES,
    "mesa.rechazar": EXPEDIENTES | REPORTES,
    "mesa.abrir_registro": EXPEDIENTES,
    "mesa.registro": EXPEDIENTES,
    "mesa.prestatario": EXPEDIENTES,
    "mesa.confirmar_prestatario": EXPEDIENTES,
    "mesa.apartado": EXPEDIENTES | ADMINISTRACION,
    "mesa.apartar": EXPEDIENTES | ADMINISTRACION,
    "archivero.alumno": CON_FUNCION,
    "archivero.datos": EXPEDIENTES | ADMINISTRACION,
    "archivero.corregir": EXPEDIENTES | ADMINISTRACION,
    "archivero.anotar": CON_FUNCION,
    "archivero.tachar": CON_FUNCION,
    "archivero.reenviar": CON_FUNCION,
    "archivero.comparacion": CON_FUNCION,
    "lectura.expedientes": EXPEDIENTES,
    "lectura.reportes": REPORTES,
    "lectura.pagina": EXPEDIENTES | REPORTES,
    "lectura.aceptacion": EXPEDIENTES | REPORTES,
    "lectura.rechazo": EXPEDIENTES | REPORTES,
    "lectura.correccion": EXPEDIENTES | REPORTES,
    "lectura.presencia": EXPEDIENTES | REPORTES,
    "emision.terminos": TERMINOS,
    "emision.generar": TERMINOS,
    "emision.lista": TERMINOS,
    "emision.relacion": TERMINOS,
    "emision.asignar": TERMINOS,
    "emision.constancia": TERMINOS,
    "varias.tanda": TERMINOS,  # each only what they loaded
    "varias.cargar": TERMINOS,
    "varias.publicar": TERMINOS,
    "varias.boleta": TERMINOS,
    "varias.quitar": TERMINOS,
    "varias.vaciar": TERMINOS,
    "informes.periodo": PERSONAL,
    "informes.hoja": PERSONAL,
    "informes.estadisticas": PERSONAL,
    "informes.hoja_estadisticas": PERSONAL,
    "informes.sucesos": PERSONAL,
    "informes.alumnos": PERSONAL,
    "informes.tarde": PERSONAL,
    "informes.espera": TODOS,  # and nobody where the setting is off
    "personal.lista": ADMINISTRACION,
    "personal.quitar_factor": ADMINISTRACION,
    "personal.exigir_factor": ADMINISTRACION,
    "personal.invitar": ADMINISTRACION,
    "personal.invitar_otra_vez": ADMINISTRACION,
    "personal.funciones": ADMINISTRACION,
    "personal.cerrar": ADMINISTRACION,
    "personal.reabrir": ADMINISTRACION,
    "administracion.carreras": ADMINISTRACION,
    "administracion.guardar_carrera": ADMINISTRACION,
    "administracion.prestatarios": ADMINISTRACION,
    "administracion.guardar_prestatario": ADMINISTRACION,
    "administracion.union": ADMINISTRACION,
    "administracion.unir": ADMINISTRACION,
    "administracion.motivos": ADMINISTRACION,
    "administracion.guardar_motivo": ADMINISTRACION,
    "textos.lista": ADMINISTRACION,
    "textos.texto": ADMINISTRACION,
    "textos.guardar": ADMINISTRACION,
    "textos.restaurar": ADMINISTRACION,
    "administracion.dias": ADMINISTRACION,
    "administracion.guardar_dia": ADMINISTRACION,
    "administracion.quitar_dia": ADMINISTRACION,
    "bitacora.buscar": ADMINISTRACION,
    "bitacora.hoja": ADMINISTRACION,
    "privacidad.editor": ADMINISTRACION,
    "privacidad.publicar": ADMINISTRACION,
    "privacidad.conservacion": ADMINISTRACION,
    "privacidad.datos": ADMINISTRACION,
    "privacidad.todo": ADMINISTRACION,
    "privacidad.cancelacion": ADMINISTRACION,
}


def puede(endpoint: str) -> bool:
    """Whether the person who asks may use an endpoint."""
    return _es_para(endpoint, quien())


def _es_para(endpoint: str, persona: Persona) -> bool:
    para = PERMISOS.get(endpoint, frozenset())
    return para is TODOS or bool(para & persona.papeles)


def exigir() -> Response | None:
    """Before anything else of a request: nobody passes who may not."""
    endpoint, persona = request.endpoint, quien()
    if endpoint is None:
        return None
    if _es_para(endpoint, persona):
        return ir_a(url_for("factor.pagina")) if persona.debe_factor and not _es_suyo(endpoint) else None
    if persona.is_authenticated or endpoint not in PERMISOS:
        abort(403)
    destino = request.full_path.rstrip("?") if request.method == "GET" else None
    return ir_a(url_for("cuentas.portada", siguiente=destino))


def _es_suyo(endpoint: str) -> bool:
    """What they see who owe the second factor that administración requires."""
    return endpoint.startswith(("factor.", "cuenta.", "cuentas.")) or PERMISOS.get(endpoint) is TODOS


def preparar(app: Flask) -> None:
    app.before_request(exigir)
    app.jinja_env.globals["puede"] = puede
