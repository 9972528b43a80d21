// What a person sees and hears of a file on its way: bar, bytes, time left, buttons, and a few sentences.
const CUARTOS = ["", "Ya llegó una cuarta parte.", "Ya llegó la mitad.", "Ya llegaron tres cuartas partes."];

export class Vista {
  constructor(campo, { pausar, continuar, cancelar }) {
    this.campo = campo;
    this.voz = nodo("p", { className: "visually-hidden", role: "status" });
    this.caja = nodo("div", { className: "carga__envio", role: "group", hidden: true });
    this.barra = nodo("progress", { className: "carga__avance" });
    this.cifras = nodo("p", { className: "carga__cifras" });
    this.pausa = nodo("button", { type: "button", textContent: "Pausar" });
    this.falta = nodo("p", { className: "campo__error", id: `${campo.id}-falta`, hidden: true });
    const cancela = nodo("button", { type: "button", textContent: "Cancelar" });
    const mandos = nodo("div", { className: "carga__mandos" });
    this.pausa.addEventListener("click", () => (this.enPausa ? continuar() : pausar()));
    cancela.addEventListener("click", cancelar);
    mandos.append(this.pausa, cancela);
    this.caja.append(this.barra, this.cifras, mandos);
    campo.after(this.falta, this.caja, this.voz);
    campo.setAttribute("aria-describedby", `${campo.getAttribute("aria-describedby") ?? ""} ${this.falta.id}`.trim());
  }

  limpiar() {
    this.caja.hidden = this.falta.hidden = true;
    this.caja.className = "carga__envio";
    this.falta.textContent = "";
    this.campo.removeAttribute("aria-invalid");
    this.enPausa = false;
  }

  empezar(nombre, largo) {
    Object.assign(this, { nombre, largo, enviados: 0, cuarto: 0 });
    this.caja.setAttribute("aria-label", `Envío de ${nombre}`);
    this.barra.setAttribute("aria-label", `Avance del envío de ${nombre}`);
    this.barra.max = largo;
    this.barra.value = 0;
    this.caja.hidden = false;
    this.cifras.textContent = "Preparando el envío…";
  }

  recordar(nombre, llegado, largo) {
    this.empezar(nombre, largo);
    this.barra.value = llegado;
    this.pausa.hidden = true;
    this.cifras.textContent = `Quedó a medias ${nombre}: llegaron ${tamano(llegado)} de ${tamano(largo)}. Elige el mismo archivo y sigue donde iba.`;
    this.decir(this.cifras.textContent);
  }

  enviar() {
    const callado = this.enPausa || this.esperando;
    this.estado("Pausar");
    this.desde = null; // the rate is of this go
    this.decir(callado ? "El envío sigue." : `Se está enviando ${this.nombre}.`);
  }

  avanzar(enviados) {
    const ahora = performance.now();
    this.desde ??= { enviados, ahora };
    this.enviados = this.barra.value = enviados;
    const ritmo = (enviados - this.desde.enviados) / (ahora - this.desde.ahora); // bytes a millisecond
    const resta = ahora - this.desde.ahora > 2000 && ritmo > 0 ? ` · ${falta((this.largo - enviados) / ritmo / 1000)}` : "";
    this.cifras.textContent = `${tamano(enviados)} de ${tamano(this.largo)}${resta}`;
    const cuarto = Math.floor((4 * enviados) / this.largo);
    if (cuarto > this.cuarto && cuarto < 4) this.decir(CUARTOS[cuarto]);
    this.cuarto = Math.max(cuarto, this.cuarto);
  }

  pausar() {
    this.estado("Continuar", "En pausa");
    this.decir("El envío está en pausa.");
  }

  esperar(codigo) {
    const razon = codigo ? "El sistema está ocupado" : "No hay conexión con el sistema";
    if (!this.esperando) this.decir(`${razon}: el envío sigue solo en cuanto se pueda.`);
    this.estado("Pausar", `${razon}; seguimos intentando`);
    this.esperando = true;
  }

  terminar() {
    this.estado("");
    this.barra.value = this.largo;
    this.caja.className = "carga__envio carga__envio--completo";
    this.cifras.textContent = `Tu archivo llegó completo: ${this.nombre}, ${tamano(this.largo)}.`;
    this.decir(this.cifras.textContent);
  }

  fallar(frase) {
    this.estado("Continuar", "El envío se detuvo");
    this.error(frase);
  }

  error(frase) {
    this.falta.textContent = frase;
    this.falta.hidden = false;
    this.campo.setAttribute("aria-invalid", "true");
    this.decir(frase);
  }

  decir(frase) {
    this.voz.textContent = frase;
  }

  // What the first button does next, and what stands after the bytes.
  estado(boton, palabras = "") {
    this.enPausa = boton === "Continuar";
    this.esperando = false;
    this.falta.hidden = true;
    this.campo.removeAttribute("aria-invalid");
    this.pausa.hidden = !boton;
    this.pausa.textContent = boton;
    if (palabras) this.cifras.textContent = `${tamano(this.enviados)} de ${tamano(this.largo)} · ${palabras}`;
  }

  static tamano = tamano;
}

// As the server says it: powers of 1024, one decimal at most.
function tamano(bytes) {
  const unidades = ["bytes", "KB", "MB", "GB"];
  let valor = bytes;
  while (valor >= 1024 && unidades.length > 1) {
    valor /= 1024;
    unidades.shift();
  }
  return `${valor.toFixed(1).replace(/\.0$/, "")} ${unidades[0]}`;
}

function falta(segundos) {
  if (segundos < 60) return `faltan ${Math.max(1, Math.round(segundos))} s`;
  const minutos = Math.round(segundos / 60);
  if (minutos < 60) return `faltan ${minutos} min`;
  return `faltan ${Math.floor(minutos / 60)} h ${minutos % 60} min`;
}

function nodo(tipo, { role, ...propiedades }) {
  const nuevo = Object.assign(document.createElement(tipo), propiedades);
  if (role) nuevo.setAttribute("role", role);
  return nuevo;
}
