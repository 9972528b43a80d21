// Files on their way to the server: resumable by tus 1.0, begun as soon as they are chosen; their form waits for
// them and carries their ficha. Without this the form sends the file itself. Nothing is kept in the browser: the
// server knows what of each person is half sent.
import { Vista } from "./carga_vista.js";

const CON_SU_FORMA = 512 * 1024; // bytes: up to here the form is as good
const ESPERAS = [1, 2, 4, 8, 15, 30]; // seconds between tries; the last one from then on
const CALLADO = 60; // seconds without progress after which the connection is taken for dead
const TUS_JS = "../vendor/tus-js-client-4.3.1/tus.min.js"; // a third of a first visit: only when it is needed
const TUS = { "Tus-Resumable": "1.0.0" };
const cargas = new Map();

class Carga {
  constructor(forma) {
    this.forma = forma;
    this.campo = forma.querySelector("[type=file]");
    this.vista = new Vista(this.campo, {
      pausar: () => this.pausar(),
      continuar: () => this.seguir(),
      cancelar: () => this.cancelar(),
    });
    this.boton = forma.querySelector("button:not([type=button])");
    this.dice = this.boton.textContent;
    this.destino = new URL(forma.action).pathname;
    this.limpiar();
  }

  limpiar() {
    this.subida?.abort();
    clearTimeout(this.reloj);
    clearTimeout(this.vigia);
    Object.assign(this, { subida: null, archivo: null, lista: false, falta: "", fallas: 0, espera: false });
    this.forma.elements.subida.value = "";
    this.vista.limpiar();
    this.soltar();
  }

  async elegir(archivo) {
    this.limpiar();
    if (!archivo) return;
    this.archivo = archivo;
    this.falta = await objecion(archivo, Number(this.forma.dataset.carga));
    if (this.archivo !== archivo) return; // another one was chosen meanwhile
    if (this.falta) return this.objetar();
    if (archivo.size <= CON_SU_FORMA) return this.dejarASuForma();
    this.vista.empezar(archivo.name, archivo.size);
    const cual = new URLSearchParams({ nombre: archivo.name, largo: archivo.size });
    const [conocidas] = await Promise.all([mias(`?${cual}`), import(TUS_JS)]);
    if (this.archivo !== archivo) return;
    this.subida = this.nueva(conocidas.find((una) => una.destino === this.destino)?.url);
    this.seguir();
  }

  objetar() {
    this.soltar();
    this.vista.error(this.falta);
  }

  dejarASuForma() {
    const { pendiente } = this; // sent while its first bytes were looked at
    this.archivo = null;
    this.soltar();
    if (pendiente) this.forma.requestSubmit(this.boton);
  }

  nueva(url) {
    return new tus.Upload(this.archivo, {
      endpoint: "/subidas",
      uploadUrl: url ?? null,
      metadata: { filename: this.archivo.name, destino: this.destino },
      headers: { "X-CSRFToken": this.forma.elements.csrf_token.value },
      storeFingerprintForResuming: false,
      retryDelays: null, // ours never give up
      onProgress: (enviados) => this.avanzar(enviados),
      onSuccess: () => this.terminar(this.subida.url),
      onError: (error) => this.tropezar(error),
    });
  }

  // What was half sent by this person before, told when the page opens.
  recordar({ url, nombre, llegado, largo }) {
    this.recordada = url;
    this.forma.closest("details")?.setAttribute("open", "");
    if (llegado < largo) return this.vista.recordar(nombre, llegado, largo);
    this.vista.empezar(nombre, largo);
    this.terminar(url);
  }

  seguir() {
    clearTimeout(this.reloj);
    this.espera = false;
    if (!this.subida) return;
    this.vista.enviar();
    this.subida.start();
    this.vigilar();
  }

  pausar() {
    clearTimeout(this.reloj);
    clearTimeout(this.vigia);
    this.espera = false;
    this.subida?.abort();
    this.vista.pausar();
    this.soltar();
  }

  cancelar() {
    const url = this.subida?.url ?? this.recordada;
    this.limpiar();
    this.campo.value = "";
    this.vista.decir("El envío se canceló.");
    this.campo.focus();
    const headers = { ...TUS, "X-CSRFToken": this.forma.elements.csrf_token.value };
    if (url) fetch(url, { method: "DELETE", headers }).catch(() => {}); // else the server sweeps it in a day
  }

  avanzar(enviados) {
    if (!this.forma.isConnected) return this.subida.abort();
    this.fallas = 0;
    this.vista.avanzar(enviados);
    this.vigilar();
  }

  vigilar() {
    clearTimeout(this.vigia);
    this.vigia = setTimeout(() => {
      this.subida.abort();
      this.esperar();
    }, CALLADO * 1000);
  }

  terminar(url) {
    clearTimeout(this.vigia);
    this.lista = true;
    this.recordada = url;
    this.forma.elements.subida.value = url.split("/").pop();
    this.campo.required = false;
    this.vista.terminar();
    if (this.pendiente) this.forma.requestSubmit(this.boton);
  }

  async tropezar(error) {
    clearTimeout(this.vigia);
    const respuesta = error.originalResponse;
    const estado = respuesta?.getStatus() ?? 0;
    if (!estado && !(await seLee(this.archivo))) {
      return this.fallar("El archivo cambió o ya no está en tu equipo: elígelo otra vez.");
    }
    if ([0, 409, 423, 429, 500, 502, 503, 504].includes(estado)) return this.esperar(estado);
    const enTexto = respuesta.getHeader("Content-Type")?.startsWith("text/plain");
    this.fallar(enTexto ? respuesta.getBody() : "No se pudo enviar el archivo: inténtalo otra vez.");
  }

  esperar(estado = 0) {
    this.espera = true;
    this.vista.esperar(estado);
    const segundos = ESPERAS[Math.min(this.fallas++, ESPERAS.length - 1)];
    this.reloj = setTimeout(() => this.seguir(), segundos * 1000);
  }

  fallar(frase) {
    this.vista.fallar(frase);
    this.soltar();
  }

  // Whether the form may go now; if it may not yet, it goes by itself when the file has arrived.
  puedeIrse() {
    if (this.falta) {
      this.campo.focus();
      return false;
    }
    if (!this.archivo && !this.lista) return true;
    if (this.lista) {
      this.campo.disabled = true; // it is there already
      return true;
    }
    this.pendiente = true;
    this.boton.setAttribute("aria-disabled", "true");
    this.boton.textContent = "Se enviará al terminar";
    this.vista.decir("Se enviará solo cuando termine de llegar el archivo.");
    if (this.vista.enPausa) this.seguir();
    return false;
  }

  soltar() {
    this.pendiente = false;
    this.boton.removeAttribute("aria-disabled");
    this.boton.textContent = this.dice;
  }
}

function carga(forma) {
  if (!cargas.has(forma)) cargas.set(forma, new Carga(forma));
  return cargas.get(forma);
}

async function objecion(archivo, limite) {
  if (archivo.size > limite) return `El archivo mide ${Vista.tamano(archivo.size)} y lo más que se recibe son ${Vista.tamano(limite)}: redúcelo, por ejemplo escaneando con menor resolución.`;
  const cabeza = await archivo.slice(0, 1024).text().catch(() => "%PDF-");
  if (archivo.size && !cabeza.includes("%PDF-")) return "El archivo no es un PDF: ábrelo en el programa con que lo hiciste, guárdalo como PDF y elige ese.";
  return "";
}

function seLee(archivo) {
  return archivo.slice(0, 1).arrayBuffer().then(() => true, () => false); // prettier-ignore
}

function mias(consulta = "") {
  return fetch(`/subidas${consulta}`, { headers: TUS }).then((respuesta) => respuesta.json()).catch(() => []); // prettier-ignore
}

document.addEventListener("change", ({ target }) => {
  const forma = target.type === "file" && target.closest("form[data-carga]");
  if (forma) carga(forma).elegir(target.files[0]);
});

// Before anybody else hears of it: a form that waits has not been sent.
document.addEventListener(
  "submit",
  (evento) => {
    const suya = cargas.get(evento.target);
    if (!suya || suya.puedeIrse()) return;
    evento.preventDefault();
    evento.stopImmediatePropagation();
  },
  true,
);

function reanudar() {
  for (const suya of cargas.values()) if (suya.espera) suya.seguir();
}
window.addEventListener("online", reanudar);
document.addEventListener("visibilitychange", () => document.hidden || reanudar());

const formas = [...document.querySelectorAll("form[data-carga]")];
if (formas.length) {
  const enviadas = await mias();
  for (const forma of formas) {
    const { archivo, campo, destino } = carga(forma);
    if (archivo) continue; // chosen meanwhile
    const suya = enviadas.find((una) => una.destino === destino);
    if (campo.files.length) carga(forma).elegir(campo.files[0]); // the browser kept it over a reload
    else if (suya && !forma.elements.recibido?.value) carga(forma).recordar(suya);
  }
}
