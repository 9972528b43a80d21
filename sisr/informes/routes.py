"""Reports of a period, and statistics."""

from datetime import date

from flask import Blueprint, abort, render_template, request

from sisr.informes import consultas
from sisr.informes.periodos import Periodo, Tipo
from sisr.reloj import hoy

bp = Blueprint("informes", __name__, url_prefix="/informes")


@bp.get("/<tipo>")
def periodo(tipo: str) -> str:
    if tipo not in {cual.value for cual in Tipo}:
        abort(404)
    elegido = Periodo.de(Tipo(tipo), _dia())
    return render_template(
        "informes/periodo.html",
        periodo=elegido,
        resumen=consultas.resumen(elegido),
        antes=consultas.resumen(elegido.anterior),
        dictamenes=consultas.dictamenes(elegido),
        registros=consultas.registros(elegido),
    )


@bp.get("/estadisticas")
def estadisticas() -> str:
    return render_template(
        "informes/estadisticas.html", grupos=consultas.todos(), documentos=consultas.por_documento()
    )


def _dia() -> date:
    """The day asked for in the address; today when there is none, or none that makes sense."""
    try:
        dia = date.fromisoformat(request.args.get("dia", ""))
    except ValueError:
        return hoy()
    return dia if 2000 <= dia.year < 2100 else hoy()
