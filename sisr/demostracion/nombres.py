"""The words of the demonstration: common names, institutions of government, motivos; nobody real."""

_MUJERES = """María Fernanda|Ximena|Ana Sofía|Valeria|Guadalupe|Daniela|Regina|Andrea|Itzel|Paola|Mónica|Verónica
|Jimena|Karla Inés|Sofía|Alejandra|Brenda|Nayeli|Citlali|Rocío|Begoña|Estefanía|Lucía|Yaretzi|Elvira"""
_HOMBRES = """José Luis|Juan Carlos|Ángel|Diego|Emiliano|Óscar|Iván|Raúl|Sebastián|Ramón|Héctor|Adrián|Bruno|Íñigo
|Cuauhtémoc|Germán|Tomás|Luis Ángel|Ulises|Rubén|Joaquín|Rodrigo|Martín|Fermín|Leonardo"""
_APELLIDOS = """Hernández|García|Martínez|López|González|Pérez|Rodríguez|Sánchez|Ramírez|Cruz|Flores|Gómez|Morales
|Vázquez|Jiménez|Reyes|Díaz|Torres|Gutiérrez|Ruiz|Mendoza|Aguilar|Ortiz|Castillo|Muñoz|Núñez|Peña|Zúñiga|Ibáñez
|Ordóñez|Castañeda|Saldaña|Quiñones|Acuña|Patiño|Avendaño|Ñáñez|Ávila|Álvarez|Águila|Íñiguez|Ochoa|Olvera|Xolalpa
|Tecuapetla|De la Cruz|De la O|Del Ángel|Montes de Oca|Ponce de León|Villaseñor|Bolaños|Carreño|Cedeño|Rendón
|Uribe|Yáñez|Zavala"""
_DEPENDENCIAS = """ALCALDÍA AZCAPOTZALCO|ALCALDÍA CUAUHTÉMOC|ALCALDÍA GUSTAVO A. MADERO|ALCALDÍA MIGUEL HIDALGO
|AYUNTAMIENTO DE ECATEPEC|AYUNTAMIENTO DE NAUCALPAN|AYUNTAMIENTO DE TLALNEPANTLA|BANCO DEL BIENESTAR
|CÁMARA DE DIPUTADOS|COMISIÓN FEDERAL DE ELECTRICIDAD|COMISIÓN NACIONAL BANCARIA Y DE VALORES|CONDUSEF|FONACOT
|INFONAVIT|INSTITUTO MEXICANO DEL SEGURO SOCIAL|INSTITUTO NACIONAL DE ESTADÍSTICA Y GEOGRAFÍA
|INSTITUTO NACIONAL DE LAS PERSONAS ADULTAS MAYORES|INSTITUTO NACIONAL ELECTORAL|ISSSTE|LOTERÍA NACIONAL
|PROCURADURÍA FEDERAL DEL CONSUMIDOR|SECRETARÍA DE AGRICULTURA Y DESARROLLO RURAL|SECRETARÍA DE BIENESTAR
|SECRETARÍA DE CULTURA|SECRETARÍA DE ECONOMÍA|SECRETARÍA DE EDUCACIÓN PÚBLICA
|SECRETARÍA DE HACIENDA Y CRÉDITO PÚBLICO|SECRETARÍA DE SALUD|SECRETARÍA DE TURISMO
|SECRETARÍA DEL TRABAJO Y PREVISIÓN SOCIAL|SERVICIO DE ADMINISTRACIÓN TRIBUTARIA|SERVICIO POSTAL MEXICANO"""
_ESCRITOS = """Sria. de Economia|Museo de la Ciudad|Despacho contable comunitario|I.M.S.S. Delegación Norte
|Petróleos Mexicanos|ESCA Santo Tomás"""


def _lista(texto: str) -> tuple[str, ...]:
    return tuple(texto.replace("\n", "").split("|"))


NOMBRES = {"F": _lista(_MUJERES), "M": _lista(_HOMBRES)}
APELLIDOS = _lista(_APELLIDOS)
CON_REPORTES = ("ESCA UST", "PEMEX")  # as the first migration marks them
DEPENDENCIAS = _lista(_DEPENDENCIAS)
ESCRITOS = _lista(_ESCRITOS)  # by students, which nobody has confirmed
MOTIVOS = (
    "El archivo no es legible. Deberás volver a cargar con la nitidez adecuada.",
    "El archivo está incompleto. Deberás cargarlo con todas sus páginas, en un solo PDF.",
    "Falta una firma o un sello. Deberás cargarlo con todas las firmas y sellos solicitados.",
    "El archivo no corresponde a este documento. Deberás cargar el formato oficial correcto.",
    "Los datos no coinciden con los de tu registro. Deberás corregirlos y volver a cargar.",
    "Las fechas del periodo no corresponden con las registradas en el SISS.",
    "La firma no coincide con la de tu carta compromiso.\n\nRevísala con tu responsable directo y carga otra vez.",
)
INHABILES = ((5, 15, "Día de la Maestra y el Maestro"), (11, 2, "Día de Muertos"), (12, 24, "Vacaciones del IPN"))
