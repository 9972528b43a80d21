"""What the mails say, in the words of the customer's document (REQUIREMENTS E4, D2, T3, T4)."""

EXPEDIENTE_ACEPTADO = (
    "El expediente ha sido revisado y cumple con los requerimientos correspondientes para ser activado."
    " Permanecer al pendiente de que el número de registro correspondiente sea enviado.\n\n"
    "Ya puedes ingresar al Sistema Intrainstitucional de Registro y Seguimiento para Servicio Social"
    " de la ESCA UST para darle continuidad a tu trámite"
)
CONSTANCIA = (
    "Ya puedes ingresar al Sistema Intrainstitucional de Registro y Seguimiento para Servicio Social"
    " de la ESCA UST y descargar tu constancia de liberación de Servicio Social. Agradecemos la"
    " paciencia a dicho trámite. Felicidades"
)
ACEPTADOS = (
    *(
        f"Tu Reporte {numero} ha sido aceptado, deberás cargarlo en el SISS para su validación"
        for numero in range(1, 8)
    ),
    "Tu Reporte Global ha sido aceptado, deberás cargarlo en el SISS para su validación",
    "Tu Evaluación de Desempeño ha sido aceptada, deberás cargarla en el SISS para su validación",
    "Tu Carta Término ha sido aceptada, deberás cargarla en el SISS para su validación",
)


def relacion(numero: int) -> str:
    return (
        "La solicitud de tu constancia de liberación de Servicio Social ha sido enviada a través de la"
        f" relación {numero}, y deberás esperar de 40 a 45 días hábiles para recibir la notificación de tu"
        " documento para descarga"
    )
