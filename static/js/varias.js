// Many constancias on their way to the server, one after the other; each is judged and kept as it arrives, so that
// what stops one leaves the others where they are. Without this the form sends them together.
const CON_SU_FORMA = 512 * 1024; // bytes: up to here the form is as good; more goes by tus 1.0, which is resumed
const ESPERAS = [1, 2, 4, 8, 15, 30]; // seconds between tries; the last one from then on
const CALLADO = 60; // seconds without progress after which the connection is taken for dead
const TUS_JS = "../vendor/tus-js-client-4.3.1/tus.min.js"; // only when it is needed
const PASAJERAS = [0, 423, 429, 500, 502, 503, 504]; // no answer, or one that time mends
const SUYAS = [413, 422]; // of this file alone: the others go on
const SIN_SESION = "Tu sesión terminó: ingresa otra vez y elige los mismos archivos; lo que ya llegó sigue aquí.";

class Tropiezo extends Error {
  constructor(estado, frase) {
    super(frase || "No se pudo enviar: recarga la página e inténtalo otra vez.");
    this.estado = estado;
  }
}

class Tanda {
  constructor(forma) {
    this.forma = forma;
    this.campo = forma.querySelector("[type=file]");
    this.boton = forma.querySelector("button:not([type=button])");
    this.caja = forma.querySelector(".carga__envio");
    this.barra = forma.querySelector("progress");
    this.cifras = forma.querySelector(".carga__cifras");
    this.faltas = forma.querySelector(".varias__faltas");
    this.voz = forma.querySelector("[role=status]");
    this.token = forma.elements.csrf_token.value;
    forma.addEventListener("submit", (evento) => this.empezar(evento));
    this.caja.querySelector("button").addEventListener("click", () => this.detener());
  }

  async empezar(evento) {
    evento.preventDefault();
    if (this.enviando) return;
    const archivos = [...this.campo.files];
    Object.assign(this, { enviando: true, detenida: false, pasados: 0 });
    this.boton.setAttribute("aria-disabled", "true");
    this.faltas.replaceChildren();
    this.faltas.hidden = true;
    this.caja.hidden = false;
    this.barra.max = archivos.reduce((total, { size }) => total + size, 0) || 1;
    this.voz.textContent = `Se cargan ${archivos.length} archivos.`;
    for (const [lugar, archivo] of archivos.entries()) {
      this.dice = `${lugar + 1} de ${archivos.length}: ${archivo.name}`;
      if (!(await this.insistir(archivo))) break;
      this.pasados += archivo.size;
    }
    this.terminar();
  }

  // Until it has arrived, or cannot; whether the next one may follow.
  async insistir(archivo) {
    let fallas = 0;
    while (!this.detenida) {
      this.avanzar(0);
      try {
        await this.enviar(archivo);
        return true;
      } catch (error) {
        if (this.detenida) break;
        const { estado, message } = (await seLee(archivo)) ? error : new Tropiezo(422, "cambió o ya no está en tu equipo.");
        if (!PASAJERAS.includes(estado)) {
          const suya = SUYAS.includes(estado);
          this.anotar(suya ? `${archivo.name}: ${message}` : message);
          return suya;
        }
        if (this.barra.value > this.pasados) fallas = 0;
        await this.esperar(ESPERAS[Math.min(fallas++, ESPERAS.length - 1)]);
      }
    }
    return false;
  }

  async enviar(archivo) {
    const datos = new FormData();
    datos.append("csrf_token", this.token);
    if (archivo.size > CON_SU_FORMA) datos.append("subida", await this.subir(archivo));
    else datos.append("archivos", archivo);
    const corte = new AbortController();
    this.cortar = () => corte.abort();
    const headers = { "HX-Request": "true" }; // so it answers in words, and paints nothing
    const respuesta = await fetch(this.forma.action, { method: "POST", body: datos, headers, signal: corte.signal }).catch(() => null);
    if (respuesta?.headers.has("HX-Redirect")) throw new Tropiezo(401, SIN_SESION);
    if (!respuesta?.ok) throw new Tropiezo(respuesta?.status ?? 0, respuesta && (await enTexto(respuesta)));
  }

  // By parts, from where it was; gives back its ficha.
  async subir(archivo) {
    const destino = new URL(this.forma.action).pathname;
    const [conocidas] = await Promise.all([mias(archivo), import(TUS_JS)]);
    return new Promise((bien, mal) => {
      const vigilar = () => {
        clearTimeout(this.vigia);
        this.vigia = setTimeout(this.cortar, CALLADO * 1000);
      };
      const acabar = (como, que) => {
        clearTimeout(this.vigia);
        como(que);
      };
      const subida = new tus.Upload(archivo, {
        endpoint: "/subidas",
        uploadUrl: conocidas.find((una) => una.destino === destino)?.url ?? null,
        metadata: { filename: archivo.name, destino },
        headers: { "X-CSRFToken": this.token },
        storeFingerprintForResuming: false,
        retryDelays: null, // ours never give up
        onProgress: (enviados) => {
          this.avanzar(enviados);
          vigilar();
        },
        onSuccess: () => acabar(bien, subida.url.split("/").pop()),
        onError: ({ originalResponse: dicha }) => {
          const enTexto = dicha?.getHeader("Content-Type")?.startsWith("text/plain");
          acabar(mal, new Tropiezo(dicha?.getStatus() ?? 0, enTexto ? dicha.getBody() : ""));
        },
      });
      this.cortar = () => {
        subida.abort();
        acabar(mal, new Tropiezo(0));
      };
      vigilar();
      subida.start();
    });
  }

  avanzar(enviados) {
    this.barra.value = this.pasados + enviados;
    this.cifras.textContent = `${this.dice} · ${Math.floor((100 * this.barra.value) / this.barra.max)} %`;
  }

  esperar(segundos) {
    this.cifras.textContent = `${this.dice} · El sistema no responde; seguimos intentando`;
    return new Promise((listo) => {
      setTimeout(listo, segundos * 1000);
      this.cortar = listo;
    });
  }

  anotar(frase) {
    const falta = document.createElement("li");
    falta.className = "campo__error";
    falta.textContent = this.voz.textContent = frase;
    this.faltas.append(falta);
    this.faltas.hidden = false;
  }

  detener() {
    this.detenida = true;
    this.cortar();
  }

  // To what arrived; where something has to be read first, it stays.
  terminar() {
    if (this.faltas.hidden) return location.replace(this.forma.action);
    this.enviando = false;
    this.caja.hidden = true;
    this.boton.removeAttribute("aria-disabled");
    const lugar = document.createElement("li");
    const sigue = document.createElement("a");
    sigue.href = this.forma.action;
    sigue.textContent = "Ver lo que llegó";
    lugar.append(sigue);
    this.faltas.append(lugar);
    sigue.focus();
  }
}

function mias({ name, size }) {
  const cual = new URLSearchParams({ nombre: name, largo: size });
  return fetch(`/subidas?${cual}`).then((respuesta) => respuesta.json()).catch(() => []); // prettier-ignore
}

function seLee(archivo) {
  return archivo.slice(0, 1).arrayBuffer().then(() => true, () => false); // prettier-ignore
}

function enTexto(respuesta) {
  return respuesta.headers.get("Content-Type")?.startsWith("text/plain") ? respuesta.text() : "";
}

document.querySelectorAll("form[data-varias]").forEach((forma) => new Tanda(forma));

// A double click is one.
document.addEventListener("submit", (evento) => {
  const forma = evento.target;
  if (!forma.matches("[data-una-vez]")) return;
  if (forma.dataset.enviando) evento.preventDefault();
  forma.dataset.enviando = "si";
});
