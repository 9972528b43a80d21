"""The rows that a history leaves, as the verbs of the house would have written them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from random import Random
from typing import Any

from sisr.alumnos.model import Alumno
from sisr.bitacora.model import Accion, Acto
from sisr.correo.model import Correo
from sisr.cuentas.model import Usuario
from sisr.demostracion.archivos import Archivo, Deposito
from sisr.demostracion.catalogos import Catalogo
from sisr.demostracion.correos import Buzon
from sisr.demostracion.fichas import alumno, usuario
from sisr.demostracion.guion import Hecho
from sisr.demostracion.nombres import MOTIVOS
from sisr.demostracion.personas import Persona, persona_de
from sisr.demostracion.vidas import Hito, Vida, numero_de_lista
from sisr.documentos.model import Dictamen, Documento, Entrega, Estatus, folio
from sisr.proceso import CONSTANCIA, EXPEDIENTE, PASOS
from sisr.reloj import dia

Fila = dict[str, Any]
TABLAS: tuple[type[Any], ...] = (Usuario, Alumno, Entrega, Dictamen, Documento, Acto, Correo)
_DIRECCION = "127.0.0.1"
_SUPLENCIAS = 0.15  # how often somebody else decides


@dataclass
class Oficina:
    """What all students have in common."""

    catalogo: Catalogo
    deposito: Deposito
    semilla: int
    ahora: datetime
    dictamenes: Iterator[int] = field(default_factory=lambda: count(1))
    documentos: Iterator[int] = field(default_factory=lambda: count(1))


def relatar(vida: Vida, oficina: Oficina, *, alumno_id: int, entregas: list[int]) -> dict[type[Any], list[Fila]]:
    """Rows by table, with the ids given for their entregas; each file is in the depósito by then."""
    relato = _Relato(vida, oficina, persona_de(vida, oficina.semilla), alumno_id, iter(entregas))
    for hito in vida.hitos:
        relato.anotar(hito)
    return relato.filas()


class _Relato:
    def __init__(
        self, vida: Vida, oficina: Oficina, persona: Persona, alumno_id: int, entregas: Iterator[int]
    ) -> None:
        self._vida, self._oficina, self._persona, self._id = vida, oficina, persona, alumno_id
        self._folios = entregas
        self._azar = Random(f"{oficina.semilla}/relato/{vida.indice}")
        self._buzon = Buzon(vida, persona, alumno_id, ahora=oficina.ahora, azar=self._azar)
        self._alumno = alumno(vida, persona, oficina.catalogo, self._azar) | {"id": alumno_id}
        self._entregas: list[Fila] = []
        self._dictamenes: list[Fila] = []
        self._documentos: dict[str, Fila] = {}
        self._actos: list[Fila] = []

    def filas(self) -> dict[type[Any], list[Fila]]:
        todas = (
            [usuario(self._vida, self._persona, self._oficina.catalogo) | {"id": self._id}],
            [self._alumno],
            self._entregas,
            self._dictamenes,
            list(self._documentos.values()),
            self._actos,
            self._buzon.filas,
        )
        return dict(zip(TABLAS, todas, strict=True))

    def anotar(self, hito: Hito) -> None:
        match hito.hecho:
            case Hecho.ENTREGA:
                self._entregar(hito, por=self._id)
            case Hecho.ACEPTACION | Hecho.RECHAZO:
                self._dictaminar(hito)
            case Hecho.ENVIO | Hecho.NUMERO:
                self._registrar(hito)
            case Hecho.LISTA:
                self._enlistar(hito)
            case Hecho.CONSTANCIA:
                self._liberar(hito)

    def _entregar(self, hito: Hito, *, por: int) -> Fila:
        archivo = self._oficina.deposito.guardar(self._persona, hito)
        entrega = {
            "id": next(self._folios),
            "alumno_id": self._id,
            "clave": hito.clave,
            "n": hito.n,
            **vars(archivo),
            "recibida_en": hito.en,
            "por_id": por,
        }
        self._entregas.append(entrega)
        if hito is self._vida.hitos[0]:
            self._acusar(hito, archivo, entrega)
        self._acto(hito, Accion.ENTREGA, por, entrega=entrega["id"], clave=hito.clave)
        self._poner(hito.clave, Estatus.EN_REVISION, entrega_id=entrega["id"], dictamen_id=None)
        return entrega

    def _acusar(self, hito: Hito, archivo: Archivo, entrega: Fila) -> None:
        self._acto(hito, Accion.REGISTRO, self._id)
        self._buzon.encolar(
            "registro_acuse",
            hito.en,
            nombre=self._persona.nombre,
            boleta=self._persona.boleta,
            folio=folio(entrega["id"], hito.en),
            recibida_en=hito.en,
            archivo=archivo,
        )

    def _dictaminar(self, hito: Hito) -> None:
        acepta, es_expediente = hito.hecho is Hecho.ACEPTACION, hito.clave == EXPEDIENTE.clave
        revisor = "carmen" if self._azar.random() < _SUPLENCIAS else "martha" if es_expediente else "rosa"
        por, documento = self._oficina.catalogo.personal[revisor], self._documentos[hito.clave]
        resultado = Estatus.ACEPTADO if acepta else Estatus.RECHAZADO
        dictamen = {
            "id": next(self._oficina.dictamenes),
            "entrega_id": documento["entrega_id"],
            "resultado": resultado.value,
            "motivo": None if acepta else self._azar.choice(MOTIVOS),
            "por_id": por,
            "en": hito.en,
        }
        self._dictamenes.append(dictamen)
        accion = Accion.ACEPTACION if acepta else Accion.RECHAZO
        self._acto(hito, accion, por, documento=documento["id"], dictamen=dictamen["id"])
        self._poner(hito.clave, resultado, entrega_id=documento["entrega_id"], dictamen_id=dictamen["id"])
        plantilla = "expediente" if es_expediente and acepta else "documento"
        self._buzon.encolar(
            f"{plantilla}_{'aceptado' if acepta else 'rechazado'}",
            hito.en,
            paso=PASOS[hito.clave],
            motivo=dictamen["motivo"],
            firma=revisor.capitalize(),
        )

    def _registrar(self, hito: Hito) -> None:
        """First lista and fecha de envío, later the number."""
        numero = f"{hito.en.year % 100}140/{self._vida.indice + 1:04d}" if hito.hecho is Hecho.NUMERO else None
        if numero is None:
            envio = dia(hito.en)
            self._cambiar(lista_registro=envio.isocalendar().week, fecha_envio=envio)
        else:
            self._cambiar(numero_registro=numero)
            self._buzon.encolar("numero_registro", hito.en, numero=numero, antes=None)
        lista, por = self._alumno["lista_registro"], self._oficina.catalogo.personal["martha"]
        self._acto(hito, Accion.NUMERO, por, numero=numero, antes=None, lista=lista)

    def _enlistar(self, hito: Hito) -> None:
        lista = numero_de_lista(dia(hito.en), dia(self._oficina.ahora))
        self._cambiar(lista_emision=lista, enlistado_en=hito.en, enlistado_con_reportes=self._vida.punto.con_reportes)
        self._acto(hito, Accion.LISTA, self._oficina.catalogo.personal["teo"], lista=lista, antes=None)
        self._buzon.encolar("lista_emision", hito.en, lista=lista)

    def _liberar(self, hito: Hito) -> None:
        por = self._oficina.catalogo.personal["teo"]
        entrega = self._entregar(hito, por=por)
        self._poner(CONSTANCIA.clave, Estatus.ACEPTADO, entrega_id=entrega["id"], dictamen_id=None)
        self._acto(hito, Accion.CONSTANCIA, por, entrega=entrega["id"])
        self._buzon.encolar("constancia", hito.en)

    def _poner(self, clave: str, estatus: Estatus, **presente: int | None) -> None:
        if clave not in self._documentos:
            nuevo = {"id": next(self._oficina.documentos), "alumno_id": self._id, "clave": clave}
            self._documentos[clave] = nuevo
        self._documentos[clave] |= {"estatus": estatus.value, **presente}

    def _cambiar(self, **valores: Any) -> None:
        self._alumno |= valores | {"version": self._alumno["version"] + 1}

    def _acto(self, hito: Hito, accion: Accion, por: int, **detalle: Any) -> None:
        fila = {"en": hito.en, "accion": accion.value, "por_id": por, "alumno_id": self._id}
        self._actos.append(fila | {"direccion": _DIRECCION, "detalle": detalle})
