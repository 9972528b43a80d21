"""What is chosen in the address of a list of students; whatever makes no sense there counts as not chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sisr.catalogos.model import SEMESTRES
from sisr.documentos.model import Estatus
from sisr.documentos.orden import ORDENES, POR_ESPERA
from sisr.proceso import PASOS
from sisr.texto import limpiar

SIN_LISTA = 0  # as `lista`: those who are on no lista de registro
ESTATUS = (Estatus.EN_REVISION.value, Estatus.ACEPTADO.value, Estatus.RECHAZADO.value)
_MUCHOS_DIAS = 999
_DE_MAS = {"prestatario", "semestre", "lista", "documento", "desde", "hasta", "revisor", "dias", "tarde"}


@dataclass(frozen=True)
class Filtro:
    """`estatus`, `desde`, `hasta`, `revisor`, `dias` and `tarde` are of one document: of `documento`, where it is
    chosen, and otherwise of any that the list is about. `dias` are the días hábiles that it has waited, or more."""

    q: str = ""
    estatus: str = ""
    carrera: int | None = None
    prestatario: int | None = None
    semestre: int | None = None
    lista: int | None = None
    documento: str = ""
    desde: date | None = None
    hasta: date | None = None
    revisor: int | None = None
    dias: int | None = None
    tarde: bool = False
    orden: str = POR_ESPERA
    pagina: int = 1
    elegidos: bool = False  # only whom the person who asks has chosen

    @classmethod
    def de(cls, args: Mapping[str, str]) -> "Filtro":
        estatus, orden, clave = args.get("estatus", ""), args.get("orden", ""), args.get("documento", "")
        semestre, dias = _natural(args.get("semestre")), _natural(args.get("dias"))
        return cls(
            q=limpiar(args.get("q"))[:100],
            estatus=estatus if estatus in ESTATUS else "",
            carrera=_natural(args.get("carrera")),
            prestatario=_natural(args.get("prestatario")),
            semestre=semestre if semestre in SEMESTRES else None,
            lista=_natural(args.get("lista")),
            documento=clave if clave in PASOS and PASOS[clave].es_entregable else "",
            desde=_fecha(args.get("desde")),
            hasta=_fecha(args.get("hasta")),
            revisor=_natural(args.get("revisor")),
            dias=dias if dias and dias <= _MUCHOS_DIAS else None,
            tarde=args.get("tarde") == "1",
            elegidos=args.get("elegidos") == "1",
            orden=orden if orden.removeprefix("-") in ORDENES and orden != f"-{POR_ESPERA}" else POR_ESPERA,
            pagina=_natural(args.get("pagina")) or 1,
        )

    def args(self, **cambios: Any) -> dict[str, Any]:
        """For a link: what differs from nothing chosen. Another choice begins at the first page."""
        valores = vars(self) | {"pagina": 1} | cambios
        return {
            campo: "1" if valor is True else str(valor)
            for campo, valor in valores.items()
            if valor is not None and valor != getattr(_NADA, campo, "")
        }

    def de_mas(self, *, con_estatus: bool) -> int:
        """How many are chosen of those that stand folded; the estatus is one of them, or stands above as tabs."""
        return len((_DE_MAS | {"estatus"} if con_estatus else _DE_MAS) & self.args().keys())

    @property
    def elige_documento(self) -> bool:
        """Whether it asks something of a document, and not only of the student."""
        return bool(self.estatus or self.documento or self.elige_mas)

    @property
    def elige_mas(self) -> bool:
        """Whether it asks of a document what its estatus does not tell."""
        return any((self.desde, self.hasta, self.revisor, self.dias, self.tarde))

    @property
    def solo_busca(self) -> bool:
        """Whether words are all that is asked."""
        return bool(self.q) and self == replace(_NADA, q=self.q, orden=self.orden, pagina=self.pagina)

    @property
    def solo_estatus(self) -> bool:
        """Whether nothing is asked, or the estatus and nothing else."""
        return self == replace(_NADA, estatus=self.estatus, orden=self.orden, pagina=self.pagina)

    @property
    def solo_contado(self) -> bool:
        """Whether nothing is asked but what is counted as it changes."""
        contado = {"estatus", "carrera", "prestatario", "semestre", "orden", "pagina"}
        return self == replace(_NADA, **{campo: valor for campo, valor in vars(self).items() if campo in contado})

    @property
    def espera(self) -> bool:
        """Whether what waits is what is looked for, where the order does not say otherwise."""
        if self.estatus or self.dias or self.tarde:
            return self.estatus in {"", Estatus.EN_REVISION}
        return not (self.q or self.revisor)


_NADA = Filtro()


def _natural(texto: str | None) -> int | None:
    return int(texto) if texto and texto.isascii() and texto.isdecimal() and len(texto) < 10 else None


def _fecha(texto: str | None) -> date | None:
    try:
        fecha = date.fromisoformat(texto or "")
    except ValueError:
        return None
    return fecha if 2000 <= fecha.year < 2100 else None
