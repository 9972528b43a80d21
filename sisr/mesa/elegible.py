"""What a list offers to choose by, and what is chosen of it, each with the way to unchoose it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, or_, select

from sisr.catalogos.model import Prestatario, carreras_activas
from sisr.cuentas.model import Usuario
from sisr.db import directa
from sisr.documentos.filtro import SIN_LISTA, Filtro
from sisr.documentos.plazo import plazo
from sisr.preparada import Preparada
from sisr.proceso import PASOS
from sisr.reloj import fecha

_DEMASIADOS = 200  # prestatarios in one select: where there are more, they are found by typing
_ELEGIDO = Prestatario.id == bindparam("elegido")
_NOMBRES = Preparada(
    select(Prestatario.id, Prestatario.nombre)
    .where(or_(Prestatario.confirmado, _ELEGIDO))
    .order_by(Prestatario.clave)
    .limit(bindparam("tope"))
)
_UNO = Preparada(select(Prestatario.id, Prestatario.nombre).where(_ELEGIDO))
_REVISORES = Preparada(select(Usuario.id, Usuario.nombre).where(~Usuario.es_alumno).order_by(Usuario.nombre))


@dataclass(frozen=True)
class Elegido:
    """One thing that is chosen, as it is said, and the address without it."""

    texto: str
    sin: dict[str, Any]


@dataclass(frozen=True)
class Elegible:
    """What the selects of a list hold: ids and names."""

    carreras: list[Any]
    prestatarios: dict[int, str]
    revisores: dict[int, str]
    promesa: int

    @classmethod
    def de(cls, filtro: Filtro, *, completo: bool) -> "Elegible":
        """Those that stand folded are read only where it is `completo`: to be shown, or to name what is chosen."""
        prestatarios = _prestatarios(filtro.prestatario) if completo else {}
        return cls(carreras_activas(), prestatarios, _revisores() if completo else {}, plazo().promesa)

    def elegidos(self, filtro: Filtro, *, menos: str = "") -> list[Elegido]:
        """Everything but the order and the page; `menos` is what the page shows chosen in another way."""
        return [
            Elegido(dicho, filtro.args(**{campo: None})) for campo, dicho in self._dicho(filtro) if campo != menos
        ]

    def _dicho(self, filtro: Filtro) -> Iterator[tuple[str, str]]:
        carreras = {carrera.id: carrera.siglas for carrera in self.carreras}
        dicho = {
            "q": f"«{filtro.q}»",
            "estatus": filtro.estatus,
            "carrera": f"Carrera: {carreras.get(filtro.carrera or 0, 'ninguna')}",
            "prestatario": f"Prestatario: {self.prestatarios.get(filtro.prestatario or 0, 'ninguno')}",
            "semestre": f"Semestre: {filtro.semestre}º",
            "lista": "Sin lista" if filtro.lista == SIN_LISTA else f"Lista: {filtro.lista}",
            "documento": f"Documento: {PASOS[filtro.documento].nombre}" if filtro.documento else "",
            "desde": f"Entregado desde el {fecha(filtro.desde)}",
            "hasta": f"Entregado hasta el {fecha(filtro.hasta)}",
            "revisor": f"Decidió: {self.revisores.get(filtro.revisor or 0, 'nadie')}",
            "dias": f"Espera {filtro.dias} días hábiles o más",
            "tarde": f"Espera más de {self.promesa} días hábiles",
            "elegidos": "Solo los elegidos",
        }
        presentes = filtro.args()
        return ((campo, texto) for campo, texto in dicho.items() if campo in presentes)


def _prestatarios(elegido: int | None) -> dict[int, str]:
    """Those of the catalogue and the one that is chosen; of too many, that one alone."""
    filas = _NOMBRES.todas(directa(), elegido=elegido, tope=_DEMASIADOS + 1)
    if len(filas) > _DEMASIADOS:
        filas = _UNO.todas(directa(), elegido=elegido)
    return {fila.id: fila.nombre for fila in filas}


def _revisores() -> dict[int, str]:
    """The staff, also who left: what they decided stays."""
    return {fila.id: fila.nombre for fila in _REVISORES.todas(directa())}
