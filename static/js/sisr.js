// The few listeners of the site; without them everything still works.
(() => {
  "use strict";

  // Before htmx looks at the page: nothing that it would need the CSP for, and refusals with a form in them are shown.
  Object.assign(htmx.config, {
    allowEval: false,
    allowScriptTags: false,
    includeIndicatorStyles: false,
    selfRequestsOnly: true,
    historyCacheSize: 0,
    defaultSwapStyle: "outerHTML",
    responseHandling: [
      { code: "204", swap: false },
      { code: "[23]..", swap: true },
      { code: "409|422", swap: true, error: false },
      { code: "[45]..", swap: false, error: true },
    ],
  });

  // htmx keeps the address of the page there, and whom one searched for is in it; nobody here reads it.
  sessionStorage.removeItem("htmx-current-path-for-history");

  // The boleta is also the user name (R2).
  document.addEventListener("input", (evento) => {
    const destino = evento.target.dataset?.boleta;
    if (destino) document.getElementById(destino).value = evento.target.value.replace(/\s/g, "").toUpperCase();
  });

  // A form with a file is sent once, and says that it is on its way.
  document.addEventListener("submit", (evento) => {
    const forma = evento.target;
    if (!forma.matches("[data-carga]")) return;
    if (forma.dataset.enviando) return evento.preventDefault();
    forma.dataset.enviando = "si";
    const boton = forma.querySelector("button:not([type=button])");
    boton.setAttribute("aria-disabled", "true");
    boton.textContent = "Enviando…";
  });
  window.addEventListener("pageshow", (evento) => {
    if (evento.persisted) location.reload();
  });

  // What is picked goes to the end of what was typed, there to be edited.
  document.addEventListener("click", (evento) => {
    const boton = evento.target.closest(".ventana__motivos button");
    if (!boton) return;
    evento.preventDefault();
    const { motivo, pagina } = boton.form.elements;
    const numero = parseInt(pagina.value, 10);
    if (!boton.dataset.texto && !(numero > 0)) return pagina.focus();
    const frase = boton.dataset.texto ?? `Página ${numero}: `;
    const escrito = motivo.value.trimEnd();
    const union = escrito.endsWith(":") ? " " : "\n";
    if (!escrito.includes(frase.trim())) motivo.value = escrito ? escrito + union + frase : frase;
    motivo.focus();
    motivo.setSelectionRange(motivo.value.length, motivo.value.length);
    if (!boton.dataset.texto) pagina.value = "";
  });

  // A motivo is sent from where it is typed.
  document.addEventListener("keydown", (evento) => {
    if (evento.key !== "Enter" || !(evento.ctrlKey || evento.metaKey) || evento.repeat) return;
    const ventana = evento.target.closest("textarea")?.closest("form.ventana");
    ventana?.querySelector(".boton--principal")?.click(); // htmx sends the button that was clicked last
  });

  // What was opened to mend a row is left as it was.
  document.addEventListener("keydown", (evento) => {
    if (evento.key === "Escape") evento.target.closest(".asignacion")?.querySelector("a")?.click();
  });

  // What htmx swaps in keeps its mark and the focus, is counted and is announced.
  let anterior = null;
  let enFoco = null;
  document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
    anterior = target;
    enFoco = target.contains(document.activeElement) ? document.activeElement : null;
  });
  document.addEventListener("htmx:afterSwap", ({ detail: { elt } }) => {
    const nuevo = vigente(elt);
    if (!nuevo.matches(".fila")) return;
    casilla(nuevo).checked = casilla(anterior).checked;
    contar(estatusDe(anterior), -1);
    contar(estatusDe(nuevo), 1);
  });
  document.addEventListener("htmx:afterSettle", ({ detail: { elt } }) => {
    if (elt.closest(".presencia")) return; // it announces itself
    const nuevo = vigente(elt);
    const aviso = nuevo.querySelector("[role=alert]");
    const estatus = nuevo.querySelector(".estatus");
    if (enFoco && !nuevo.contains(document.activeElement)) enfocar(nuevo, estatus);
    decir(aviso ? "" : ((nuevo.querySelector("[data-dicho]") ?? estatus)?.textContent ?? ""));
  });
  document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
    const nuestra = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain"); // not a page of the proxy
    decir(nuestra ? xhr.responseText : "El sistema no pudo responder. Recarga la página y mira cómo quedó.", true);
  });
  document.addEventListener("htmx:sendError", () =>
    decir("No hay conexión con el sistema. No se cambió nada; inténtalo otra vez.", true),
  );

  function vigente(elt) {
    return document.getElementById(elt.id) ?? elt;
  }

  // Where the focus was, or at what opens again what was closed, or at what a decision led to.
  function enfocar(nuevo, estatus) {
    const mismo = [...nuevo.querySelectorAll("input, button, a")].find(
      (otro) => otro.name === enFoco.name && otro.textContent === enFoco.textContent,
    );
    const abre = enFoco.closest(".ventana, .asignacion") && nuevo.querySelector(".corregir, .dictamen a");
    const lugar = nuevo.querySelector("[autofocus]") ?? mismo ?? abre ?? estatus ?? nuevo.querySelector("button, a");
    if (lugar === estatus) estatus.tabIndex = -1;
    lugar?.focus();
  }

  function casilla(fila) {
    return fila.querySelector("[form=seleccion]");
  }

  // A row that waits says it with its buttons.
  function estatusDe(fila) {
    return fila.querySelector(".estatus")?.textContent ?? "EN REVISIÓN";
  }

  // What the tabs above the table say.
  function contar(estatus, mas) {
    const cuenta = document.querySelector(`[data-cuenta="${estatus}"]`);
    if (cuenta) cuenta.textContent = (+cuenta.textContent.replaceAll(",", "") + mas).toLocaleString("es-MX");
  }

  function decir(texto, visible = false) {
    const anuncio = document.getElementById("anuncio");
    anuncio.textContent = texto;
    anuncio.className = visible ? "aviso aviso--error aviso--flotante" : "visually-hidden";
  }
})();
